//! Every picture of the fixtures is read as was written down for it, and says what it is.

use crate::fixtures;
use badgepack::badge::Document;
use badgepack::image::Format;
use badgepack::inspect::{Picture, Reason, inside, inspect};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_sample_gives_its_expected_answer() {
    let expected: Value = serde_json::from_str(&fixtures::text("baked/expected.json")).unwrap();
    let pictures = fixtures::pictures("baked");
    assert_eq!(pictures.len(), expected.as_object().unwrap().len());
    for picture in pictures {
        let name = &picture.name;
        let answer = &expected[name];
        let inspection = match inspect(name, &picture.bytes) {
            Ok(inspection) => inspection,
            Err(error) => {
                assert_eq!(Some(error.code()), answer["error"].as_str(), "{name}");
                continue;
            }
        };
        assert_eq!(&inspection.file, name);
        let Some(found) = &inspection.found else {
            assert_eq!(answer["error"], "unbaked", "{name}");
            assert_eq!(inspection.without.unwrap().reason, Reason::ClassPicture, "{name}");
            continue;
        };
        assert_eq!(
            (Some(found.form), Some(found.version.label())),
            (answer["form"].as_str(), answer["version"].as_str()),
            "{name}"
        );
        let codes: Vec<&str> = found.warnings.iter().map(|warning| warning.code()).collect();
        assert_eq!(
            serde_json::to_value(codes).unwrap(),
            *answer.get("warn").unwrap_or(&Value::Array(Vec::new())),
            "{name}"
        );
        if let Some(digest) = answer["payload"].as_str() {
            assert_eq!(sha256(&found.text), digest, "{name}");
        }
        if !answer["value"].is_null() {
            assert_eq!(serde_json::from_str::<Value>(&found.text).unwrap(), answer["value"], "{name}");
        }
        if found.form == "url" {
            assert_eq!((&inspection.document, inspection.name().as_str()), (&None, ""), "{name}");
        } else if found.version.label() != "1.0" {
            // The sample of 1.0 links its class, so it does not say what it is called.
            assert_eq!(inspection.name(), "Löten für Anfänger €😀", "{name}");
            assert_eq!(inspection.issuer(), "Org", "{name}");
        }
        assert!(inspection.is_badge(), "{name}");
    }
}

#[test]
fn a_badge_stands_among_the_parts_of_its_picture() {
    for picture in fixtures::pictures("baked") {
        let Ok(inspection) = inspect(&picture.name, &picture.bytes) else { continue };
        let Some(found) = inspection.found else { continue };
        let parts = inside(&picture.bytes);
        let part = parts.iter().find(|part| part.at == found.place.start).unwrap();
        assert_eq!(part.bytes, found.place.len(), "{}", picture.name);
        let is_said = ["credential (Open Badges", "learner record", "address of a hosted badge"];
        assert!(is_said.iter().any(|said| part.what.starts_with(said)), "{}: {}", picture.name, part.what);
    }
}

#[test]
fn pictures_by_servers_are_read_with_their_size() {
    for (name, format, side, title, issuer) in [
        // These link their class, so they do not say what they are called.
        ("baked-before.png", Format::Png, 400, "", ""),
        ("12-baked.svg", Format::Svg, 200, "", ""),
        ("ob3-baked.png", Format::Png, 400, "Rust Basics", "Acme Learning"),
    ] {
        let pictures = fixtures::pictures("baked-by-servers");
        let picture = pictures.iter().find(|picture| picture.name == name).unwrap();
        let inspection = inspect(name, &picture.bytes).unwrap();
        let size = Picture { format, width: Some(side), height: Some(side), bytes: picture.bytes.len() };
        assert_eq!(inspection.picture, Some(size), "{name}");
        assert_eq!((inspection.name().as_str(), inspection.issuer().as_str()), (title, issuer), "{name}");
    }
}

#[test]
fn a_text_file_is_read_as_it_is() {
    let badge = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","badge":{"type":"BadgeClass","name":"Fox"}}"#;
    let one = inspect("fox.json", badge.as_bytes()).unwrap();
    let found = one.found.unwrap();
    assert_eq!((found.carrier.as_str(), found.text.as_str(), found.place), ("file", badge, 0..badge.len()));
    assert_eq!(one.picture, None);
    let list = inspect("all.json", format!("[{badge}, {badge}]").as_bytes()).unwrap();
    assert_eq!((list.name().as_str(), list.is_badge()), ("Fox", true));
    assert!(matches!(list.document, Some(Document::List(all)) if all.len() == 2));
    let other = inspect("package.json", br#"{"name": "fox", "version": "1.0.0"}"#).unwrap();
    assert!(!other.is_badge());
}
