//! What Badgr's servers make of a PUT of a badge class, as recorded and as their sources say.

use crate::host::fault::Answer;
use serde_json::{Map, Value, json};

/// The families of servers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    OpenSource,
    Mint,
    Hosted,
}

/// What a PUT does: the record afterwards and the picture that was sent, or the refusal.
pub fn put(kind: Kind, record: &Value, body: &Map<String, Value>) -> Result<(Value, Option<Vec<u8>>), Answer> {
    let mut errors = Map::new();
    let mut after = record.clone();
    for key in ["name", "description"] {
        match body.get(key).and_then(Value::as_str).map(stripped) {
            Some(text) if !text.is_empty() => after[key] = json!(text),
            // The older serializer keeps quiet about what it ignores.
            _ if kind == Kind::Mint => {}
            Some(_) => drop(errors.insert(key.to_owned(), json!(["This field may not be blank."]))),
            None => drop(errors.insert(key.to_owned(), json!(["This field is required."]))),
        }
    }
    for key in ["criteriaUrl", "criteriaNarrative"] {
        if let Some(said) = body.get(key) {
            after[key] = said.as_str().map(stripped).filter(|text| !text.is_empty()).map_or(Value::Null, Value::String);
        }
    }
    let says_criteria = body.contains_key("criteriaUrl") || body.contains_key("criteriaNarrative");
    if says_criteria && after["criteriaUrl"].is_null() && after["criteriaNarrative"].is_null() {
        let why = "Changes cannot be made that would leave both criteria_url and criteria_text blank.";
        return Err(refusal(&json!({ "validationErrors": [why] })));
    }
    for key in ["tags", "alignments"] {
        match body.get(key) {
            Some(Value::Array(sent)) => after[key] = merged(&record[key], sent),
            None if kind == Kind::Mint => after[key] = json!([]),
            _ => {}
        }
    }
    let expires = if kind == Kind::Mint { "expiration" } else { "expires" };
    match body.get(expires) {
        None if kind == Kind::Mint => after[expires] = Value::Null,
        Some(days) if kind == Kind::Mint => after[expires] = days.clone(),
        Some(Value::Object(sent)) if !sent.is_empty() => after[expires] = Value::Object(sent.clone()),
        // A bare null is passed over, as recorded.
        _ => {}
    }
    if kind == Kind::Mint {
        after["course_url"] = body.get("course_url").cloned().unwrap_or_default();
    }
    for key in ["extensions", "achievementType"] {
        if let Some(said) = body.get(key) {
            after[key] = said.clone();
        }
    }
    let image = body.get("image").and_then(Value::as_str);
    if kind == Kind::Hosted && image.is_none() {
        // A word alone instead of a list: servers have both.
        errors.insert("image".to_owned(), json!("Valid image file or data URI required."));
    }
    if !errors.is_empty() {
        return Err(refusal(&json!({ "fieldErrors": errors, "validationErrors": [] })));
    }
    let is_framed = kind == Kind::Mint && body.get("imageFrame") != Some(&Value::Bool(false));
    let sent = image.filter(|image| !is_framed && image.starts_with("data:"));
    Ok((after, sent.map(bytes)))
}

fn refusal(said: &Value) -> Answer {
    let mut body = json!({ "status": { "success": false, "description": "bad request" }, "result": [] });
    body.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    Answer::Reply { status: 400, link: None, retry_after: None, body: body.to_string().into() }
}

/// Without markup, as the server has it.
fn stripped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let is_tag = rest[at + 1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/');
        match rest[at..].find('>').filter(|_| is_tag) {
            Some(end) => rest = &rest[at + end + 1..],
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Those that stay keep their places; new ones come last.
fn merged(old: &Value, sent: &[Value]) -> Value {
    let old = old.as_array().cloned().unwrap_or_default();
    let mut all: Vec<Value> = old.iter().filter(|one| sent.contains(one)).cloned().collect();
    all.extend(sent.iter().filter(|one| !old.contains(one)).cloned());
    json!(all)
}

fn bytes(uri: &str) -> Vec<u8> {
    use base64ct::{Base64, Encoding};
    Base64::decode_vec(uri.split_once(',').unwrap().1).unwrap()
}
