//! Damaged pictures give an answer or an error, soon, and never a panic.

use crate::fixtures;
use badgepack::image;
use badgepack::payload::Payload;
use std::time::{Duration, Instant};

/// Asks for the badge of a picture, and bakes one; what is baked must be found. A strip is a bake
/// without the last step, so it is not asked for.
fn survives(bytes: &[u8], what: &str) {
    let start = Instant::now();
    let payload = Payload::parse(r#"{"@context":"https://w3id.org/openbadges/v2"}"#).unwrap();
    let _ = image::unbake(bytes);
    if let Ok(splice) = image::bake(bytes, &payload) {
        let baked = splice.apply(bytes);
        assert_eq!(baked.len() as u64, splice.len(), "{what}");
        let badge = image::unbake(&baked).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(badge.map(|badge| badge.payload), Some(payload), "{what}");
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{what} took {:?}", start.elapsed());
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    bytes
}

#[test]
fn every_prefix_of_every_sample() {
    for picture in fixtures::pictures("baked") {
        for length in 0..picture.bytes.len() {
            survives(&picture.bytes[..length], &format!("{length} bytes of {}", picture.name));
        }
    }
}

#[test]
fn every_flipped_bit_of_every_sample() {
    for picture in fixtures::pictures("baked") {
        for bit in 0..picture.bytes.len() * 8 {
            survives(&flipped(&picture.bytes, bit), &format!("{} with bit {bit} flipped", picture.name));
        }
    }
}

/// These have 55 000 bytes each: the first 2 000 bits one by one, then one in 997, a prime that
/// meets every bit of a byte.
#[test]
fn flipped_bits_and_prefixes_of_pictures_by_servers() {
    for picture in fixtures::pictures("baked-by-servers") {
        let bits = picture.bytes.len() * 8;
        for bit in (0..bits.min(2_000)).chain((2_000..bits).step_by(997)) {
            survives(&flipped(&picture.bytes, bit), &format!("{} with bit {bit} flipped", picture.name));
        }
        for length in (0..picture.bytes.len()).step_by(97) {
            survives(&picture.bytes[..length], &format!("{length} bytes of {}", picture.name));
        }
    }
}
