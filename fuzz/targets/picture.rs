//! Any bytes as a picture: the laws of bake, unbake and strip hold, or there is a typed error.
#![no_main]

use badgepack::image;
use badgepack::payload::Payload;
use libfuzzer_sys::fuzz_target;

const CREDENTIAL: &str = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}"#;

fuzz_target!(|bytes: &[u8]| {
    let _ = image::unbake(bytes);
    let Ok(payload) = Payload::parse(CREDENTIAL) else { return };
    let (Ok(bake), Ok(strip)) = (image::bake(bytes, &payload), image::strip(bytes)) else { return };
    let (baked, stripped) = (bake.apply(bytes), strip.apply(bytes));
    let found = image::unbake(&baked).expect("a bake can be read").expect("and holds a badge");
    assert_eq!(found.payload.text(), CREDENTIAL);
    assert_eq!(image::unbake(&stripped), Ok(None), "a stripped picture has no badge");
    let again = image::bake(&baked, &payload).expect("a bake can be baked").apply(&baked);
    assert!(again == baked, "baking twice is baking once");
});
