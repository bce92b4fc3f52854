//! The door to JavaScript: exported functions, and the host that does the core's I/O in a browser.
//!
//! Compiled for wasm32 only. One file ([`fetch`]) touches the network; one ([`driver`]) carries out
//! a job's steps.

pub(crate) mod address;
mod body;
mod driver;
mod fetch;
mod flying;
mod shapes;

use crate::error::{Error, Kind, Place};
use crate::export::{Export, Extent, Options};
use crate::image;
use crate::payload::Payload;
use driver::Driver;
use js_sys::{Function, Reflect, Uint8Array};
use serde::Serialize;
use shapes::{PortalInfo, Spec, Unbaked};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("web/shapes.ts");

/// An archive on its way; aborting its signal stops everything.
#[wasm_bindgen]
pub struct ExportRun {
    driver: RefCell<Option<Driver>>,
    summary: RefCell<JsValue>,
}

#[wasm_bindgen]
impl ExportRun {
    /// The archive's next bytes; `undefined` at its end. One call at a time.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub async fn next(&self) -> Result<JsValue, JsValue> {
        let driver = self.driver.take();
        let mut driver = driver.ok_or_else(|| thrown(&Kind::Misuse.into()))?;
        match driver.piece().await? {
            Some(piece) => {
                self.driver.replace(Some(driver));
                Ok(piece.into())
            }
            None => {
                self.summary.replace(driver.summary()?);
                Ok(JsValue::UNDEFINED)
            }
        }
    }

    /// What is in the archive, once its end was reached.
    #[wasm_bindgen(unchecked_return_type = "Summary | undefined")]
    pub fn summary(&self) -> JsValue {
        self.summary.borrow().clone()
    }
}

/// An archive that fetches nothing before its first bytes are asked for.
#[wasm_bindgen(js_name = exportArchive)]
pub fn export_archive(
    #[wasm_bindgen(unchecked_param_type = "ExportSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: Progress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<ExportRun, JsValue> {
    let spec = Spec::read(&spec, Extent::Archive).map_err(|error| thrown(&error))?;
    let job = Export::new(spec.source, spec.options);
    let driver = Driver::new(job, spec.token, Some(progress), renew, signal);
    Ok(ExportRun { driver: RefCell::new(Some(driver)), summary: RefCell::new(JsValue::UNDEFINED) })
}

/// What the portal holds, counted; nothing but lists is fetched.
#[wasm_bindgen(unchecked_return_type = "Survey")]
pub async fn survey(
    #[wasm_bindgen(unchecked_param_type = "ExportSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: Progress) => void")] progress: Function,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let spec = Spec::read(&spec, Extent::Survey).map_err(|error| thrown(&error))?;
    let job = Export::new(spec.source, spec.options);
    let mut driver = Driver::new(job, spec.token, Some(progress), None, signal);
    driver.piece().await?;
    driver.summary()
}

/// What stands at an address, and how one signs in there.
#[wasm_bindgen(js_name = portalInfo, unchecked_return_type = "PortalInfo")]
pub async fn portal_info(
    #[wasm_bindgen(unchecked_param_type = "PortalSpec")] portal: JsValue,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let source = shapes::source(&portal).map_err(|error| thrown(&error))?;
    // A survey of no section at all finds out who is there, and asks for nothing else.
    let options = Options { extent: Extent::Survey, sections: Some(Vec::new()), ..Options::default() };
    let mut driver = Driver::new(Export::new(source, options), None, None, None, signal);
    driver.piece().await?;
    let info = driver.portal().map(PortalInfo::of).unwrap_or(Err(Kind::UnknownPortal.into()));
    to_js(&info.map_err(|error| thrown(&error))?)
}

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
        Some(unbaked) => to_js(&Unbaked::of(&unbaked)),
        None => Ok(JsValue::NULL),
    }
}

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
