//! Text files: JSON, a signed badge, an address.

use super::Found;
use crate::badge::Document;
use crate::error::{Error, Kind, Result};
use crate::image::Warning;
use crate::limits;
use crate::payload::{Payload, Version, read_json};
use serde_json::Value;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a text file. Unlike in a picture, JSON may be a list here: what servers hand out often is.
///
/// # Errors
/// Those of [`Payload::parse`], with bytes of the file; [`Kind::NotUtf8`]; [`Kind::NotBadge`] where
/// it does not even begin as one of the three.
pub(super) fn read(bytes: &[u8]) -> Result<(Found, Option<Document>)> {
    if bytes.len() > limits::RECORD {
        return Err(Kind::TooLarge.into());
    }
    let body = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mark = bytes.len() - body.len();
    let is_json = body.trim_ascii_start().starts_with(b"{") || body.trim_ascii_start().starts_with(b"[");
    let text = std::str::from_utf8(body).map_err(|error| match is_json || is_utf16(bytes) {
        true => Kind::NotUtf8.at_byte(mark + error.valid_up_to()),
        false => Kind::NotBadge.into(),
    })?;
    let place = |error: Error| match error.place {
        crate::Place::Byte(byte) => error.kind.at_byte(mark + byte as usize),
        _ if error.kind == Kind::NotPayload => Kind::NotBadge.into(),
        _ => error,
    };
    let (payload, document) = if body.trim_ascii_start().starts_with(b"[") {
        let value = read_json(text).map_err(place)?;
        let version = value.get(0).map_or(Version::Unknown, Version::of);
        (("json", version, text.to_owned()), Some(Document::of(Value::Array(list(value)))))
    } else {
        let payload = Payload::parse(text).map_err(place)?;
        ((payload.form(), payload.version(), payload.text().to_owned()), Document::read(&payload))
    };
    let (form, version, text) = payload;
    let warnings = if mark > 0 { vec![Warning::ByteOrderMark] } else { Vec::new() };
    Ok((Found { text, form, version, place: 0..bytes.len(), carrier: "file".to_owned(), warnings }, document))
}

fn list(value: Value) -> Vec<Value> {
    match value {
        Value::Array(all) => all,
        other => vec![other],
    }
}

/// UTF-16 says so by its byte order mark; it is no JSON (RFC 8259 §8.1), but people save it.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(bytes: &[u8]) -> Error {
        read(bytes).unwrap_err()
    }

    #[test]
    fn a_text_is_carried_by_its_file() {
        let (found, document) = read(b"\n{\"type\":\"Assertion\"} ").unwrap();
        assert_eq!((found.form, found.carrier.as_str(), found.place), ("json", "file", 0..22));
        assert!(document.is_some());
        let (found, document) = read(b" https://example.org/a\r\n").unwrap();
        assert_eq!((found.form, found.text.as_str(), document), ("url", "https://example.org/a", None));
    }

    #[test]
    fn a_list_is_a_document_too() {
        let (found, document) =
            read(br#"[{"@context":"https://w3id.org/openbadges/v2","type":"Assertion"},{}]"#).unwrap();
        assert_eq!((found.form, found.version), ("json", Version::V2_0));
        assert!(matches!(document, Some(Document::List(all)) if all.len() == 2));
    }

    #[test]
    fn a_byte_order_mark_is_forgiven_and_counted() {
        let (found, _) = read(b"\xef\xbb\xbf{}").unwrap();
        assert_eq!((found.text.as_str(), found.warnings), ("{}", vec![Warning::ByteOrderMark]));
        assert_eq!(failure(b"\xef\xbb\xbf{\"a\":}"), Kind::NotPayload.at_byte(8));
    }

    #[test]
    fn what_is_wrong_is_said_of_the_file() {
        assert_eq!(failure(b""), Kind::Empty.into());
        assert_eq!(failure(b"hello"), Kind::NotBadge.into());
        assert_eq!(failure(b"\x7fELF\xff"), Kind::NotBadge.into());
        assert_eq!(failure(b"{\"a\":\"L\xf6ten\"}"), Kind::NotUtf8.at_byte(7));
        assert_eq!(failure(b"\xff\xfe{\0}\0"), Kind::NotUtf8.at_byte(0));
        assert_eq!(failure(b"[1,"), Kind::NotPayload.at_byte(2));
        assert_eq!(failure(&b"[".repeat(100_000)).kind, Kind::TooLarge);
        assert_eq!(failure(&b" ".repeat(limits::RECORD + 1)).kind, Kind::TooLarge);
    }
}
