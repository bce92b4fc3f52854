//! Any JSON as a document: reading ends, and what is written of it is read as the same.
#![no_main]

use badgepack::badge::Document;
use badgepack::payload::{Payload, Version};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(payload) = Payload::parse(text) else { return };
    let Some(document) = Document::read(&payload) else { return };
    let _ = (document.title(), document.issuer_name());
    for version in [Version::V2_0, Version::V3_0] {
        let written = document.write(version);
        let _ = Document::of(written);
    }
});
