//! Any three cells as a row: no cell is a formula, and a CSV reader finds the three.
#![no_main]

use badgepack::table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|cells: (&str, &str, &str)| {
    let (a, b, c) = cells;
    let row = table::row([a, b, c]);
    let text = std::str::from_utf8(&row).expect("UTF-8");
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix("\"\r\n")).expect("quoted");
    assert!(inner.split("\",\"").count() >= 3);
    for cell in [a, b, c].map(table::inert) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '|', '%']));
    }
});
