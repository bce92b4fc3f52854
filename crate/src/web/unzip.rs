//! The engine that opens ZIPs: the host reads the file, WebAssembly holds only the part at hand.

use super::{thrown, to_js};
use crate::archive;
use crate::unzip::{self, ZipStep};
use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("unzip/shapes.ts");

/// A ZIP that is unpacked piece by piece.
#[wasm_bindgen]
pub struct ZipReader(unzip::ZipReader);

#[wasm_bindgen]
impl ZipReader {
    /// A ZIP of so many bytes, of which none is here yet.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: f64) -> Self {
        Self(unzip::ZipReader::new(bytes as u64))
    }

    /// What comes next.
    #[wasm_bindgen(unchecked_return_type = "ZipStep")]
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        match self.0.step().map_err(|error| thrown(&error))? {
            ZipStep::Want { at, len } => to_js(&Step::Want { at, bytes: len }),
            ZipStep::Passed => to_js(&Step::Passed),
            ZipStep::End => to_js(&Step::End),
            ZipStep::Entry(entry) => {
                let error = entry.content.as_ref().err().map(|error| error.code());
                let content = Uint8Array::from(entry.content.as_deref().unwrap_or_default());
                let (index, name) = (entry.index, entry.name);
                let expected = entry.expected.label();
                let step = to_js(&Step::Entry { index, name, expected, twin: entry.twin, error })?;
                Reflect::set(&step, &"content".into(), &content)?;
                Ok(step)
            }
        }
    }

    /// Gives bytes that were wanted.
    pub fn give(&mut self, at: f64, bytes: &[u8]) {
        self.0.give(at as u64, bytes);
    }

    /// Entries that were looked at, and all that are to be.
    pub fn progress(&self) -> Vec<u32> {
        let (done, total) = self.0.progress();
        vec![done as u32, total as u32]
    }

    /// The bytes of the ZIP that `read` needs: the first, and the first behind.
    pub fn place(&self, index: u32) -> Option<Vec<f64>> {
        self.0.place(index as usize).map(|place| vec![place.start as f64, place.end as f64])
    }

    /// An entry's content, out of the bytes at its place.
    pub fn read(&self, index: u32, bytes: &[u8]) -> Result<Uint8Array, JsValue> {
        let content = self.0.read(index as usize, bytes).map_err(|error| thrown(&error))?;
        Ok(Uint8Array::from(content.as_slice()))
    }
}

/// An archive of ours that is read once more before it is handed out.
#[wasm_bindgen]
pub struct ArchiveCheck(archive::Check);

#[wasm_bindgen]
impl ArchiveCheck {
    /// A check of an archive of which nothing was read.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)] // JavaScript knows none.
    pub fn new() -> Self {
        Self(archive::Check::new())
    }

    /// Goes on with these bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.0.push(bytes).map_err(|error| thrown(&error))
    }

    /// Ends the archive; yields how many entries it has.
    pub fn finish(self) -> Result<f64, JsValue> {
        self.0.finish().map(|entries| entries as f64).map_err(|error| thrown(&error))
    }
}

#[derive(Serialize)]
#[serde(tag = "step", rename_all = "lowercase")]
enum Step {
    Want { at: u64, bytes: u64 },
    Entry { index: usize, name: String, expected: &'static str, twin: Option<u32>, error: Option<&'static str> },
    Passed,
    End,
}
