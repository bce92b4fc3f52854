//! What JavaScript gets back of the inspector; `shapes.ts` says the same in TypeScript.

use crate::image;
use crate::links::Found;
use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
pub struct Unbaked {
    payload: String,
    form: &'static str,
    version: &'static str,
    at: (usize, usize),
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    message: String,
}

impl Unbaked {
    pub fn of(unbaked: &image::Unbaked) -> Self {
        let warning =
            |warning: &image::Warning| Warning { code: warning.code(), message: warning.sentence().to_owned() };
        Self {
            payload: unbaked.payload.text().to_owned(),
            form: unbaked.payload.form(),
            version: unbaked.version().label(),
            at: (unbaked.place.start, unbaked.place.end),
            warnings: unbaked.warnings.iter().map(warning).collect(),
        }
    }
}

/// What an address led to: `{ url, file, bytes }`.
pub struct LookedUp;

impl LookedUp {
    pub fn of(found: &Found) -> JsValue {
        let js = Object::new();
        let bytes = Uint8Array::from(found.bytes.as_slice());
        for (name, value) in [("url", (&found.url).into()), ("file", (&found.file).into()), ("bytes", bytes.into())] {
            // Setting a field of a fresh object cannot fail.
            let _ = Reflect::set(&js, &name.into(), &value);
        }
        js.into()
    }
}
