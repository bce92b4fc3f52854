//! Bodies that the host keeps outside WebAssembly's memory.

use crate::splice::{Part, Splice};
use js_sys::Uint8Array;
use std::collections::VecDeque;
use std::ops::Range;

/// Where bodies are read, always the same place: many sizes by turns would riddle the memory, and room that is made
/// anew is filled with zeros first, which costs as much as the checksum of what is read.
pub struct Page(Vec<u8>);

impl Page {
    /// A page with so much room; larger bodies make it grow.
    pub fn new(room: usize) -> Self {
        Self(vec![0; room])
    }

    /// Room for so many bytes; what was read before stands in it.
    pub fn room(&mut self, len: usize) -> &mut [u8] {
        if self.0.len() < len {
            self.0.resize(len, 0);
        }
        self.0.get_mut(..len).unwrap_or_default()
    }

    /// The first bytes.
    pub fn bytes(&self, len: usize) -> &[u8] {
        self.0.get(..len).unwrap_or_default()
    }
}

/// The bytes of an answer, as they came.
#[derive(Default)]
pub struct Body {
    chunks: VecDeque<Uint8Array>,
    /// Bytes before the first chunk that are forgotten.
    forgotten: u64,
    len: u64,
}

impl Body {
    /// A body of one chunk.
    pub fn whole(bytes: Uint8Array) -> Self {
        let mut body = Self::default();
        body.push(bytes);
        body
    }

    /// Goes on with a chunk.
    pub fn push(&mut self, chunk: Uint8Array) {
        self.len += u64::from(chunk.length());
        self.chunks.push_back(chunk);
    }

    /// Bytes in all.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Copies these bytes into WebAssembly's memory, and says how many there were: fewer where the body ends.
    pub fn read(&self, at: u64, len: u64, page: &mut Page) -> usize {
        let len = len.min(self.len.saturating_sub(at)) as usize;
        let room = page.room(len);
        let mut filled = 0;
        self.each(at..at + len as u64, |slice| {
            let end = filled + slice.length() as usize;
            if let Some(room) = room.get_mut(filled..end) {
                slice.copy_to(room);
            }
            filled = end;
        });
        len
    }

    /// Lets go of the chunks before this byte: a list is read forwards only.
    pub fn forget_before(&mut self, at: u64) {
        while let Some(chunk) = self.chunks.front()
            && self.forgotten + u64::from(chunk.length()) <= at
        {
            self.forgotten += u64::from(chunk.length());
            self.chunks.pop_front();
        }
    }

    /// The copy that a splice makes, in one piece and outside WebAssembly's memory.
    pub fn rebuilt(&self, splice: &Splice) -> Uint8Array {
        let is_same = matches!(splice.parts(), [Part::Keep(range)] if range.len() as u64 == self.len);
        if is_same && let [chunk] = self.chunks.as_slices().0 {
            return chunk.clone();
        }
        let out = Uint8Array::new_with_length(splice.len() as u32);
        let mut at = 0;
        for part in splice.parts() {
            match part {
                Part::Keep(range) => self.each(range.start as u64..range.end as u64, |slice| {
                    out.set(&slice, at);
                    at += slice.length();
                }),
                Part::New(bytes) => {
                    out.subarray(at, at + bytes.len() as u32).copy_from(bytes);
                    at += bytes.len() as u32;
                }
            }
        }
        out
    }

    /// The chunks, for whoever passes them on.
    pub fn into_chunks(self) -> impl Iterator<Item = Uint8Array> {
        self.chunks.into_iter()
    }

    fn each(&self, range: Range<u64>, mut see: impl FnMut(Uint8Array)) {
        let mut start = self.forgotten;
        for chunk in &self.chunks {
            let end = start + u64::from(chunk.length());
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from < to {
                see(chunk.subarray((from - start) as u32, (to - start) as u32));
            }
            start = end;
        }
    }
}
