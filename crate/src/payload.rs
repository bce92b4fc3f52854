//! What a picture carries: JSON, a signed badge, or an address.

mod jws;
mod version;

use crate::address::Address;
use crate::error::{Kind, Place, Result};
use crate::json;
use crate::limits;
use serde_json::Value;
pub use version::Version;
pub(crate) use version::last_words;

/// What a picture carries, parsed once.
///
/// Only [`parse`](Payload::parse) makes one, so a payload that exists can be baked: JSON is JSON
/// within the limits, a signature has the parts of one, an address is one.
///
/// ```
/// use badgepack::payload::{Payload, Version};
/// let served = r#"{ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion" }"#;
/// let payload = Payload::parse(served)?;
/// assert_eq!(payload.form(), "json");
/// assert_eq!(payload.version(), Version::V2_0);
/// assert_eq!(payload.text(), served);
/// # Ok::<(), badgepack::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// A JSON object, as it was served: every byte, white space around it included.
    #[non_exhaustive]
    Json(String),
    /// A compact JWS: a signed badge of OB 1–2, or a VC-JWT of OB 3.0 or CLR 2.0.
    #[non_exhaustive]
    Jws(String),
    /// The `http` or `https` address of a hosted assertion, in ASCII (RFC 3986).
    #[non_exhaustive]
    Url(String),
}

impl Payload {
    /// Reads a text that was served, pasted, or found in a picture.
    ///
    /// JSON is kept byte for byte but for one thing: a byte order mark before it is dropped. It
    /// marks an encoding and is no part of the text, RFC 8259 §8.1 forbids it, and other readers
    /// of the picture would stumble over it. A signature and an address are single words, so the
    /// white space around them is dropped too.
    ///
    /// # Errors
    /// [`Kind::Empty`] for blank text, [`Kind::TooLarge`] past [`limits::RECORD`] or
    /// [`limits::JSON_DEPTH`], [`Kind::NotPayload`] for anything else that is none of the three;
    /// in broken JSON with the byte at which it breaks.
    pub fn parse(text: &str) -> Result<Payload> {
        if text.len() > limits::RECORD {
            return Err(Kind::TooLarge.into());
        }
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let word = text.trim();
        if word.is_empty() {
            Err(Kind::Empty.into())
        } else if word.starts_with('{') {
            read_json(text)?;
            Ok(Payload::Json(text.to_owned()))
        } else if is_address(word) {
            Ok(Payload::Url(word.to_owned()))
        } else if jws::is_jws(word) {
            Ok(Payload::Jws(word.to_owned()))
        } else {
            Err(Kind::NotPayload.into())
        }
    }

    /// The text to bake.
    pub fn text(&self) -> &str {
        match self {
            Payload::Json(text) | Payload::Jws(text) | Payload::Url(text) => text,
        }
    }

    /// The form in a word: `json`, `jwt` or `url`.
    pub fn form(&self) -> &'static str {
        match self {
            Payload::Json(_) => "json",
            Payload::Jws(_) => "jwt",
            Payload::Url(_) => "url",
        }
    }

    /// The version of Open Badges, told from the JSON or from the claims that are signed.
    ///
    /// An address says nothing of its own: [`Version::UpTo2_0`], the versions that have hosted
    /// badges.
    pub fn version(&self) -> Version {
        match self {
            Payload::Url(_) => Version::UpTo2_0,
            Payload::Json(_) | Payload::Jws(_) => self.value().map_or(Version::Unknown, |value| Version::of(&value)),
        }
    }

    /// The header of a signature; not verified.
    pub(crate) fn header(&self) -> Option<Value> {
        match self {
            Payload::Jws(text) => jws::header(text),
            Payload::Json(_) | Payload::Url(_) => None,
        }
    }

    /// Whether this has anything of a credential, of whatever version; a server's `{"detail": …}` has not.
    pub(crate) fn is_credential(&self) -> bool {
        let signs = ["@context", "type", "@type", "badge", "recipient", "credentialSubject", "verifiableCredential"];
        self.value().is_some_and(|json| signs.iter().any(|sign| json.get(sign).is_some()))
    }

    /// The JSON, or the claims that are signed; nothing behind an address.
    pub fn value(&self) -> Option<Value> {
        match self {
            Payload::Json(text) => read_json(text).ok(),
            Payload::Jws(text) => jws::claims(text),
            Payload::Url(_) => None,
        }
    }
}

/// The byte order mark, as it looks once it is decoded.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Whether this is an absolute `http` or `https` address in ASCII.
pub(crate) fn is_address(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_graphic()) && Address::parse(word).is_some()
}

/// Reads JSON, and says where and why where it is none.
pub(crate) fn read_json(text: &str) -> Result<Value> {
    json::read(text.as_bytes()).map_err(|error| {
        let kind = if nesting(text) >= limits::JSON_DEPTH { Kind::TooLarge } else { Kind::NotPayload };
        let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
        let start: usize = lines.map(str::len).sum();
        kind.at(Place::Byte((start + error.column().saturating_sub(1)) as u64))
    })
}

/// How many objects and arrays stand within each other in JSON.
fn nesting(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        Payload::parse(text).unwrap_err().code()
    }

    #[test]
    fn json_is_kept_as_served() {
        let served = "\n { \"b\" : 1.0,\r\n\"a\":\"\\u00e4ä\" }\n";
        assert_eq!(Payload::parse(served).unwrap().text(), served);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let payload = Payload::parse("\u{feff} {\"a\":1}").unwrap();
        assert_eq!(payload.text(), " {\"a\":1}");
    }

    #[test]
    fn an_address_is_a_word_of_http() {
        let payload = Payload::parse(" https://example.org/a1.json\n").unwrap();
        assert_eq!(payload.text(), "https://example.org/a1.json");
        assert_eq!((payload.form(), payload.version()), ("url", Version::UpTo2_0));
        for other in ["ftp://example.org/a", "/a1.json", "https://", "https://example.org/a b"] {
            assert_eq!(code(other), "not-payload", "{other}");
        }
    }

    #[test]
    fn blank_text_is_empty() {
        for blank in ["", " \r\n\t", "\u{feff}"] {
            assert_eq!(code(blank), "empty", "{blank:?}");
        }
    }

    #[test]
    fn broken_json_says_where_it_breaks() {
        let error = Payload::parse("{\n\"a\": 1,\n\"b\": }").unwrap_err();
        assert_eq!(error, Kind::NotPayload.at_byte(15));
    }

    #[test]
    fn json_is_refused_past_its_depth_and_its_size() {
        let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
        assert!(Payload::parse(&nested(limits::JSON_DEPTH - 2)).is_ok());
        assert_eq!(code(&nested(limits::JSON_DEPTH - 1)), "too-large");
        assert_eq!(code(&format!("{{\"a\":{}", "[".repeat(1_000_000))), "too-large");
        let filled = |size: usize| format!("{{\"a\":\"{}\"}}", "b".repeat(size - 8));
        assert!(Payload::parse(&filled(limits::RECORD)).is_ok());
        assert_eq!(code(&filled(limits::RECORD + 1)), "too-large");
    }

    #[test]
    fn brackets_in_a_text_are_no_depth() {
        let broken = format!("{{\"a\":\"\\\"{}\"", "[".repeat(500));
        assert_eq!(code(&broken), "not-payload");
    }
}
