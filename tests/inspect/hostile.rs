//! Files that are made to hurt: each is refused soon, in plain words, and at its place.

use badgepack::inspect::{inside, inspect};
use badgepack::{Kind, Place, limits};
use flate2::{Compression, write::ZlibEncoder};
use std::io::Write;
use std::time::{Duration, Instant};

/// How a file is refused.
fn refused(bytes: &[u8]) -> (Kind, Place) {
    let start = Instant::now();
    let error = inspect("a", bytes).unwrap_err();
    inside(bytes);
    assert!(start.elapsed() < Duration::from_secs(2), "took {:?}", start.elapsed());
    assert!(error.kind.sentence().len() > 20 && error.kind.sentence().ends_with('.'));
    (error.kind, error.place)
}

/// A PNG with one more chunk, whose length may lie.
fn png(kind: &[u8; 4], length: u32, data: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\0\0\0\0".to_vec();
    bytes.extend(length.to_be_bytes());
    bytes.extend([&kind[..], data, &[0; 4], b"\0\0\0\0IEND\0\0\0\0"].concat());
    bytes
}

fn deflated(byte: u8, count: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..count >> 20 {
        encoder.write_all(&[byte; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

#[test]
fn compressed_bombs_are_not_inflated_past_the_limit() {
    let bomb = deflated(b' ', 512 << 20);
    let text = [b"openbadges\0\x01\0\0\0", &bomb[..]].concat();
    assert_eq!(refused(&png(b"iTXt", text.len() as u32, &text)).0, Kind::TooLarge);
    // Other texts are never inflated at all.
    let text = [b"Comment\0\0", &bomb[..]].concat();
    assert!(inspect("a", &png(b"zTXt", text.len() as u32, &text)).unwrap().without.is_some());
}

#[test]
fn lengths_of_4_gib_are_no_lengths() {
    for length in [u32::MAX, 1 << 31, u32::MAX - 11] {
        assert_eq!(refused(&png(b"iTXt", length, b"openbadges\0")), (Kind::Truncated, Place::Byte(33)));
    }
}

#[test]
fn entities_and_doctypes_load_nothing() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><svg>&b;</svg>";
    assert_eq!(refused(bomb.as_bytes()), (Kind::Entities, Place::Byte(0)));
    let remote = "<!DOCTYPE svg SYSTEM 'https://example.org/a.dtd'><svg width='4'/>";
    assert!(inspect("a.svg", remote.as_bytes()).unwrap().without.is_some());
    let file = "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>";
    assert_eq!(refused(file.as_bytes()).0, Kind::Entities);
}

#[test]
fn json_of_100_000_levels_is_not_followed() {
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[{\"a\":".repeat(100_000)] {
        assert_eq!(refused(deep.as_bytes()).0, Kind::TooLarge);
        let text = ["openbadges\0\0\0\0\0{\"a\":", &deep].concat();
        assert_eq!(refused(&png(b"iTXt", text.len() as u32, text.as_bytes())).0, Kind::TooLarge);
        let svg = format!("<svg><openbadges:assertion><![CDATA[{{\"a\":{deep}]]></openbadges:assertion></svg>");
        assert_eq!(refused(svg.as_bytes()).0, Kind::TooLarge);
    }
    let deep = format!("<svg>{}", "<g>".repeat(100_000));
    assert_eq!(refused(deep.as_bytes()).0, Kind::TooLarge);
}

#[test]
fn other_encodings_are_told_by_their_byte() {
    assert_eq!(refused(b"{\"name\":\"L\xf6ten\"}"), (Kind::NotUtf8, Place::Byte(10)));
    let text = b"openbadges\0\0\0\0\0{\"name\":\"L\xf6ten\"}";
    assert_eq!(refused(&png(b"iTXt", text.len() as u32, text)), (Kind::NotUtf8, Place::Byte(33 + 8 + 25)));
    assert_eq!(refused(b"<svg>L\xf6ten</svg>"), (Kind::NotUtf8, Place::Byte(6)));
    let json = [0xfeff].into_iter().chain("{\"a\":1}".encode_utf16()).flat_map(u16::to_le_bytes);
    assert_eq!(refused(&json.collect::<Vec<u8>>()), (Kind::NotUtf8, Place::Byte(0)));
}

#[test]
fn an_svg_in_utf_16_is_read() {
    let svg = "\u{feff}<svg viewBox='0 0 4 8'><openbadges:assertion verify='https://example.org/a'/></svg>";
    for wide in [u16::to_le_bytes, u16::to_be_bytes] {
        let inspection = inspect("a.svg", &svg.encode_utf16().flat_map(wide).collect::<Vec<u8>>()).unwrap();
        assert_eq!(inspection.found.unwrap().text, "https://example.org/a");
        assert_eq!(inspection.picture.unwrap().height, Some(8));
    }
}

#[test]
fn what_is_too_large_is_refused_unread() {
    assert_eq!(refused(&vec![b' '; limits::IMAGE + 1]).0, Kind::TooLarge);
    assert_eq!(refused(&vec![b' '; limits::RECORD + 1]).0, Kind::TooLarge);
    assert_eq!(refused(format!("<svg>{}</svg>", " ".repeat(limits::SVG)).as_bytes()).0, Kind::TooLarge);
}

#[test]
fn what_is_no_badge_says_what_it_is() {
    for (bytes, kind) in [
        (&b"%PDF-1.7"[..], Kind::Pdf),
        (b"<!DOCTYPE html><title>Fox</title>", Kind::SavedPage),
        (b"PK\x03\x04", Kind::Zip),
        (b"\x7fELF", Kind::NotBadge),
        (b"<note>hello</note>", Kind::NotBadge),
        (b"Dear Fox,", Kind::NotBadge),
        (b" \n", Kind::Empty),
        (b"", Kind::Empty),
    ] {
        assert_eq!(refused(bytes).0, kind, "{}", String::from_utf8_lossy(bytes));
    }
    for (bytes, start) in
        [(&b"\xff\xd8\xff\xe0"[..], "This is a JPEG picture"), (b"RIFF\0\0\0\0WEBP", "This is a WebP picture")]
    {
        assert!(inspect("a", bytes).unwrap().without.unwrap().message.starts_with(start));
    }
}
