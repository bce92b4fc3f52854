//! Safety copies, and awards baked anew, for JavaScript; what is written stands in `crate::replace`.

mod job;

use super::badge_class::{ReplaceSpec, picture_bytes};
use super::driver::Driver;
use super::run::Run;
use super::{plain, thrown, to_js};
use crate::replace::{Journal, Picture, Rebake, RebakeOptions, Save};
use job::RebakeJob;
use js_sys::{Date, Function, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("rebake/shapes.ts");

/// A file on its way; aborting its signal stops everything.
#[wasm_bindgen]
pub struct RebakeRun(Run<RebakeJob>, Option<Rc<RefCell<Journal>>>);

#[wasm_bindgen]
impl RebakeRun {
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

    /// Of a run that bakes anew: what is finished so far, at any time, also while bytes are on their way.
    #[wasm_bindgen(unchecked_return_type = "RebakeJournal | undefined")]
    pub fn journal(&self) -> Result<JsValue, JsValue> {
        self.1.as_ref().map_or(Ok(JsValue::UNDEFINED), |journal| to_js(&journal.borrow().write()))
    }
}

/// A safety copy that fetches nothing before its first bytes are asked for.
#[wasm_bindgen(js_name = safetyCopy)]
pub fn safety_copy(
    #[wasm_bindgen(unchecked_param_type = "ReplaceSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: SafetyCopyProgress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<RebakeRun, JsValue> {
    let spec = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    let job = RebakeJob::Save(Box::new(Save::new(spec.site, &spec.badge_class, &now())));
    Ok(RebakeRun(Run::new(Driver::new(job, spec.token, Some(progress), renew, signal)), None))
}

/// Bakes the awards of a class anew; fetches nothing before the first bytes are asked for.
#[wasm_bindgen]
pub fn rebake(
    #[wasm_bindgen(unchecked_param_type = "RebakeSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: RebakeProgress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<RebakeRun, JsValue> {
    let ReplaceSpec { site, token, badge_class } = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    let field = |name: &str| Reflect::get(&spec, &name.into());
    let picture = picture_bytes(&field("picture")?)?.map(|bytes| Picture::as_it_is(&bytes)).transpose();
    let picture = picture.map_err(|error| thrown(&error))?;
    let journal = match field("journal")? {
        none if none.is_undefined() || none.is_null() => None,
        journal => Some(plain(&journal).and_then(|journal| Journal::read(&journal)).map_err(|error| thrown(&error))?),
    };
    let only_here = field("onlyHere")?.is_truthy();
    let options = RebakeOptions { badge_class, journal, only_here, picture, made_at: now() };
    let job = Rebake::new(site, options);
    let journal = job.journal();
    let driver = Driver::new(RebakeJob::Rebake(Box::new(job)), token, Some(progress), renew, signal);
    Ok(RebakeRun(Run::new(driver), Some(journal)))
}

fn now() -> String {
    Date::new_0().to_iso_string().into()
}
