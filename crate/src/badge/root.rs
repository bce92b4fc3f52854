//! Badges, classes and profiles that are documents of their own: the family of their form, and its
//! context.

use super::fields::{Family, Names, Part, Way};
use super::kind::{is_award, is_class, is_credential};
use super::{Badge, Linked, Map, Proof, jwt, read, write};
use crate::payload::Version;
use serde_json::Value;

/// The context that each family has at least.
const CONTEXTS: [Names; 2] = [
    &["https://w3id.org/openbadges/v2"],
    &["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
];

/// A badge from its fields; one that is none is read as one that says little.
pub(super) fn badge(mut map: Map) -> Badge {
    jwt::claims(&mut map);
    if !is_award(&map) && is_class(&map) {
        return Badge { class: Linked::Inline(part(map)), ..Badge::default() };
    }
    let is_credential = map.contains_key("credentialSubject");
    let value = Value::Object(map);
    let version = match Version::of(&value) {
        version if is_credential && family(version) == Family::Assertion => Version::V3_0,
        version => version,
    };
    let family = family(version);
    let mut badge = match value {
        Value::Object(map) => read::root(map, family.of(CONTEXTS), family),
        _ => Badge::default(),
    };
    badge.version = version;
    badge.proof = Proof::of(&badge.more, badge.id.as_deref());
    badge
}

/// A class or a profile from its fields.
pub(super) fn part<P: Part>(map: Map) -> P {
    let family = match is_credential(&map) {
        true => Family::Credential,
        false => Family::Assertion,
    };
    read::root(map, family.of(CONTEXTS), family)
}

/// The family of the forms of a version.
pub(super) fn family(version: Version) -> Family {
    match version {
        Version::V3_0 | Version::Clr2_0 => Family::Credential,
        _ => Family::Assertion,
    }
}

impl Badge {
    /// As JSON of a version: a credential for [`Version::V3_0`], else an assertion of 2.0.
    ///
    /// What the model has no field for is written as it was read, a proof among it; whether that
    /// still holds is another question.
    pub fn write(&self, version: Version) -> Value {
        Value::Object(write_badge(self.clone(), family(version)))
    }
}

/// A badge as an object of a family.
pub(super) fn write_badge(mut badge: Badge, to: Family) -> Map {
    // A subject would make a credential of an assertion; what is left of one comes up.
    if to == Family::Assertion
        && let Some(subject) = badge.more.remove("credentialSubject")
        && let Ok((subject, _)) = read::inner(subject)
    {
        for (key, value) in subject.into_iter().filter(|(key, _)| key != "type" && key != "credentialSubject") {
            badge.more.entry(key).or_insert(value);
        }
    }
    let keeps = matches!(badge.version, Version::V2_0 | Version::V3_0 | Version::Clr2_0);
    let foreign = family(badge.version) != to;
    with_context(write::part(badge, Way { family: to, foreign }), to, keeps && !foreign)
}

/// A class or a profile as an object of a family.
pub(super) fn write_part<P: Part>(mut part: P, to: Family) -> Map {
    let more = part.more();
    let foreign = is_credential(more) != (to == Family::Credential);
    with_context(write::part(part, Way { family: to, foreign }), to, !foreign)
}

/// With the context of the family, where the source has none that will do.
fn with_context(mut map: Map, family: Family, keeps: bool) -> Map {
    let said = match map.remove("@context") {
        Some(Value::Array(all)) => all,
        Some(Value::Null) | None => Vec::new(),
        Some(one) if keeps => {
            map.insert("@context".to_owned(), one);
            return map;
        }
        Some(one) => vec![one],
    };
    let usual = family.of(CONTEXTS);
    let context = match keeps && !said.is_empty() {
        true => Value::Array(said),
        false => {
            let others = said.into_iter().filter(|context| !is_of_a_version(context));
            let mut all: Vec<Value> = usual.iter().copied().map(Value::from).chain(others).collect();
            if all.len() == 1 { all.remove(0) } else { Value::Array(all) }
        }
    };
    map.insert("@context".to_owned(), context);
    map
}

/// Whether a context is that of a version, and so not of another one.
fn is_of_a_version(context: &Value) -> bool {
    const VERSIONS: [&str; 5] = [
        "//w3id.org/openbadges/",
        "//openbadgespec.org/",
        "//purl.imsglobal.org/spec/ob/",
        "//www.w3.org/ns/credentials/",
        "//www.w3.org/2018/credentials/",
    ];
    context.as_str().is_some_and(|context| VERSIONS.iter().any(|version| context.contains(version)))
}
