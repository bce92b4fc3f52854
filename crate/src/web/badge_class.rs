//! Which badge class of which portal, and pictures, as JavaScript hands them in; `shapes.ts` says the same in TypeScript.

use super::{BAD, plain, thrown};
use crate::error::Result;
use crate::json::Fields;
use crate::portal::{Site, Token};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("badge_class/shapes.ts");

/// A portal, the right to it, and a badge class.
pub struct ReplaceSpec {
    pub site: Site,
    pub token: Option<Token>,
    pub badge_class: String,
}

impl ReplaceSpec {
    pub fn read(spec: &JsValue) -> Result<Self> {
        let part = |name: &str| Reflect::get(spec, &name.into()).unwrap_or(JsValue::UNDEFINED);
        // Only these fields: others may have pictures in them.
        let portal = plain(&part("portal"))?;
        Ok(Self {
            site: Site::parse(Fields::of(&portal, BAD)?.text("url")?)?,
            token: match part("token") {
                none if none.is_undefined() || none.is_null() => None,
                token => Token::parse(&token.as_string().ok_or_else(|| BAD.at_field("token must be a text"))?)?,
            },
            badge_class: part("badgeClass").as_string().unwrap_or_default(),
        })
    }
}

/// The bytes of a picture that was handed out before; nothing without one.
pub fn picture_bytes(js: &JsValue) -> std::result::Result<Option<Vec<u8>>, JsValue> {
    if js.is_undefined() || js.is_null() {
        return Ok(None);
    }
    let bytes = Reflect::get(js, &"bytes".into())?.dyn_into::<Uint8Array>();
    let bytes = bytes.map_err(|_| thrown(&BAD.at_field("picture.bytes")))?;
    Ok(Some(bytes.to_vec()))
}
