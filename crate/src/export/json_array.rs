//! A list's file: the records between brackets.

use super::book::Book;
use crate::archive::{Archive, EntryPath, Gather};
use crate::error::Result;

/// A JSON array of records, each byte for byte as served.
pub(super) struct JsonArray {
    text: Gather,
    records: u64,
}

impl JsonArray {
    pub fn new(archive: &mut Archive) -> Self {
        Self { text: archive.gather(), records: 0 }
    }

    pub fn add(&mut self, archive: &mut Archive, raw: &[u8]) {
        let glue: &[u8] = if self.records == 0 { b"[\n" } else { b",\n" };
        archive.add(&mut self.text, glue);
        archive.add(&mut self.text, raw);
        self.records += 1;
    }

    pub fn finish(mut self, archive: &mut Archive, book: &mut Book, entry: &EntryPath) -> Result<()> {
        let end: &[u8] = if self.records == 0 { b"[]\n" } else { b"\n]\n" };
        archive.add(&mut self.text, end);
        book.close(archive, self.text, entry)
    }
}
