//! What the samples say: pictures that were made by hand, and what real servers sent.

use super::fixtures;
use badgepack::badge::{Badge, Document, Mine, Proof};
use badgepack::image;
use badgepack::payload::Version;
use serde_json::Value;

const HASH: &str = "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942";
const SOLDERING: &str = "Löten für Anfänger €😀";

/// The JSON of a recorded answer.
fn answer(name: &str) -> Value {
    let record: Value = serde_json::from_str(&fixtures::text(name)).unwrap();
    record["response"]["json"].clone()
}

fn document(name: &str) -> Document {
    Document::of(answer(name))
}

fn badge(name: &str) -> Badge {
    match document(name) {
        Document::Badge(badge) => badge,
        other => panic!("{name} is no badge: {other:?}"),
    }
}

fn kind(document: &Document) -> &'static str {
    match document {
        Document::Badge(_) => "badge",
        Document::Class(_) => "class",
        Document::Issuer(_) => "issuer",
        Document::Record(_) => "record",
        Document::List(_) => "list",
        Document::Unknown(_) => "unknown",
    }
}

#[test]
fn every_picture_says_what_it_says() {
    let mut said = Vec::new();
    for folder in ["baked", "baked-by-servers"] {
        for picture in fixtures::pictures(folder) {
            let Ok(Some(found)) = image::unbake(&picture.bytes) else {
                continue;
            };
            let Some(document) = Document::read(&found.payload) else {
                assert_eq!(found.payload.form(), "url", "{}", picture.name);
                continue;
            };
            let badges = document.badges();
            let first = badges.first().unwrap();
            let issued = first.given().unwrap_or_default().to_owned();
            let version = first.version.label();
            said.push((picture.name, kind(&document), version, document.title(), document.issuer_name(), issued));
            assert_eq!(badges.len(), 1);
        }
    }
    let said: Vec<_> = said
        .iter()
        .map(|(name, kind, version, title, issuer, issued)| {
            (name.as_str(), *kind, *version, title.as_str(), issuer.as_str(), issued.as_str())
        })
        .collect();
    let (old, day, first) = ("2015-02-01T00:00:00Z", "2020-02-01T00:00:00Z", "2024-01-01T09:00:00+00:00");
    let third = ("badge", "3.0", SOLDERING, "Org", day);
    let of = |name, (kind, version, title, issuer, issued)| (name, kind, version, title, issuer, issued);
    assert_eq!(
        said,
        [
            ("p01_itxt_ob2_after_ihdr.png", "badge", "2.0", SOLDERING, "Org", day),
            of("p03_itxt_compressed.png", third),
            of("p07_both_keywords.png", third),
            ("p09_text_url_then_itxt.png", "badge", "1.0", "", "", old),
            of("p11_idat_bad_crc.png", third),
            of("p21_ob3_vcjwt.png", third),
            of("p23_ob3_in_ob2_keyword.png", third),
            ("p25_clr.png", "badge", "clr2.0", SOLDERING, "Org", day),
            ("s01_ob2_hosted.svg", "badge", "2.0", SOLDERING, "Org", day),
            of("s03_ob3_json.svg", third),
            of("s05_other_prefix.svg", third),
            of("s07_ns_on_element_last_child.svg", third),
            of("s09_escaped_text_no_cdata.svg", third),
            of("s13_utf16.svg", third),
            ("12-baked.svg", "badge", "2.0", "", "", first),
            ("baked-after.png", "badge", "2.0", "", "", first),
            ("baked-before.png", "badge", "2.0", "", "", first),
            ("ob3-baked.png", "badge", "3.0", "Rust Basics", "Acme Learning", "2024-01-03T09:00:00+00:00"),
        ]
    );
}

#[test]
fn the_pictures_name_their_recipient_and_their_proof() {
    for picture in fixtures::pictures("baked") {
        let Ok(Some(found)) = image::unbake(&picture.bytes) else {
            continue;
        };
        let Some(document) = Document::read(&found.payload) else {
            continue;
        };
        assert_eq!(document.is_of("Nobody@example.org"), Mine::Yes, "{}", picture.name);
        assert_eq!(document.is_of("somebody@example.org"), Mine::No, "{}", picture.name);
        let Document::Badge(badge) = document else {
            continue;
        };
        let hashed = badge.recipients.iter().find(|recipient| recipient.hashed).unwrap();
        assert_eq!((hashed.identity.as_deref(), hashed.salt.as_deref()), (Some(HASH), Some("deadsea")));
        match (found.payload.form(), badge.version) {
            ("jwt", _) => {
                assert_eq!(badge.proof, Proof::Jwt { algorithm: Some("RS256".into()), key: None });
                let claimed = picture.name.starts_with("p21").then_some("did:key:z6Mk");
                assert!(claimed.is_none() || badge.recipients[0].identity.as_deref() == claimed, "the claim sub");
            }
            (_, Version::V3_0 | Version::Clr2_0) => assert_eq!(badge.proof, Proof::None),
            _ => assert!(matches!(badge.proof, Proof::Hosted { url: Some(_) }), "{}", picture.name),
        }
    }
}

#[test]
fn every_answer_of_a_server_is_what_it_is() {
    let (rust, acme) = ("Rust Basics", "Acme Learning");
    for (name, kind_of, title, issuer, badges) in [
        ("badgr/01-users-self-learner", "list", "", "", 0),
        ("badgr/03-badgeclass-create-svg", "list", "SVG Badge", "", 0),
        ("badgr/04-assertion-batch-issue", "list", "", "", 2),
        ("badgr/05-badgeclass-detail", "list", rust, "", 0),
        ("badgr/05-issuer-detail", "list", acme, acme, 0),
        ("badgr/05-issuers-list-learner", "unknown", "", "", 0),
        ("badgr/06-issuer-assertions-all", "list", "", "", 32),
        ("badgr/08-backpack-assertions", "list", "", "", 6),
        ("badgr/08-backpack-assertions-expand", "list", rust, acme, 6),
        ("badgr/09-public-404", "unknown", "", "", 0),
        ("badgr/09-public-assertion", "badge", "", "", 1),
        ("badgr/09-public-assertion-expand", "badge", rust, acme, 1),
        ("badgr/09-public-assertion-revoked", "badge", "", "", 1),
        ("badgr/09-public-assertion-v1_1", "badge", "", "", 1),
        ("badgr/09-public-badge", "class", rust, "", 0),
        ("badgr/09-public-badge-expand", "class", rust, acme, 0),
        ("badgr/09-public-issuer", "issuer", acme, acme, 0),
        ("badgr/09-public-issuer-badges", "list", rust, "", 0),
        ("badgr/12-public-assertion-after-replace", "badge", "Rust Foundations 2", "", 1),
        ("badgr/13-verify", "list", "Wasm Wizard", acme, 1),
        ("badgr/14-public-collection", "record", "My best", acme, 2),
        ("badgr/16-bc-assertions", "list", "", "", 2),
        ("badgr-ob3/backpack", "list", rust, acme, 4),
        ("badgr-ob3/badgeclass-detail", "list", rust, "", 0),
        ("badgr-ob3/issuers", "list", acme, acme, 0),
        ("badgr-ob3/public-assertion-v2_0", "badge", "", "", 1),
        ("badgr-ob3/public-assertion-v3_0", "badge", rust, acme, 1),
        ("badgr-ob3/public-badge-v3_0", "class", rust, "", 0),
        ("badgr-ob3/public-issuer-v3_0", "issuer", acme, acme, 0),
        ("badgr-ob3/public-revocations", "unknown", "", "", 0),
    ] {
        let document = document(&format!("{name}.json"));
        let said = (kind(&document), document.title(), document.issuer_name(), document.badges().len());
        assert_eq!(said, (kind_of, title.to_owned(), issuer.to_owned(), badges), "{name}");
    }
}

#[test]
fn a_hosted_assertion_is_read_to_the_last_field() {
    let badge = badge("badgr/09-public-assertion-expand.json");
    let class = badge.class.value().unwrap();
    assert_eq!(badge.version, Version::V2_0);
    assert_eq!(badge.narrative.as_str(), "Great work, “learner@example.org”, line\n2");
    assert_eq!(badge.evidence.len(), 2);
    assert_eq!(badge.evidence[0].url.as_deref(), Some("https://portfolio.example/0"));
    assert_eq!((badge.evidence[1].url.as_deref(), badge.evidence[1].narrative.as_str()), (None, "just text"));
    assert_eq!(class.criteria[0].url.as_deref(), Some("https://acme.example/criteria/rust"));
    assert_eq!(class.criteria[0].narrative.as_str(), "## Do\n\n1. write\n2. compile");
    assert_eq!(class.tags, ["rust", "programming"]);
    let alignment = &class.alignments[0];
    assert_eq!((alignment.name.as_str(), alignment.code.as_deref()), ("ESCO Rust", Some("S1")));
    assert_eq!((alignment.framework.as_deref(), alignment.description.as_str()), (Some("ESCO"), "d"));
    assert_eq!(badge.issuer().unwrap().email.as_deref(), Some("owner@example.org"));
    assert_eq!(badge.is_of("learner@example.org"), Mine::Yes);
    assert_eq!(badge.more.keys().collect::<Vec<_>>(), ["verification"]);
}

#[test]
fn a_signed_credential_of_mint_is_read_to_the_last_field() {
    let badge = badge("badgr-ob3/public-assertion-v3_0.json");
    let class = badge.class.value().unwrap();
    assert_eq!(class.kind.as_deref(), Some("Badge"));
    assert_eq!(class.criteria[0].narrative.as_str(), "n");
    assert_eq!(badge.name.as_str(), "Rust Basics");
    assert_eq!(badge.recipients[0].kind.as_deref(), Some("email"));
    let Proof::Embedded { proofs } = &badge.proof else { panic!("{:?}", badge.proof) };
    assert_eq!(proofs[0].suite.as_deref(), Some("eddsa-rdfc-2022"));
    assert!(proofs[0].key.as_deref().unwrap().ends_with("?v=3_0#key-0"));
    let more: Vec<_> = badge.more.keys().collect();
    let extensions = ["extensions:CategoryExtension", "extensions:StudyLoadExtension"];
    assert_eq!(more, ["@context", "credentialStatus", extensions[0], extensions[1], "proof"]);
}

#[test]
fn a_revoked_assertion_says_only_that() {
    let badge = badge("badgr/09-public-assertion-revoked.json");
    assert!(badge.revoked && badge.more.is_empty());
    assert_eq!(badge.revocation_reason.as_deref(), Some("issued in error"));
    assert_eq!(badge.is_of("learner@example.org"), Mine::Unsaid);
}

#[test]
fn the_records_of_an_api_are_read_as_badges_and_classes() {
    let backpack = document("badgr/08-backpack-detail.json");
    let badges = backpack.badges();
    assert_eq!(badges[0].id.as_deref(), Some("http://localhost:8000/public/assertions/03r-pysmRpO5bRd05TFVFw"));
    let class = badges[0].class.url().unwrap();
    assert_eq!(class, "http://localhost:8000/public/badges/b9dkdx2jROSf1tnCqWegmQ");
    assert_eq!(badges[0].issuer.url(), Some("http://localhost:8000/public/issuers/G58_x8tjSoOJXkjhChgKfA"));
    let Document::List(classes) = document("badgr/05-badgeclass-detail.json") else { panic!() };
    let Document::Class(class) = &classes[0] else { panic!("{classes:?}") };
    assert_eq!(class.criteria[0].url.as_deref(), Some("https://acme.example/criteria/rust"));
    assert_eq!(class.criteria[0].narrative.as_str(), "## Do\n\n1. write\n2. compile");
    assert_eq!(class.alignments.len(), 1);
}

/// The JSON of all samples, by name.
pub fn sources() -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for folder in ["baked", "baked-by-servers"] {
        for picture in fixtures::pictures(folder) {
            if let Ok(Some(found)) = image::unbake(&picture.bytes) {
                all.extend(found.payload.value().map(|value| (picture.name, value)));
            }
        }
    }
    for folder in ["badgr", "badgr-ob3"] {
        let path = format!("{}/../tests/fixtures/{folder}", env!("CARGO_MANIFEST_DIR"));
        for file in std::fs::read_dir(path).unwrap() {
            let name = format!("{folder}/{}", file.unwrap().file_name().to_string_lossy());
            if name.ends_with(".json") {
                all.push((name.clone(), answer(&name)));
            }
        }
    }
    assert!(all.len() > 120, "{}", all.len());
    all
}
