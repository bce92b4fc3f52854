//! Cuts the records out of a page of JSON as its bytes arrive.

use crate::cut::Cut;
use crate::plain::plain;
use std::collections::VecDeque;

/// What a page may have at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a record.
    pub record: usize,
    /// Bytes of the page without its records.
    pub frame: usize,
    /// Bytes of a key, as far as it is looked at.
    pub key: usize,
    /// Levels of objects and arrays.
    pub depth: usize,
}

/// Why a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is beyond one of the [`Limits`].
    TooLarge,
    /// It begins as markup does.
    Markup,
    /// It is no JSON.
    NotJson,
    /// It ends before it is whole.
    Truncated,
}

/// What is wrong with a page, and at which of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub reason: Reason,
    /// Bytes that came before.
    pub at: usize,
}

type Result<T> = std::result::Result<T, Fault>;

/// A page that arrives: feed it with [`push`](Page::push), take records with [`record`](Page::record), and end it with
/// [`finish`](Page::finish).
pub struct Page {
    items: Vec<String>,
    limits: Limits,
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
    record: Cut,
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

impl Page {
    /// A page whose records stand at the end of this path of names: an array of records, or one record.
    pub fn new(items: Vec<String>, limits: Limits) -> Self {
        Self {
            items,
            limits,
            along: 0,
            open: Vec::new(),
            lex: Lex::Between,
            last: Last::Nothing,
            key: Vec::new(),
            within: Within::Frame,
            frame: Vec::new(),
            record: Cut::default(),
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
    /// [`Reason::Markup`], [`Reason::NotJson`] where the structure breaks, [`Reason::TooLarge`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let start = self.at;
        self.record.go_on(start);
        while let Some(rest) = bytes.get(self.at - start..).filter(|rest| !rest.is_empty()) {
            self.text_in_record(rest)?;
            let Some(&byte) = bytes.get(self.at - start) else {
                break;
            };
            self.byte(byte)?;
            self.at += 1;
            self.ready.extend(self.record.whole(bytes, start));
        }
        self.record.copy(bytes, start);
        Ok(())
    }

    /// Goes past what is nothing but text of a record, as most bytes are: the rest of a text or a number, or a text without escapes.
    fn text_in_record(&mut self, bytes: &[u8]) -> Result<()> {
        let Within::Record { depth, .. } = self.within else {
            return Ok(());
        };
        match self.lex {
            Lex::Text { escaped: false, .. } => self.skip(plain(bytes)),
            Lex::Bare => self.skip(bytes.iter().take_while(|byte| !ends_bare(**byte)).count()),
            // One that is the whole record ends it, and takes the long way.
            Lex::Between if depth < self.open.len() && bytes.first() == Some(&b'"') => {
                let len = 1 + plain(bytes.get(1..).unwrap_or_default());
                if bytes.get(len) != Some(&b'"') {
                    return Ok(());
                }
                if self.is_at_key() {
                    return self.skip(len + 1);
                }
                self.begin_value(b'"')?;
                self.skip(len + 1)?;
                self.end_value();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn skip(&mut self, len: usize) -> Result<()> {
        self.reach(len)?;
        self.at += len;
        Ok(())
    }

    /// Whether a text that begins here is a key.
    fn is_at_key(&self) -> bool {
        self.open.last() == Some(&b'{') && self.last != Last::Colon
    }

    /// Ends the page; yields its frame: the page with an empty array, or `null`, for its records.
    ///
    /// # Errors
    /// [`Reason::Truncated`] when the page is cut short.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        if self.lex == Lex::Bare {
            self.end_value();
        }
        if !self.open.is_empty() || self.lex != Lex::Between || self.last != Last::Value {
            return Err(self.fault(Reason::Truncated));
        }
        Ok(self.frame)
    }

    fn fault(&self, reason: Reason) -> Fault {
        Fault { reason, at: self.at }
    }

    /// The next bytes are the record's.
    fn reach(&mut self, len: usize) -> Result<()> {
        match self.record.reach(self.at + len) {
            len if len > self.limits.record => Err(self.fault(Reason::TooLarge)),
            _ => Ok(()),
        }
    }

    fn byte(&mut self, byte: u8) -> Result<()> {
        if let Lex::Text { escaped, is_key } = self.lex {
            return self.text_byte(byte, escaped, is_key);
        }
        if self.lex == Lex::Bare {
            if !ends_bare(byte) {
                return self.copy(byte);
            }
            self.end_value();
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => self.blank(byte),
            // A byte order mark; RFC 8259 lets a parser ignore it.
            0xEF | 0xBB | 0xBF if self.last == Last::Nothing => Ok(()),
            b'<' if self.last == Last::Nothing => Err(self.fault(Reason::Markup)),
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(byte),
            b',' => self.comma(),
            b':' => {
                self.last = Last::Colon;
                self.copy(byte)
            }
            b'"' if self.is_at_key() => {
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
        if is_key && self.key.len() < self.limits.key {
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
            return Err(self.fault(Reason::NotJson));
        }
        let depth = self.open.len();
        match self.within {
            Within::Record { .. } => {}
            Within::Items(_) => self.begin_record(depth, true),
            Within::Frame => {
                let token = self.items.get(self.along).map(String::as_bytes);
                if depth == self.along + 1 && token == Some(&self.key) {
                    self.along += 1;
                }
                if self.is_target() && byte != b'[' && byte != b'n' {
                    self.frame.extend_from_slice(b"null");
                    self.begin_record(depth, false);
                }
            }
        }
        Ok(())
    }

    fn begin_record(&mut self, depth: usize, in_items: bool) {
        self.within = Within::Record { depth, in_items };
        self.record.go_on(self.at);
    }

    fn is_target(&self) -> bool {
        self.open.len() == self.along && self.along == self.items.len()
    }

    fn open(&mut self, byte: u8) -> Result<()> {
        self.begin_value(byte)?;
        self.copy(byte)?;
        let is_items = self.within == Within::Frame && byte == b'[' && self.is_target();
        self.open.push(byte);
        if self.open.len() > self.limits.depth {
            return Err(self.fault(Reason::TooLarge));
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
            return Err(self.fault(Reason::NotJson));
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
            return Err(self.fault(Reason::NotJson));
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
            self.record.end();
            self.within = if in_items { Within::Items(depth) } else { Within::Frame };
        }
        if self.within == Within::Frame && self.along > 0 && here == self.along {
            self.along -= 1;
        }
        self.key.clear();
    }

    fn copy(&mut self, byte: u8) -> Result<()> {
        if let Within::Record { .. } = self.within {
            return self.reach(1);
        }
        if self.frame.len() >= self.limits.frame {
            return Err(self.fault(Reason::TooLarge));
        }
        self.frame.push(byte);
        Ok(())
    }
}

/// Whether a number, `true`, `false` or `null` ends before this byte.
fn ends_bare(byte: u8) -> bool {
    matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\r' | b'\n')
}
