//! The parts that a file is made of, in plain words.

mod png;
mod svg;

use super::filetype::FileType;
use crate::badge::{Document, Proof};
use crate::image::{self, Format};
use crate::limits;
use crate::payload::{Payload, Version};

/// A part of a file, for people who want to look inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePart {
    /// What it is called in the file: `IHDR`, `<openbadges:assertion>`.
    pub name: String,
    /// Its first byte.
    pub at: usize,
    /// How many bytes it takes, with all that frames it.
    pub bytes: usize,
    /// What it is, in plain words.
    pub what: String,
}

/// The parts of a file in their order, at most [`limits::PARTS`]; what follows is one part more.
///
/// Chunks of a PNG, elements of an SVG; everything else is one part. What is damaged is listed up
/// to the damage.
pub fn inside(bytes: &[u8]) -> Vec<FilePart> {
    if bytes.len() > limits::IMAGE {
        return vec![FilePart {
            name: "file".to_owned(),
            at: 0,
            bytes: bytes.len(),
            what: "too large to look inside".to_owned(),
        }];
    }
    let mut parts = Parts { all: Vec::new() };
    match image::detect(bytes) {
        Some(Format::Png) => png::list(bytes, &mut parts),
        Some(Format::Svg) => svg::list(bytes, &mut parts),
        None => parts.push("file", 0..bytes.len(), whole(bytes)),
    }
    parts.all
}

/// The list in the making.
struct Parts {
    all: Vec<FilePart>,
}

impl Parts {
    /// Adds a part; past the limit the last one grows.
    fn push(&mut self, name: &str, place: std::ops::Range<usize>, what: String) {
        match self.all.get_mut(limits::PARTS - 1) {
            Some(last) => {
                last.bytes = place.end.saturating_sub(last.at);
                last.name = "…".to_owned();
                last.what = "more parts, which are not listed".to_owned();
            }
            None => self.all.push(FilePart { name: name.to_owned(), at: place.start, bytes: place.len(), what }),
        }
    }
}

/// A file that is no picture.
fn whole(bytes: &[u8]) -> String {
    match FileType::of(bytes) {
        FileType::Raster(name) => [name, " picture, in which no badge can be"].concat(),
        FileType::DamagedPng => "a PNG that was damaged on its way".to_owned(),
        FileType::Text => match super::text::read(bytes) {
            Ok((found, Some(Document::List(all)))) if found.form == "json" => {
                [&counted(all.len(), "document", "documents"), " in a JSON list"].concat()
            }
            Ok((found, _)) => credential(&found.text),
            Err(error) => error.kind.sentence().to_owned(),
        },
        FileType::Picture(_) => String::new(),
        FileType::Other(kind) => kind.sentence().to_owned(),
    }
}

/// What a text is that stands in a badge's place.
fn credential(text: &str) -> String {
    let payload = match Payload::parse(text) {
        Ok(payload) => payload,
        Err(error) => return ["a badge's place: ", error.kind.sentence()].concat(),
    };
    let form = match &payload {
        Payload::Url(address) => return ["address of a hosted badge: ", &cut(address)].concat(),
        Payload::Jws(_) => "as signed text",
        Payload::Json(_) => "as JSON",
    };
    let version = payload.version();
    let said = match version {
        Version::Unknown => "credential of no known version ".to_owned(),
        Version::Clr2_0 => "learner record (CLR 2.0) ".to_owned(),
        version => ["credential (Open Badges ", version.label(), ") "].concat(),
    };
    let proof = match Document::read(&payload) {
        Some(Document::Badge(badge)) if matches!(badge.proof, Proof::Embedded { .. }) => " with proof",
        _ => "",
    };
    [&said, form, proof].concat()
}

/// The beginning of a text, on one line.
fn cut(text: &str) -> String {
    const LENGTH: usize = 80;
    let mut letters = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut start: String = letters.by_ref().take(LENGTH).collect();
    if letters.next().is_some() {
        start.push('…');
    }
    start.trim().to_owned()
}

/// How many of something.
fn counted(count: usize, one: &str, many: &str) -> String {
    [count.to_string().as_str(), " ", if count == 1 { one } else { many }].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_bounded_and_says_so() {
        let svg = format!("<svg>{}</svg>", "<style/><defs/>".repeat(limits::PARTS));
        let parts = inside(svg.as_bytes());
        assert_eq!(parts.len(), limits::PARTS);
        let last = &parts[limits::PARTS - 1];
        assert_eq!((last.name.as_str(), last.at + last.bytes), ("…", svg.len() - "</svg>".len()));
    }

    #[test]
    fn a_text_is_one_part() {
        for (text, what) in [
            (
                r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"}"#,
                "credential (Open Badges 2.0) as JSON",
            ),
            ("https://example.org/a", "address of a hosted badge: https://example.org/a"),
            ("[{},{}]", "2 documents in a JSON list"),
            ("GIF89a", "GIF picture, in which no badge can be"),
        ] {
            let parts = inside(text.as_bytes());
            assert_eq!(parts.len(), 1);
            assert_eq!((parts[0].what.as_str(), parts[0].bytes), (what, text.len()), "{text}");
        }
        assert!(inside(b"hello")[0].what.starts_with("No badge can be in this file"));
    }
}
