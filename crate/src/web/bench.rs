//! What only the benchmark calls: an archive of given files, made as the exports make theirs.
//!
//! No page needs it, so no page's engine has it. The archive and the outlet are those of every export.

use super::body::{Body, Page};
use super::outlet::Outlet;
use super::run::memory_bytes;
use super::thrown;
use crate::archive::{self, Archive, EntryPath, Gather, Piece};
use crate::error::Result;
use crate::fingerprint::crc32;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// An archive of files that JavaScript holds.
#[wasm_bindgen]
pub struct Pack {
    archive: Archive,
    outlet: Outlet,
    page: Page,
    growing: Option<Gather>,
}

#[wasm_bindgen]
impl Pack {
    /// An empty archive.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript calls it")]
    pub fn new() -> Self {
        Self { archive: Archive::new(), outlet: Outlet::new(), page: Page::new(0), growing: None }
    }

    /// Adds a text, deflated.
    pub fn text(&mut self, name: &str, content: &Uint8Array) -> std::result::Result<(), JsValue> {
        let content = read(content, &mut self.page);
        let added = EntryPath::parse(name).and_then(|path| self.archive.text(path, content));
        self.put(None);
        added.map(drop).map_err(|error| thrown(&error))
    }

    /// Adds a picture as it is; its bytes are passed on, not copied out.
    pub fn picture(&mut self, name: &str, content: Uint8Array) -> std::result::Result<(), JsValue> {
        let bytes = read(&content, &mut self.page);
        let body = archive::Body { id: 0, len: bytes.len() as u64, crc: crc32([bytes]) };
        let added = EntryPath::parse(name).and_then(|path| self.archive.stored(path, body));
        self.put(Some(content));
        added.map_err(|error| thrown(&error))
    }

    /// Goes on with a text of any length, which [`close`](Self::close) makes an entry.
    pub fn grow(&mut self, bytes: &Uint8Array) {
        let bytes = read(bytes, &mut self.page);
        let growing = self.growing.get_or_insert_with(|| self.archive.gather());
        self.archive.add(growing, bytes);
        self.put(None);
    }

    /// Ends that text.
    pub fn close(&mut self, name: &str) -> std::result::Result<(), JsValue> {
        let closed = self.growing.take().map_or(Ok(()), |text| -> Result<()> {
            self.archive.close(text, EntryPath::parse(name)?)?;
            Ok(())
        });
        self.put(None);
        closed.map_err(|error| thrown(&error))
    }

    /// Ends the archive.
    pub fn finish(&mut self) {
        self.archive.finish();
        self.put(None);
        self.outlet.flush();
    }

    /// The archive's next chunk; nothing while more is to be added.
    pub fn next(&mut self) -> Option<Uint8Array> {
        self.outlet.next()
    }

    fn put(&mut self, body: Option<Uint8Array>) {
        let mut body = body.map(Body::whole);
        for piece in self.archive.take() {
            let named = if let Piece::WriteBody(_) = piece { body.take() } else { None };
            self.outlet.put(piece, named);
        }
    }
}

/// A limit: the checksum of a body, and nothing else.
#[wasm_bindgen]
pub struct Checksum(Page);

#[wasm_bindgen]
impl Checksum {
    /// A place for bodies.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript calls it")]
    pub fn new() -> Self {
        Self(Page::new(0))
    }

    /// The CRC-32 of a body.
    pub fn of(&mut self, body: &Uint8Array) -> u32 {
        crc32([read(body, &mut self.0)])
    }
}

/// WebAssembly's memory in bytes.
#[wasm_bindgen(js_name = memoryBytes, unchecked_return_type = "number")]
pub fn memory() -> JsValue {
    memory_bytes()
}

fn read<'a>(bytes: &Uint8Array, page: &'a mut Page) -> &'a [u8] {
    let room = page.room(bytes.length() as usize);
    bytes.copy_to(room);
    room
}
