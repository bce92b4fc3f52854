//! Badges in a JWT; not verified.

use super::{Badge, Map, Proof, root};
use crate::payload::Payload;
use serde_json::Value;

/// The claims of a JWT as the credential that they are (VCDM 1.1 §6.3.1): what `vc` says comes up.
pub(super) fn claims(map: &mut Map) {
    if map.get("@context").is_some_and(|context| !context.is_null()) {
        return;
    }
    let Some(Value::Object(inner)) = map.get_mut("vc") else {
        return;
    };
    let mut rest = Map::new();
    for (key, value) in std::mem::take(inner) {
        let to = if key == "vc" || map.contains_key(&key) { &mut rest } else { &mut *map };
        to.insert(key, value);
    }
    map.insert("vc".to_owned(), Value::Object(rest));
}

/// The name that the API of Open Badges 3.0 has for a compact JWS.
pub(super) const COMPACT: &str = "compactJwsString";

/// A badge in an object that only holds its JWS: under that name, or as VCDM 2.0 §4.13 envelops it.
pub(super) fn opened(map: &Map) -> Option<Badge> {
    let text = |name: &str| map.get(name).and_then(Value::as_str);
    if map.len() == 1 {
        return signed(text(COMPACT)?);
    }
    let (_, jws) = text("id")?.strip_prefix("data:application/")?.split_once(',')?;
    let mut badge = signed(jws)?;
    badge.more.insert("EnvelopedVerifiableCredential".to_owned(), Value::Object(map.clone()));
    Some(badge)
}

/// A badge in a compact JWS that stands in JSON; the JWS itself is kept.
pub(super) fn signed(text: &str) -> Option<Badge> {
    let payload = Payload::parse(text).ok()?;
    let header = payload.header()?;
    let Value::Object(claims) = payload.value()? else {
        return None;
    };
    let mut badge = root::badge(claims);
    badge.sign(&header);
    badge.more.insert(COMPACT.to_owned(), Value::String(text.to_owned()));
    Some(badge)
}

impl Badge {
    /// Says what the header of the JWS around it says.
    pub(super) fn sign(&mut self, header: &Value) {
        if !matches!(self.proof, Proof::Signed { .. }) {
            self.proof = Proof::of_header(header);
        }
    }
}
