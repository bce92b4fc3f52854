//! What JavaScript hands in and gets back; `shapes.ts` says the same in TypeScript.
//!
//! Pictures travel as bytes beside the JSON, never in it.

use crate::image::Format;
use crate::json;
use crate::replace::{Awards, Class, Draft, Note, Picture, PictureFrom, Present, Rights, Server};
use crate::web::badge_class::picture_bytes;
use crate::web::{plain, thrown, to_js};
use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

#[derive(Serialize)]
struct PictureView {
    from: PictureFrom,
    r#type: &'static str,
    width: Option<u32>,
    height: Option<u32>,
    removed: Vec<RemovedView>,
}

#[derive(Serialize)]
struct RemovedView {
    what: String,
    why: &'static str,
    at: usize,
}

/// A picture with its bytes; `null` without one.
pub fn picture_js(picture: Option<(PictureFrom, &Picture)>) -> Result<JsValue, JsValue> {
    let Some((from, picture)) = picture else {
        return Ok(JsValue::NULL);
    };
    let size = picture.size();
    let removed = picture.removed().iter();
    let js = to_js(&PictureView {
        from,
        r#type: match picture.format() {
            Format::Png => "image/png",
            Format::Svg => "image/svg+xml",
        },
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        removed: removed
            .map(|one| RemovedView { what: one.what.clone(), why: one.danger.label(), at: one.at })
            .collect(),
    })?;
    Reflect::set(&js, &"bytes".into(), &Uint8Array::from(picture.bytes()))?;
    Ok(js)
}

#[derive(Serialize)]
struct DraftView<'a> {
    contents: Map<String, Value>,
    notes: &'a [Note],
    rights: &'a Rights,
}

/// A draft with its picture.
pub fn draft_js(draft: &Draft) -> Result<JsValue, JsValue> {
    // What a field holds is plain data: it cannot fail to be JSON.
    let mut contents = draft
        .contents()
        .map(|(field, content)| (field.key().to_owned(), serde_json::to_value(content).unwrap_or_default()));
    let js = to_js(&DraftView { contents: json::object(&mut contents), notes: &draft.notes, rights: &draft.rights })?;
    let picture = draft.picture.as_ref().map(|(from, picture)| (*from, picture));
    Reflect::set(&js, &"picture".into(), &picture_js(picture)?)?;
    Ok(js)
}

#[derive(Serialize)]
struct PresentView<'a> {
    record: &'a Map<String, Value>,
    server: &'static str,
    awards: Awards,
    #[serde(rename = "pictureError")]
    picture_error: Option<String>,
}

/// A class as it is, with its picture.
pub fn present_js(present: &Present) -> Result<JsValue, JsValue> {
    let (picture, error) = match &present.picture {
        Ok(picture) => (Some((PictureFrom::Class, picture)), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let js = to_js(&PresentView {
        record: present.class.record(),
        server: match present.class.server() {
            Server::OpenSource => "open-source",
            Server::Mint => "mint",
            Server::Hosted => "hosted",
        },
        awards: present.awards,
        picture_error: error,
    })?;
    Reflect::set(&js, &"picture".into(), &picture_js(picture)?)?;
    Ok(js)
}

/// A draft that was handed out before, perhaps edited.
pub fn draft(js: &JsValue) -> Result<Draft, JsValue> {
    let contents = plain(&Reflect::get(js, &"contents".into())?).map_err(|error| thrown(&error))?;
    let draft = Draft::read(&contents).map_err(|error| thrown(&error))?;
    let picture = Reflect::get(js, &"picture".into())?;
    let Some(bytes) = picture_bytes(&picture)? else {
        return Ok(draft);
    };
    let from = Reflect::get(&picture, &"from".into())?.as_string();
    // All is held to the rules once more.
    let from = match from.as_deref() {
        Some("safety-copy") => PictureFrom::SafetyCopy,
        Some("class") => PictureFrom::Class,
        Some("award") => PictureFrom::Award,
        _ => PictureFrom::Given,
    };
    Ok(draft.with_picture(from, from.check(&bytes).map_err(|error| thrown(&error))?))
}

/// A class as it was handed out before, and its picture.
pub fn present(js: &JsValue) -> Result<(Class, Option<Picture>), JsValue> {
    let record = plain(&Reflect::get(js, &"record".into())?).map_err(|error| thrown(&error))?;
    let class = Class::of(record).map_err(|error| thrown(&error))?;
    let bytes = picture_bytes(&Reflect::get(js, &"picture".into())?)?;
    let picture = bytes.map(|bytes| Picture::as_it_is(&bytes)).transpose().map_err(|error| thrown(&error))?;
    Ok((class, picture))
}
