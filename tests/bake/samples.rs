//! Every picture of the fixtures gives the answer that was written down for it.

use crate::fixtures;
use badgepack::image::{self, Carrier, Format, Keyword, TextType};
use badgepack::payload::Version;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What `expected.json` says of a picture.
#[derive(Deserialize)]
struct Expected {
    sha256: String,
    version: Option<String>,
    form: Option<String>,
    payload: Option<String>,
    value: Option<Value>,
    #[serde(default)]
    warn: BTreeSet<String>,
    error: Option<String>,
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_sample_gives_its_expected_answer() {
    let mut expected: BTreeMap<String, Expected> =
        serde_json::from_str(&fixtures::text("baked/expected.json")).unwrap();
    for picture in fixtures::pictures("baked") {
        let name = &picture.name;
        let expected = expected.remove(name).unwrap();
        assert_eq!(sha256(&picture.bytes), expected.sha256, "{name} is not the file described");
        let badge = match image::unbake(&picture.bytes) {
            Err(error) => {
                assert_eq!(Some(error.code()), expected.error.as_deref(), "{name}");
                continue;
            }
            Ok(None) => {
                assert_eq!(expected.error.as_deref(), Some("unbaked"), "{name}");
                continue;
            }
            Ok(Some(badge)) => badge,
        };
        assert_eq!(expected.error, None, "{name}");
        assert_eq!(Some(badge.version().label()), expected.version.as_deref(), "{name}");
        assert_eq!(Some(badge.payload.form()), expected.form.as_deref(), "{name}");
        if let Some(digest) = expected.payload {
            assert_eq!(sha256(badge.payload.text().as_bytes()), digest, "{name}");
        }
        if let Some(value) = expected.value {
            assert_eq!(badge.payload.value(), Some(value), "{name}");
        }
        let warnings: BTreeSet<String> = badge.warnings.iter().map(|warning| warning.code().to_owned()).collect();
        assert_eq!(warnings, expected.warn, "{name}");
    }
    assert!(expected.is_empty(), "no such pictures: {:?}", expected.keys());
}

#[test]
fn every_picture_that_a_server_baked_gives_its_badge() {
    let chunk = |keyword| Carrier::Chunk { kind: TextType::Itxt, keyword };
    let element = Carrier::Element { name: "openbadges:assertion".to_owned() };
    for (name, format, version, carrier, id) in [
        ("12-baked.svg", Format::Svg, Version::V2_0, element, "http://localhost:8000/public/assertions/"),
        (
            "baked-after.png",
            Format::Png,
            Version::V2_0,
            chunk(Keyword::OpenBadges),
            "http://localhost:8000/public/assertions/",
        ),
        (
            "baked-before.png",
            Format::Png,
            Version::V2_0,
            chunk(Keyword::OpenBadges),
            "http://localhost:8000/public/assertions/",
        ),
        ("ob3-baked.png", Format::Png, Version::V3_0, chunk(Keyword::OpenBadgeCredential), "http"),
    ] {
        let pictures = fixtures::pictures("baked-by-servers");
        let picture = pictures.iter().find(|picture| picture.name == name).unwrap();
        assert_eq!(image::detect(&picture.bytes), Some(format), "{name}");
        let badge = image::unbake(&picture.bytes).unwrap().unwrap();
        assert_eq!((badge.version(), &badge.carrier), (version, &carrier), "{name}");
        assert_eq!(badge.warnings, [], "{name}");
        let value = badge.payload.value().unwrap();
        assert!(value["id"].as_str().unwrap().starts_with(id), "{name}: {}", value["id"]);
    }
}

#[test]
fn a_class_picture_is_what_remains_of_an_award() {
    let pictures = fixtures::pictures("baked-by-servers");
    let bytes = |name: &str| &pictures.iter().find(|picture| picture.name == name).unwrap().bytes;
    assert_eq!(image::unbake(bytes("input-v1.png")), Ok(None));
    let awarded = bytes("baked-before.png");
    let class = image::strip(awarded).unwrap().apply(awarded);
    assert_eq!(image::unbake(&class), Ok(None));
    let pixels = |bytes: &[u8]| crate::pictures::pixels(bytes).unwrap();
    assert_eq!(pixels(&class), pixels(bytes("input-v1.png")));
}
