//! What was deflated, read by two others who know the format.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use badgepack_deflate::{Crc, Deflater};
use flate2::{Compress, Compression, FlushCompress};
use proptest::prelude::*;

/// A text by a deflater that has seen others, given in pieces, and read back by both judges.
fn packed(deflater: &mut Deflater, pieces: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in pieces {
        deflater.write(piece);
        out.extend(deflater.take());
    }
    deflater.finish();
    out.extend(deflater.take());
    assert_eq!(deflater.ready(), 0);
    let text = pieces.concat();
    let by_miniz = miniz_oxide::inflate::decompress_to_vec(&out).unwrap();
    assert!(by_miniz == text, "miniz_oxide reads something else");
    let mut by_zlib = vec![0; text.len() + 1];
    let mut zlib = flate2::Decompress::new(false);
    let end = zlib.decompress(&out, &mut by_zlib, flate2::FlushDecompress::Finish).unwrap();
    assert_eq!(
        (end, zlib.total_in(), zlib.total_out()),
        (flate2::Status::StreamEnd, out.len() as u64, text.len() as u64)
    );
    assert!(by_zlib[..text.len()] == text, "zlib-rs reads something else");
    out
}

fn alone(text: &[u8]) -> Vec<u8> {
    packed(&mut Deflater::new(), &[text])
}

/// The same numbers in every run (xorshift32).
fn numbers(seed: u32) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    }
}

fn noise(bytes: usize) -> Vec<u8> {
    let mut next = numbers(3);
    (0..bytes).map(|_| (next() >> 9) as u8).collect()
}

/// Rows of a table of awards.
fn rows(bytes: usize) -> Vec<u8> {
    let mut next = numbers(5);
    let mut text = String::new();
    while text.len() < bytes {
        let (person, award, second) = (next() % 100_000, next(), next() % 60);
        text += &format!(
            "\"learner{person}@example.org\",\"2025-05-05T12:00:{second:02}Z\",\"https://badges.example.org/public/assertions/{award:08x}{person:08x}\",\"Active\"\r\n"
        );
    }
    text.into_bytes()
}

/// An Open Badge of about 1,300 bytes.
fn credential(seed: u32) -> Vec<u8> {
    let mut next = numbers(seed);
    let id = |next: &mut dyn FnMut() -> u32| format!("{:08x}{:08x}", next(), next());
    let words = ["learner", "project", "workshop", "shows", "with", "a team", "planned", "and", "tested", "evidence"];
    let prose: Vec<&str> = (0..120).map(|_| words[next() as usize % words.len()]).collect();
    format!(
        r#"{{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://badges.example.org/public/assertions/{}","recipient":{{"type":"email","hashed":true,"salt":"{}","identity":"sha256${}{}"}},"badge":"https://badges.example.org/public/badges/{}","narrative":"{}"}}"#,
        id(&mut next), id(&mut next), id(&mut next), id(&mut next), id(&mut next), prose.join(" ")
    )
    .into_bytes()
}

fn by_zlib(text: &[u8]) -> usize {
    let mut out = Vec::with_capacity(text.len() + 1_000);
    Compress::new(Compression::new(6), false).compress_vec(text, &mut out, FlushCompress::Finish).unwrap();
    out.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_was_deflated_inflates(text in proptest::collection::vec(any::<u8>(), 0..3_000)) {
        alone(&text);
    }

    #[test]
    fn texts_of_few_letters_inflate(text in "[ab]{0,40}|[a-f]{0,2000}|(abc|bcd|cab|learner){0,900}") {
        alone(text.as_bytes());
    }

    #[test]
    fn neither_cuts_nor_other_texts_make_a_difference(
        before in proptest::collection::vec("[a-d]{0,300}", 0..4),
        cuts in proptest::collection::vec(0_usize..200_000, 0..12),
    ) {
        let text = rows(200_000);
        let mut cuts = cuts;
        cuts.sort_unstable();
        let (mut pieces, mut start) = (Vec::new(), 0);
        for cut in cuts {
            pieces.push(&text[start..cut]);
            start = cut;
        }
        pieces.push(&text[start..]);
        let mut deflater = Deflater::new();
        for other in &before {
            packed(&mut deflater, &[other.as_bytes()]);
        }
        prop_assert!(packed(&mut deflater, &pieces) == alone(&text));
        // Of one that is short the same holds.
        let short = credential(1);
        prop_assert!(packed(&mut deflater, &[&short]) == alone(&short));
    }

    #[test]
    fn checksums_are_those_of_others(text in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
        let (one, other) = text.split_at(cut.min(text.len()));
        let mut crc = Crc::new();
        crc.update(one);
        crc.update(other);
        prop_assert_eq!(crc.sum(), crc32fast::hash(&text));
    }
}

#[test]
fn nothing_and_next_to_nothing_inflate() {
    assert_eq!(alone(b""), [3, 0]);
    for text in [&b"a"[..], b"ab", b"abc", b"aaa", b"aaaa", b"aaaaa", b"\0", &[255; 9]] {
        alone(text);
    }
    let every: Vec<u8> = (0..=255).collect();
    for times in [1, 2, 300] {
        alone(&every.repeat(times));
    }
}

#[test]
fn runs_and_repetitions_of_every_distance_inflate() {
    for length in [257, 258, 259, 65_535, 65_536, 65_537, 400_000] {
        let packed = alone(&vec![b'x'; length]);
        assert!(packed.len() < 20 + length / 200, "{length} bytes in {}", packed.len());
    }
    for distance in [1, 2, 3, 4, 31, 32, 255, 4_096, 32_767, 32_768, 32_769, 40_000, 65_536] {
        let text = noise(distance).repeat(100_000 / distance + 3);
        let packed = alone(&text).len();
        assert!(
            packed < distance + distance / 8 + 600 || distance > 32_768,
            "{distance} bytes again and again in {packed}"
        );
    }
}

#[test]
fn what_cannot_be_packed_grows_by_little() {
    for length in [1, 100, 16_000, 65_535, 65_536, 70_000, 1_000_000] {
        let packed = alone(&noise(length)).len();
        assert!(packed <= length + 5 + length / 3_000, "{length} bytes in {packed}");
    }
    // Noise and words by turns.
    alone(&[noise(50_000), rows(90_000), noise(90_000), rows(50_000)].concat());
}

#[test]
fn tables_are_no_larger_than_by_zlib() {
    let text = rows(3_000_000);
    let (ours, zlib) = (alone(&text).len(), by_zlib(&text));
    assert!(ours * 100 <= zlib * 103, "{ours} bytes, zlib-rs {zlib}");
}

#[test]
fn credentials_are_no_larger_than_by_zlib() {
    let mut deflater = Deflater::new();
    let mut sizes = (0, 0);
    for text in (1..500).map(credential) {
        sizes.0 += packed(&mut deflater, &[&text]).len();
        sizes.1 += by_zlib(&text);
    }
    assert!(sizes.0 <= sizes.1, "{} bytes, zlib-rs {}", sizes.0, sizes.1);
}
