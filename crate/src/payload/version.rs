//! The versions of Open Badges, and how JSON is told to be of one.

use super::jws;
use serde_json::Value;

/// A version of Open Badges, or of the Comprehensive Learner Record that carries them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Version {
    /// Mozilla's first one; the badge class stands in the assertion.
    V0_5,
    /// 1.0, of 2013.
    V1_0,
    /// 1.1, of 2015: the first JSON-LD.
    V1_1,
    /// 2.0 and 2.1, which differ only in the API.
    V2_0,
    /// 3.0: a verifiable credential.
    V3_0,
    /// The Comprehensive Learner Record 2.0, which is made of 3.0.
    Clr2_0,
    /// An address in the chunk that 0.5 and early 1.0 used for one.
    UpTo1_0,
    /// An address on its own, so any version with hosted badges.
    UpTo2_0,
    /// JSON of no version that is known here.
    #[default]
    Unknown,
}

impl Version {
    /// The version as people write it.
    pub fn label(self) -> &'static str {
        match self {
            Version::V0_5 => "0.5",
            Version::V1_0 => "1.0",
            Version::V1_1 => "1.1",
            Version::V2_0 => "2.0",
            Version::V3_0 => "3.0",
            Version::Clr2_0 => "clr2.0",
            Version::UpTo1_0 => "0.5-1.0",
            Version::UpTo2_0 => "0.5-2.0",
            Version::Unknown => "unknown",
        }
    }

    /// The version of a credential, a badge class, a presentation, or the claims of a JWT.
    ///
    /// A presentation has the version of the first credential in it.
    pub fn of(value: &Value) -> Version {
        // VCDM 1.1 §6.3.1: the credential, or what the other claims do not say, is the claim `vc`.
        let credential = if value["@context"].is_null() && value["vc"].is_object() { &value["vc"] } else { value };
        match list(&credential["verifiableCredential"]).next() {
            Some(Value::String(signed)) => {
                jws::claims(signed).map_or(Version::Unknown, |claims| of_credential(&claims))
            }
            Some(inner) => of_credential(inner),
            None => of_credential(credential),
        }
    }
}

/// As its label.
impl serde::Serialize for Version {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

fn of_credential(value: &Value) -> Version {
    let value = if value["vc"].is_object() { &value["vc"] } else { value };
    let context = |wanted: &[&str]| {
        list(&value["@context"]).any(|context| match context {
            Value::Object(terms) => terms.values().any(|term| is_context(term, wanted)),
            other => is_context(other, wanted),
        })
    };
    let is_a = |wanted: &str| types(value).any(|name| name == wanted);

    if is_a("ClrCredential") {
        Version::Clr2_0
    } else if ["OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"].into_iter().any(is_a)
        || context(&["purl.imsglobal.org/spec/ob/v3"])
    {
        Version::V3_0
    } else if is_a("VerifiableCredential") || context(&["www.w3.org/ns/credentials/", "www.w3.org/2018/credentials/"]) {
        Version::Unknown
    } else if context(&["w3id.org/openbadges/v2", "openbadgespec.org/v2", "purl.imsglobal.org/spec/ob/v2"]) {
        Version::V2_0
    } else if context(&["w3id.org/openbadges/v1", "openbadgespec.org/v1"]) {
        Version::V1_1
    } else if value["@context"].is_null() {
        without_context(value)
    } else {
        Version::Unknown
    }
}

/// Before JSON-LD the shape alone tells: 0.5 holds its badge class, 1.0 points to it.
fn without_context(value: &Value) -> Version {
    let badge = &value["badge"];
    if value["recipient"].is_string() || badge["issuer"]["origin"].is_string() || badge["version"] == "0.5.0" {
        Version::V0_5
    } else if (value["verify"].is_object() && badge.is_string())
        || (value["criteria"].is_string() && value["image"].is_string() && value["issuer"].is_string())
    {
        Version::V1_0
    } else {
        Version::Unknown
    }
}

/// Whether this is an address that begins like one of these, whatever its scheme.
fn is_context(value: &Value, wanted: &[&str]) -> bool {
    let text = value.as_str().unwrap_or_default();
    let address = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    address.is_some_and(|address| wanted.iter().any(|wanted| address.starts_with(wanted)))
}

/// The types by their last word: `ob:Assertion` and `https://w3id.org/openbadges#Assertion` are
/// both an `Assertion`.
fn types(value: &Value) -> impl Iterator<Item = &str> {
    last_words(&value["type"]).chain(last_words(&value["@type"]))
}

/// The last words of one IRI or several.
pub(crate) fn last_words(value: &Value) -> impl Iterator<Item = &str> {
    list(value).filter_map(Value::as_str).filter_map(|name| name.rsplit(['#', '/', ':']).next())
}

/// JSON-LD writes a list of one as the thing itself.
fn list(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Null => [].iter(),
        Value::Array(items) => items.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_context_tells_the_version() {
        for (context, version) in [
            (json!("https://w3id.org/openbadges/v2"), Version::V2_0),
            (json!("https://openbadgespec.org/v2/context.json"), Version::V2_0),
            (json!(["https://w3id.org/openbadges/v2", {"@vocab": "https://schema.org/"}]), Version::V2_0),
            (json!([{"ob": "https://w3id.org/openbadges/v2"}]), Version::V2_0),
            (json!("http://w3id.org/openbadges/v1"), Version::V1_1),
            (
                json!([
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
                ]),
                Version::V3_0,
            ),
            (json!(["https://www.w3.org/ns/credentials/v2"]), Version::Unknown),
            (json!("https://example.org/openbadges/v2"), Version::Unknown),
        ] {
            assert_eq!(Version::of(&json!({"@context": context})), version, "{context}");
        }
    }

    #[test]
    fn the_type_tells_a_record_from_a_badge() {
        let context =
            json!(["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context.json"]);
        let typed = |name: &str| json!({"@context": context, "type": ["VerifiableCredential", name]});
        assert_eq!(Version::of(&typed("ClrCredential")), Version::Clr2_0);
        assert_eq!(Version::of(&typed("AchievementCredential")), Version::V3_0);
        assert_eq!(
            Version::of(&json!({"@type": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"})),
            Version::V3_0
        );
    }

    #[test]
    fn the_shape_tells_the_versions_before_contexts() {
        for (value, version) in [
            (json!({"recipient": "a@example.org", "badge": {"name": "b"}}), Version::V0_5),
            (json!({"recipient": {}, "badge": {"issuer": {"origin": "https://example.org"}}}), Version::V0_5),
            (json!({"uid": "1", "recipient": {}, "badge": "https://example.org/b", "verify": {}}), Version::V1_0),
            (
                json!({"name": "b", "image": "https://a/i", "criteria": "https://a/c", "issuer": "https://a/o"}),
                Version::V1_0,
            ),
            (json!({"name": "b"}), Version::Unknown),
        ] {
            assert_eq!(Version::of(&value), version, "{value}");
        }
    }

    #[test]
    fn a_presentation_has_the_version_of_its_first_credential() {
        let inner = json!({"type": ["VerifiableCredential", "OpenBadgeCredential"]});
        for held in [inner.clone(), json!([inner])] {
            let presentation = json!({
                "@context": "https://www.w3.org/ns/credentials/v2",
                "type": "VerifiablePresentation",
                "verifiableCredential": held,
            });
            assert_eq!(Version::of(&presentation), Version::V3_0);
        }
    }
}
