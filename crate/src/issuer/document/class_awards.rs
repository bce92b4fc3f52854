//! The awards of one badge class in a document: each once, whatever the list does.

use super::Desk;
use super::outlet::Of;
use crate::error::{Kind, Result};
use crate::fingerprint::fingerprint;
use crate::issuer::award::Award;
use crate::issuer::once::{Known, Once};
use crate::issuer::table::CHECKED;
use crate::json::Json;

/// How far the awards of a badge class are.
pub(super) struct ClassAwards {
    pub class: String,
    once: Once,
    written: u64,
    pages: u64,
    /// Awards on the present page that were not listed before.
    news: u64,
    /// Whether the first pages are read once more.
    is_again: bool,
}

impl ClassAwards {
    pub fn of(class: String) -> Self {
        Self { class, once: Once::new(), written: 0, pages: 0, news: 0, is_again: false }
    }

    /// Writes an award, unless it is there already.
    pub fn take(&mut self, raw: &[u8], record: &Json<'_>, of: &Of, desk: &mut Desk<'_>) -> Result<()> {
        let award = Award(record);
        // What has no id is told apart by all that it says.
        let id = Some(award.id()).filter(|id| !id.is_empty()).map_or(raw, str::as_bytes);
        let (id, made) = (fingerprint(id), award.moment("createdAt"));
        match if self.is_again { self.once.take_again(id, made) } else { self.once.take(id, made) } {
            Known::Listed => {
                desk.tally.duplicates += u64::from(!self.is_again);
                return Ok(());
            }
            Known::Forgotten => return Err(Kind::BadPage.at_field("it goes back to newer awards")),
            Known::New => {}
        }
        self.news += 1;
        desk.tally.assertions += 1;
        desk.tally.late += u64::from(self.is_again);
        desk.out.write(if self.written > 0 { b",\n" } else { b"\n" });
        self.written += 1;
        desk.out.write(raw);
        desk.out.record(of);
        Ok(())
    }

    /// A page is over; says whether the list need not be read on.
    pub fn page(&mut self) -> bool {
        self.pages += 1;
        let has_news = std::mem::take(&mut self.news) > 0;
        self.is_again && (!has_news || self.pages >= CHECKED)
    }

    /// The list is over; says whether its first pages have to be read once more.
    pub fn again(&mut self) -> bool {
        // One page cannot shift while it is read.
        let is_due = !self.is_again && self.pages > 1;
        if is_due {
            (self.is_again, self.pages) = (true, 0);
        }
        is_due
    }

    /// What ends the awards, and the class around them.
    pub fn end(&self) -> &'static [u8] {
        if self.written > 0 { b"\n]}" } else { b"]}" }
    }
}
