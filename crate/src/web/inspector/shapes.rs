//! What JavaScript gets back of the inspector; `shapes.ts` says the same in TypeScript.

use crate::badge::Document;
use crate::error;
use crate::image::Format;
use crate::inspect::{self, FilePart, Found, Without};
use crate::links;
use js_sys::{Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
pub struct Unbaked {
    payload: String,
    form: &'static str,
    version: &'static str,
    at: (usize, usize),
    carrier: String,
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    message: &'static str,
}

impl From<Found> for Unbaked {
    fn from(found: Found) -> Self {
        let warnings = found.warnings.iter();
        Self {
            payload: found.text,
            form: found.form,
            version: found.version.label(),
            at: (found.place.start, found.place.end),
            carrier: found.carrier,
            warnings: warnings.map(|warning| Warning { code: warning.code(), message: warning.sentence() }).collect(),
        }
    }
}

#[derive(Serialize)]
pub struct Inspection {
    file: String,
    picture: Option<Picture>,
    found: Option<Unbaked>,
    name: String,
    issuer: String,
    document: Option<Document>,
    without: Option<Reason>,
}

#[derive(Serialize)]
struct Picture {
    format: &'static str,
    width: Option<u32>,
    height: Option<u32>,
    bytes: usize,
}

#[derive(Serialize)]
struct Reason {
    reason: &'static str,
    message: String,
}

impl Reason {
    fn of(without: Without) -> Self {
        Self { reason: without.reason.code(), message: without.message }
    }
}

impl From<inspect::Inspection> for Inspection {
    fn from(inspection: inspect::Inspection) -> Self {
        let format = |format| match format {
            Format::Png => "png",
            Format::Svg => "svg",
        };
        Self {
            name: inspection.name(),
            issuer: inspection.issuer(),
            file: inspection.file,
            picture: inspection.picture.map(|picture| Picture {
                format: format(picture.format),
                width: picture.width,
                height: picture.height,
                bytes: picture.bytes,
            }),
            found: inspection.found.map(Unbaked::from),
            document: inspection.document,
            without: inspection.without.map(Reason::of),
        }
    }
}

#[derive(Serialize)]
pub struct Part {
    name: String,
    at: usize,
    bytes: usize,
    what: String,
}

impl From<FilePart> for Part {
    fn from(part: FilePart) -> Self {
        Self { name: part.name, at: part.at, bytes: part.bytes, what: part.what }
    }
}

#[derive(Serialize)]
pub struct Finding {
    file: String,
    within: Option<String>,
    index: usize,
    name: String,
    issuer: String,
    issued: Option<String>,
    expires: Option<String>,
    version: Option<&'static str>,
    form: Option<&'static str>,
    kind: Option<&'static str>,
    warnings: Vec<&'static str>,
    error: Option<Failure>,
    without: Option<Reason>,
}

#[derive(Serialize)]
struct Failure {
    code: &'static str,
    message: &'static str,
    at: String,
}

impl Failure {
    fn of(error: &error::Error) -> Self {
        Self { code: error.code(), message: error.kind.sentence(), at: error.place.to_string() }
    }
}

impl Finding {
    pub fn of(finding: inspect::Finding, within: Option<&str>) -> Self {
        Self {
            file: finding.file,
            within: within.map(str::to_owned),
            index: finding.index,
            name: finding.name,
            issuer: finding.issuer,
            issued: finding.issued,
            expires: finding.expires,
            version: finding.version,
            form: finding.form,
            kind: finding.kind,
            warnings: finding.warnings,
            error: finding.error.as_ref().map(Failure::of),
            without: finding.without.map(Reason::of),
        }
    }
}

/// What an address led to: `{ url, file, bytes }`.
pub struct LookedUp;

impl LookedUp {
    pub fn of(found: &links::Found) -> JsValue {
        let js = Object::new();
        let bytes = Uint8Array::from(found.bytes.as_slice());
        for (name, value) in [("url", (&found.url).into()), ("file", (&found.file).into()), ("bytes", bytes.into())] {
            // Setting a field of a fresh object cannot fail.
            let _ = Reflect::set(&js, &name.into(), &value);
        }
        js.into()
    }
}
