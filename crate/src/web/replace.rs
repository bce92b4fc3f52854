//! Replacing a badge, for JavaScript; what is written stands in `crate::replace`.

mod job;
mod shapes;

use super::driver::Driver;
use super::{memory_bytes, thrown, to_js};
use crate::error::Kind;
use crate::replace::{
    Class, Find, Journal, Look, Picture, PictureFrom, Rebake, RebakeOptions, Replace, SafetyCopy, Save, Selection,
    Wanted, changes,
};
use job::ReplaceJob;
use js_sys::{Date, Function, Reflect};
use shapes::{ReplaceSpec, draft, picture_of, present};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("replace/shapes.ts");

/// A file on its way; aborting its signal stops everything.
#[wasm_bindgen]
pub struct ReplaceRun {
    driver: RefCell<Option<Driver<ReplaceJob>>>,
    summary: RefCell<JsValue>,
    journal: Option<Rc<RefCell<Journal>>>,
}

impl ReplaceRun {
    fn new(driver: Driver<ReplaceJob>, journal: Option<Rc<RefCell<Journal>>>) -> Self {
        Self { driver: RefCell::new(Some(driver)), summary: RefCell::new(JsValue::UNDEFINED), journal }
    }
}

#[wasm_bindgen]
impl ReplaceRun {
    /// The file's next bytes; `undefined` at its end. One call at a time.
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
                let summary = driver.job().result()?;
                Reflect::set(&summary, &"memory".into(), &memory_bytes())?;
                self.summary.replace(summary);
                Ok(JsValue::UNDEFINED)
            }
        }
    }

    /// What is in the file, once its end was reached.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn summary(&self) -> JsValue {
        self.summary.borrow().clone()
    }

    /// Of a run that bakes anew: what is finished so far, at any time, also while bytes are on their way.
    #[wasm_bindgen(unchecked_return_type = "RebakeJournal | undefined")]
    pub fn journal(&self) -> Result<JsValue, JsValue> {
        self.journal.as_ref().map_or(Ok(JsValue::UNDEFINED), |journal| to_js(&journal.borrow().write()))
    }
}

/// What was given, as a draft: a picture, a ZIP, or text in UTF-8.
#[wasm_bindgen(js_name = draftOf, unchecked_return_type = "Draft")]
pub async fn draft_of(
    #[wasm_bindgen(unchecked_param_type = "DraftSpec")] spec: JsValue,
    given: Vec<u8>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let spec = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    // Nobody who has the badge gets the token.
    let job = ReplaceJob::Find(Box::new(Find::new(spec.site, given)));
    result(Driver::new(job, None, None, None, signal)).await
}

/// A picture, checked and cleaned.
#[wasm_bindgen(js_name = checkPicture, unchecked_return_type = "DraftPicture")]
pub fn check_picture(bytes: &[u8]) -> Result<JsValue, JsValue> {
    let picture = Picture::check(bytes).map_err(|error| thrown(&error))?;
    shapes::picture_js(Some((PictureFrom::Given, &picture)))
}

/// A badge class as it is now.
#[wasm_bindgen(js_name = presentClass, unchecked_return_type = "PresentClass")]
pub async fn present_class(
    #[wasm_bindgen(unchecked_param_type = "ReplaceSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(awards: AwardCount) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let spec = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    let job = ReplaceJob::Look(Box::new(Look::new(spec.site, &spec.badge_class)));
    result(Driver::new(job, spec.token, Some(progress), renew, signal)).await
}

/// Every field, as it is and as the draft would have it.
#[wasm_bindgen(js_name = changesOf, unchecked_return_type = "Change[]")]
pub fn changes_of(
    #[wasm_bindgen(unchecked_param_type = "PresentClass")] now: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Draft")] new: &JsValue,
) -> Result<JsValue, JsValue> {
    let ((class, picture), draft) = (present(now)?, draft(new)?);
    to_js(&changes(&class, picture.as_ref(), &draft))
}

/// What is to be said of a selection before it is sent.
#[wasm_bindgen(js_name = checkSelection, unchecked_return_type = "Note[]")]
pub fn check_selection(
    #[wasm_bindgen(unchecked_param_type = "PresentClass")] now: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Draft")] new: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Selection")] selection: &JsValue,
) -> Result<JsValue, JsValue> {
    let (class, _, wanted) = wanted(now, new, selection)?;
    to_js(&wanted.check(&class))
}

/// A safety copy that fetches nothing before its first bytes are asked for.
#[wasm_bindgen(js_name = safetyCopy)]
pub fn safety_copy(
    #[wasm_bindgen(unchecked_param_type = "ReplaceSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: SafetyCopyProgress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<ReplaceRun, JsValue> {
    let spec = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    let job = ReplaceJob::Save(Box::new(Save::new(spec.site, &spec.badge_class, &now())));
    Ok(ReplaceRun::new(Driver::new(job, spec.token, Some(progress), renew, signal), None))
}

/// Reads a safety copy back, to its last byte, and holds it against the class as it is now.
#[wasm_bindgen(js_name = checkSafetyCopy, unchecked_return_type = "SafetyCopyInfo")]
pub fn check_safety_copy(
    zip: &[u8],
    #[wasm_bindgen(unchecked_param_type = "PresentClass | undefined")] now: &JsValue,
) -> Result<JsValue, JsValue> {
    let copy = SafetyCopy::read(zip).map_err(|error| thrown(&error))?;
    let now = if now.is_undefined() { None } else { Some(present(now)?) };
    to_js(&copy.info(now.as_ref().map(|(class, picture)| (class, picture.as_ref()))))
}

/// Replaces a badge class, once. The signal stops it until it writes, and not afterwards.
#[wasm_bindgen(js_name = replaceClass, unchecked_return_type = "Outcome")]
pub async fn replace_class(
    #[wasm_bindgen(unchecked_param_type = "Replacement")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(phase: ReplacePhase) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let ReplaceSpec { site, token, .. } = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    let field = |name: &str| Reflect::get(&spec, &name.into());
    let (class, picture, wanted) = wanted(&field("present")?, &field("draft")?, &field("selection")?)?;
    let job = Replace::new(site, class, picture, wanted).map_err(|error| thrown(&error))?;
    let job = job.unless_stopped(move || !signal.as_ref().is_some_and(AbortSignal::aborted));
    result(Driver::new(ReplaceJob::Replace(Box::new(job)), token, Some(progress), renew, None)).await
}

/// Bakes the awards of a class anew; fetches nothing before the first bytes are asked for.
#[wasm_bindgen]
pub fn rebake(
    #[wasm_bindgen(unchecked_param_type = "RebakeSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "(progress: RebakeProgress) => void")] progress: Function,
    #[wasm_bindgen(unchecked_param_type = "(() => Promise<string | null>) | undefined")] renew: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<ReplaceRun, JsValue> {
    let picture = picture_of(&Reflect::get(&spec, &"picture".into())?)?;
    let ReplaceSpec { site, token, badge_class, journal, only_here } =
        ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    let options =
        RebakeOptions { badge_class, journal, only_here, picture: picture.map(|(_, picture)| picture), made_at: now() };
    let job = Rebake::new(site, options);
    let journal = job.journal();
    let driver = Driver::new(ReplaceJob::Rebake(Box::new(job)), token, Some(progress), renew, signal);
    Ok(ReplaceRun::new(driver, Some(journal)))
}

fn wanted(now: &JsValue, new: &JsValue, selection: &JsValue) -> Result<(Class, Option<Picture>, Wanted), JsValue> {
    let ((class, picture), draft) = (present(now)?, draft(new)?);
    let selection = crate::web::plain(selection).and_then(|value| Selection::read(&value));
    let selection = selection.map_err(|error| thrown(&error))?;
    let wanted = Wanted::of(&class, picture.as_ref(), &draft, &selection);
    Ok((class, picture, wanted))
}

fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// Carries out a job that writes no file, and yields what came of it.
async fn result(mut driver: Driver<ReplaceJob>) -> Result<JsValue, JsValue> {
    driver.piece().await?;
    driver.job().result()
}
