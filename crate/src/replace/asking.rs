//! Questions whose answers are wanted whole, and one list read record by record, on one set of flights.
//!
//! What a question is for is a number, and not a type of each job's: so all this is compiled once.

use super::class::Class;
use crate::error::{Error, Result};
use crate::image;
use crate::issuer::{ApiPages, Ask, Pace};
use crate::job::{Flights, Landed, News, Reading, Step, Ticket, Tools, Went};
use crate::json;
use crate::portal::{Pointer, Site};
use crate::{Kind, limits};
use std::collections::VecDeque;

/// What an answer has to be, so that one that was cut on its way is asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    Json,
    Picture,
    Anything,
}

impl Expect {
    fn limit(self) -> u64 {
        match self {
            Expect::Json => limits::RECORD as u64,
            Expect::Picture | Expect::Anything => limits::IMAGE as u64,
        }
    }

    fn check(self, bytes: &[u8]) -> Result<()> {
        match self {
            Expect::Json if bytes.trim_ascii_start().starts_with(b"<") => Err(Kind::WebPage.into()),
            Expect::Json => json::read(bytes).map(|_| ()).map_err(|_| Kind::NotJson.into()),
            Expect::Picture if bytes.trim_ascii_start().starts_with(b"<!") && image::detect(bytes).is_none() => {
                Err(Kind::WebPage.into())
            }
            Expect::Picture => image::strip(bytes).map(|_| ()),
            Expect::Anything => Ok(()),
        }
    }
}

/// An answer, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub bytes: Vec<u8>,
}

/// What a question is for, as the job that asks it counts.
pub(super) type Tag = u32;

/// What happens next.
pub(super) enum Event {
    /// The host has to do this.
    Step(Step),
    /// What was asked is over.
    Answer(Tag, Result<Answer>),
    /// A record of the list; one may come twice.
    Record(Vec<u8>),
    /// A page of the list is over.
    Page,
    /// The list is over.
    End(Result<()>),
    /// Nothing, before there is news.
    Wait,
}

#[derive(Clone)]
enum Purpose {
    List,
    /// With other addresses at which the same may be had.
    One(Tag, Expect, Vec<String>),
}

/// Questions under way.
pub(super) struct Asking {
    site: Site,
    flights: Flights<Purpose>,
    steps: VecDeque<Step>,
    answers: VecDeque<(Tag, Result<Answer>)>,
    /// Bodies that are being read.
    bodies: Vec<(Ticket, Landed<Purpose>)>,
    list: Option<(Pointer, Reading<Purpose>)>,
    /// How the list ended that is still open, and whether a page is over that was not told.
    list_broken: Option<Error>,
    page_over: bool,
}

impl Asking {
    /// No question yet; at most so many at a time.
    pub fn new(site: Site, most: usize) -> Self {
        Self {
            site,
            flights: Flights::new(most),
            steps: VecDeque::new(),
            answers: VecDeque::new(),
            bodies: Vec::new(),
            list: None,
            list_broken: None,
            page_over: false,
        }
    }

    /// The portal's address.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether another question may be asked now.
    pub fn has_room(&self) -> bool {
        self.flights.has_room()
    }

    /// Whether the portal does not accept the sign-in any more.
    pub fn signed_out(&self) -> bool {
        self.flights.signed_out()
    }

    /// The seconds that the portal asked to wait, while that goes on.
    pub fn waiting(&self) -> Option<u32> {
        self.flights.waiting_ms().map(|ms| ms.div_ceil(1000))
    }

    /// Asks the portal, with the token.
    pub fn api(&mut self, path: &str, tag: Tag) {
        self.api_later(path, tag, 0);
    }

    /// The same after a pause, in milliseconds.
    pub fn api_later(&mut self, path: &str, tag: Tag, after_ms: u32) {
        let purpose = Purpose::One(tag, Expect::Json, Vec::new());
        match self.site.ask(path) {
            Ok(request) => self.flights.send_later(request, Expect::Json.limit(), purpose, after_ms),
            Err(error) => self.failed(purpose, error),
        }
    }

    /// Asks whoever has it, as a stranger.
    pub fn public(&mut self, address: &str, tag: Tag, expect: Expect) {
        self.any(vec![address.to_owned()], tag, expect);
    }

    /// Asks for a class's picture: at the address that the class names, else at its public page.
    pub fn picture_of(&mut self, class: &Class, tag: Tag) {
        let mut addresses = vec![class.public_image(), class.image().to_owned()];
        addresses.retain(|address| !address.is_empty());
        self.any(addresses, tag, Expect::Picture);
    }

    /// Asks at these addresses, the last one first, until one has it.
    fn any(&mut self, mut addresses: Vec<String>, tag: Tag, expect: Expect) {
        let address = addresses.pop().unwrap_or_default();
        let request = self.site.ask_publicly(&self.site.at_home(&address));
        match request {
            Err(error) => self.failed(Purpose::One(tag, expect, addresses), error),
            Ok(request) => {
                let limit = expect.limit();
                self.flights.send(request, limit, Purpose::One(tag, expect, addresses));
            }
        }
    }

    fn failed(&mut self, purpose: Purpose, error: Error) {
        match purpose {
            Purpose::One(tag, _, others) if others.is_empty() => self.answers.push_back((tag, Err(error))),
            Purpose::One(tag, expect, others) => self.any(others, tag, expect),
            Purpose::List => {}
        }
    }

    /// Writes JSON, once.
    pub fn put(&mut self, path: &str, json: String, tag: Tag) {
        let purpose = Purpose::One(tag, Expect::Anything, Vec::new());
        match self.site.put(path, json) {
            Ok(request) => self.flights.once(request, limits::RECORD as u64, purpose),
            Err(error) => self.failed(purpose, error),
        }
    }

    /// Begins to read a list; it is read while nothing else is to be told.
    pub fn open(&mut self, ask: &Ask) -> Result<()> {
        let items = Pointer::parse(ask.items)?;
        let pages = ApiPages { site: &self.site, items: &items, pace: Pace::PageByPage };
        let reading = Reading::new(&pages, self.site.ask(&ask.path)?);
        self.list = Some((items, reading));
        Ok(())
    }

    /// Reads the list no further.
    pub fn close(&mut self) {
        if let Some((_, mut reading)) = self.list.take() {
            reading.stop(&mut Tools { flights: &mut self.flights, steps: &mut self.steps });
        }
    }

    /// What happens next; records only while `more` of them are welcome.
    pub fn next(&mut self, more: bool) -> Event {
        if let Some(step) = self.steps.pop_front() {
            return Event::Step(step);
        }
        if let Some((tag, answer)) = self.answers.pop_front() {
            return Event::Answer(tag, answer);
        }
        if let Some(step) = self.flights.step() {
            return Event::Step(step);
        }
        if std::mem::take(&mut self.page_over) {
            return Event::Page;
        }
        if more { self.list_next() } else { Event::Wait }
    }

    fn list_next(&mut self) -> Event {
        if let Some(error) = self.list_broken.take() {
            self.list = None;
            return Event::End(Err(error));
        }
        let Some((items, reading)) = &mut self.list else {
            return Event::Wait;
        };
        if let Some(record) = reading.record() {
            return Event::Record(record);
        }
        if reading.is_over() {
            self.list = None;
            return Event::End(Ok(()));
        }
        let pages = ApiPages { site: &self.site, items, pace: Pace::PageByPage };
        let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
        match reading.go_on(&pages, Purpose::List, &mut tools) {
            Ok(Went::Nowhere) => Event::Wait,
            Ok(Went::On | Went::Nothing) => self.next(true),
            Ok(Went::OverPage) => {
                self.page_over = true;
                self.next(true)
            }
            Err(error) => {
                self.list_broken = Some(error);
                self.next(true)
            }
        }
    }

    /// Takes news of the host.
    pub fn told(&mut self, ticket: Ticket, news: &News<'_>) {
        match news {
            News::Answer { .. } | News::Fault(_) => {
                let landed = self.flights.told(ticket, news);
                landed.into_iter().for_each(|landed| self.landed(landed));
            }
            News::Renewed(fresh) => {
                let landed = self.flights.renewed(*fresh);
                landed.into_iter().for_each(|landed| self.landed(landed));
            }
            News::Bytes(bytes) => self.bytes(ticket, bytes),
            News::Rebuilt(_) => {}
        }
    }

    fn landed(&mut self, landed: Landed<Purpose>) {
        match (&landed.purpose, &landed.result) {
            (Purpose::One(..), Err(error)) => {
                let error = error.clone();
                self.failed(landed.purpose, error);
            }
            (Purpose::One(..), Ok(response)) => {
                let (ticket, len) = (response.ticket, response.len.min(u64::from(u32::MAX)) as u32);
                self.steps.push_back(Step::Read { ticket, at: 0, len });
                self.bodies.push((ticket, landed));
            }
            (Purpose::List, result) => match &mut self.list {
                Some((items, reading)) => {
                    let pages = ApiPages { site: &self.site, items, pace: Pace::PageByPage };
                    let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
                    self.list_broken = reading.landed(landed, &pages, &mut tools).err();
                }
                None => self.steps.extend(result.as_ref().ok().map(|response| Step::Drop(response.ticket))),
            },
        }
    }

    fn bytes(&mut self, ticket: Ticket, bytes: &[u8]) {
        let Some(at) = self.bodies.iter().position(|(other, _)| *other == ticket) else {
            if let Some((items, reading)) = self.list.as_mut().filter(|(_, reading)| reading.holds(ticket)) {
                let pages = ApiPages { site: &self.site, items, pace: Pace::PageByPage };
                let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
                self.list_broken = reading.bytes(bytes, &pages, &mut tools).err();
            }
            return;
        };
        let (_, landed) = self.bodies.swap_remove(at);
        self.steps.push_back(Step::Drop(ticket));
        let (Purpose::One(tag, expect, _), Ok(response)) = (&landed.purpose, &landed.result) else {
            return;
        };
        let (tag, status) = (*tag, response.status);
        match expect.check(bytes) {
            Ok(()) => self.answers.push_back((tag, Ok(Answer { status, bytes: bytes.to_vec() }))),
            // What was cut on its way comes whole the next time; anything else comes as it came.
            Err(error) => {
                let is_cut = matches!(error.kind, Kind::Truncated | Kind::NotJson);
                let (url, purpose) = (landed.request.url().to_owned(), landed.purpose.clone());
                if !is_cut || !self.flights.again(landed) {
                    self.failed(purpose, error.kind.at_url(url));
                }
            }
        }
    }
}
