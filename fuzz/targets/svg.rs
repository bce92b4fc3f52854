//! Any line as attributes, and any text behind it as content of an SVG: the laws of bake, unbake and strip hold, or there is a typed error.
#![no_main]

use badgepack::image::{self, Format};
use badgepack::payload::Payload;
use libfuzzer_sys::fuzz_target;

const CREDENTIAL: &str = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "name": "]]> & <a>"}"#;

fuzz_target!(|lines: &str| {
    let (attributes, content) = lines.split_once('\n').unwrap_or(("", lines));
    let picture = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org" {attributes}>{content}</svg>"#
    );
    let picture = picture.as_bytes();
    // The line may have ended the tag, or the markup.
    if image::detect(picture) != Some(Format::Svg) {
        return;
    }
    let _ = image::unbake(picture);
    let Ok(payload) = Payload::parse(CREDENTIAL) else { return };
    let (Ok(bake), Ok(strip)) = (image::bake(picture, &payload), image::strip(picture)) else { return };
    let (baked, stripped) = (bake.apply(picture), strip.apply(picture));
    let found = image::unbake(&baked).expect("a bake can be read").expect("and holds a badge");
    assert_eq!(found.payload.value(), payload.value());
    assert_eq!(image::unbake(&stripped), Ok(None), "a stripped picture has no badge");
    let again = image::bake(&baked, &payload).expect("a bake can be baked").apply(&baked);
    assert!(again == baked, "baking twice is baking once");
});
