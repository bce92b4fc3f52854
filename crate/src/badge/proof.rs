//! How a badge could be verified; nothing is verified here.

use super::Map;
use crate::payload::last_words;
use serde::Serialize;
use serde_json::Value;

/// How a badge could be verified: a view of what the source says, which stays as it is in `more`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase", tag = "how")]
pub enum Proof {
    /// It says nothing of it.
    #[default]
    None,
    /// Its issuer's server vouches for it: what stands at this address counts (Open Badges 1 and 2).
    Hosted {
        /// Where it stands, as far as it says so.
        url: Option<String>,
    },
    /// A JWS around it (Open Badges 1 and 2).
    Signed {
        /// The id or address of the key.
        key: Option<String>,
    },
    /// Data Integrity proofs in it (3.0).
    Embedded {
        /// One or more.
        proofs: Vec<Key>,
    },
    /// A JWT around it (3.0).
    Jwt {
        /// The `alg` of its header.
        algorithm: Option<String>,
        /// The `kid` of its header.
        key: Option<String>,
    },
}

/// A proof in a credential: with what, by whom, when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Key {
    /// The cryptosuite, or the type of an older proof, which says the same.
    pub suite: Option<String>,
    /// The verification method: the id of the key.
    pub key: Option<String>,
    /// When it was made.
    pub created: Option<String>,
}

impl Proof {
    /// What the rest of a badge says of its proof.
    pub(super) fn of(more: &Map, id: Option<&str>) -> Self {
        if let Some(proof) = more.get("proof") {
            return Proof::Embedded {
                proofs: list(proof).iter().filter(|proof| proof.is_object()).map(Key::of).collect(),
            };
        }
        // `verify` is the name that 1.x has for it.
        let Some(said) = more.get("verification").or_else(|| more.get("verify")) else {
            return Proof::None;
        };
        let url = text(said, "url");
        match said.get("type").and_then(|kind| last_words(kind).next()) {
            Some("SignedBadge" | "signed") => Proof::Signed { key: text(said, "creator").or(url) },
            Some("HostedBadge" | "hosted") => Proof::Hosted { url: url.or(id.map(str::to_owned)) },
            _ => Proof::None,
        }
    }

    /// What the header of a JWT says.
    pub(super) fn of_header(header: &Value) -> Self {
        Proof::Jwt { algorithm: text(header, "alg"), key: text(header, "kid") }
    }
}

impl Key {
    fn of(proof: &Value) -> Self {
        Self {
            suite: text(proof, "cryptosuite").or_else(|| text(proof, "type")),
            key: text(proof, "verificationMethod"),
            created: text(proof, "created"),
        }
    }
}

/// A text, or the id of an object.
fn text(value: &Value, field: &str) -> Option<String> {
    let field = value.get(field)?;
    field.as_str().or_else(|| field.get("id")?.as_str()).map(str::to_owned)
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(all) => all,
        one => std::slice::from_ref(one),
    }
}
