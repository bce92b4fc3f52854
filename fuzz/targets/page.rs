//! Any bytes as a page of records: however it is cut, the same records come of it; each is JSON.
#![no_main]

use badgepack::portal::{PageReader, Pointer, next_link};
use libfuzzer_sys::fuzz_target;

fn records(pieces: &[&[u8]]) -> Option<Vec<Vec<u8>>> {
    let mut page = PageReader::new(Pointer::parse("/result").expect("a pointer"));
    let mut records = Vec::new();
    for piece in pieces {
        page.push(piece).ok()?;
        records.extend(std::iter::from_fn(|| page.record()));
    }
    page.finish().ok()?;
    Some(records)
}

fuzz_target!(|input: (u16, &[u8])| {
    let (cut, bytes) = input;
    let (first, second) = bytes.split_at(usize::from(cut).min(bytes.len()));
    assert_eq!(records(&[bytes]), records(&[first, second]));
    if let Ok(header) = std::str::from_utf8(bytes)
        && let Some(next) = next_link(header)
    {
        assert!(header.contains(next));
    }
});
