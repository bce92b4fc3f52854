//! A badge as people see it, whatever version its credential has.

mod v2;
mod v3;

use crate::payload::Payload;
use serde_json::Value;

/// What a credential says, in one form for all versions.
///
/// Reading is liberal: what is missing is empty, what may be one or many is many. Nothing here is
/// verified.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Badge {
    /// The credential's own id.
    pub id: String,
    /// What the badge is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who awarded it.
    pub issuer: Issuer,
    /// What had to be done for it.
    pub criteria: Criteria,
    /// When it was awarded, as the credential writes it.
    pub issued: Option<String>,
    /// When it ends, as the credential writes it.
    pub expires: Option<String>,
    /// What the issuer says of this award.
    pub narrative: String,
    /// What it was awarded for.
    pub evidence: Vec<Evidence>,
    /// Skills and standards that it is aligned to: name and address.
    pub alignments: Vec<(String, String)>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Why it was revoked, when it was.
    pub revoked: Option<String>,
}

/// Who awarded a badge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issuer {
    /// The issuer's id.
    pub id: String,
    /// The issuer's name.
    pub name: String,
    /// The issuer's own site.
    pub url: String,
}

/// What had to be done for a badge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criteria {
    /// Where it is written.
    pub url: String,
    /// In words; Markdown.
    pub narrative: String,
}

/// What a badge was awarded for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub name: String,
    /// In words; Markdown.
    pub narrative: String,
}

impl Badge {
    /// Reads a credential; an address, or a form that is not known, says nothing.
    ///
    /// ```
    /// use badgepack::{badge::Badge, payload::Payload};
    /// let payload = Payload::parse(r#"{"type": "Assertion", "badge": {"type": "BadgeClass", "name": "Fox"}}"#)?;
    /// assert_eq!(Badge::read(&payload).map(|badge| badge.name), Some("Fox".to_owned()));
    /// # Ok::<(), badgepack::Error>(())
    /// ```
    pub fn read(payload: &Payload) -> Option<Self> {
        let json = payload.value()?;
        match json.get("credentialSubject") {
            Some(subject) => Some(v3::read(&json, subject)),
            None => json.is_object().then(|| v2::read(&json)),
        }
    }
}

/// The text of a field: a string, a number, the first of many, or a language's value.
fn text(json: &Value, field: &str) -> String {
    json.get(field).map(plain).unwrap_or_default()
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.first().map(plain).unwrap_or_default(),
        Value::Object(fields) => match fields.get("@value") {
            Some(value) => plain(value),
            // A language map has one text for each language.
            None => fields.get("en").or(fields.values().next()).and_then(Value::as_str).unwrap_or_default().to_owned(),
        },
        Value::Bool(_) | Value::Null => String::new(),
    }
}

/// The id of a linked thing, or the address that stands in its place.
fn id(json: &Value) -> String {
    match json {
        Value::Object(_) => {
            [text(json, "id"), text(json, "@id")].into_iter().find(|id| !id.is_empty()).unwrap_or_default()
        }
        other => plain(other),
    }
}

/// One, many or none, as many.
fn many(json: &Value, field: &str) -> Vec<Value> {
    match json.get(field) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
    }
}

fn words(json: &Value, fields: [&str; 2]) -> Vec<String> {
    let all = fields.into_iter().flat_map(|field| many(json, field));
    all.map(|word| plain(&word)).filter(|word| !word.is_empty()).collect()
}

fn criteria(json: &Value) -> Criteria {
    match json.get("criteria") {
        Some(Value::Object(fields)) => {
            let criteria = Value::Object(fields.clone());
            Criteria { url: id(&criteria), narrative: narrative(&criteria) }
        }
        Some(other) => Criteria { url: plain(other), narrative: String::new() },
        None => Criteria::default(),
    }
}

/// Some servers give a list of named criteria where the standard has a text.
fn narrative(json: &Value) -> String {
    match json.get("narrative") {
        Some(Value::Array(all)) => {
            let line = |item: &Value| match item {
                Value::Object(_) => format!("- {} {}", text(item, "name"), text(item, "description")),
                other => plain(other),
            };
            all.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        Some(other) => plain(other),
        None => String::new(),
    }
}

fn evidence(json: &Value) -> Vec<Evidence> {
    let read = |item: &Value| match item {
        Value::Object(_) => Evidence { url: id(item), name: text(item, "name"), narrative: narrative(item) },
        other => Evidence { url: plain(other), ..Evidence::default() },
    };
    many(json, "evidence").iter().map(read).collect()
}

fn alignments(json: &Value) -> Vec<(String, String)> {
    // 1.x has name and url; Moodle writes `alignments`.
    let either = |item: &Value, new: &str, old: &str| match text(item, new) {
        empty if empty.is_empty() => text(item, old),
        found => found,
    };
    let all = ["alignment", "alignments"].into_iter().flat_map(|field| many(json, field));
    all.map(|item| (either(&item, "targetName", "name"), either(&item, "targetUrl", "url"))).collect()
}

fn date(json: &Value, fields: &[&str]) -> Option<String> {
    fields.iter().map(|field| text(json, field)).find(|date| !date.is_empty())
}
