//! The text of an SVG file, and where in the file it stands.

use crate::error::{Kind, Result};
use crate::limits;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::ops::Range;

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// An SVG file as text without its byte order mark.
pub(crate) struct Source<'a> {
    pub text: Cow<'a, str>,
    /// Whether the bytes of the file are those of the text, so that it can be changed.
    pub is_writable: bool,
    /// The bytes before the text.
    mark: usize,
}

impl<'a> Source<'a> {
    /// Reads UTF-8, and UTF-16 that says so by its byte order mark, as XML 1.0 §4.3.3 wants it.
    ///
    /// # Errors
    /// [`Kind::TooLarge`] past [`limits::SVG`], [`Kind::NotUtf8`] for other encodings, at the byte.
    pub fn open(bytes: &'a [u8]) -> Result<Source<'a>> {
        if bytes.len() > limits::SVG {
            return Err(Kind::TooLarge.into());
        }
        if let Some(text) = utf16(bytes) {
            let text = Cow::Owned(text.ok_or(Kind::NotUtf8.at_byte(0))?);
            return Ok(Source { text, is_writable: false, mark: 2 });
        }
        let text = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
        let mark = bytes.len() - text.len();
        let text = std::str::from_utf8(text).map_err(|error| Kind::NotUtf8.at_byte(mark + error.valid_up_to()))?;
        Ok(Source { text: Cow::Borrowed(text), is_writable: true, mark })
    }

    /// The byte of the file that stands at this byte of the text.
    pub fn byte(&self, at: usize) -> usize {
        if self.is_writable {
            self.mark + at
        } else {
            let before = self.text.get(..at).unwrap_or(&self.text);
            self.mark + 2 * before.encode_utf16().count()
        }
    }

    /// The bytes of the file that stand at these bytes of the text.
    pub fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end)
    }
}

/// Whether the root element is an `svg`.
pub(in crate::image) fn is_svg(bytes: &[u8]) -> bool {
    match utf16(&bytes[..bytes.len().min(limits::SVG)]) {
        Some(text) => text.is_some_and(|text| has_svg_root(text.as_bytes())),
        None => has_svg_root(bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes)),
    }
}

fn has_svg_root(bytes: &[u8]) -> bool {
    let mut reader = Reader::from_reader(bytes);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                return tag.local_name().as_ref() == "svg";
            }
            Ok(Event::Text(text)) if text.trim().is_empty() => {}
            Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_)) => {}
            _ => return false,
        }
    }
}

/// The text behind a byte order mark of UTF-16, if there is one: `Some(None)` where it is broken.
fn utf16(bytes: &[u8]) -> Option<Option<String>> {
    let (unit, body): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, body @ ..] => (u16::from_le_bytes, body),
        [0xfe, 0xff, body @ ..] => (u16::from_be_bytes, body),
        _ => return None,
    };
    let (pairs, rest) = body.as_chunks();
    let units = pairs.iter().copied().map(unit);
    let text = char::decode_utf16(units).collect::<std::result::Result<String, _>>();
    Some(text.ok().filter(|_| rest.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_file() {
        let text = "<svg>ä😀!</svg>";
        let at = text.find('!').unwrap();
        let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let source = Source::open(&wide).unwrap();
        assert_eq!((&source.text[..], source.is_writable), (text, false));
        assert_eq!(&wide[source.byte(at)..][..2], &[0, b'!']);
        let marked = format!("\u{feff}{text}");
        let source = Source::open(marked.as_bytes()).unwrap();
        assert_eq!(marked.as_bytes()[source.byte(at)], b'!');
    }

    #[test]
    fn other_encodings_are_refused_at_the_byte() {
        for (bytes, at) in [(&b"<svg>\xe4</svg>"[..], 5), (b"\xff\xfe\0\xd8<\0", 0), (b"\xff\xfe<", 0)] {
            assert_eq!(Source::open(bytes).err(), Some(Kind::NotUtf8.at_byte(at)));
        }
    }

    #[test]
    fn an_svg_is_held_to_its_size() {
        let of = |size: usize| format!("<svg>{}</svg>", " ".repeat(size - 11)).into_bytes();
        assert!(Source::open(&of(limits::SVG)).is_ok());
        let error = Source::open(&of(limits::SVG + 1)).err();
        assert_eq!(error.map(|error| error.kind), Some(Kind::TooLarge));
    }
}
