//! Any bytes as a file: they are understood or refused, and the parts that they are made of lie within them.
#![no_main]

use badgepack::inspect::{inside, inspect};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(found) = inspect("file", bytes) {
        let _ = (found.name(), found.issuer());
    }
    for part in inside(bytes) {
        assert!(part.at + part.bytes <= bytes.len(), "{part:?}");
    }
});
