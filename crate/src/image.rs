//! Pictures that carry badges: bake, unbake, strip.
//!
//! A picture is never decoded and never written anew. A bake is a [`Splice`]: every byte that is
//! not a badge's passes through untouched, broken checksums and trailing bytes included. One law
//! holds for both formats: *bake = strip, then insert*. From it follow the promises that
//! `tests/bake.rs` checks: a picture has one badge after a bake, the last one baked wins, baking
//! twice is baking once, and stripping a baked picture gives what stripping the plain one gives.

mod candidate;
mod keyword;
pub(crate) mod png;
mod removed;
pub(crate) mod svg;
mod warning;

use crate::archive::Sha;
use crate::error::{Kind, Result};
use crate::limits;
use crate::payload::{Payload, Version};
use crate::splice::Splice;
pub use keyword::Keyword;
pub use png::TextType;
pub use removed::{Danger, Metadata, Removed};
use std::fmt;
use std::ops::Range;
pub use warning::Warning;

/// The formats of a picture that can carry a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics.
    Svg,
}

/// A badge as it was found in a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unbaked {
    /// What the picture carries.
    pub payload: Payload,
    /// The bytes of the whole chunk or element.
    pub place: Range<usize>,
    /// What carries it.
    pub carrier: Carrier,
    /// What is not as the specifications want it; each kind of warning stands here once.
    pub warnings: Vec<Warning>,
}

/// What carries a badge in a picture. Its text is for people: `iTXt openbadges`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// A text chunk of a PNG.
    Chunk {
        /// The type of the chunk.
        kind: TextType,
        /// The chunk's keyword.
        keyword: Keyword,
    },
    /// An element of an SVG.
    Element {
        /// The name with its prefix, as it stands in the file.
        name: String,
    },
}

impl Unbaked {
    /// The version of the badge; for a bare address, what its carrier makes of it.
    pub fn version(&self) -> Version {
        match (&self.payload, &self.carrier) {
            // OB 2.0 baking, "Legacy PNGs": only 0.5 and early 1.0 put an address into a PNG.
            (Payload::Url(_), Carrier::Chunk { .. }) => Version::UpTo1_0,
            _ => self.payload.version(),
        }
    }
}

impl fmt::Display for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Carrier::Chunk { kind, keyword } => write!(f, "{} {}", kind.name(), keyword.text()),
            Carrier::Element { name } => write!(f, "<{name}>"),
        }
    }
}

/// The format of a picture by its content; `None` where no badge can be in it.
///
/// An SVG is told by a tokenizer that looks for the root element behind comments, processing
/// instructions and a DOCTYPE; a mention of `<svg` is not enough, and a long comment no hindrance.
pub fn detect(bytes: &[u8]) -> Option<Format> {
    if png::is_png(bytes) {
        Some(Format::Png)
    } else if svg::is_svg(bytes) {
        Some(Format::Svg)
    } else {
        None
    }
}

/// The ending that a file with this picture has, whether or not it can carry a badge.
///
/// # Errors
/// [`Kind::WebPage`] where markup came instead, [`Kind::NotPicture`] for anything else.
pub(crate) fn ending(bytes: &[u8]) -> Result<&'static str> {
    let is = |at: usize, mark: &[u8]| bytes.get(at..at + mark.len()) == Some(mark);
    match detect(bytes) {
        Some(Format::Png) => Ok("png"),
        Some(Format::Svg) => Ok("svg"),
        None if is(0, b"\xFF\xD8\xFF") => Ok("jpg"),
        None if is(0, b"GIF8") => Ok("gif"),
        None if is(0, b"RIFF") && is(8, b"WEBP") => Ok("webp"),
        None if is(4, b"ftypavif") => Ok("avif"),
        None if bytes.trim_ascii_start().starts_with(b"<") => Err(Kind::WebPage.into()),
        None => Err(Kind::NotPicture.into()),
    }
}

/// The badge in a picture; `None` where the picture is a picture without one.
///
/// Reading is liberal: every keyword in every type of text chunk, every namespace and prefix, the
/// first by OB 3.0's order of precedence. What was forgiven stands in [`Unbaked::warnings`].
///
/// # Errors
/// [`Kind::NotPicture`], [`Kind::NotPng`], [`Kind::Truncated`], [`Kind::Malformed`],
/// [`Kind::NotXml`], [`Kind::Entities`] and [`Kind::TooLarge`] for the picture;
/// [`Kind::NotUtf8`], [`Kind::Empty`] and [`Kind::NotPayload`] for the badge in it.
pub fn unbake(bytes: &[u8]) -> Result<Option<Unbaked>> {
    match identify(bytes)? {
        Format::Png => png::unbake(bytes),
        Format::Svg => svg::unbake(bytes),
    }
}

/// A copy of a picture that carries this badge and no other one.
///
/// Writing is strict: the keyword or the namespace is that of the payload's version
/// ([`Keyword::of`]), the chunk stands straight after `IHDR`, the element straight after the root
/// tag. In an SVG `]]>` within JSON becomes `]]\u003e`, which is the same JSON value.
///
/// # Errors
/// As [`unbake`] for the picture, and [`Kind::NotBakeable`] for an SVG without content or in an
/// encoding other than UTF-8.
pub fn bake(bytes: &[u8], payload: &Payload) -> Result<Splice> {
    let (splice, limit) = match identify(bytes)? {
        Format::Png => (png::bake(bytes, payload)?, limits::IMAGE),
        Format::Svg => (svg::bake(bytes, payload)?, limits::SVG),
    };
    // What is written can be read back.
    if splice.len() > limit as u64 {
        return Err(Kind::TooLarge.into());
    }
    Ok(splice)
}

/// A copy of a picture without any badge, as a class picture must be: an awarded picture carries
/// its recipient's data.
///
/// # Errors
/// As [`bake`].
pub fn strip(bytes: &[u8]) -> Result<Splice> {
    match identify(bytes)? {
        Format::Png => png::strip(bytes),
        Format::Svg => svg::strip(bytes),
    }
}

/// A copy of a picture without what could run or load something, and what that was: scripts, event
/// handlers, parts of web pages, references to elsewhere. A PNG has none of it.
///
/// Where [metadata goes](Metadata::Goes), nothing is left but what draws, and an SVG's titles and descriptions: no texts,
/// dates, places and programs' notes, no comments, no other vocabularies, and nothing behind the picture's end.
///
/// # Errors
/// As [`bake`], and [`Kind::UnsafePicture`] where taking something out would not surely help.
pub fn clean(bytes: &[u8], metadata: Metadata) -> Result<(Splice, Vec<Removed>)> {
    match (identify(bytes)?, metadata) {
        (Format::Svg, _) => svg::clean(bytes, metadata),
        (Format::Png, Metadata::Goes) => png::drawing_only(bytes),
        (Format::Png, Metadata::Stays) => {
            let mut splice = Splice::default();
            splice.keep(0..bytes.len());
            Ok((splice, Vec::new()))
        }
    }
}

/// Width and height of a picture that any program can show, as far as it says them: a PNG whose
/// checksums and pixels are all there, or an SVG that is well-formed.
///
/// # Errors
/// As [`unbake`]; [`Kind::Malformed`] for what is broken, [`Kind::TooLarge`] for a side of a PNG
/// above `most` pixels.
pub fn sound(bytes: &[u8], most: u32) -> Result<Option<(u32, u32)>> {
    match identify(bytes)? {
        Format::Png => png::sound(bytes, most).map(Some),
        Format::Svg => svg::unbake(bytes).map(|_| None),
    }
}

/// A mark of what a picture shows: equal for pictures that differ in badges, comments, spacing,
/// quotes, and other things that are not drawn. Pictures encoded anew have another one.
///
/// # Errors
/// As [`unbake`].
pub fn drawing(bytes: &[u8]) -> Result<Sha> {
    match identify(bytes)? {
        Format::Png => png::drawing(bytes),
        Format::Svg => svg::drawing(bytes),
    }
}

/// Whether the bytes were a PNG before something rewrote them.
pub(crate) fn is_damaged_png(bytes: &[u8]) -> bool {
    png::is_damaged_png(bytes)
}

fn identify(bytes: &[u8]) -> Result<Format> {
    if bytes.len() > limits::IMAGE {
        return Err(Kind::TooLarge.into());
    }
    match detect(bytes) {
        Some(format) => Ok(format),
        None if png::is_damaged_png(bytes) => Err(Kind::NotPng.at_byte(0)),
        None => Err(Kind::NotPicture.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_told_by_content() {
        let far = format!("<!-- {} --><svg/>", "<svg ".repeat(100));
        for (bytes, format) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some(Format::Png)),
            (b"\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE svg><svg/>", Some(Format::Svg)),
            (b"<x:svg xmlns:x='http://www.w3.org/2000/svg'/>", Some(Format::Svg)),
            (b"\xff\xfe<\0s\0v\0g\0/\0>\0", Some(Format::Svg)),
            (far.as_bytes(), Some(Format::Svg)),
            (b"<!DOCTYPE html><html><svg/></html>", None),
            (b"text <svg/>", None),
            (b"<svgz/>", None),
            (b"GIF89a", None),
            (b"", None),
        ] {
            assert_eq!(detect(bytes), format, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_ending_is_told_by_content_too() {
        for (bytes, kind) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Ok("png")),
            (b"<svg/>", Ok("svg")),
            (b"\xff\xd8\xff\xe0", Ok("jpg")),
            (b"GIF89a", Ok("gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Ok("webp")),
            (b"RIFF\0\0\0\0WAVEfmt ", Err(Kind::NotPicture)),
            (b"\0\0\0\0\0\0\0\0WEBP", Err(Kind::NotPicture)),
            (b"\0\0\0\x20ftypavif", Ok("avif")),
            (b"\0\0\0\x20ftypmp42", Err(Kind::NotPicture)),
            (b" \n<html>", Err(Kind::WebPage)),
            (b"{}", Err(Kind::NotPicture)),
        ] {
            assert_eq!(ending(bytes).map_err(|error| error.kind), kind, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_carrier_says_what_it_is() {
        let chunk = Carrier::Chunk { kind: TextType::Ztxt, keyword: Keyword::ClrCredential };
        assert_eq!(chunk.to_string(), "zTXt clrcredential");
        assert_eq!(Carrier::Element { name: "a:assertion".to_owned() }.to_string(), "<a:assertion>");
    }

    #[test]
    fn no_picture_is_told_from_a_damaged_one() {
        for (bytes, code) in [
            (&b"GIF89a"[..], "not-picture"),
            (b"", "not-picture"),
            (b"\x89PNG\n\x1a\n\0\0\0\rIHDR", "not-png"),
            (b"\tPNG\r\n\x1a\n\0\0\0\rIHDR", "not-png"),
            (b"\xc2\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-png"),
        ] {
            assert_eq!(unbake(bytes).unwrap_err().code(), code);
        }
    }

    #[test]
    fn a_file_past_the_limit_is_refused_unread() {
        let bytes = vec![0; limits::IMAGE + 1];
        assert_eq!(unbake(&bytes).unwrap_err().kind, Kind::TooLarge);
    }

    /// What does a bake say to this picture, and does the picture itself pass?
    fn bake_at_the_limit(picture: &[u8]) -> Option<Kind> {
        assert_eq!(unbake(picture), Ok(None));
        let payload = Payload::parse("{}").unwrap();
        bake(picture, &payload).err().map(|error| error.kind)
    }

    #[test]
    fn a_picture_that_could_not_be_read_back_is_not_baked() {
        let chunk = |kind: &[u8; 4], length: usize| {
            let mut chunk = (length as u32).to_be_bytes().to_vec();
            chunk.extend(kind);
            chunk.resize(12 + length, 0);
            chunk
        };
        let png = |between: &[u8]| {
            let start = [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", 13)[..]].concat();
            [&start, between, &chunk(b"IEND", 0)].concat()
        };
        let chunks = |count: usize| png(&chunk(b"prVa", 0).repeat(count - 2));
        assert_eq!(bake_at_the_limit(&chunks(limits::PNG_CHUNKS - 1)), None);
        assert_eq!(bake_at_the_limit(&chunks(limits::PNG_CHUNKS)), Some(Kind::TooLarge));
        let sized = |size: usize| png(&chunk(b"prVa", size - png(b"").len() - 12));
        let growth = bake(&png(b""), &Payload::parse("{}").unwrap()).unwrap().len() as usize - png(b"").len();
        assert_eq!(bake_at_the_limit(&sized(limits::IMAGE - growth)), None);
        assert_eq!(bake_at_the_limit(&sized(limits::IMAGE - growth + 1)), Some(Kind::TooLarge));
        assert_eq!(bake_at_the_limit(&sized(limits::IMAGE)), Some(Kind::TooLarge));

        let elements = |count: usize| format!("<svg>{}</svg>", "<g/>".repeat(count - 1));
        let elements = |count| bake_at_the_limit(elements(count).as_bytes());
        assert_eq!(elements(limits::SVG_ELEMENTS - 1), None);
        assert_eq!(elements(limits::SVG_ELEMENTS), Some(Kind::TooLarge));
        let svg = format!("<svg>{}</svg>", " ".repeat(limits::SVG - 11));
        assert_eq!(bake_at_the_limit(svg.as_bytes()), Some(Kind::TooLarge));
    }
}
