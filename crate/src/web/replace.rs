//! Replacing a badge, for JavaScript; what is written stands in `crate::replace`.

mod job;
mod shapes;

use super::badge_class::ReplaceSpec;
use super::driver::Driver;
use super::ends::{Ends, result};
use super::{thrown, to_js};
use crate::replace::{Class, Find, Look, Picture, PictureFrom, Replace, SafetyCopy, Selection, Wanted, changes};
use job::ReplaceJob;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use shapes::{draft, present};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("replace/shapes.ts");

/// What was given, as a draft: a file's bytes, or text. Without `ask`, or a `true` of it, nobody but the portal
/// and whoever has the address that was given is asked.
#[wasm_bindgen(js_name = draftOf, unchecked_return_type = "Draft")]
pub async fn draft_of(
    #[wasm_bindgen(unchecked_param_type = "DraftSpec")] spec: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Uint8Array | string")] given: JsValue,
    #[wasm_bindgen(unchecked_param_type = "((hosts: string[]) => Promise<boolean>) | undefined")] ask: Option<Function>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let spec = ReplaceSpec::read(&spec).map_err(|error| thrown(&error))?;
    // Nobody who has the badge gets the token.
    let find = match given.as_string() {
        Some(text) => Find::typed(spec.site, text),
        None => Find::new(spec.site, Uint8Array::new(&given).to_vec()),
    };
    let job = ReplaceJob::Find(Box::new(find));
    let mut driver = Driver::new(job, None, None, None, signal);
    loop {
        driver.piece().await?;
        let Some(hosts) = driver.job().strangers() else {
            return driver.job().result();
        };
        let agreed = match &ask {
            Some(ask) => JsFuture::from(Promise::resolve(&ask.call1(&JsValue::NULL, &to_js(&hosts)?)?)).await?,
            None => JsValue::FALSE,
        };
        driver.job_mut().allow(agreed == JsValue::TRUE);
    }
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

fn wanted(now: &JsValue, new: &JsValue, selection: &JsValue) -> Result<(Class, Option<Picture>, Wanted), JsValue> {
    let ((class, picture), draft) = (present(now)?, draft(new)?);
    let selection = crate::web::plain(selection).and_then(|value| Selection::read(&value));
    let selection = selection.map_err(|error| thrown(&error))?;
    let wanted = Wanted::of(&class, picture.as_ref(), &draft, &selection);
    Ok((class, picture, wanted))
}
