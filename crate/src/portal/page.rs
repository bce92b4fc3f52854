//! Cuts the records out of a page of JSON as its bytes arrive.
//!
//! A backpack may come unpaged, 14 MB for 5,000 awards: it is never held, nor parsed, whole. A
//! record leaves as the bytes that the portal served; the rest of the page, the *frame*, is small
//! and is parsed at the end, which proves that the page came to its end.

mod tests;

use super::Pointer;
use crate::error::{Error, Kind, Result};
use crate::json;
use crate::limits;
use badgepack_pages::{Fault, Limits, Page, Reason};
use serde_json::Value;

const LIMITS: Limits =
    Limits { record: limits::RECORD, frame: limits::FRAME, key: limits::KEY, depth: limits::JSON_DEPTH };

/// Reads one page; feed it with [`push`](PageReader::push), take records with
/// [`record`](PageReader::record), and end it with [`finish`](PageReader::finish).
///
/// ```
/// use badgepack::portal::{PageReader, Pointer};
/// let mut page = PageReader::new(Pointer::parse("/items")?);
/// page.push(br#"{"items": [{"a": 1}, {"b""#)?;
/// assert_eq!(page.record().as_deref(), Some(&br#"{"a": 1}"#[..]));
/// page.push(br#": 2}], "page": 1}"#)?;
/// assert_eq!(page.record().as_deref(), Some(&br#"{"b": 2}"#[..]));
/// assert_eq!(page.finish()?["page"], 1);
/// # Ok::<(), badgepack::Error>(())
/// ```
pub struct PageReader(Page);

impl PageReader {
    /// A reader for pages whose records stand at this place: an array of records, or one record.
    pub fn new(items: Pointer) -> Self {
        Self(Page::new(items.into_tokens(), LIMITS))
    }

    /// The next whole record, byte for byte as served.
    pub fn record(&mut self) -> Option<Vec<u8>> {
        self.0.record()
    }

    /// Reads on.
    ///
    /// # Errors
    /// [`Kind::WebPage`] when the answer is markup, [`Kind::NotJson`] where the structure breaks,
    /// [`Kind::TooLarge`] beyond the limits of a record, the frame, or the depth.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.push(bytes).map_err(error)
    }

    /// Ends the page; yields its frame: the page with an empty array, or `null`, for its records.
    ///
    /// # Errors
    /// [`Kind::Truncated`] when the page is cut short, [`Kind::NotJson`] when its frame is none.
    pub fn finish(self) -> Result<Value> {
        let frame = self.0.finish().map_err(error)?;
        json::read(&frame).map_err(|_| Kind::NotJson.into())
    }
}

fn error(Fault { reason, at }: Fault) -> Error {
    match reason {
        Reason::TooLarge => Kind::TooLarge.at_byte(at),
        Reason::Markup => Kind::WebPage.into(),
        Reason::NotJson => Kind::NotJson.at_byte(at),
        Reason::Truncated => Kind::Truncated.at_byte(at),
    }
}
