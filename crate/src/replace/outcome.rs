//! What came of a replacement, told by what the portal has now.

use super::class::Class;
use super::field::{Content, Field};
use super::picture::Picture;
use super::wanted::Wanted;
use crate::badge::Map;
use crate::error::Error;
use crate::json;
use serde::Serialize;
use serde_json::Value;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The class was replaced; what the portal made of it stands in the fields.
    Replaced,
    /// The portal refused it, and nothing has changed.
    Refused,
    /// Nothing has changed, whatever the portal said or did not say.
    NotApplied,
    /// Somebody else had changed the class since it was looked at; nothing was sent.
    ChangedMeanwhile,
    /// The class is neither what it was nor what was sent; somebody should look at it.
    Unclear,
    /// The portal could not be asked what it has now.
    Unknown,
}

/// What the portal said to the PUT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Yes.
    Yes,
    /// No, and why.
    No(Vec<Reason>),
    /// That it broke over it.
    Broke,
    /// Nothing that arrived here.
    Nothing,
}

/// Why the portal refused something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The field as the portal calls it; empty for the whole.
    pub field: String,
    /// In the portal's words.
    pub text: String,
}

/// What became of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is as it was sent.
    AsSent,
    /// The portal made something else of it.
    Altered,
    /// It is as it was before.
    Ignored,
    /// It was not to change, and has.
    Lost,
    /// It could not be read.
    Unread,
}

/// A field, as it was sent and as it is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldOutcome {
    /// Which.
    pub field: Field,
    /// What became of it.
    pub fate: Fate,
    /// What was sent; for the image, its size.
    pub sent: Content,
    /// What is there.
    pub got: Content,
}

/// What came of a replacement.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// How it ended.
    pub ending: Ending,
    /// The fields that were sent to be changed, and those that have changed all the same.
    pub fields: Vec<FieldOutcome>,
    /// Why the portal refused it.
    pub reasons: Vec<Reason>,
    /// Whether the portal's answer arrived.
    pub answered: bool,
    /// What went wrong on the way: a sentence.
    pub why: Option<String>,
    /// The class as the portal has it now, where that is known.
    pub class: Option<Map>,
}

impl Outcome {
    /// One that ended before anything could be compared.
    pub(super) fn without_reading(ending: Ending, error: &Error, answered: bool) -> Self {
        let why = Some(error.to_string());
        Self { ending, fields: Vec::new(), reasons: Vec::new(), answered, why, class: None }
    }

    /// Somebody else was there first.
    pub(super) fn changed_meanwhile(seen: &Class, now: &Class, fields: Vec<Field>) -> Self {
        let field =
            |field: Field| FieldOutcome { field, fate: Fate::Lost, sent: seen.content(field), got: now.content(field) };
        Self {
            ending: Ending::ChangedMeanwhile,
            fields: fields.into_iter().map(field).collect(),
            reasons: Vec::new(),
            answered: false,
            why: None,
            class: Some(now.record().clone()),
        }
    }
}

/// A class with the picture that it has.
pub(super) struct Seen<'a> {
    pub class: &'a Class,
    pub picture: Option<&'a Picture>,
}

/// Compares what was, what was sent, and what is.
pub(super) fn settle(before: Seen<'_>, wanted: &Wanted, said: Said, now: Seen<'_>, why: Option<&Error>) -> Outcome {
    let mut fields: Vec<FieldOutcome> = Vec::new();
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Image) {
        let (was, is) = (before.class.content(field), now.class.content(field));
        let sent = wanted.content(field, before.class);
        let is_chosen = wanted.contents.iter().any(|(other, _)| *other == field);
        let fate = match (is_chosen, is.is_like(&sent), is.is_like(&was)) {
            (true, true, _) => Fate::AsSent,
            (true, false, true) => Fate::Ignored,
            (true, false, false) => Fate::Altered,
            (false, true, _) => continue,
            (false, false, _) => Fate::Lost,
        };
        fields.push(FieldOutcome { field, fate, sent, got: is });
    }
    fields.extend(image(&before, wanted, &now));
    let is = |fate: Fate| fields.iter().any(|one| one.fate == fate);
    // What was sent is written as a whole, so one sign of it is enough.
    let is_applied = is(Fate::AsSent);
    let is_untouched = fields.iter().all(|one| matches!(one.fate, Fate::Ignored | Fate::Unread)) && is(Fate::Ignored);
    let ending = match &said {
        Said::Yes if is_untouched => Ending::NotApplied,
        Said::Yes => Ending::Replaced,
        Said::No(_) if is_untouched => Ending::Refused,
        Said::Broke | Said::Nothing if is_untouched => Ending::NotApplied,
        Said::Broke | Said::Nothing if is_applied => Ending::Replaced,
        Said::No(_) | Said::Broke | Said::Nothing => Ending::Unclear,
    };
    let answered = said != Said::Nothing;
    let reasons = if let Said::No(reasons) = said { reasons } else { Vec::new() };
    let class = Some(now.class.record().clone());
    Outcome { ending, fields, reasons, answered, why: why.map(Error::to_string), class }
}

/// What became of the image. Portals give it another address each time, or never: what it shows tells.
fn image(before: &Seen<'_>, wanted: &Wanted, now: &Seen<'_>) -> Option<FieldOutcome> {
    let is_chosen = wanted.picture.is_some();
    let sent = wanted.picture.as_ref().or(before.picture);
    let drawing = |picture: Option<&Picture>| picture.map(|picture| *picture.drawing());
    let has_moved = before.class.image() != now.class.image();
    let fate = match (drawing(now.picture), drawing(sent), drawing(before.picture)) {
        (Some(is), Some(sent), _) if is == sent => Fate::AsSent,
        (Some(is), _, Some(was)) if is == was => Fate::Ignored,
        (Some(_), Some(_), _) => Fate::Altered,
        _ if is_chosen => Fate::Unread,
        _ if has_moved => Fate::Lost,
        _ => return None,
    };
    let fate = match (is_chosen, fate) {
        (true, fate) => fate,
        (false, Fate::Altered | Fate::Lost) => Fate::Lost,
        (false, _) => return None,
    };
    let said = |picture: Option<&Picture>| Content::Text(picture.map(measure).unwrap_or_default());
    Some(FieldOutcome { field: Field::Image, fate, sent: said(sent), got: said(now.picture) })
}

/// A picture in words: `PNG, 400 × 400, 31337 bytes`.
fn measure(picture: &Picture) -> String {
    let kind = super::picture::ending(picture.format()).to_ascii_uppercase();
    let size = picture.size().map(|(width, height)| [", ", &width.to_string(), " × ", &height.to_string()].concat());
    let bytes = picture.bytes().len().to_string();
    [&kind, size.as_deref().unwrap_or_default(), ", ", &bytes, " bytes"].concat()
}

/// Why a portal refused something, from the body of its answer; servers have many forms for it.
pub(super) fn reasons(status: u16, body: &[u8]) -> Vec<Reason> {
    let answer = json::read(body).unwrap_or_default();
    let mut reasons = Vec::new();
    if let Some(Value::Object(fields)) = answer.get("fieldErrors") {
        for (field, said) in fields {
            texts(said, &mut |text| reasons.push(Reason { field: field.clone(), text }));
        }
    }
    for key in ["validationErrors", "nonFieldErrors", "error_description", "detail"] {
        let said = answer.get(key).unwrap_or(&Value::Null);
        texts(said, &mut |text| reasons.push(Reason { field: String::new(), text }));
    }
    if reasons.is_empty() {
        let said = answer.pointer("/status/description").and_then(Value::as_str).unwrap_or_default();
        let text = match status {
            401 | 403 | 404 => "This account may not change this badge; its owners and editors may.".to_owned(),
            413 => "The picture is larger than the portal takes.".to_owned(),
            _ if said.is_empty() => ["The portal answered HTTP ", &status.to_string(), "."].concat(),
            _ => said.to_owned(),
        };
        reasons.push(Reason { field: String::new(), text });
    }
    reasons
}

/// The texts in a value: one, a list, or objects of them.
fn texts(value: &Value, see: &mut impl FnMut(String)) {
    const LETTERS: usize = 300;
    match value {
        Value::String(text) => see(text.chars().take(LETTERS).collect()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, see)),
        Value::Object(map) => match map.get("description") {
            Some(description) => texts(description, see),
            None => map.values().for_each(|one| texts(one, see)),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
