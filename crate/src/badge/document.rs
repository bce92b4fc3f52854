//! Any payload as a document: what it is, told from its types, its version and its fields.

use super::fields::{Family, Way};
use super::kind::{Kind, kind};
use super::{Badge, BadgeClass, LearnerRecord, Map, Profile, jwt, read, root, write};
use crate::payload::{Payload, Version};
use serde::Serialize;
use serde_json::Value;

/// What a payload is, read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(clippy::large_enum_variant, reason = "there is one of it at a time")]
#[serde(tag = "kind", content = "value", rename_all = "lowercase")]
pub enum Document {
    /// An award: an assertion, or a credential of 3.0.
    Badge(Badge),
    /// A bare badge class or achievement.
    Class(BadgeClass),
    /// A bare profile of an issuer.
    Issuer(Profile),
    /// Several badges of one person.
    Record(LearnerRecord),
    /// Several documents: a JSON array, or an envelope around records and, last, what else it says.
    List(Vec<Document>),
    /// JSON that is none of it; a value that is no object stands under `@value`.
    Unknown(Map),
}

/// Where the APIs of Badgr, and of Open Badges 2.1 and 3.0, have the records that they were asked for.
const ENVELOPES: [&str; 5] = ["result", "results", "credential", "compactJwsString", "badges"];

impl Document {
    /// Reads a payload; nothing stands behind an address.
    ///
    /// ```
    /// use badgepack::{badge::Document, payload::Payload};
    /// let payload = Payload::parse(r#"{"type": "BadgeClass", "name": "Fox", "criteria": "https://example.org/fox"}"#)?;
    /// let document = Document::read(&payload);
    /// assert!(matches!(document, Some(Document::Class(class)) if class.name.as_str() == "Fox"));
    /// # Ok::<(), badgepack::Error>(())
    /// ```
    pub fn read(payload: &Payload) -> Option<Document> {
        let mut document = Document::of(payload.value()?);
        if let (Document::Badge(badge), Some(header)) = (&mut document, payload.header()) {
            badge.sign(&header);
        }
        Some(document)
    }

    /// What JSON is.
    pub fn of(value: Value) -> Document {
        let map = match value {
            Value::Object(mut map) => {
                jwt::claims(&mut map);
                map
            }
            Value::Array(all) => return Document::List(all.into_iter().map(Document::of).collect()),
            other => {
                return match other.as_str().and_then(jwt::signed) {
                    Some(badge) => Document::Badge(badge),
                    None => Document::Unknown(std::iter::once(("@value".to_owned(), other)).collect()),
                };
            }
        };
        if let Some(badge) = jwt::opened(&map) {
            return Document::Badge(badge);
        }
        match kind(&map) {
            Kind::Badge => Document::Badge(root::badge(map)),
            Kind::Record => Document::Record(read::part(map, Family::Credential)),
            Kind::Class => Document::Class(root::part(map)),
            Kind::Issuer => Document::Issuer(root::part(map)),
            Kind::Unknown => envelope(map),
        }
    }

    /// What people call it; empty where it does not say.
    pub fn title(&self) -> String {
        match self {
            Document::Badge(badge) => badge.title().to_owned(),
            Document::Class(class) => class.name.as_str().to_owned(),
            Document::Issuer(issuer) => issuer.name.as_str().to_owned(),
            Document::Record(record) if record.name.is_empty() => {
                first(record.badges.iter().map(|badge| badge.title().to_owned()))
            }
            Document::Record(record) => record.name.as_str().to_owned(),
            Document::List(all) => first(all.iter().map(Document::title)),
            Document::Unknown(map) => map.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        }
    }

    /// The issuer's name; empty where it does not say.
    pub fn issuer_name(&self) -> String {
        let name = |issuer: Option<&Profile>| issuer.map_or(String::new(), |issuer| issuer.name.as_str().to_owned());
        match self {
            Document::Badge(badge) => badge.issuer_name().to_owned(),
            Document::Class(class) => name(class.issuer.value()),
            Document::Issuer(issuer) => issuer.name.as_str().to_owned(),
            Document::Record(record) => match name(record.issuer.value()) {
                none if none.is_empty() => first(record.badges.iter().map(|badge| badge.issuer_name().to_owned())),
                name => name,
            },
            Document::List(all) => first(all.iter().map(Document::issuer_name)),
            Document::Unknown(_) => String::new(),
        }
    }

    /// The badges in it, at whatever depth.
    pub fn badges(&self) -> Vec<&Badge> {
        match self {
            Document::Badge(badge) => vec![badge],
            Document::Record(record) => record.badges.iter().collect(),
            Document::List(all) => all.iter().flat_map(Document::badges).collect(),
            Document::Class(_) | Document::Issuer(_) | Document::Unknown(_) => Vec::new(),
        }
    }

    /// As JSON of a version: a credential of 3.0 for [`Version::V3_0`], else one of 2.0.
    pub fn write(&self, version: Version) -> Value {
        let family = root::family(version);
        match self.clone() {
            Document::Badge(badge) => badge.write(version),
            Document::Class(class) => Value::Object(root::write_part(class, family)),
            Document::Issuer(issuer) => Value::Object(root::write_part(issuer, family)),
            Document::Record(record) => Value::Object(write::part(record, Way { family, foreign: false })),
            Document::List(all) => all.iter().map(|document| document.write(version)).collect(),
            Document::Unknown(mut map) => match map.remove("@value") {
                Some(value) if map.is_empty() => value,
                Some(value) => {
                    map.insert("@value".to_owned(), value);
                    Value::Object(map)
                }
                None => Value::Object(map),
            },
        }
    }
}

fn envelope(mut map: Map) -> Document {
    let mut all = Vec::new();
    for key in ENVELOPES {
        if let Some(Value::Array(_)) = map.get(key)
            && let Some(Value::Array(inner)) = map.remove(key)
        {
            all.extend(inner.into_iter().map(Document::of));
        }
    }
    if all.is_empty() {
        return Document::Unknown(map);
    }
    if !map.is_empty() {
        all.push(Document::Unknown(map));
    }
    Document::List(all)
}

fn first(mut all: impl Iterator<Item = String>) -> String {
    all.find(|text| !text.is_empty()).unwrap_or_default()
}
