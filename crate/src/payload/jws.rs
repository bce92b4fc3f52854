//! The parts of a compact JWS (RFC 7515 §7.1), read and not verified.

use crate::json;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;

/// Whether the text has the form of a signed badge: three parts in base64url, the first of them
/// a header that names an algorithm.
pub(super) fn is_jws(text: &str) -> bool {
    parts(text).is_some_and(|parts| {
        parts.iter().all(|part| decode(part).is_some_and(|bytes| !bytes.is_empty()))
            && json(parts[0]).is_some_and(|header| header["alg"].is_string())
    })
}

/// The header.
pub(super) fn header(text: &str) -> Option<Value> {
    json(parts(text)?[0])
}

/// The claims, where they are JSON.
pub(super) fn claims(text: &str) -> Option<Value> {
    json(parts(text)?[1])
}

fn parts(text: &str) -> Option<[&str; 3]> {
    let mut parts = text.split('.');
    let three = [parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(three)
}

fn json(part: &str) -> Option<Value> {
    json::read(&decode(part)?).ok()
}

fn decode(part: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(part).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::payload::{Payload, Version};

    fn signed(header: &str, claims: &str) -> String {
        [header, claims, "signature"].map(|part| Base64UrlUnpadded::encode_string(part.as_bytes())).join(".")
    }

    #[test]
    fn three_parts_and_an_algorithm_make_a_signature() {
        assert!(is_jws(&signed(r#"{"alg":"RS256"}"#, "{}")));
        assert!(!is_jws(&signed(r#"{"typ":"JWT"}"#, "{}")));
        assert!(!is_jws("www.example.org"));
        assert!(!is_jws("eyJhbGciOiJSUzI1NiJ9.e30"));
        assert!(!is_jws("eyJhbGciOiJSUzI1NiJ9.e30."));
        assert!(!is_jws("eyJhbGciOiJSUzI1NiJ9.e30.YQ.YQ"));
    }

    #[test]
    fn the_version_of_a_signature_is_that_of_its_claims() {
        let version = |claims: &str| Payload::parse(&signed(r#"{"alg":"RS256"}"#, claims)).unwrap().version();
        let vc = r#""@context":["https://www.w3.org/2018/credentials/v1"],"type":["VerifiableCredential","OpenBadgeCredential"]"#;
        assert_eq!(version(&format!("{{{vc}}}")), Version::V3_0);
        assert_eq!(version(&format!(r#"{{"iss":"did:web:a","vc":{{{vc}}}}}"#)), Version::V3_0);
        assert_eq!(version(r#"{"@context":"https://w3id.org/openbadges/v2"}"#), Version::V2_0);
        assert_eq!(version(r#"{"vc":{"type":["VerifiableCredential","ClrCredential"]}}"#), Version::Clr2_0);
        assert_eq!(version("no JSON"), Version::Unknown);
    }
}
