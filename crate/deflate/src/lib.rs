//! What every text of an archive goes through: DEFLATE (RFC 1951) and CRC-32.
//!
//! An archive of badges has many thousand short texts and a few that grow with them. A deflater for it
//! costs nothing for each text but what the text itself takes: it clears and allocates nothing between two.
//!
//! ```
//! use badgepack_deflate::Deflater;
//! let mut deflater = Deflater::new();
//! for text in ["to the harbour, to the workshop, to the harbour", "another one"] {
//!     deflater.write(text.as_bytes());
//!     deflater.finish();
//!     assert_eq!(miniz_oxide::inflate::decompress_to_vec(&deflater.take()).unwrap(), text.as_bytes());
//! }
//! ```
//!
//! The way of a text:
//!
//! ```text
//! text → matches → tokens → (huffman) block → bits
//! ```
//!
//! This is a crate of its own because its loops are compiled for speed, and all else for size.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod bits;
mod block;
mod crc;
mod huffman;
mod matches;
mod tokens;

pub use crc::Crc;

use bits::Bits;
use matches::{FARTHEST, LOOKAHEAD, Matches, ROOM, Text};
use tokens::Tokens;

/// Deflates one text after the other. The same text gives the same bytes, whatever was deflated before it, and
/// however it is cut.
pub struct Deflater {
    text: Box<Text>,
    /// Bytes of the text that are at hand, how many of them are tokens, and how many of these the block has.
    end: usize,
    at: usize,
    block: usize,
    matches: Matches,
    tokens: Tokens,
    bits: Bits,
}

impl Default for Deflater {
    fn default() -> Self {
        Self::new()
    }
}

impl Deflater {
    /// A deflater; it takes 384 KiB, and no more however much goes through.
    pub fn new() -> Self {
        Self {
            text: Box::new([0; _]),
            end: 0,
            at: 0,
            block: 0,
            matches: Matches::default(),
            tokens: Tokens::default(),
            bits: Bits::default(),
        }
    }

    /// Goes on with the text.
    pub fn write(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.end == ROOM {
                self.parse(ROOM - LOOKAHEAD);
                self.slide();
            }
            let (now, later) = bytes.split_at(bytes.len().min(ROOM - self.end));
            if let Some(room) = self.text.get_mut(self.end..self.end + now.len()) {
                room.copy_from_slice(now);
            }
            self.end += now.len();
            bytes = later;
        }
    }

    /// Ends the text; what is written next is another one.
    pub fn finish(&mut self) {
        self.parse(self.end);
        self.end_block(true);
        self.bits.room(8);
        self.bits.align();
        self.matches.forget(self.end);
        (self.end, self.at) = (0, 0);
    }

    /// How many bytes can be taken.
    pub fn ready(&self) -> usize {
        self.bits.len()
    }

    /// What has become of the texts since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        self.bits.take()
    }

    fn parse(&mut self, stop: usize) {
        while self.at < stop {
            let at = self.matches.parse(&self.text, self.at, stop, self.end, &mut self.tokens);
            self.block += at - self.at;
            self.at = at;
            if self.tokens.is_block() {
                self.end_block(false);
            }
        }
    }

    fn end_block(&mut self, is_last: bool) {
        // A block that is longer than what is at hand was packed: it has fewer tokens than that.
        let start = self.at.checked_sub(self.block).filter(|_| self.block <= usize::from(u16::MAX));
        let raw = start.and_then(|start| self.text.get(start..self.at));
        block::write(&mut self.bits, &mut self.tokens, raw, is_last);
        self.tokens.clear();
        self.block = 0;
    }

    /// Makes room for as much again, and keeps what distances reach back to.
    fn slide(&mut self) {
        self.text.copy_within(FARTHEST..ROOM, 0);
        self.matches.forget(FARTHEST);
        self.end -= FARTHEST;
        self.at -= FARTHEST;
    }
}
