//! A list being read: its pages asked for, read slice by slice, asked for again when cut.

use super::{Flights, Landed, Step, Ticket};
use crate::error::{Error, Kind, Result};
use crate::limits;
use crate::portal::{Listing, Pages, Request, Turn};
use std::collections::VecDeque;

/// What is read of a list at a time: its records are few enough to wait.
const SLICE: u64 = 64 * 1024;

/// The status of an answer that has no body on purpose (RFC 9110, 15.3.5).
const NO_CONTENT: u16 = 204;

/// What a job does its work with: requests, and steps for the host.
pub(crate) struct Tools<'a, P> {
    pub flights: &'a mut Flights<P>,
    pub steps: &'a mut VecDeque<Step>,
}

/// A list, and where the reading of it is.
pub(crate) struct Reading<P> {
    listing: Listing,
    page: Page<P>,
    /// The next page, where it is known before this one is read.
    ahead: Option<Ahead<P>>,
}

enum Page<P> {
    /// This page is to be asked for.
    Due(Request),
    /// It is asked for.
    Asked(Request),
    /// Its body is here and read up to this byte; `reading` while more of it is on the way.
    Body { landed: Landed<P>, at: u64, reading: bool },
    /// The list is over.
    Over,
}

enum Ahead<P> {
    Asked(Request),
    Landed(Landed<P>),
}

/// What came of going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Went {
    /// Nothing: there is no room, or only news can help.
    Nowhere,
    /// A step further.
    On,
    /// A page is over.
    OverPage,
    /// The portal has nothing there, and that is how it says so.
    Nothing,
}

impl<P: Clone> Reading<P> {
    /// A list that begins at this page.
    pub fn new(pages: &dyn Pages, first: Request) -> Self {
        Self { listing: Listing::new(pages), page: Page::Due(first), ahead: None }
    }

    pub fn is_over(&self) -> bool {
        matches!(self.page, Page::Over)
    }

    /// Whether a page is to be asked for, so that no records can be there.
    pub fn is_due(&self) -> bool {
        matches!(self.page, Page::Due(_))
    }

    /// Whether nothing of the list was read so far.
    pub fn is_fresh(&self) -> bool {
        self.listing.is_fresh()
    }

    /// How many records there are, as far as the portal has said.
    pub fn total(&self) -> Option<u64> {
        self.listing.total()
    }

    /// How many records there are, as a page said that had not all of them.
    pub fn announced(&self) -> Option<u64> {
        self.listing.announced()
    }

    /// How often a page was begun anew: what it had before counts for nothing.
    pub fn restarts(&self) -> u32 {
        self.listing.restarts()
    }

    /// Whether this is the body of the present page.
    pub fn holds(&self, ticket: Ticket) -> bool {
        matches!(&self.page, Page::Body { landed, .. } if ticket_of(landed) == Some(ticket))
    }

    /// The next record, byte for byte as served. A page that was cut short yields its records again.
    pub fn record(&mut self) -> Option<Vec<u8>> {
        self.listing.record()
    }

    /// Asks for the page, or for its next slice, or turns it. An error is the end of the list.
    pub fn go_on(&mut self, pages: &dyn Pages, purpose: P, tools: &mut Tools<'_, P>) -> Result<Went> {
        match &mut self.page {
            Page::Due(request) if tools.flights.signed_out() => {
                let error = Kind::SignedOut.at_url(request.url());
                self.stop(tools);
                Err(error)
            }
            Page::Due(request) if tools.flights.has_room() => {
                let request = request.clone();
                tools.flights.send(request.clone(), limits::LIST, purpose);
                self.page = Page::Asked(request);
                Ok(Went::On)
            }
            Page::Body { reading: false, .. } => self.read_on(pages, tools),
            _ => Ok(Went::Nowhere),
        }
    }

    fn read_on(&mut self, pages: &dyn Pages, tools: &mut Tools<'_, P>) -> Result<Went> {
        let Page::Body { landed, at, reading } = &mut self.page else {
            return Ok(Went::Nowhere);
        };
        let Ok(response) = &landed.result else {
            return Ok(Went::Nowhere);
        };
        let slice = SLICE.min(response.len - *at);
        if slice > 0 {
            *reading = true;
            tools.steps.push_back(Step::Read { ticket: response.ticket, at: *at, len: slice as u32 });
            return Ok(Went::On);
        }
        if response.len == 0 && self.listing.is_fresh() && pages.may_be_absent() {
            // 204, or an answer that is empty each time: there is no such data. Once, it may have been cut.
            let was_cut = response.status != NO_CONTENT;
            if let Some(landed) = self.drop_page(tools) {
                let request = landed.request.clone();
                if was_cut && tools.flights.again(landed) {
                    self.page = Page::Asked(request);
                    return Ok(Went::On);
                }
            }
            self.stop(tools);
            return Ok(Went::Nothing);
        }
        match self.listing.turn(pages, &landed.request, response.link.as_deref()) {
            Err(error) => self.damaged(pages, error, tools),
            Ok(turn) => {
                self.drop_page(tools);
                match turn {
                    Turn::Next(request) => self.turn_to(request, pages, tools)?,
                    Turn::End => self.stop(tools),
                }
                Ok(Went::OverPage)
            }
        }
    }

    /// A request of this list is over. An error is the end of the list.
    pub fn landed(&mut self, landed: Landed<P>, pages: &dyn Pages, tools: &mut Tools<'_, P>) -> Result<()> {
        match (&self.page, &self.ahead) {
            (Page::Asked(request), _) if *request == landed.request => self.begin(landed, pages, tools),
            (_, Some(Ahead::Asked(request))) if *request == landed.request => {
                self.ahead = Some(Ahead::Landed(landed));
                Ok(())
            }
            _ => {
                drop_body(&landed, tools);
                Ok(())
            }
        }
    }

    /// Bytes of the present page. An error is the end of the list.
    pub fn bytes(&mut self, bytes: &[u8], pages: &dyn Pages, tools: &mut Tools<'_, P>) -> Result<()> {
        if let Page::Body { at, reading, .. } = &mut self.page {
            *at += bytes.len() as u64;
            *reading = false;
            if let Err(error) = self.listing.push(bytes) {
                self.damaged(pages, error, tools)?;
            }
        }
        Ok(())
    }

    /// Reads no further.
    pub fn stop(&mut self, tools: &mut Tools<'_, P>) {
        self.drop_page(tools);
        if let Some(Ahead::Landed(landed)) = self.ahead.take() {
            drop_body(&landed, tools);
        }
    }

    fn begin(&mut self, landed: Landed<P>, pages: &dyn Pages, tools: &mut Tools<'_, P>) -> Result<()> {
        let response = match &landed.result {
            Ok(response) => response,
            Err(error) => {
                let error = error.clone();
                self.stop(tools);
                return Err(error);
            }
        };
        let next = pages.ahead(&landed.request, response.link.as_deref());
        if self.ahead.is_none()
            && let Some(next) = next.filter(|next| *next != landed.request && !self.listing.was_here(next))
            && tools.flights.has_room()
        {
            tools.flights.send(next.clone(), limits::LIST, landed.purpose.clone());
            self.ahead = Some(Ahead::Asked(next));
        }
        self.page = Page::Body { landed, at: 0, reading: false };
        Ok(())
    }

    fn turn_to(&mut self, next: Request, pages: &dyn Pages, tools: &mut Tools<'_, P>) -> Result<()> {
        match self.ahead.take() {
            Some(Ahead::Asked(request)) if request == next => self.page = Page::Asked(next),
            Some(Ahead::Landed(landed)) if landed.request == next => self.begin(landed, pages, tools)?,
            other => {
                if let Some(Ahead::Landed(landed)) = &other {
                    drop_body(landed, tools);
                }
                self.page = Page::Due(next);
            }
        }
        Ok(())
    }

    /// A page that arrived, but not as a page: tries again where it may be the network's fault.
    fn damaged(&mut self, pages: &dyn Pages, error: Error, tools: &mut Tools<'_, P>) -> Result<Went> {
        let is_cut = matches!(error.kind, Kind::Truncated | Kind::NotJson);
        if let Some(landed) = self.drop_page(tools) {
            let request = landed.request.clone();
            if is_cut && tools.flights.again(landed) {
                self.listing.restart(pages);
                self.page = Page::Asked(request);
                return Ok(Went::On);
            }
        }
        self.stop(tools);
        Err(error)
    }

    /// Forgets the page's body; yields the request that it came from.
    fn drop_page(&mut self, tools: &mut Tools<'_, P>) -> Option<Landed<P>> {
        match std::mem::replace(&mut self.page, Page::Over) {
            Page::Body { landed, .. } => {
                drop_body(&landed, tools);
                Some(landed)
            }
            _ => None,
        }
    }
}

fn ticket_of<P>(landed: &Landed<P>) -> Option<Ticket> {
    landed.result.as_ref().ok().map(|response| response.ticket)
}

fn drop_body<P>(landed: &Landed<P>, tools: &mut Tools<'_, P>) {
    if let Some(ticket) = ticket_of(landed) {
        tools.steps.push_back(Step::Drop(ticket));
    }
}
