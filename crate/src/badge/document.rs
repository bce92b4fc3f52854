//! Any payload as a document: what it is, told from its types, its version and its fields.

use super::fields::{Family, Names, Part, Way};
use super::{Badge, BadgeClass, LearnerRecord, Map, Profile, Proof, read, write};
use crate::payload::{Payload, Version, last_words};
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

/// The context that each family has at least.
const CONTEXTS: [Names; 2] = [
    &["https://w3id.org/openbadges/v2"],
    &["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
];

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
            Value::Object(map) => claims(map),
            Value::Array(all) => return Document::List(all.into_iter().map(Document::of).collect()),
            other => {
                return match other.as_str().and_then(signed) {
                    Some(badge) => Document::Badge(badge),
                    None => Document::Unknown(std::iter::once(("@value".to_owned(), other)).collect()),
                };
            }
        };
        match kind(&map) {
            Kind::Badge => Document::Badge(badge(map)),
            Kind::Record => Document::Record(read::part(map, Family::Credential)),
            Kind::Class => Document::Class(root(map)),
            Kind::Issuer => Document::Issuer(root(map)),
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
        let family = family(version);
        match self.clone() {
            Document::Badge(badge) => badge.write(version),
            Document::Class(class) => Value::Object(write_root(class, family)),
            Document::Issuer(issuer) => Value::Object(write_root(issuer, family)),
            Document::Record(record) => {
                Value::Object(write::part(record, Way { family: Family::Credential, foreign: false }))
            }
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

enum Kind {
    Badge,
    Class,
    Issuer,
    Record,
    Unknown,
}

fn kind(map: &Map) -> Kind {
    let has = |name: &str| map.get(name).is_some_and(|value| !read::is_blank(value));
    let any = |names: &[&str]| names.iter().any(|name| is_a(name, |key| map.get(key)));
    let in_subject = |name: &str| map.get("credentialSubject").is_some_and(|subject| subject.get(name).is_some());
    let is_list = has("verifiableCredential") || in_subject("verifiableCredential");
    // Some call a single award a learner record.
    let is_record = any(&["VerifiablePresentation", "ClrCredential", "Collection"]) && !in_subject("achievement");
    if is_list || is_record {
        Kind::Record
    } else if has("credentialSubject")
        || any(&["Assertion", "OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"])
        || ["badge", "badgeclass", "recipient"].into_iter().any(has)
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
fn is_credential(map: &Map) -> bool {
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

/// The claims of a JWT as the credential that they are (VCDM 1.1 §6.3.1): what `vc` says comes up.
fn claims(map: Map) -> Map {
    if !map.get("@context").is_none_or(Value::is_null) || !map.get("vc").is_some_and(Value::is_object) {
        return map;
    }
    let (mut out, mut credential) = (Map::new(), Map::new());
    for (key, value) in map {
        match value {
            Value::Object(inner) if key == "vc" => credential = inner,
            value => drop(out.insert(key, value)),
        }
    }
    let mut rest = Map::new();
    for (key, value) in credential {
        let to = if out.contains_key(&key) { &mut rest } else { &mut out };
        to.insert(key, value);
    }
    if !rest.is_empty() {
        out.insert("vc".to_owned(), Value::Object(rest));
    }
    out
}

/// A badge from its fields; one that is none is read as one that says little.
pub(super) fn badge(map: Map) -> Badge {
    let map = claims(map);
    if let Kind::Class = kind(&map) {
        return Badge { class: super::Linked::Inline(root(map)), ..Badge::default() };
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

/// A badge in a compact JWS that stands in JSON; the JWS itself is kept.
pub(super) fn signed(text: &str) -> Option<Badge> {
    let payload = Payload::parse(text).ok()?;
    let header = payload.header()?;
    let Value::Object(claims) = payload.value()? else {
        return None;
    };
    let mut badge = badge(claims);
    badge.sign(&header);
    badge.more.insert("compactJwsString".to_owned(), Value::String(text.to_owned()));
    Some(badge)
}

impl Badge {
    fn sign(&mut self, header: &Value) {
        if !matches!(self.proof, Proof::Signed { .. }) {
            self.proof = Proof::of_header(header);
        }
    }

    /// As JSON of a version: a credential for [`Version::V3_0`], else an assertion of 2.0.
    ///
    /// What the model has no field for is written as it was read, a proof among it; whether that
    /// still holds is another question.
    pub fn write(&self, version: Version) -> Value {
        Value::Object(write_badge(self.clone(), family(version)))
    }
}

fn root<P: Part>(map: Map) -> P {
    let family = match is_credential(&map) {
        true => Family::Credential,
        false => Family::Assertion,
    };
    read::root(map, family.of(CONTEXTS), family)
}

/// The family of the forms of a version.
fn family(version: Version) -> Family {
    match version {
        Version::V3_0 | Version::Clr2_0 => Family::Credential,
        _ => Family::Assertion,
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

/// A badge as an object of a family.
pub(super) fn write_badge(badge: Badge, to: Family) -> Map {
    let keeps = matches!(badge.version, Version::V2_0 | Version::V3_0 | Version::Clr2_0);
    let foreign = family(badge.version) != to;
    with_context(write::part(badge, Way { family: to, foreign }), to, keeps && !foreign)
}

fn write_root<P: Part>(mut part: P, to: Family) -> Map {
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
