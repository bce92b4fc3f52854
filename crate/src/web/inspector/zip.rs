//! A ZIP that is searched for badges, for JavaScript: the host reads the file, WebAssembly holds only the part at hand.

use super::shapes::Step;
use crate::inspect;
use crate::web::{thrown, to_js};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// A ZIP of so many bytes, of which none is here yet.
#[wasm_bindgen]
pub struct ZipReader {
    reader: inspect::ZipReader,
    file: String,
}

#[wasm_bindgen]
impl ZipReader {
    /// A ZIP by its size and the name that its findings tell.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: f64, file: String) -> Self {
        Self { reader: inspect::ZipReader::new(bytes as u64), file }
    }

    /// What comes next.
    #[wasm_bindgen(unchecked_return_type = "ZipStep")]
    pub fn step(&mut self) -> Result<JsValue, JsValue> {
        let step = self.reader.step().map_err(|error| thrown(&error))?;
        to_js(&Step::of(step, &self.file))
    }

    /// Gives bytes that were wanted.
    pub fn give(&mut self, at: f64, bytes: &[u8]) {
        self.reader.give(at as u64, bytes);
    }

    /// Entries that were looked at, and all that are to be.
    pub fn progress(&self) -> Vec<u32> {
        let (done, total) = self.reader.progress();
        vec![done as u32, total as u32]
    }

    /// Bytes of the ZIP that are in WebAssembly's memory.
    pub fn held(&self) -> f64 {
        self.reader.held() as f64
    }

    /// The bytes of the ZIP that `read` needs: the first, and the first behind.
    pub fn place(&self, index: u32) -> Option<Vec<f64>> {
        self.reader.place(index as usize).map(|place| vec![place.start as f64, place.end as f64])
    }

    /// An entry's content, out of the bytes at its place.
    pub fn read(&self, index: u32, bytes: &[u8]) -> Result<Uint8Array, JsValue> {
        let content = self.reader.read(index as usize, bytes).map_err(|error| thrown(&error))?;
        Ok(Uint8Array::from(content.as_slice()))
    }
}
