//! A section's list: read while there is room, and what its end means for the job.

use super::{Run, Tools};
use crate::error::{Error, Kind, Result};
use crate::export::part::Running;
use crate::export::{Extent, Purpose};
use crate::job::Went;
use crate::portal::SectionPages;

impl Run {
    /// Reads the list and starts lanes, as long as there is room.
    pub(super) fn fill(&mut self, running: &mut Running, tools: &mut Tools<'_>) -> Result<bool> {
        if running.list.is_due() {
            return self.read_on(running, tools);
        }
        let mut went_on = false;
        while self.lanes.len() < self.most_lanes && tools.flights.has_room() {
            match running.next() {
                Some(raw) => self.take(running, raw, tools),
                None => return Ok(went_on | self.read_on(running, tools)?),
            }
            went_on = true;
        }
        Ok(went_on)
    }

    fn read_on(&mut self, running: &mut Running, tools: &mut Tools<'_>) -> Result<bool> {
        let pages = SectionPages { portal: self.portal.as_ref(), section: running.section };
        match running.list.go_on(&pages, Purpose::Page, tools) {
            Ok(Went::Nowhere) => return Ok(false),
            Ok(Went::On) => {}
            Ok(Went::Nothing) => (running.absent, self.has_read) = (true, true),
            Ok(Went::OverPage) => {
                self.has_read = true;
                running.turned();
                self.count(running);
                if self.extent == Extent::Survey && running.list.total().is_some() {
                    running.list.stop(tools);
                } else if running.list.is_over() {
                    running.broken = running.gap();
                }
            }
            Err(error) => {
                self.count(running);
                self.break_off(running, error)?;
            }
        }
        Ok(true)
    }

    /// Tells how many records the section has, once the portal did.
    fn count(&mut self, running: &Running) {
        let total = running.list.total();
        if let Some(progress) = self.book.sections.get_mut(running.section) {
            progress.expected = self.wanted.get(running.section).map_or(total, |wanted| wanted.count(total));
        }
    }

    /// The list cannot be read on. That is the end of the job where no other list will fare better.
    pub(super) fn break_off(&mut self, running: &mut Running, error: Error) -> Result<()> {
        let is_missing =
            error.kind == Kind::NotFound && running.list.is_fresh() && self.portal.may_be_absent(running.section);
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
