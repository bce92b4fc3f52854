//! A section's pages: asked for when there is room, read slice by slice, asked for again when cut.

use super::{Run, Tools};
use crate::error::{Error, Kind, Result};
use crate::export::part::{Page, Running};
use crate::export::{Extent, Purpose};
use crate::job::{Landed, Step};
use crate::limits;
use crate::portal::Turn;

/// What is read of a list at a time: its records are few enough to wait.
const SLICE: u64 = 64 * 1024;

impl Run {
    /// Reads the list and starts lanes, as long as there is room.
    pub(super) fn fill(&mut self, running: &mut Running, tools: &mut Tools<'_>) -> Result<bool> {
        if let Page::Due(request) = &running.page {
            if tools.flights.signed_out() {
                self.break_off(running, Kind::SignedOut.at_url(request.url()))?;
                return Ok(true);
            }
            if !tools.flights.has_room() {
                return Ok(false);
            }
            tools.flights.send(request.clone(), limits::LIST, Purpose::Page);
            running.page = Page::Asked;
            return Ok(true);
        }
        let mut went_on = false;
        while self.lanes.len() < self.most_lanes && tools.flights.has_room() {
            match running.listing.record() {
                Some(raw) => self.take(running, raw, tools),
                None => return Ok(went_on | self.read_on(running, tools)?),
            }
            went_on = true;
        }
        Ok(went_on)
    }

    /// Asks for the next slice of the list, or ends the page.
    fn read_on(&mut self, running: &mut Running, tools: &mut Tools<'_>) -> Result<bool> {
        let Page::Body { landed, at, reading: reading @ false } = &mut running.page else {
            return Ok(false);
        };
        let Ok(response) = &landed.result else {
            return Ok(false);
        };
        let slice = SLICE.min(response.len - *at);
        if slice > 0 {
            *reading = true;
            tools.steps.push_back(Step::Read { ticket: response.ticket, at: *at, len: slice as u32 });
            return Ok(true);
        }
        if response.len == 0 && running.listing.is_fresh() && self.portal.may_be_absent(running.section) {
            // 204, or an empty answer: there is no such data.
            running.absent = true;
            self.has_read = true;
            drop_page(running, tools);
            return Ok(true);
        }
        let turned = running.listing.turn(self.portal.as_ref(), &landed.request, response.link.as_deref());
        let total = running.listing.total();
        if let Some(progress) = self.book.sections.get_mut(running.section) {
            progress.expected = self.wanted.get(running.section).map_or(total, |wanted| wanted.count(total));
        }
        match turned {
            Err(error) => self.damaged(running, error, tools)?,
            Ok(turn) => {
                self.has_read = true;
                drop_page(running, tools);
                let is_counted = self.extent == Extent::Survey && total.is_some();
                if let Turn::Next(request) = turn
                    && !is_counted
                {
                    running.page = Page::Due(request);
                }
            }
        }
        Ok(true)
    }

    /// A page that arrived, but not as a page: tries again where it may be the network's fault.
    pub(super) fn damaged(&mut self, running: &mut Running, error: Error, tools: &mut Tools<'_>) -> Result<()> {
        let page = drop_page(running, tools);
        let is_cut = matches!(error.kind, Kind::Truncated | Kind::NotJson);
        if let Some(landed) = page
            && is_cut
            && tools.flights.again(landed)
        {
            running.listing.restart(self.portal.as_ref());
            running.page = Page::Asked;
            return Ok(());
        }
        self.break_off(running, error)
    }

    /// The list cannot be read on. That is the end of the job where no other list will fare better.
    pub(super) fn break_off(&mut self, running: &mut Running, error: Error) -> Result<()> {
        running.page = Page::Over;
        let is_missing =
            error.kind == Kind::NotFound && running.listing.is_fresh() && self.portal.may_be_absent(running.section);
        // Before anything was read: no one there who is known, or no one who lets this person in.
        let is_stranger = !self.is_known && matches!(error.kind, Kind::Unreachable | Kind::TimedOut | Kind::WebPage);
        if !self.has_read && (is_stranger || error.kind == Kind::SignedOut) {
            return Err(error);
        }
        if is_missing {
            running.absent = true;
        } else {
            if !self.has_read {
                self.first_error.get_or_insert_with(|| error.clone());
            }
            running.broken = Some(error);
        }
        Ok(())
    }
}

/// Forgets the page's body; yields the request that it came from.
fn drop_page(running: &mut Running, tools: &mut Tools<'_>) -> Option<Landed<Purpose>> {
    match std::mem::replace(&mut running.page, Page::Over) {
        Page::Body { landed, .. } => {
            if let Ok(response) = &landed.result {
                tools.steps.push_back(Step::Drop(response.ticket));
            }
            Some(landed)
        }
        _ => None,
    }
}
