//! JSON made at random: any, and such as is almost badges.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Any JSON.
pub fn json() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            btree_map("[a-z@]{0,6}", inner, 0..4).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Quarters, which every reader of numbers reads alike.
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 4.0)),
        ".{0,8}".prop_map(Value::from),
    ]
}

/// JSON with the names and shapes of badges, well put together or not.
pub fn almost() -> impl Strategy<Value = Value> {
    const NAMES: &[&str] = &[
        "@context",
        "@id",
        "@language",
        "@type",
        "achievement",
        "achievementType",
        "alignment",
        "alignments",
        "audience",
        "awardedDate",
        "badge",
        "badgeclass",
        "badgeclassOpenBadgeId",
        "badges",
        "caption",
        "compactJwsString",
        "contact",
        "creator",
        "credentialSubject",
        "criteria",
        "criteriaNarrative",
        "criteriaUrl",
        "description",
        "email",
        "entityId",
        "entityType",
        "evidence",
        "exp",
        "expirationDate",
        "expires",
        "genre",
        "hashed",
        "id",
        "identifier",
        "identity",
        "identityHash",
        "image",
        "inLanguage",
        "iss",
        "issuanceDate",
        "issued_on",
        "issuedOn",
        "issuer",
        "issuerOpenBadgeId",
        "jti",
        "name",
        "narrative",
        "nbf",
        "ob:name",
        "openBadgeId",
        "origin",
        "phone",
        "proof",
        "recipient",
        "result",
        "revocationReason",
        "revoked",
        "salt",
        "schema:name",
        "sub",
        "tag",
        "tags",
        "targetName",
        "targetUrl",
        "telephone",
        "type",
        "uid",
        "url",
        "validFrom",
        "validUntil",
        "vc",
        "verifiableCredential",
        "verification",
        "verify",
        "version",
        "x",
    ];
    let words = vec![
        json!("Assertion"),
        json!("BadgeClass"),
        json!("Achievement"),
        json!("Profile"),
        json!("Issuer"),
        json!(["VerifiableCredential", "OpenBadgeCredential"]),
        json!("ClrCredential"),
        json!("VerifiablePresentation"),
        json!("Collection"),
        json!("https://w3id.org/openbadges/v2"),
        json!("https://w3id.org/openbadges/v1"),
        json!(["https://www.w3.org/2018/credentials/v1"]),
        json!(1_293_840_000),
        json!(1_293_840_000.25),
        json!("1293840000"),
        json!("true"),
        json!(null),
        json!(""),
        json!([]),
        json!({}),
        json!(true),
        json!(false),
        json!(7),
        json!({"@value": "hallo", "@language": "de"}),
        json!({"@value": "hallo", "@direction": "rtl"}),
        json!({"en": "hello", "de-AT": "hallo"}),
        json!(["one", 2, {"@value": "three"}]),
        json!({"id": "https://a.example/"}),
        json!([{"name": "first", "description": "do it"}]),
        json!("sha256$00"),
        json!("did:web:a.example"),
    ];
    let leaf = prop_oneof![3 => select(words), 2 => scalar(), 3 => "[a-z]{6}".prop_map(Value::from)];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            1 => vec(inner.clone(), 0..4).prop_map(Value::Array),
            4 => btree_map(select(NAMES).prop_map(str::to_owned), inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}
