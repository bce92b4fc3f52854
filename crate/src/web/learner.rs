//! The learner's engine: everything a portal holds of one person, as one ZIP.

mod shapes;

use super::driver::Driver;
use super::ends::Ends;
use super::run::{Run, summary};
use super::{thrown, to_js};
use crate::error::Kind;
use crate::export::{Export, Extent, Options};
use js_sys::Function;
use shapes::{PortalInfo, Spec};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("learner/shapes.ts");

/// An archive on its way; aborting its signal stops everything.
#[wasm_bindgen]
pub struct ExportRun(Run<Export>);

#[wasm_bindgen]
impl ExportRun {
    /// The archive's next bytes; `undefined` at its end. One call at a time.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer> | undefined")]
    pub async fn next(&self) -> Result<JsValue, JsValue> {
        self.0.next().await
    }

    /// What is in the archive, once its end was reached.
    #[wasm_bindgen(unchecked_return_type = "Summary | undefined")]
    pub fn summary(&self) -> JsValue {
        self.0.summary()
    }
}

/// An archive that fetches nothing before its first bytes are asked for.
#[wasm_bindgen(js_name = exportArchive)]
pub fn export_archive(
    #[wasm_bindgen(unchecked_param_type = "ExportSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: Progress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
    #[wasm_bindgen(unchecked_param_type = "Sender | undefined")] sender: Option<Function>,
) -> Result<ExportRun, JsValue> {
    let spec = Spec::read(&spec, Extent::Archive).map_err(|error| thrown(&error))?;
    let job = Export::new(spec.source, spec.options);
    let driver = Driver::new(job, spec.token, Some(progress), renew, signal).sending_by(sender);
    Ok(ExportRun(Run::new(driver)))
}

/// What the portal holds, counted; nothing but lists is fetched.
#[wasm_bindgen(unchecked_return_type = "Survey")]
pub async fn survey(
    #[wasm_bindgen(unchecked_param_type = "ExportSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: Progress) => void")] progress: Function,
    signal: Option<AbortSignal>,
    #[wasm_bindgen(unchecked_param_type = "Sender | undefined")] sender: Option<Function>,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
) -> Result<JsValue, JsValue> {
    let spec = Spec::read(&spec, Extent::Survey).map_err(|error| thrown(&error))?;
    let job = Export::new(spec.source, spec.options);
    let mut driver = Driver::new(job, spec.token, Some(progress), renew, signal).sending_by(sender);
    driver.piece().await?;
    summary(&driver)
}

/// What stands at an address, and how one signs in there.
#[wasm_bindgen(js_name = portalInfo, unchecked_return_type = "PortalInfo")]
pub async fn portal_info(
    #[wasm_bindgen(unchecked_param_type = "PortalSpec")] portal: JsValue,
    signal: Option<AbortSignal>,
    #[wasm_bindgen(unchecked_param_type = "Sender | undefined")] sender: Option<Function>,
) -> Result<JsValue, JsValue> {
    let source = shapes::source(&portal).map_err(|error| thrown(&error))?;
    // A survey of no section at all finds out who is there, and asks for nothing else.
    let options = Options { extent: Extent::Survey, sections: Some(Vec::new()), ..Options::default() };
    let mut driver = Driver::new(Export::new(source, options), None, None, None, signal).sending_by(sender);
    driver.piece().await?;
    let info = driver.job().portal().map(PortalInfo::of).unwrap_or(Err(Kind::UnknownPortal.into()));
    to_js(&info.map_err(|error| thrown(&error))?)
}

impl Ends for Export {
    fn result(&self) -> Result<JsValue, JsValue> {
        to_js(&self.summary().ok_or_else(|| thrown(&Kind::Misuse.into()))?)
    }
}
