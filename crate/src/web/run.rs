//! A file on its way, whatever job it is of.

use super::driver::Driver;
use super::ends::Ends;
use super::thrown;
use crate::error::Kind;
use js_sys::Reflect;
use std::cell::RefCell;
use wasm_bindgen::JsValue;

/// A job that writes a file, and its summary once the file is whole. JavaScript knows it by the names of its engines.
pub struct Run<J> {
    driver: RefCell<Option<Driver<J>>>,
    summary: RefCell<JsValue>,
}

impl<J: Ends> Run<J> {
    /// A run that fetches nothing before its first bytes are asked for.
    pub fn new(driver: Driver<J>) -> Self {
        Self { driver: RefCell::new(Some(driver)), summary: RefCell::new(JsValue::UNDEFINED) }
    }

    /// The file's next bytes; `undefined` at its end. One call at a time.
    pub async fn next(&self) -> Result<JsValue, JsValue> {
        let driver = self.driver.take();
        let mut driver = driver.ok_or_else(|| thrown(&Kind::Misuse.into()))?;
        match driver.piece().await? {
            Some(piece) => {
                self.driver.replace(Some(driver));
                Ok(piece.into())
            }
            None => {
                self.summary.replace(summary(&driver)?);
                Ok(JsValue::UNDEFINED)
            }
        }
    }

    /// What is in the file, once its end was reached.
    pub fn summary(&self) -> JsValue {
        self.summary.borrow().clone()
    }
}

/// How a job ended, and how much memory there is by then.
pub fn summary<J: Ends>(driver: &Driver<J>) -> Result<JsValue, JsValue> {
    let summary = driver.job().result()?;
    Reflect::set(&summary, &"memory".into(), &memory_bytes())?;
    Ok(summary)
}

/// WebAssembly's memory; it never shrinks, so this is the most that was ever needed.
pub fn memory_bytes() -> JsValue {
    let buffer = Reflect::get(&wasm_bindgen::memory(), &"buffer".into());
    buffer.and_then(|buffer| Reflect::get(&buffer, &"byteLength".into())).unwrap_or(JsValue::NULL)
}
