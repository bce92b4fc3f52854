//! The shapes that JSON gives to badges: each is read, and what has no field is kept.

use badgepack::badge::{Badge, BadgeClass, Document, LearnerRecord, Linked, Mine, Proof};
use badgepack::payload::Version;
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::{Value, json};

fn badge(source: Value) -> Badge {
    match Document::of(source) {
        Document::Badge(badge) => badge,
        other => panic!("no badge: {other:?}"),
    }
}

fn class(mut source: Value) -> BadgeClass {
    source["type"] = json!("BadgeClass");
    match Document::of(source) {
        Document::Class(class) => class,
        other => panic!("no class: {other:?}"),
    }
}

fn record(source: Value) -> LearnerRecord {
    match Document::of(source) {
        Document::Record(record) => record,
        other => panic!("no record: {other:?}"),
    }
}

fn signed(claims: &Value) -> String {
    let header = r#"{"alg":"ES256","kid":"did:web:a.example#k"}"#;
    [header, &claims.to_string(), "s"].map(|part| Base64UrlUnpadded::encode_string(part.as_bytes())).join(".")
}

#[test]
fn texts_may_be_in_languages() {
    for (name, text, languages) in [
        (json!("Fuchs"), "Fuchs", vec![None]),
        (json!({"@value": "Fuchs", "@language": "de"}), "Fuchs", vec![Some("de")]),
        (json!({"de": "Fuchs", "en-GB": "Fox"}), "Fox", vec![Some("de"), Some("en-GB")]),
        (json!(["Fuchs", {"@value": "Fox", "@language": "en"}]), "Fox", vec![None, Some("en")]),
        (json!({"@none": "Fuchs"}), "Fuchs", vec![None]),
    ] {
        let class = class(json!({"name": name}));
        assert_eq!(class.name.as_str(), text, "{name}");
        assert_eq!(class.name.0.iter().map(|phrase| phrase.language.as_deref()).collect::<Vec<_>>(), languages);
        assert!(!class.more.contains_key("name"), "{name}");
    }
    let hebrew = class(json!({"name": {"@value": "שועל", "@language": "he", "@direction": "rtl"}}));
    assert_eq!(hebrew.name.as_str(), "שועל");
    assert_eq!(hebrew.more["name"]["@direction"], "rtl", "what is read but for a part stays whole");
}

#[test]
fn pictures_and_criteria_may_be_addresses_or_objects() {
    for (criteria, url, narrative) in [
        (json!("https://a.example/c"), Some("https://a.example/c"), ""),
        (json!("Bake a cake."), None, "Bake a cake."),
        (json!({"id": "https://a.example/c", "narrative": "Bake."}), Some("https://a.example/c"), "Bake."),
        (json!([{"@id": "https://a.example/c"}]), Some("https://a.example/c"), ""),
    ] {
        let class = class(json!({"criteria": criteria}));
        assert_eq!(class.criteria.len(), 1, "{criteria}");
        assert_eq!((class.criteria[0].url.as_deref(), class.criteria[0].narrative.as_str()), (url, narrative));
    }
    let listed = class(
        json!({"criteria": {"narrative": [{"name": "One", "description": "first"}, {"name": "Two", "description": "then"}]}}),
    );
    let said: Vec<_> = listed.criteria.iter().map(|one| (one.name.as_str(), one.narrative.as_str())).collect();
    assert_eq!(said, [("One", "first"), ("Two", "then")]);
    for (image, caption) in [
        (json!("data:image/png;base64,AAAA"), None),
        (json!({"type": "Image", "id": "data:image/png;base64,AAAA", "caption": "a fox"}), Some("a fox")),
        (json!([{"@id": "data:image/png;base64,AAAA"}]), None),
    ] {
        let image = class(json!({"image": image})).image.unwrap();
        assert_eq!((image.url.as_deref(), image.caption.as_deref()), (Some("data:image/png;base64,AAAA"), caption));
    }
}

#[test]
fn alignments_have_new_names_and_old_ones() {
    for (field, alignment) in [
        ("alignment", json!({"targetName": "A", "targetUrl": "https://a.example/", "targetCode": 7})),
        ("alignment", json!([{"name": "A", "url": "https://a.example/", "targetCode": "7"}])),
        ("alignments", json!([{"targetName": "A", "targetUrl": "https://a.example/", "targetCode": "7"}])),
    ] {
        let class = class(json!({field: alignment, "tags": "one"}));
        let only = &class.alignments[0];
        assert_eq!((only.name.as_str(), only.url.as_deref()), ("A", Some("https://a.example/")), "{alignment}");
        assert_eq!((only.code.as_deref(), class.tags.as_slice()), (Some("7"), &["one".to_owned()][..]));
    }
}

#[test]
fn the_oldest_badges_are_read() {
    let badge = badge(json!({
        "recipient": "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942", "salt": "deadsea",
        "issued_on": 1_293_840_000, "expires": "2011-06-01",
        "badge": {
            "version": "0.5.0", "name": "Fox", "criteria": "https://a.example/c",
            "issuer": {"origin": "https://a.example", "name": "A", "org": "School", "contact": "a@a.example"},
        },
    }));
    assert_eq!(badge.version, Version::V0_5);
    assert_eq!(badge.is_of("nobody@example.org"), Mine::Yes);
    assert_eq!(badge.recipients[0].kind.as_deref(), Some("email"));
    assert_eq!((badge.issued.as_deref(), badge.expires.as_deref()), (Some("2011-01-01T00:00:00Z"), Some("2011-06-01")));
    let issuer = badge.issuer().unwrap();
    assert_eq!((issuer.url.as_deref(), issuer.email.as_deref()), (Some("https://a.example"), Some("a@a.example")));
    assert_eq!(issuer.more["org"], "School");
    assert_eq!(badge.class.value().unwrap().version.as_deref(), Some("0.5.0"));
    assert!(badge.more.is_empty(), "{:?}", badge.more);
}

#[test]
fn names_may_be_iris() {
    let source = json!({"@type": ["ob:Assertion"], "@id": "https://a.example/1", "badge": {
        "schema:name": "Fox", "https://schema.org/description": "red", "ob:tags": ["one"],
    }});
    let badge = badge(source);
    assert_eq!((badge.id.as_deref(), badge.title()), (Some("https://a.example/1"), "Fox"));
    let class = badge.class.value().unwrap();
    assert_eq!((class.description.as_str(), class.tags.len()), ("red", 1));
}

#[test]
fn a_credential_may_link_and_may_list() {
    let badge = badge(json!({
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context.json"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuer": "did:web:a.example",
        "issuanceDate": "2022-01-01T00:00:00Z", "expirationDate": "2023-01-01T00:00:00Z",
        "credentialSubject": [{"id": "did:key:z1", "achievement": "https://a.example/fox", "licenseNumber": "7"}],
    }));
    assert_eq!(badge.issuer, Linked::Linked("did:web:a.example".into()));
    assert_eq!(badge.class, Linked::Linked("https://a.example/fox".into()));
    assert_eq!(badge.issued.as_deref(), Some("2022-01-01T00:00:00Z"));
    assert_eq!(badge.more["credentialSubject"], json!({"licenseNumber": "7"}));
    assert_eq!(badge.is_of("a@a.example"), Mine::Hidden);
    let written = badge.write(Version::V3_0);
    assert_eq!(written["issuanceDate"], "2022-01-01T00:00:00Z", "in the words of its own data model");
    let several =
        json!({"credentialSubject": [{"id": "did:key:z1", "achievement": {"name": "Fox"}}, {"id": "did:key:z2"}]});
    let several = self::badge(several);
    assert_eq!((several.title(), several.recipients.len()), ("Fox", 1));
    assert_eq!(several.more["credentialSubject"][1]["id"], "did:key:z2");
}

#[test]
fn the_claims_of_a_jwt_are_its_credential() {
    let vc = json!({"@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "credentialSubject": {"achievement": {"name": "Fox"}}});
    let claims = json!({"iss": "did:web:a.example", "sub": "did:key:z1", "jti": "urn:uuid:1", "nbf": 1_293_840_000, "exp": 1_293_840_001, "vc": vc});
    let document = Document::of(json!([signed(&claims)]));
    let badge = document.badges()[0];
    assert_eq!((badge.id.as_deref(), badge.title(), badge.version), (Some("urn:uuid:1"), "Fox", Version::V3_0));
    assert_eq!(badge.issuer, Linked::Linked("did:web:a.example".into()));
    assert_eq!(badge.recipients[0].identity.as_deref(), Some("did:key:z1"));
    assert_eq!(
        (badge.issued.as_deref(), badge.expires.as_deref()),
        (Some("2011-01-01T00:00:00Z"), Some("2011-01-01T00:00:01Z"))
    );
    let key = Some("did:web:a.example#k".to_owned());
    assert_eq!(badge.proof, Proof::Jwt { algorithm: Some("ES256".into()), key });
    assert_eq!(badge.more["compactJwsString"], signed(&claims), "the signature is not lost");
}

#[test]
fn records_hold_badges_in_every_way() {
    let credential = json!({"type": ["VerifiableCredential", "OpenBadgeCredential"], "credentialSubject": {"achievement": {"name": "Fox"}}});
    let assertion = json!({"type": "Assertion", "badge": {"name": "Fox"}});
    for (source, count) in [
        (json!({"type": "VerifiablePresentation", "verifiableCredential": credential}), 1),
        (json!({"type": ["VerifiablePresentation"], "verifiableCredential": [credential, signed(&credential)]}), 2),
        (
            json!({"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": {"verifiableCredential": [credential]}}),
            1,
        ),
        (
            json!({"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": {"achievement": [{"name": "Fox"}, {"name": "Owl"}]}}),
            2,
        ),
        (
            json!({"type": ["VerifiablePresentation"], "verifiableCredential": {
                "@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential",
                "id": format!("data:application/vc+jwt,{}", signed(&credential)),
            }}),
            1,
        ),
        (json!({"type": "Collection", "badges": [assertion, assertion]}), 2),
    ] {
        let record = record(source.clone());
        assert_eq!((record.badges.len(), record.badges[0].title()), (count, "Fox"), "{source}");
        assert!(record.badges.iter().all(|badge| !badge.title().is_empty()), "{source}");
    }
    let envelope = json!({"credential": [credential], "compactJwsString": [signed(&credential)], "total": 2});
    let document = Document::of(envelope);
    assert_eq!((document.badges().len(), document.title().as_str()), (2, "Fox"));
    assert!(
        matches!(&document, Document::List(all) if matches!(&all[2], Document::Unknown(rest) if rest["total"] == 2))
    );
}

#[test]
fn what_is_none_of_it_is_kept_as_it_is() {
    for source in [json!({"a": 1}), json!(7), json!("text"), json!(null), json!([1, [2]]), json!({})] {
        assert_eq!(Document::of(source.clone()).write(Version::V2_0), source);
    }
}

#[test]
fn a_field_of_another_shape_stays_beside_the_others() {
    let class =
        class(json!({"name": true, "tags": ["one", {"id": "x"}, []], "image": 7, "criteria": [{"narrative": "a"}, 3]}));
    assert!(class.name.is_empty() && class.image.as_ref().is_none());
    assert_eq!((class.tags.len(), class.criteria.len()), (2, 1), "what is understood is read all the same");
    assert_eq!(class.more.keys().collect::<Vec<_>>(), ["criteria", "image", "name", "tags"]);
}

#[test]
fn what_was_changed_is_written() {
    let mut class =
        class(json!({"name": {"@value": "Fuchs", "@language": "de", "@direction": "ltr"}, "description": null}));
    class.name = badgepack::badge::Text::plain("Fox");
    class.description = badgepack::badge::Text::plain("red");
    let written = Document::Class(class).write(Version::V2_0);
    assert_eq!((&written["name"], &written["description"]), (&json!("Fox"), &json!("red")));
}
