//! Any text as a name: what becomes of it is a safe path of an archive, whatever it was.
#![no_main]

use badgepack::archive::{EntryPath, slug};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let name = slug(text);
    let path = EntryPath::parse(&format!("badges/x-{name}.png")).expect("a slug stands in a path, after something");
    assert!(!path.as_str().contains("..") && !path.as_str().contains('\\'));
    if let Ok(path) = EntryPath::parse(text) {
        assert_eq!(path.as_str(), text);
        assert!(!text.starts_with('/') && !text.split('/').any(|part| part == ".." || part.is_empty()));
    }
});
