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
    if is_record(map) {
        Kind::Record
    } else if is_award(map) {
        Kind::Badge
    } else if is_class(map) {
        Kind::Class
    } else if is_any(map, &["Issuer", "Profile", "IssuerOrg"]) || is_old_issuer(map) {
        Kind::Issuer
    } else {
        Kind::Unknown
    }
}

fn is_record(map: &Map) -> bool {
    let subject = map.get("credentialSubject");
    let is_held = |held: Option<&Value>| {
        held.is_some_and(|held| !read::is_blank(held) && (held.is_array() || held.is_object() || held.is_string()))
    };
    // Some call a single award a learner record.
    let is_one = subject.and_then(|subject| subject.get("achievement")).is_some_and(|one| !one.is_array());
    is_any(map, &["VerifiablePresentation", "ClrCredential", "Collection"]) && !is_one
        || is_held(map.get("verifiableCredential"))
        || is_held(subject.and_then(|subject| subject.get("verifiableCredential")))
}

/// Whether an object that is no record is an assertion or a credential.
pub(super) fn is_award(map: &Map) -> bool {
    // Records of Badgr's API say what they are; users and groups have recipients, too.
    let is_told = map.contains_key("entityType");
    has(map, "credentialSubject")
        || !is_told && (has(map, "badge") || has(map, "recipient"))
        || is_any(map, &["Assertion", "OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"])
}

/// Whether an object that is no award is a class.
pub(super) fn is_class(map: &Map) -> bool {
    is_any(map, &["BadgeClass", "Achievement"]) || has(map, "criteria") && has(map, "name")
}

fn has(map: &Map, name: &str) -> bool {
    map.get(name).is_some_and(|value| !read::is_blank(value))
}

fn is_any(map: &Map, names: &[&str]) -> bool {
    names.iter().any(|name| is_a(name, |key| map.get(key)))
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
    is_any(map, &["Achievement", "Profile"])
}
