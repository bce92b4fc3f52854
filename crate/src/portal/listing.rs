//! A section's list, page after page, record after record.

use super::{Frame, PageReader, Portal, Request};
use crate::error::{Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::limits;

/// What follows a page.
pub(crate) enum Turn {
    /// The page is over; ask for the next one.
    Next(Request),
    /// The list is over.
    End,
}

/// Reads one section's list.
pub(crate) struct Listing {
    pub section: usize,
    page: PageReader,
    pages: Seen,
    /// What was listed already: records move between pages while they are read. The same bytes
    /// twice are one record; the same id with other bytes is for the reader to see.
    seen: Seen,
    records: u64,
    /// How many of these stood on the pages before this one.
    before: u64,
    total: Option<u64>,
}

impl Listing {
    pub fn new(portal: &dyn Portal, section: usize) -> Self {
        Self {
            section,
            page: reader(portal, section),
            pages: seen(0),
            seen: seen(limits::USUAL_ENTRIES),
            records: 0,
            before: 0,
            total: None,
        }
    }

    /// How many records there are, as far as the portal has said.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// Whether nothing of the list was read so far.
    pub fn is_fresh(&self) -> bool {
        self.records == 0 && self.pages.is_empty()
    }

    /// Begins a page anew, for one that was cut short.
    pub fn restart(&mut self, portal: &dyn Portal) {
        self.page = reader(portal, self.section);
        self.records = self.before;
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.page.push(bytes)
    }

    /// The next record that was not listed before.
    pub fn record(&mut self) -> Option<Vec<u8>> {
        loop {
            let record = self.page.record()?;
            self.records += 1;
            if self.seen.insert(fingerprint(&record)) {
                return Some(record);
            }
        }
    }

    /// Ends a page whose body is over.
    pub fn turn(&mut self, portal: &dyn Portal, request: &Request, link: Option<&str>) -> Result<Turn> {
        let page = std::mem::replace(&mut self.page, reader(portal, self.section));
        let json = page.finish()?;
        self.before = self.records;
        let frame = Frame { json: &json, link, records: self.records };
        self.total = self.total.or(portal.total(self.section, frame));
        self.pages.insert(fingerprint(request.url().as_bytes()));
        let next = portal.next_page(self.section, request, frame)?;
        let items = portal.sections().get(self.section).map(|section| &section.items);
        if items.is_some_and(|items| items.of(&json).is_none()) {
            return Err(Kind::Unexpected.at_url(request.url()));
        }
        match next {
            None => Ok(Turn::End),
            Some(next)
                if self.pages.contains(&fingerprint(next.url().as_bytes())) || self.pages.len() >= limits::PAGES =>
            {
                Err(Kind::BadPage.at_url(next.url()))
            }
            Some(next) => Ok(Turn::Next(next)),
        }
    }
}

fn reader(portal: &dyn Portal, section: usize) -> PageReader {
    let items = portal.sections().get(section).map(|section| section.items.clone());
    PageReader::new(items.unwrap_or_default())
}
