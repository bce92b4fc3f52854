//! Text chunks (PNG §11.3.3): keyword, NUL, and a text in one of three ways.

use super::body::{Body, Charset};
use super::chunk::Chunk;
use crate::error::Result;
use crate::image::Keyword;
use crate::payload::Payload;
use std::ops::Range;

/// The types of a text chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextType {
    /// `iTXt`: UTF-8, and compressed if a flag says so.
    Itxt,
    /// `zTXt`: Latin-1, compressed.
    Ztxt,
    /// `tEXt`: Latin-1.
    Text,
}

impl TextType {
    /// The four letters of the chunk's type.
    pub fn name(self) -> &'static str {
        match self {
            TextType::Itxt => "iTXt",
            TextType::Ztxt => "zTXt",
            TextType::Text => "tEXt",
        }
    }
}

/// A text chunk under one of the badge keywords.
pub(crate) struct TextChunk {
    pub kind: TextType,
    pub keyword: Keyword,
    pub(super) body: Body,
}

impl TextChunk {
    /// The chunk, if it is a text chunk under one of the badge keywords.
    pub fn of(bytes: &[u8], chunk: &Chunk) -> Option<TextChunk> {
        let kind = match &chunk.kind {
            b"iTXt" => TextType::Itxt,
            b"zTXt" => TextType::Ztxt,
            b"tEXt" => TextType::Text,
            _ => return None,
        };
        let data = chunk.data();
        let (name, rest) = field(bytes, data)?;
        let keyword =
            Keyword::ALL.into_iter().find(|keyword| bytes.get(name.clone()) == Some(keyword.text().as_bytes()))?;
        let body = match kind {
            TextType::Text => Body::Plain { text: rest, charset: Charset::Latin1 },
            TextType::Ztxt => match bytes.get(rest.clone()) {
                Some([0, ..]) => Body::Deflated { stream: rest.start + 1..rest.end, charset: Charset::Latin1 },
                _ => Body::Broken(rest.start),
            },
            TextType::Itxt => international(bytes, rest),
        };
        Some(TextChunk { kind, keyword, body })
    }

    /// The text in it.
    pub fn read(&self, bytes: &[u8]) -> Result<String> {
        self.body.read(bytes)
    }
}

/// What follows the keyword of an `iTXt`: flag, method, language, NUL, keyword in that language,
/// NUL, text. Language and translation have no meaning for badges.
fn international(bytes: &[u8], rest: Range<usize>) -> Body {
    let broken = Body::Broken(rest.start);
    let sound = |flags: usize| {
        let (_, rest) = field(bytes, rest.start + flags..rest.end)?;
        field(bytes, rest).map(|(_, text)| text)
    };
    match bytes.get(rest.clone()) {
        Some([0, _, ..]) => sound(2).map_or(broken, |text| Body::Plain { text, charset: Charset::Utf8 }),
        Some([1, 0, ..]) => sound(2).map_or(broken, |stream| Body::Deflated { stream, charset: Charset::Utf8 }),
        Some(other) => {
            moodle(other).map_or(broken, |text| Body::Moodle(rest.start + text.start..rest.start + text.end))
        }
        None => broken,
    }
}

/// Keyword and text of a chunk's data, of whatever keyword; nothing where the text is compressed
/// or broken.
pub(crate) fn plain(kind: &[u8; 4], data: &[u8]) -> Option<(String, String)> {
    let (name, rest) = field(data, 0..data.len())?;
    let text = match (kind, data.get(rest.clone())?) {
        (b"tEXt", text) => latin1(text),
        (b"iTXt", [0, _, ..]) => {
            let (_, rest) = field(data, rest.start + 2..rest.end)?;
            let (_, text) = field(data, rest)?;
            String::from_utf8_lossy(data.get(text)?).into_owned()
        }
        _ => return None,
    };
    Some((latin1(data.get(name)?), text))
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn moodle(bytes: &[u8]) -> Option<Range<usize>> {
    const BEFORE: &[u8] = b"'assertionUrl': '";
    const AFTER: &[u8] = b"'}\"";
    let start = bytes.windows(BEFORE.len()).position(|window| window == BEFORE)? + BEFORE.len();
    let end = bytes.len().checked_sub(AFTER.len())?;
    (bytes.ends_with(AFTER) && start <= end).then_some(start..end)
}

/// The bytes before the first NUL, and those after it.
fn field(bytes: &[u8], range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let nul = bytes.get(range.clone())?.iter().position(|byte| *byte == 0)? + range.start;
    Some((range.start..nul, nul + 1..range.end))
}

/// Type and data of the chunk that carries a payload: an address as the legacy `tEXt`, anything
/// else as `iTXt`, never compressed, without language and translation.
pub(super) fn write(payload: &Payload) -> ([u8; 4], Vec<u8>) {
    let keyword = Keyword::of(payload.version()).text().as_bytes();
    let (kind, between): (_, &[u8]) = match payload {
        Payload::Url(_) => (*b"tEXt", b"\0"),
        Payload::Json(_) | Payload::Jws(_) => (*b"iTXt", b"\0\0\0\0\0"),
    };
    (kind, [keyword, between, payload.text().as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::super::{SIGNATURE, chunk};
    use super::*;
    use crate::error::Kind;
    use crate::image::{Unbaked, bake, unbake};
    use crate::limits;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn png(text_chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut chunks: Vec<(&[u8; 4], &[u8])> = vec![(b"IHDR", &[0; 13])];
        chunks.extend(text_chunks);
        chunks.push((b"IEND", b""));
        let written = chunks.iter().map(|(kind, data)| chunk::write((**kind, data.to_vec())));
        SIGNATURE.iter().copied().chain(written.flatten()).collect()
    }

    fn found(kind: &[u8; 4], data: &[u8]) -> Unbaked {
        unbake(&png(&[(kind, data)])).unwrap().unwrap()
    }

    fn codes(badge: &Unbaked) -> Vec<&str> {
        badge.warnings.iter().map(|warning| warning.code()).collect()
    }

    fn deflated(text: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    const JSON: &str = r#"{"@context":"https://w3id.org/openbadges/v2","name":"Löten"}"#;

    #[test]
    fn a_language_and_a_translation_are_skipped() {
        let badge = found(b"iTXt", &[b"openbadges\0\0\0de\0Abzeichen\0", JSON.as_bytes()].concat());
        assert_eq!((badge.payload.text(), codes(&badge)), (JSON, vec![]));
    }

    #[test]
    fn every_type_of_chunk_is_read() {
        let badge = found(b"tEXt", &[b"openbadges\0", JSON.as_bytes()].concat());
        assert_eq!((badge.payload.text(), codes(&badge)), (JSON, vec!["chunk-type"]));
        let badge = found(b"zTXt", &[b"openbadges\0\0".to_vec(), deflated(JSON.as_bytes())].concat());
        assert_eq!((badge.payload.text(), codes(&badge)), (JSON, vec!["compressed", "chunk-type"]));
        let badge = found(b"iTXt", b"openbadges\0\0\0\0\0https://example.org/a");
        assert_eq!((badge.payload.form(), codes(&badge)), ("url", vec!["chunk-type"]));
    }

    #[test]
    fn a_text_chunk_in_latin_1_is_read_as_that() {
        let badge = found(b"tEXt", b"openbadges\0{\"name\":\"L\xf6ten\"}");
        assert_eq!(badge.payload.text(), r#"{"name":"Löten"}"#);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_badge() {
        let badge = found(b"iTXt", &[b"openbadges\0\0\0\0\0\xef\xbb\xbf", JSON.as_bytes()].concat());
        assert_eq!((badge.payload.text(), codes(&badge)), (JSON, vec!["bom"]));
    }

    #[test]
    fn bytes_after_the_end_of_the_picture_are_told_of() {
        let whole = png(&[(b"iTXt", &[b"openbadges\0\0\0\0\0", JSON.as_bytes()].concat())]);
        assert_eq!(codes(&unbake(&whole).unwrap().unwrap()), Vec::<&str>::new());
        assert_eq!(codes(&unbake(&[&whole[..], b"x"].concat()).unwrap().unwrap()), ["trailing-data"]);
    }

    #[test]
    fn a_keyword_is_matched_as_a_whole() {
        for data in [&b"openbadges2\0{}"[..], b"openbadge\0{}", b"openbadges", b"OpenBadges\0{}"] {
            assert_eq!(unbake(&png(&[(b"tEXt", data)])).unwrap(), None);
        }
    }

    #[test]
    fn compressed_text_is_held_to_its_limit() {
        let of = |size: usize| {
            let json = format!("{{\"a\":\"{}\"}}", "b".repeat(size - 8));
            unbake(&png(&[(b"zTXt", &[b"openbadges\0\0".to_vec(), deflated(json.as_bytes())].concat())]))
        };
        assert!(of(limits::INFLATED_TEXT).unwrap().is_some());
        assert_eq!(of(limits::INFLATED_TEXT + 1).unwrap_err().kind, Kind::TooLarge);
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        for (kind, data, error) in [
            (b"zTXt", &b"openbadges\0\0no zlib"[..], Kind::Malformed.at_byte(33 + 8 + 12)),
            (b"zTXt", b"openbadges\0\x07", Kind::Malformed.at_byte(33 + 8 + 11)),
            (b"iTXt", b"openbadges\0\x07\0\0\0{}", Kind::Malformed.at_byte(33 + 8 + 11)),
            (b"iTXt", b"openbadges\0\0\0\0\0{\"\xff\"}", Kind::NotUtf8.at_byte(33 + 8 + 17)),
            (b"iTXt", b"openbadges\0\0\0\0\0hello", Kind::NotPayload.at_byte(33 + 8 + 15)),
            (b"iTXt", b"openbadges\0'assertionUrl': 'https://\xff'}\"", Kind::NotUtf8.at_byte(33 + 8 + 11 + 17 + 8)),
        ] {
            assert_eq!(unbake(&png(&[(kind, data)])).unwrap_err(), error);
        }
    }

    #[test]
    fn the_order_of_precedence_is_that_of_the_keywords_and_types() {
        let texts: Vec<(&[u8; 4], Vec<u8>)> = [
            (b"iTXt", "openbadgecredential", &b"\0\0\0\0\0"[..]),
            (b"iTXt", "openbadges", b"\0\0\0\0\0"),
            (b"iTXt", "clrcredential", b"\0\0\0\0\0"),
            (b"tEXt", "openbadgecredential", b"\0"),
            (b"tEXt", "clrcredential", b"\0"),
        ]
        .into_iter()
        .enumerate()
        .map(|(order, (kind, keyword, between))| {
            (kind, [keyword.as_bytes(), between, format!("{{\"order\":{order}}}").as_bytes()].concat())
        })
        .collect();
        for first in 0..texts.len() {
            let chunks: Vec<(&[u8; 4], &[u8])> =
                texts[first..].iter().rev().map(|(kind, data)| (*kind, &data[..])).collect();
            let badge = unbake(&png(&chunks)).unwrap().unwrap();
            assert_eq!(badge.payload.text(), format!("{{\"order\":{first}}}"));
        }
    }

    #[test]
    fn an_address_is_baked_as_the_legacy_chunk() {
        let plain = png(&[]);
        let payload = Payload::parse("https://example.org/a1.json").unwrap();
        let baked = bake(&plain, &payload).unwrap().apply(&plain);
        assert_eq!(&baked[33..48], b"\0\0\0\x26tEXtopenbad");
        assert_eq!(unbake(&baked).unwrap().unwrap().warnings, []);
    }
}
