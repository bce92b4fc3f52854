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
use serde_json::Value;
use std::collections::VecDeque;

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
pub struct PageReader {
    items: Pointer,
    /// How many tokens of `items` the present path has matched.
    along: usize,
    /// The arrays and objects that are open.
    open: Vec<u8>,
    lex: Lex,
    last: Last,
    /// The last key, while the path may still match.
    key: Vec<u8>,
    within: Within,
    frame: Vec<u8>,
    record: Vec<u8>,
    ready: VecDeque<Vec<u8>>,
    at: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Lex {
    Between,
    Text {
        escaped: bool,
        is_key: bool,
    },
    /// A number, `true`, `false` or `null`.
    Bare,
}

/// What came last between two tokens.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Open,
    Comma,
    Colon,
    Value,
}

#[derive(Clone, Copy, PartialEq)]
enum Within {
    /// The frame, before or after the items.
    Frame,
    /// The array of items, whose members stand at this depth.
    Items(usize),
    /// A record that began at this depth, in the array of items or alone.
    Record { depth: usize, in_items: bool },
}

impl PageReader {
    /// A reader for pages whose records stand at this place: an array of records, or one record.
    pub fn new(items: Pointer) -> Self {
        Self {
            items,
            along: 0,
            open: Vec::new(),
            lex: Lex::Between,
            last: Last::Nothing,
            key: Vec::new(),
            within: Within::Frame,
            frame: Vec::new(),
            record: Vec::new(),
            ready: VecDeque::new(),
            at: 0,
        }
    }

    /// The next whole record, byte for byte as served.
    pub fn record(&mut self) -> Option<Vec<u8>> {
        self.ready.pop_front()
    }

    /// Reads on.
    ///
    /// # Errors
    /// [`Kind::WebPage`] when the answer is markup, [`Kind::NotJson`] where the structure breaks,
    /// [`Kind::TooLarge`] beyond the limits of a record, the frame, or the depth.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let mut rest = bytes;
        while let Some(&byte) = rest.first() {
            let text = self.text_in_record(rest);
            if text > 0 {
                rest = self.copy_all(rest, text)?;
                continue;
            }
            self.byte(byte)?;
            self.at += 1;
            rest = rest.get(1..).unwrap_or_default();
        }
        Ok(())
    }

    /// How many of the bytes are nothing but text of a record, as most are.
    fn text_in_record(&self, bytes: &[u8]) -> usize {
        match (self.within, self.lex) {
            (Within::Record { .. }, Lex::Text { escaped: false, .. }) => {
                bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(bytes.len())
            }
            _ => 0,
        }
    }

    /// Copies the first bytes into the record; yields the rest.
    fn copy_all<'a>(&mut self, bytes: &'a [u8], len: usize) -> Result<&'a [u8]> {
        let (text, rest) = bytes.split_at_checked(len).unwrap_or((bytes, &[]));
        if self.record.len() + text.len() > limits::RECORD {
            return Err(Kind::TooLarge.at_byte(self.at));
        }
        self.record.extend_from_slice(text);
        self.at += text.len();
        Ok(rest)
    }

    /// Ends the page; yields its frame: the page with an empty array, or `null`, for its records.
    ///
    /// # Errors
    /// [`Kind::Truncated`] when the page is cut short, [`Kind::NotJson`] when its frame is none.
    pub fn finish(mut self) -> Result<Value> {
        if self.lex == Lex::Bare {
            self.end_value();
        }
        if !self.open.is_empty() || self.lex != Lex::Between || self.last != Last::Value {
            return Err(Kind::Truncated.at_byte(self.at));
        }
        json::read(&self.frame).map_err(|_| self.broken())
    }

    fn broken(&self) -> Error {
        Kind::NotJson.at_byte(self.at)
    }

    fn byte(&mut self, byte: u8) -> Result<()> {
        if let Lex::Text { escaped, is_key } = self.lex {
            return self.text_byte(byte, escaped, is_key);
        }
        if self.lex == Lex::Bare {
            if !matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\r' | b'\n') {
                return self.copy(byte);
            }
            self.end_value();
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => self.blank(byte),
            // A byte order mark; RFC 8259 lets a parser ignore it.
            0xEF | 0xBB | 0xBF if self.last == Last::Nothing => Ok(()),
            b'<' if self.last == Last::Nothing => Err(Kind::WebPage.into()),
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(byte),
            b',' => self.comma(),
            b':' => {
                self.last = Last::Colon;
                self.copy(byte)
            }
            b'"' if self.open.last() == Some(&b'{') && self.last != Last::Colon => {
                self.key.clear();
                self.lex = Lex::Text { escaped: false, is_key: true };
                self.copy(byte)
            }
            _ => {
                self.begin_value(byte)?;
                self.lex = match byte {
                    b'"' => Lex::Text { escaped: false, is_key: false },
                    _ => Lex::Bare,
                };
                self.copy(byte)
            }
        }
    }

    fn text_byte(&mut self, byte: u8, escaped: bool, is_key: bool) -> Result<()> {
        self.copy(byte)?;
        if byte == b'"' && !escaped {
            self.lex = Lex::Between;
            if !is_key {
                self.end_value();
            }
            return Ok(());
        }
        if is_key && self.key.len() < limits::KEY {
            self.key.push(byte);
        }
        self.lex = Lex::Text { escaped: byte == b'\\' && !escaped, is_key };
        Ok(())
    }

    /// Inside a record blanks are the record's own; elsewhere they say nothing.
    fn blank(&mut self, byte: u8) -> Result<()> {
        match self.within {
            Within::Record { .. } => self.copy(byte),
            _ => Ok(()),
        }
    }

    /// Decides, at a value's first byte, whether it is on the way to the items, or a record.
    fn begin_value(&mut self, byte: u8) -> Result<()> {
        // Between the members of the items no serde looks for commas, so this does.
        if self.last == Last::Value {
            return Err(self.broken());
        }
        let depth = self.open.len();
        match self.within {
            Within::Record { .. } => {}
            Within::Items(_) => self.within = Within::Record { depth, in_items: true },
            Within::Frame => {
                let token = self.items.tokens().get(self.along).map(String::as_bytes);
                if depth == self.along + 1 && token == Some(&self.key) {
                    self.along += 1;
                }
                if self.is_target() && byte != b'[' && byte != b'n' {
                    self.frame.extend_from_slice(b"null");
                    self.within = Within::Record { depth, in_items: false };
                }
            }
        }
        Ok(())
    }

    fn is_target(&self) -> bool {
        self.open.len() == self.along && self.along == self.items.tokens().len()
    }

    fn open(&mut self, byte: u8) -> Result<()> {
        self.begin_value(byte)?;
        self.copy(byte)?;
        let is_items = self.within == Within::Frame && byte == b'[' && self.is_target();
        self.open.push(byte);
        if self.open.len() > limits::JSON_DEPTH {
            return Err(Kind::TooLarge.at_byte(self.at));
        }
        if is_items {
            self.within = Within::Items(self.open.len());
        }
        self.key.clear();
        self.last = Last::Open;
        Ok(())
    }

    fn close(&mut self, byte: u8) -> Result<()> {
        let fits = matches!((self.open.pop(), byte), (Some(b'{'), b'}') | (Some(b'['), b']'));
        if !fits || self.last == Last::Comma {
            return Err(self.broken());
        }
        if let Within::Items(depth) = self.within
            && self.open.len() < depth
        {
            self.within = Within::Frame;
        }
        self.copy(byte)?;
        self.end_value();
        Ok(())
    }

    fn comma(&mut self) -> Result<()> {
        if std::mem::replace(&mut self.last, Last::Comma) != Last::Value {
            return Err(self.broken());
        }
        match self.within {
            Within::Items(_) => Ok(()),
            _ => self.copy(b','),
        }
    }

    fn end_value(&mut self) {
        self.lex = Lex::Between;
        self.last = Last::Value;
        let here = self.open.len();
        if let Within::Record { depth, in_items } = self.within
            && depth == here
        {
            // The next one will be about as long.
            let next = Vec::with_capacity(self.record.len());
            self.ready.push_back(std::mem::replace(&mut self.record, next));
            self.within = if in_items { Within::Items(depth) } else { Within::Frame };
        }
        if self.within == Within::Frame && self.along > 0 && here == self.along {
            self.along -= 1;
        }
        self.key.clear();
    }

    fn copy(&mut self, byte: u8) -> Result<()> {
        let (out, limit) = match self.within {
            Within::Record { .. } => (&mut self.record, limits::RECORD),
            _ => (&mut self.frame, limits::FRAME),
        };
        if out.len() >= limit {
            return Err(Kind::TooLarge.at_byte(self.at));
        }
        out.push(byte);
        Ok(())
    }
}
