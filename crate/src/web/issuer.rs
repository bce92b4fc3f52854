//! The issuer's engine: tables and documents of what was awarded, as streams.

mod job;
mod shapes;

use super::driver::Driver;
use super::ends::result;
use super::run::Run;
use super::{thrown, to_js};
use crate::issuer::table::{TABLES, Table};
use crate::issuer::{ContentsJob, DirectoryJob, IssuerDocument};
use crate::portal::Token;
use job::IssuerJob;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("issuer/shapes.ts");

/// A file on its way; aborting its signal stops everything.
#[wasm_bindgen]
pub struct IssuerRun(Run<IssuerJob>);

#[wasm_bindgen]
impl IssuerRun {
    /// The file's next bytes; `undefined` at its end. One call at a time.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub async fn next(&self) -> Result<JsValue, JsValue> {
        self.0.next().await
    }

    /// What is in the file, once its end was reached.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn summary(&self) -> JsValue {
        self.0.summary()
    }
}

/// Who is signed in, and which issuers that person looks after.
#[wasm_bindgen(js_name = issuerDirectory, unchecked_return_type = "Directory")]
pub async fn issuer_directory(
    #[wasm_bindgen(unchecked_param_type = "SignedIn")] spec: JsValue,
    signal: Option<AbortSignal>,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
) -> Result<JsValue, JsValue> {
    let (site, token, _) = shapes::signed_in(&spec).map_err(|error| thrown(&error))?;
    result(Driver::new(IssuerJob::Directory(DirectoryJob::new(site)), token, None, renew, signal)).await
}

/// What an issuer has.
#[wasm_bindgen(js_name = issuerContents, unchecked_return_type = "Contents")]
pub async fn issuer_contents(
    #[wasm_bindgen(unchecked_param_type = "SignedIn & { issuer: string }")] spec: JsValue,
    signal: Option<AbortSignal>,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
) -> Result<JsValue, JsValue> {
    let (site, token, issuer) = shapes::signed_in(&spec).map_err(|error| thrown(&error))?;
    result(Driver::new(IssuerJob::Contents(ContentsJob::new(site, issuer)), token, None, renew, signal)).await
}

/// A table that fetches nothing before its first bytes are asked for.
#[wasm_bindgen(js_name = exportTable)]
pub fn export_table(
    #[wasm_bindgen(unchecked_param_type = "TableSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: TableProgress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<IssuerRun, JsValue> {
    let (token, job) = table(&spec, false)?;
    Ok(IssuerRun(Run::new(Driver::new(job, token, Some(progress), renew, signal))))
}

/// A document that fetches nothing before its first bytes are asked for.
#[wasm_bindgen(js_name = exportIssuer)]
pub fn export_issuer(
    #[wasm_bindgen(unchecked_param_type = "DocumentSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: DocumentProgress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<IssuerRun, JsValue> {
    let (site, token, options) = shapes::document(&spec).map_err(|error| thrown(&error))?;
    let job = IssuerDocument::new(site, options).map_err(|error| thrown(&error))?;
    Ok(IssuerRun(Run::new(Driver::new(IssuerJob::Document(Box::new(job)), token, Some(progress), renew, signal))))
}

/// The first rows of a table, and what can be counted of the rest.
#[wasm_bindgen(js_name = previewTable, unchecked_return_type = "Preview")]
pub async fn preview_table(
    #[wasm_bindgen(unchecked_param_type = "TableSpec & { pages?: number | undefined }")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(preview: Preview) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let (token, job) = table(&spec, true)?;
    result(Driver::new(job, token, Some(progress), renew, signal)).await
}

/// The tables that there are, with their columns.
#[wasm_bindgen(unchecked_return_type = "Tables")]
pub fn tables() -> Result<JsValue, JsValue> {
    let all = js_sys::Object::new();
    for table in TABLES {
        Reflect::set(&all, &table.name.into(), &to_js(&shapes::TableInfo::of(table))?)?;
    }
    Ok(all.into())
}

fn table(spec: &JsValue, is_preview: bool) -> Result<(Option<Token>, IssuerJob), JsValue> {
    let (site, token, options) = shapes::table(spec, is_preview).map_err(|error| thrown(&error))?;
    let table = Table::new(site, options).map_err(|error| thrown(&error))?;
    Ok((token, IssuerJob::Table(Box::new(table))))
}
