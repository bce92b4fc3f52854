//! What JSON is: told from its types, its version and its fields.

use super::{Map, read};
use crate::payload::last_words;
use serde_json::Value;

/// What an object is.
pub(super) enum Kind {
    Badge,
    Class,
    Issuer,
    Record,
    Unknown,
}

/// Tells what an object is.
pub(super) fn kind(map: &Map) -> Kind {
    let has = |name: &str| map.get(name).is_some_and(|value| !read::is_blank(value));
    let any = |names: &[&str]| names.iter().any(|name| is_a(name, |key| map.get(key)));
    let subject = map.get("credentialSubject");
    let is_held = |held: Option<&Value>| {
        held.is_some_and(|held| !read::is_blank(held) && (held.is_array() || held.is_object() || held.is_string()))
    };
    // Records of Badgr's API say what they are; users and groups have recipients, too.
    let is_record = map.contains_key("entityType");
    // Some call a single award a learner record.
    let is_award = subject.and_then(|subject| subject.get("achievement")).is_some_and(|one| !one.is_array());
    if any(&["VerifiablePresentation", "ClrCredential", "Collection"]) && !is_award
        || is_held(map.get("verifiableCredential"))
        || is_held(subject.and_then(|subject| subject.get("verifiableCredential")))
    {
        Kind::Record
    } else if has("credentialSubject")
        || any(&["Assertion", "OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"])
        || !is_record && ["badge", "recipient"].into_iter().any(has)
    {
        Kind::Badge
    } else if any(&["BadgeClass", "Achievement"]) || has("criteria") && has("name") {
        Kind::Class
    } else if any(&["Issuer", "Profile", "IssuerOrg"]) || is_old_issuer(map) {
        Kind::Issuer
    } else {
        Kind::Unknown
    }
}

/// Before 1.1 an issuer has no type: a name, an address, and little else.
fn is_old_issuer(map: &Map) -> bool {
    const FIELDS: [&str; 7] = ["name", "url", "description", "image", "email", "revocationList", "_location"];
    map.contains_key("name") && map.contains_key("url") && map.keys().all(|key| FIELDS.contains(&key.as_str()))
}

/// Whether an object is of this type, by the last word of it.
pub(super) fn is_a<'a>(name: &str, get: impl Fn(&str) -> Option<&'a Value>) -> bool {
    ["type", "@type", "entityType"].into_iter().filter_map(get).any(|said| last_words(said).any(|said| said == name))
}

/// Whether a class or a profile is one of 3.0.
pub(super) fn is_credential(map: &Map) -> bool {
    ["Achievement", "Profile"].iter().any(|name| is_a(name, |key| map.get(key)))
}

/// Whether this is the context of the Data Model 1.1, of which some names are different.
pub(super) fn is_data_model_1(context: Option<&Value>) -> bool {
    let is_old = |context: &Value| {
        context.as_str().is_some_and(|context| context.starts_with("https://www.w3.org/2018/credentials/"))
    };
    match context {
        Some(Value::Array(all)) => all.iter().any(is_old),
        Some(one) => is_old(one),
        None => false,
    }
}
