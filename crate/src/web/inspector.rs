//! The inspector's engine: pictures that carry badges, and what the badges say.

mod links;
mod shapes;
mod unpacked;

use super::{thrown, to_js};
use crate::badge::Mine;
use crate::image;
use crate::inspect::{self, Found};
use crate::payload::Payload;
use js_sys::Uint8Array;
use shapes::{Finding, Inspection, Part, Unbaked};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("inspector/shapes.ts");

/// The picture with this credential in it; every other byte stays as it was.
#[wasm_bindgen]
pub fn bake(picture: &[u8], credential: &str) -> Result<Uint8Array, JsValue> {
    let baked = Payload::parse(credential).and_then(|payload| image::bake(picture, &payload));
    let splice = baked.map_err(|error| thrown(&error))?;
    Ok(Uint8Array::from(splice.apply(picture).as_slice()))
}

/// The picture without any badge in it.
#[wasm_bindgen]
pub fn strip(picture: &[u8]) -> Result<Uint8Array, JsValue> {
    let splice = image::strip(picture).map_err(|error| thrown(&error))?;
    Ok(Uint8Array::from(splice.apply(picture).as_slice()))
}

/// What the picture carries; `null` for a picture without a badge.
#[wasm_bindgen(unchecked_return_type = "Unbaked | null")]
pub fn unbake(picture: &[u8]) -> Result<JsValue, JsValue> {
    match image::unbake(picture).map_err(|error| thrown(&error))? {
        Some(unbaked) => to_js(&Unbaked::from(Found::from(unbaked))),
        None => Ok(JsValue::NULL),
    }
}

/// What a file is and says.
#[wasm_bindgen(unchecked_return_type = "Inspection")]
pub fn inspect(bytes: &[u8], file: &str) -> Result<JsValue, JsValue> {
    let inspection = inspect::inspect(file, bytes).map_err(|error| thrown(&error))?;
    to_js(&Inspection::from(inspection))
}

/// The same in short, for a list; what is wrong with the file stands in it.
#[wasm_bindgen(unchecked_return_type = "FoundFile")]
pub fn finding(bytes: &[u8], file: &str) -> Result<JsValue, JsValue> {
    let finding = inspect::Finding::of(file, 0, inspect::inspect(file, bytes));
    to_js(&Finding::of(finding, None))
}

/// The parts that a file is made of.
#[wasm_bindgen(unchecked_return_type = "FilePart[]")]
pub fn inside(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let parts: Vec<Part> = inspect::inside(bytes).into_iter().map(Part::from).collect();
    to_js(&parts)
}

/// Whether a badge was awarded to somebody.
#[wasm_bindgen(js_name = recipientIs, unchecked_return_type = r#""yes" | "no" | "unsaid" | "hidden""#)]
pub fn recipient_is(payload: &str, identity: &str) -> Result<String, JsValue> {
    // As a file, because a list of badges can be somebody's, too.
    let inspection = inspect::inspect("", payload.as_bytes()).map_err(|error| thrown(&error))?;
    let answer = inspection.document.map_or(Mine::Unsaid, |document| document.is_of(identity));
    Ok(answer.label().to_owned())
}
