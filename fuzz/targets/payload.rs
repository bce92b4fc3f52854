//! Any text as a payload: it parses to what has the same text, or there is a typed error.
#![no_main]

use badgepack::badge::Badge;
use badgepack::payload::Payload;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(payload) = Payload::parse(text) else { return };
    let again = Payload::parse(payload.text()).expect("what was parsed parses");
    assert_eq!(again, payload);
    let _ = payload.version();
    let _ = Badge::read(&payload);
});
