//! Damaged files give an answer or an error, soon, and never a panic.

use crate::fixtures;
use badgepack::inspect::{inside, inspect};
use std::time::{Duration, Instant};

fn survives(bytes: &[u8], what: impl Fn() -> String) {
    let start = Instant::now();
    match inspect("a", bytes) {
        Ok(inspection) => assert!(inspection.found.is_some() || inspection.without.is_some(), "{}", what()),
        Err(error) => assert!(!error.to_string().is_empty(), "{}", what()),
    }
    for part in inside(bytes) {
        assert!(part.at + part.bytes <= bytes.len(), "{}: {part:?}", what());
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{} took {:?}", what(), start.elapsed());
}

#[test]
fn every_prefix_of_every_sample() {
    for picture in fixtures::pictures("baked") {
        for length in 0..picture.bytes.len() {
            survives(&picture.bytes[..length], || format!("{length} bytes of {}", picture.name));
        }
    }
}

/// Two bits of each byte, others in the next one. All eight take a minute, and `tests/bake/damage.rs` flips them all for
/// what reads the pictures.
fn flips(bytes: &[u8]) -> impl Iterator<Item = usize> + use<> {
    (0..bytes.len()).flat_map(|byte| [byte * 8 + byte % 8, byte * 8 + (byte + 3) % 8])
}

#[test]
fn a_flipped_bit_in_every_byte_of_every_sample() {
    for picture in fixtures::pictures("baked") {
        let mut bytes = picture.bytes;
        for bit in flips(&bytes) {
            bytes[bit / 8] ^= 1 << (bit % 8);
            survives(&bytes, || format!("{} with bit {bit} flipped", picture.name));
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn every_prefix_and_flipped_bits_of_texts() {
    let jwt = fixtures::pictures("baked").into_iter().find(|picture| picture.name.starts_with("p21")).unwrap();
    let jwt = inspect("a", &jwt.bytes).unwrap().found.unwrap().text;
    for text in
        [jwt.as_str(), "https://example.org/a", "[{\"type\":\"Assertion\",\"badge\":{\"name\":\"L\u{f6}ten\"}}]"]
    {
        let mut bytes = text.as_bytes().to_vec();
        for length in 0..bytes.len() {
            survives(&bytes[..length], || format!("{length} bytes of {text}"));
        }
        for bit in flips(&bytes) {
            bytes[bit / 8] ^= 1 << (bit % 8);
            survives(&bytes, || format!("{text} with bit {bit} flipped"));
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }
}
