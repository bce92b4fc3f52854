//! What comes of a job, for JavaScript.

#[cfg(any(feature = "issuer", feature = "replace"))]
use super::driver::Driver;
use crate::job::Job;
use wasm_bindgen::JsValue;

/// A job of which something comes that JavaScript is handed.
pub trait Ends: Job {
    /// What came of it, once it is done.
    fn result(&self) -> Result<JsValue, JsValue>;
}

/// Carries out a job that writes no file, and yields what came of it.
#[cfg(any(feature = "issuer", feature = "replace"))]
pub async fn result<J: Ends>(mut driver: Driver<J>) -> Result<JsValue, JsValue> {
    driver.piece().await?;
    driver.job().result()
}
