//! What an answer is, told by its bytes: servers' own words for it are often wrong.

use crate::badge::Document;
use crate::error::{Kind, Result};
use crate::image::{self, Format};
use crate::json;
use crate::limits;
use crate::payload::Payload;

/// The content of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// White space at most.
    Nothing,
    Json,
    /// A signed badge.
    Jws,
    Picture(Format),
    /// A web page, or other markup.
    Page,
    /// Anything else; whoever looks into it says what it is.
    Other,
}

impl Content {
    pub fn of(body: &[u8]) -> Self {
        if let Some(format) = image::detect(body) {
            return Self::Picture(format);
        }
        match text(body).first() {
            None => Self::Nothing,
            Some(b'{' | b'[') => Self::Json,
            Some(b'<') => Self::Page,
            Some(_) => match std::str::from_utf8(body).map(Payload::parse) {
                Ok(Ok(Payload::Jws(_))) => Self::Jws,
                _ => Self::Other,
            },
        }
    }

    /// The ending of such a file's name.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Self::Json => Some(".json"),
            Self::Jws => Some(".jwt"),
            Self::Picture(Format::Png) => Some(".png"),
            Self::Picture(Format::Svg) => Some(".svg"),
            Self::Nothing | Self::Page | Self::Other => None,
        }
    }
}

/// Reads JSON or a signed badge.
///
/// # Errors
/// [`Kind::TooLarge`] past [`limits::RECORD`], [`Kind::BadgePage`] for a web page,
/// [`Kind::NotJson`] for anything else that is neither.
pub(super) fn read_document(body: &[u8]) -> Result<Document> {
    if body.len() > limits::RECORD {
        return Err(Kind::TooLarge.into());
    }
    match Content::of(body) {
        Content::Json => json::read(text(body)).map(Document::of).map_err(|_| Kind::NotJson.into()),
        Content::Jws => {
            let payload = std::str::from_utf8(body).ok().and_then(|body| Payload::parse(body).ok());
            payload.and_then(|payload| Document::read(&payload)).ok_or(Kind::NotJson.into())
        }
        Content::Page => Err(Kind::BadgePage.into()),
        Content::Nothing | Content::Picture(_) | Content::Other => Err(Kind::NotJson.into()),
    }
}

/// Without the byte order mark and white space in front.
fn text(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_by_its_bytes() {
        let jws = "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln";
        for (body, content) in [
            (&b""[..], Content::Nothing),
            (b"\xef\xbb\xbf \r\n", Content::Nothing),
            (b"\xef\xbb\xbf\n{\"a\":1}", Content::Json),
            (b" [1]", Content::Json),
            (jws.as_bytes(), Content::Jws),
            (b"\x89PNG\r\n\x1a\n\0\0", Content::Picture(Format::Png)),
            (b"<svg/>", Content::Picture(Format::Svg)),
            (b"\n<!DOCTYPE html><html><svg/></html>", Content::Page),
            (b"GIF89a", Content::Other),
            (b"not found", Content::Other),
        ] {
            assert_eq!(Content::of(body), content, "{}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn what_is_no_document_says_what_came_instead() {
        let code = |body: &[u8]| read_document(body).unwrap_err().code();
        assert_eq!(code(b"<html>"), "badge-page");
        assert_eq!(code(b"{\"a\":"), "not-json");
        assert_eq!(code(b"not found"), "not-json");
        assert_eq!(code(&vec![b' '; limits::RECORD + 1]), "too-large");
    }
}
