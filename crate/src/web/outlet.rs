//! A file's bytes on their way out: small ones joined, large ones handed on as they are, shelves filled.

use super::body::Body;
use crate::archive::{Piece, Shelf};
use js_sys::Uint8Array;
use std::collections::VecDeque;

/// Small pieces are joined up to this size: below 16 KiB, downloads become several times slower.
const JOINED: usize = 64 * 1024;
/// Bodies of this size are passed on by themselves, without another copy.
const ALONE: u32 = 32 * 1024;

/// Where the pieces of an archive are put, and the chunks of a stream are taken.
pub struct Outlet {
    shelves: Vec<(Shelf, Vec<Uint8Array>)>,
    /// Small bytes that wait to be joined, and chunks that are ready.
    small: Vec<u8>,
    ready: VecDeque<Uint8Array>,
}

impl Outlet {
    pub fn new() -> Self {
        Self { shelves: Vec::new(), small: Vec::with_capacity(2 * JOINED), ready: VecDeque::new() }
    }

    /// The next chunk that is ready.
    pub fn next(&mut self) -> Option<Uint8Array> {
        self.ready.pop_front()
    }

    pub fn is_empty(&self) -> bool {
        self.ready.is_empty()
    }

    /// Does what the piece says; `body` is the one that it names.
    pub fn put(&mut self, piece: Piece, body: Option<Body>) {
        match piece {
            Piece::Write(bytes) => self.write(&bytes),
            Piece::WriteBody(_) => body.into_iter().flat_map(Body::into_chunks).for_each(|chunk| self.pass_on(chunk)),
            Piece::Shelve(shelf, bytes) => {
                let bytes = Uint8Array::from(bytes.as_slice());
                match self.shelves.iter_mut().find(|(other, _)| *other == shelf) {
                    Some((_, waiting)) => waiting.push(bytes),
                    None => self.shelves.push((shelf, vec![bytes])),
                }
            }
            Piece::WriteShelf(shelf) => {
                if let Some(at) = self.shelves.iter().position(|(other, _)| *other == shelf) {
                    let (_, waiting) = self.shelves.swap_remove(at);
                    waiting.into_iter().for_each(|chunk| self.pass_on(chunk));
                }
            }
        }
    }

    /// Makes the small bytes that wait a chunk.
    pub fn flush(&mut self) {
        if !self.small.is_empty() {
            self.ready.push_back(Uint8Array::from(self.small.as_slice()));
            self.small.clear();
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.small.extend_from_slice(bytes);
        if self.small.len() >= JOINED {
            self.flush();
        }
    }

    fn pass_on(&mut self, chunk: Uint8Array) {
        if chunk.length() < ALONE {
            self.write(&chunk.to_vec());
        } else {
            self.flush();
            self.ready.push_back(chunk);
        }
    }
}
