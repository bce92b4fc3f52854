//! The laws of a bake, over pictures and payloads made up at random, and over the fixtures.

use crate::{fixtures, pictures};
use badgepack::image::{self, Format, Warning};
use badgepack::payload::Payload;
use base64ct::{Base64UrlUnpadded, Encoding};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

fn baked(picture: &[u8], payload: &Payload) -> Vec<u8> {
    image::bake(picture, payload).unwrap().apply(picture)
}

fn stripped(picture: &[u8]) -> Vec<u8> {
    image::strip(picture).unwrap().apply(picture)
}

/// A payload of any version and form, with any letters.
fn payload() -> impl Strategy<Value = Payload> {
    let letters = prop_oneof![
        8 => any::<char>(),
        1 => proptest::sample::select(&[']', '>', '<', '&', '"', '\\', '\u{fffe}', '\u{ffff}', '\u{feff}'][..]),
    ];
    let text = vec(letters, 0..40).prop_map(String::from_iter);
    let versions = proptest::sample::select(
        &[
            r#"{"@context":"https://w3id.org/openbadges/v2","id":"https://a.example/1?b&c"}"#,
            r#"{"@context":"https://w3id.org/openbadges/v1","verify":{"url":"https://a.example/1"}}"#,
            r#"{"@context":"https://www.w3.org/ns/credentials/v2","type":["VerifiableCredential","OpenBadgeCredential"]}"#,
            r#"{"@context":"https://www.w3.org/ns/credentials/v2","type":["VerifiableCredential","ClrCredential"]}"#,
            r#"{"recipient":"a@example.org"}"#,
            "{}",
        ][..],
    );
    (versions, text, 0..4).prop_map(|(version, text, form)| {
        let mut value: Value = serde_json::from_str(version).unwrap();
        value["name"] = json!(text);
        value["end"] = json!("]]>");
        let text = match form {
            0 => value.to_string(),
            1 => format!("\n {value:#}\r\n"),
            2 => [r#"{"alg":"ES256"}"#, &value.to_string(), "signature"]
                .map(|part| Base64UrlUnpadded::encode_string(part.as_ref()))
                .join("."),
            _ => "https://example.org/a?b=c&d='e'".to_owned(),
        };
        Payload::parse(&text).unwrap()
    })
}

/// What holds for every picture that can be baked.
fn laws(picture: &[u8], first: &Payload, second: &Payload) {
    let once = baked(picture, first);
    let badge = image::unbake(&once).unwrap().unwrap();
    match image::detect(picture).unwrap() {
        Format::Png => {
            assert_eq!(&badge.payload, first, "unbake(bake(p, t)) = t");
            chunks(picture, &once);
        }
        Format::Svg => {
            assert_eq!(badge.payload.form(), first.form());
            assert_eq!(badge.payload.value(), first.value(), "unbake(bake(p, t)) = t");
            let escaped = first.text().replace("]]>", "]]\\u003e");
            let escaped = escaped.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
            assert_eq!(badge.payload.text(), escaped, "only what XML cannot hold is escaped");
        }
    }
    let mut warnings = badge.warnings;
    warnings.retain(|warning| !matches!(warning, Warning::Crc | Warning::TrailingData | Warning::Doctype));
    assert_eq!(warnings, [], "a bake is written as the specifications want it");
    assert_eq!(stripped(&once), stripped(picture), "strip(bake(p, t)) = strip(p)");
    assert_eq!(image::unbake(&stripped(&once)), Ok(None), "unbake(strip(p)) is nothing");
    assert_eq!(stripped(&stripped(picture)), stripped(picture), "stripping twice is stripping once");
    assert_eq!(baked(&once, first), once, "baking twice is baking once");
    assert_eq!(baked(&once, second), baked(picture, second), "the last one baked wins");
}

/// What else holds for a PNG, by another walk over its chunks.
fn chunks(picture: &[u8], baked: &[u8]) {
    let (before, trailing) = pictures::split(picture);
    let (after, still_trailing) = pictures::split(baked);
    assert_eq!(trailing, still_trailing);
    let others = |chunks: &[&[u8]]| -> Vec<Vec<u8>> {
        chunks.iter().filter(|chunk| !pictures::is_badge(chunk)).map(|chunk| chunk.to_vec()).collect()
    };
    assert_eq!(others(&before), others(&after), "other chunks are identical, in order");
    assert!(pictures::is_badge(after[1]), "the badge stands straight after IHDR");
    assert_eq!(after.iter().filter(|chunk| pictures::is_badge(chunk)).count(), 1);
    assert_eq!(pictures::pixels(picture), pictures::pixels(baked), "pixels are the same");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_png(picture in pictures::png(), first in payload(), second in payload()) {
        prop_assert!(pictures::pixels(&picture).is_some(), "the generator makes sound pictures");
        laws(&picture, &first, &second);
    }

    #[test]
    fn the_laws_hold_for_svg(picture in pictures::svg(), first in payload(), second in payload()) {
        laws(&picture, &first, &second);
    }

    #[test]
    fn a_payload_is_its_text(payload in payload()) {
        prop_assert_eq!(&Payload::parse(payload.text()).unwrap(), &payload);
    }

    #[test]
    fn noise_is_no_payload_or_a_payload_but_never_a_panic(text in any::<String>()) {
        if let Ok(payload) = Payload::parse(&format!("{{\"a\":{text:?}}}")) {
            payload.version();
        }
        let _ = Payload::parse(&text);
    }
}

#[test]
fn the_laws_hold_for_every_fixture_that_can_be_baked() {
    let first = Payload::parse(r#"{"@context":"https://w3id.org/openbadges/v2"}"#).unwrap();
    let second = Payload::parse(r#"{"type":"OpenBadgeCredential"}"#).unwrap();
    let mut refused = Vec::new();
    for folder in ["baked", "baked-by-servers"] {
        for picture in fixtures::pictures(folder) {
            match image::bake(&picture.bytes, &first) {
                Ok(_) => laws(&picture.bytes, &first, &second),
                Err(error) => refused.push((picture.name, error.code())),
            }
        }
    }
    let expected = [
        ("p15_huge_length.png", "truncated"),
        ("p27_crlf_mangled.png", "not-png"),
        ("s11_entity_bomb.svg", "entities"),
        ("s13_utf16.svg", "not-bakeable"),
    ];
    assert_eq!(refused, expected.map(|(name, code)| (name.to_owned(), code)));
}
