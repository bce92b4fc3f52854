//! Any text as a `Link` header: an address that it names, or none; and nothing behind the next page hides it.
#![no_main]

use badgepack::portal::next_link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|header: &str| {
    let found = next_link(header);
    if let Some(next) = found {
        assert!(header.contains(&format!("<{next}>")), "{next:?}");
    }
    let before = format!("<https://badges.example/?page=2>; rel=\"next\", {header}");
    assert_eq!(next_link(&before), Some("https://badges.example/?page=2"), "the first one is taken");
});
