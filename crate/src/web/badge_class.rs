//! Which badge class of which portal, and pictures, as JavaScript hands them in; `shapes.ts` says the same in TypeScript.

use super::{plain, thrown};
use crate::error::{Kind, Result};
use crate::json::Fields;
use crate::portal::Site;
use crate::replace::{Picture, PictureFrom};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("badge_class/shapes.ts");

/// What a caller got wrong.
pub const BAD: Kind = Kind::Unexpected;

/// A portal, the right to it, and a badge class.
pub struct ReplaceSpec {
    pub site: Site,
    pub token: Option<String>,
    pub badge_class: String,
}

impl ReplaceSpec {
    pub fn read(spec: &JsValue) -> Result<Self> {
        let part = |name: &str| Reflect::get(spec, &name.into()).unwrap_or(JsValue::UNDEFINED);
        // Only these fields: others may have pictures in them.
        let portal = plain(&part("portal"))?;
        Ok(Self {
            site: Site::parse(Fields::of(&portal, BAD)?.text("url")?)?,
            token: part("token").as_string(),
            badge_class: part("badgeClass").as_string().unwrap_or_default(),
        })
    }
}

/// A picture that was handed out before.
pub fn picture_of(js: &JsValue) -> std::result::Result<Option<(PictureFrom, Picture)>, JsValue> {
    if js.is_undefined() || js.is_null() {
        return Ok(None);
    }
    let bytes = Reflect::get(js, &"bytes".into())?.dyn_into::<Uint8Array>();
    let bytes = bytes.map_err(|_| thrown(&BAD.at_field("picture.bytes")))?.to_vec();
    let from = Reflect::get(js, &"from".into())?.as_string();
    // What a portal had goes back as it was; anything else is held to the rules once more.
    let (from, picture) = match from.as_deref() {
        Some("safety-copy") => (PictureFrom::SafetyCopy, Picture::as_it_is(&bytes)),
        Some("class") => (PictureFrom::Class, Picture::check(&bytes)),
        Some("award") => (PictureFrom::Award, Picture::check(&bytes)),
        _ => (PictureFrom::Given, Picture::check(&bytes)),
    };
    picture.map(|picture| Some((from, picture))).map_err(|error| thrown(&error))
}
