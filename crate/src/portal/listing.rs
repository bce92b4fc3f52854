//! A list, page after page, record after record.

use super::{Frame, PageReader, Pointer, Portal, Request};
use crate::error::{Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::limits;

/// How a list's pages follow, and where the records stand in them.
pub(crate) trait Pages {
    /// Where the records stand in a page.
    fn items(&self) -> Pointer;

    /// The request for the page after this one; `None` after the last.
    fn next(&self, page: &Request, frame: Frame<'_>) -> Result<Option<Request>>;

    /// The same, where the `Link` header alone tells it: that page can be asked for before this one is read.
    fn ahead(&self, _page: &Request, _link: Option<&str>) -> Option<Request> {
        None
    }

    /// Whether an empty answer is how the portal says that there is no such data.
    fn may_be_absent(&self) -> bool {
        false
    }

    /// How many records there are, where the page says it.
    fn total(&self, _frame: Frame<'_>) -> Option<u64> {
        None
    }
}

/// The pages of a portal's section.
pub(crate) struct SectionPages<'a> {
    pub portal: &'a dyn Portal,
    pub section: usize,
}

impl Pages for SectionPages<'_> {
    fn items(&self) -> Pointer {
        let section = self.portal.sections().get(self.section);
        section.map(|section| section.items.clone()).unwrap_or_default()
    }

    fn next(&self, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        self.portal.next_page(self.section, page, frame)
    }

    fn may_be_absent(&self) -> bool {
        self.portal.may_be_absent(self.section)
    }

    fn total(&self, frame: Frame<'_>) -> Option<u64> {
        self.portal.total(self.section, frame)
    }
}

/// What follows a page.
pub(crate) enum Turn {
    /// The page is over; ask for the next one.
    Next(Request),
    /// The list is over.
    End,
}

/// Reads one list. Records move between pages while they are read: one may come twice.
pub(crate) struct Listing {
    page: PageReader,
    pages: Seen,
    records: u64,
    /// How many of these stood on the pages before this one.
    before: u64,
    restarts: u32,
    total: Option<u64>,
    announced: Option<u64>,
}

impl Listing {
    pub fn new(pages: &dyn Pages) -> Self {
        Self {
            page: PageReader::new(pages.items()),
            pages: seen(0),
            records: 0,
            before: 0,
            restarts: 0,
            total: None,
            announced: None,
        }
    }

    /// How many records there are, as far as the portal has said.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many records there are, as a page said that had not all of them.
    pub fn announced(&self) -> Option<u64> {
        self.announced
    }

    /// Whether nothing of the list was read so far.
    pub fn is_fresh(&self) -> bool {
        self.records == 0 && self.pages.is_empty()
    }

    /// Begins a page anew, for one that was cut short.
    pub fn restart(&mut self, pages: &dyn Pages) {
        self.page = PageReader::new(pages.items());
        self.records = self.before;
        self.restarts = self.restarts.saturating_add(1);
    }

    /// How often a page was begun anew.
    pub fn restarts(&self) -> u32 {
        self.restarts
    }

    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.page.push(bytes)
    }

    /// The next record.
    pub fn record(&mut self) -> Option<Vec<u8>> {
        let record = self.page.record()?;
        self.records += 1;
        Some(record)
    }

    /// Ends a page whose body is over.
    pub fn turn(&mut self, pages: &dyn Pages, request: &Request, link: Option<&str>) -> Result<Turn> {
        let page = std::mem::replace(&mut self.page, PageReader::new(pages.items()));
        let json = page.finish()?;
        self.before = self.records;
        let frame = Frame { json: &json, link, records: self.records };
        let total = pages.total(frame);
        self.total = self.total.or(total);
        self.announced = self.announced.or(total.filter(|total| *total > self.records));
        self.pages.insert(fingerprint(request.url().as_bytes()));
        let next = pages.next(request, frame)?;
        if pages.items().of(&json).is_none() {
            return Err(Kind::Unexpected.at_url(request.url()));
        }
        match next {
            None => Ok(Turn::End),
            Some(next) if self.was_here(&next) || self.pages.len() >= limits::PAGES => {
                Err(Kind::BadPage.at_url(next.url()))
            }
            Some(next) => Ok(Turn::Next(next)),
        }
    }

    /// Whether this page was read already.
    pub fn was_here(&self, page: &Request) -> bool {
        self.pages.contains(&fingerprint(page.url().as_bytes()))
    }
}
