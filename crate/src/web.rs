//! The door to JavaScript: exported functions, and the host that does the core's I/O in a browser.
//!
//! Compiled for wasm32 only, and once for each engine: what a page does not need is not in its
//! .wasm. One file ([`fetch`]) touches the network; one ([`driver`]) carries out a job's steps.

pub(crate) mod address;
#[cfg(any(feature = "replace", feature = "rebake"))]
mod badge_class;
#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "network")]
mod body;
#[cfg(feature = "network")]
mod driver;
#[cfg(any(feature = "learner", feature = "issuer", feature = "replace", feature = "rebake"))]
mod ends;
#[cfg(feature = "network")]
mod fetch;
#[cfg(feature = "network")]
mod flying;
#[cfg(feature = "inspector")]
mod inspector;
#[cfg(feature = "issuer")]
mod issuer;
#[cfg(feature = "learner")]
mod learner;
#[cfg(feature = "network")]
mod outlet;
#[cfg(feature = "rebake")]
mod rebake;
#[cfg(feature = "replace")]
mod replace;
#[cfg(any(feature = "learner", feature = "issuer", feature = "rebake"))]
mod run;
#[cfg(feature = "network")]
mod turn;
#[cfg(feature = "unzip")]
mod unzip;

use crate::error::{Error, Place};
use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A Rust error as JavaScript sees it: an `Error` with a stable `code` and the place `at`.
fn thrown(error: &Error) -> JsValue {
    let js = js_sys::Error::new(error.kind.sentence());
    let at = match &error.place {
        Place::Unknown => String::new(),
        place => place.to_string(),
    };
    // Setting a field of a fresh object cannot fail.
    let _ = Reflect::set(&js, &"code".into(), &error.code().into());
    let _ = Reflect::set(&js, &"at".into(), &at.into());
    js.into()
}

/// As a plain object: no `Map`, `null` for what is not there.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    Ok(value.serialize(&serializer)?)
}

/// What a source says, as a plain object: by way of a text, because whole numbers beyond 2⁵³, which are
/// rounded so, would otherwise make all of it fail.
#[cfg(feature = "inspector")]
fn said_to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|error| JsValue::from_str(&error.to_string()))?;
    js_sys::JSON::parse(&text)
}

/// What a caller got wrong.
#[cfg(any(feature = "learner", feature = "issuer", feature = "replace", feature = "rebake"))]
const BAD: crate::error::Kind = crate::error::Kind::BadOption;

/// A plain object of JavaScript's as JSON; of `undefined` and functions there is none.
#[cfg(any(feature = "learner", feature = "issuer", feature = "replace", feature = "rebake"))]
fn plain(value: &JsValue) -> crate::Result<serde_json::Value> {
    let bad = || BAD.at_field("an object is expected");
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).ok_or_else(bad)?;
    crate::json::read(text.as_bytes()).map_err(|_| bad())
}

/// The access token among an object's fields.
#[cfg(any(feature = "learner", feature = "issuer"))]
fn token(fields: &crate::json::Fields<'_>) -> crate::Result<Option<crate::portal::Token>> {
    crate::portal::Token::parse(fields.text_if_any("token")?.unwrap_or_default())
}
