//! The door to JavaScript: exported functions, and the host that does the core's I/O in a browser.
//!
//! Compiled for wasm32 only. One file ([`fetch`]) touches the network; one ([`driver`]) carries out
//! a job's steps and turns what it writes into a `ReadableStream`.

pub(crate) mod address;
mod body;
mod driver;
mod fetch;
mod shapes;

use crate::error::{Error, Place};
use crate::export::{Export, Extent, Source};
use crate::image;
use crate::payload::Payload;
use crate::portal::{Connect, Connected, Portal};
use driver::Driver;
use js_sys::{Function, Reflect, Uint8Array};
use serde::Serialize;
use shapes::{PortalInfo, Spec, Unbaked};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, ReadableStream};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("web/types.ts");

/// An archive on its way.
#[wasm_bindgen]
pub struct ExportRun {
    stream: RefCell<Option<ReadableStream>>,
    summary: Rc<RefCell<JsValue>>,
}

#[wasm_bindgen]
impl ExportRun {
    /// The ZIP; can be taken once.
    pub fn stream(&self) -> Result<ReadableStream, JsValue> {
        self.stream.take().ok_or_else(|| thrown(&crate::Kind::Misuse.into()))
    }

    /// What is in the archive, once the stream was read to its end.
    #[wasm_bindgen(unchecked_return_type = "Summary | undefined")]
    pub fn summary(&self) -> JsValue {
        self.summary.borrow().clone()
    }
}

/// The archive as a stream that fetches nothing before it is read; cancelling it stops everything.
#[wasm_bindgen(js_name = exportArchive)]
pub fn export_archive(
    #[wasm_bindgen(unchecked_param_type = "ExportSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: Progress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
) -> Result<ExportRun, JsValue> {
    let (driver, summary) = start(spec, Extent::Archive, progress, renew)?;
    let pieces = futures_util::stream::unfold(driver, async |mut driver| match driver.piece().await {
        Ok(Some(piece)) => Some((Ok(piece.into()), driver)),
        Ok(None) => None,
        Err(error) => Some((Err(error), driver)),
    });
    // A stream of Rust's is pulled, never pushed: its high-water mark is 0.
    let stream = wasm_streams::ReadableStream::from_stream(pieces).into_raw();
    Ok(ExportRun { stream: RefCell::new(Some(stream.unchecked_into())), summary })
}

/// What the portal holds, counted; nothing but lists is fetched.
#[wasm_bindgen(unchecked_return_type = "Survey")]
pub async fn survey(
    #[wasm_bindgen(unchecked_param_type = "ExportSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: Progress) => void")] progress: Function,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let (mut driver, summary) = start(spec, Extent::Survey, progress, None)?;
    driver.stop_with(signal);
    while driver.piece().await?.is_some() {}
    let summary = summary.borrow().clone();
    Ok(summary)
}

fn start(
    spec: JsValue,
    extent: Extent,
    progress: Function,
    renew: Option<Function>,
) -> Result<(Driver, Rc<RefCell<JsValue>>), JsValue> {
    let spec = Spec::read(&spec, extent).map_err(|error| thrown(&error))?;
    let job = Export::new(spec.source, spec.options);
    let summary = Rc::new(RefCell::new(JsValue::UNDEFINED));
    Ok((Driver::new(job, spec.token, progress, renew, summary.clone()), summary))
}

/// What stands at an address, and how one signs in there.
#[wasm_bindgen(js_name = portalInfo, unchecked_return_type = "PortalInfo")]
pub async fn portal_info(
    #[wasm_bindgen(unchecked_param_type = "PortalSpec")] portal: JsValue,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let source = shapes::source(&portal).map_err(|error| thrown(&error))?;
    let portal = find(source, signal.as_ref()).await.map_err(|error| thrown(&error))?;
    to_js(&PortalInfo::of(portal.as_ref()).map_err(|error| thrown(&error))?)
}

async fn find(source: Source, signal: Option<&AbortSignal>) -> crate::Result<Box<dyn Portal>> {
    let site = match source {
        Source::Portal(portal) => return Ok(portal),
        Source::Address(site) => site,
    };
    let mut connect = Connect::new(site);
    let mut request = connect.first()?;
    loop {
        let answer = fetch::fetch(&request, None, crate::limits::RECORD as u64, signal).await;
        let connected = match answer {
            Ok(answer) => connect.told(Ok((answer.status, &answer.body.bytes(0, answer.body.len())))),
            Err(fault) => connect.told(Err(&fault.kind().at_url(request.url()))),
        };
        match connected? {
            Connected::Ask(next) => request = next,
            Connected::Portal(portal) => return Ok(portal),
        }
    }
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
