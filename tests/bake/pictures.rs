//! Pictures made up at random, and a second opinion on them.

use flate2::{Compression, write::ZlibEncoder};
use proptest::collection::vec;
use proptest::prelude::*;
use std::io::{Cursor, Write};

/// A chunk of a PNG as it is written.
#[derive(Debug, Clone)]
pub struct Chunk {
    pub kind: [u8; 4],
    pub data: Vec<u8>,
    /// What the right checksum is changed by: 0 leaves it right.
    pub damage: u32,
}

fn sound(kind: &[u8; 4], data: Vec<u8>) -> Chunk {
    Chunk { kind: *kind, data, damage: 0 }
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Each colour type with each of its bit depths (PNG §11.2.1).
const COLOURS: [(u8, u8); 15] = [
    (0, 1),
    (0, 2),
    (0, 4),
    (0, 8),
    (0, 16),
    (2, 8),
    (2, 16),
    (3, 1),
    (3, 2),
    (3, 4),
    (3, 8),
    (4, 8),
    (4, 16),
    (6, 8),
    (6, 16),
];

/// The seven passes of Adam7: first column, first row, step in columns, step in rows.
const ADAM7: [(u32, u32, u32, u32); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

/// A PNG of any colour type and bit depth, interlaced or not, with other chunks and old badges
/// anywhere, with wrong checksums where they are allowed, and with bytes after its end.
///
/// Written by hand, because the encoder of the `png` crate has neither interlacing nor faults.
pub fn png() -> impl Strategy<Value = Vec<u8>> {
    (
        proptest::sample::select(&COLOURS[..]),
        any::<bool>(),
        (1_u32..=17, 1_u32..=17),
        vec(any::<u8>(), 64),
        vec(other_chunk(), 0..4),
        vec(other_chunk(), 0..4),
        1_usize..4,
        vec(any::<u8>(), 0..8),
    )
        .prop_map(|((colour, depth), interlaced, size, seed, before, after, parts, trailing)| {
            let (width, height) = size;
            let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
            header.extend([depth, colour, 0, 0, u8::from(interlaced)]);
            let mut chunks = vec![sound(b"IHDR", header)];
            chunks.extend(before);
            if colour == 3 {
                let entries = 1_usize << depth;
                chunks.push(sound(b"PLTE", (0..entries * 3).map(|byte| byte as u8).collect()));
            }
            let data = zlib(&scanlines(colour, depth, interlaced, size, &seed));
            let part = data.len().div_ceil(parts);
            chunks.extend(data.chunks(part).map(|part| sound(b"IDAT", part.to_vec())));
            chunks.extend(after);
            chunks.push(sound(b"IEND", vec![]));
            let mut bytes = write(&chunks);
            bytes.extend(trailing);
            bytes
        })
}

fn other_chunk() -> impl Strategy<Value = Chunk> {
    let old_badge = (
        proptest::sample::select(std::vec![*b"iTXt", *b"tEXt", *b"zTXt"]),
        proptest::sample::select(&["openbadges", "openbadgecredential", "clrcredential"][..]),
        vec(any::<u8>(), 0..40),
    )
        .prop_map(|(kind, keyword, text)| sound(&kind, [keyword.as_bytes(), b"\0", &text].concat()));
    let other =
        (proptest::sample::select(std::vec![*b"prVa", *b"prVA", *b"tEXt"]), vec(any::<u8>(), 0..40), any::<u32>())
            .prop_map(|(kind, data, damage)| Chunk { kind, data: [b"other\0", &data[..]].concat(), damage });
    prop_oneof![old_badge, other]
}

fn scanlines(colour: u8, depth: u8, interlaced: bool, size: (u32, u32), seed: &[u8]) -> Vec<u8> {
    let samples = match colour {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
    let passes = if interlaced { &ADAM7[..] } else { &[(0, 0, 1, 1)] };
    let mut noise = seed.iter().cycle();
    let mut lines = Vec::new();
    for (column, row, step_x, step_y) in passes {
        let width = size.0.saturating_sub(*column).div_ceil(*step_x);
        let height = size.1.saturating_sub(*row).div_ceil(*step_y);
        let line = (width * samples * u32::from(depth)).div_ceil(8);
        for _ in 0..if width == 0 { 0 } else { height } {
            lines.push(0);
            lines.extend((0..line).filter_map(|_| noise.next()));
        }
    }
    lines
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PNG of these chunks.
pub fn write(chunks: &[Chunk]) -> Vec<u8> {
    let mut bytes = SIGNATURE.to_vec();
    for chunk in chunks {
        let mut crc = flate2::Crc::new();
        crc.update(&chunk.kind);
        crc.update(&chunk.data);
        bytes.extend((chunk.data.len() as u32).to_be_bytes());
        bytes.extend(chunk.kind);
        bytes.extend(&chunk.data);
        bytes.extend((crc.sum() ^ chunk.damage).to_be_bytes());
    }
    bytes
}

/// The chunks of a PNG as whole slices, and what follows the last one. Not the code under test.
pub fn split(png: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let mut rest = &png[SIGNATURE.len()..];
    let mut chunks = Vec::new();
    loop {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        let (chunk, after) = rest.split_at(length + 12);
        chunks.push(chunk);
        rest = after;
        if &chunk[4..8] == b"IEND" {
            return (chunks, rest);
        }
    }
}

/// Whether a whole chunk carries a badge.
pub fn is_badge(chunk: &[u8]) -> bool {
    let names: [&[u8]; 3] = [b"openbadges\0", b"openbadgecredential\0", b"clrcredential\0"];
    [b"iTXt", b"tEXt", b"zTXt"].iter().any(|kind| &chunk[4..8] == *kind)
        && names.iter().any(|name| chunk[8..].starts_with(name))
}

/// The pixels of a PNG by the `png` crate; nothing for a PNG that it refuses.
pub fn pixels(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut options = png::DecodeOptions::default();
    options.set_ignore_text_chunk(true);
    let decoder = png::Decoder::new_with_options(Cursor::new(bytes), options);
    let mut reader = decoder.read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut pixels).ok()?;
    Some(pixels)
}

/// An SVG with or without declaration, DOCTYPE, prefix, comments, and old badges.
pub fn svg() -> impl Strategy<Value = Vec<u8>> {
    let some = |options: &'static [&'static str]| proptest::sample::select(options);
    let attribute = || {
        some(&[
            "",
            " width='4'",
            "\n\tid = \"a>b\"",
            " title=' xmlns:openbadges=\"no\"'",
            " xmlns:openbadges='http://openbadges.org'",
            "\n  xmlns:openbadges = \"urn:other\"",
            " xmlns:ob=\"https://purl.imsglobal.org/ob/v3p0\"",
        ])
    };
    let node = some(&[
        "<rect/>",
        "text &amp; more",
        "<!-- <openbadges:assertion/> -->",
        "<g a='1'><g/>\n</g>",
        "<![CDATA[<openbadges:assertion/>]]>",
        "<openbadges:assertion verify='https://a.example/1'/>",
        "<openbadges:credential><![CDATA[{\"a\":1}]]></openbadges:credential>",
        "<g><b:credential xmlns:b='https://purl.imsglobal.org/ob/v3p0'>{}<i/></b:credential ></g>",
        "<openbadges:any/>",
        "<g openbadges:any='1'/>",
        "<?openbadges?>",
        "<style>a&lt;b</style>",
        "\r\n",
    ]);
    (
        some(&["", "\u{feff}", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", " "]),
        some(&["", "<!-- <svg> -->", "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\">\n"]),
        some(&["svg", "s:svg"]),
        vec(attribute(), 0..3),
        vec(node, 0..6),
        some(&["", "\n", "<!-- end -->"]),
    )
        .prop_filter_map("an attribute stands once", |(start, doctype, root, mut attributes, nodes, end)| {
            let name = |attribute: &str| attribute.trim().split([' ', '=']).next().map(str::to_owned);
            let mut seen = Vec::new();
            attributes.retain(|attribute| {
                let is_new = !seen.contains(&name(attribute));
                seen.push(name(attribute));
                is_new
            });
            let text = format!("{start}{doctype}<{root}{}>{}</{root}>{end}", attributes.concat(), nodes.concat());
            Some(text.into_bytes())
        })
}
