//! What is found in a ZIP, for JavaScript.

use super::shapes::Finding;
use crate::error::{Error, Kind};
use crate::inspect::{self, Unpack};
use crate::unzip::Expected;
use crate::web::to_js;
use wasm_bindgen::prelude::*;

/// The entries of a ZIP as findings.
#[wasm_bindgen]
pub struct Unpacked {
    unpacked: inspect::Unpacked,
    zip: String,
}

#[wasm_bindgen]
impl Unpacked {
    /// A ZIP by the name that its findings tell.
    #[wasm_bindgen(constructor)]
    pub fn new(zip: String) -> Self {
        Self { unpacked: inspect::Unpacked::default(), zip }
    }

    /// What can be told once this entry is here.
    #[wasm_bindgen(unchecked_return_type = "FoundFile[]")]
    pub fn meet(
        &mut self,
        index: u32,
        name: &str,
        expected: &str,
        twin: Option<u32>,
        content: &[u8],
        error: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let expected = Expected::ALL.into_iter().find(|one| one.label() == expected).unwrap_or(Expected::Anything);
        let content = match error {
            None => Ok(content),
            Some(code) => Err(Error::from(Kind::of_code(&code).unwrap_or(Kind::BadZip))),
        };
        let found = self.unpacked.meet(Unpack { index: index as usize, name, expected, twin, content });
        let found: Vec<Finding> =
            found.into_iter().flatten().map(|finding| Finding::of(finding, Some(&self.zip))).collect();
        to_js(&found)
    }
}
