//! `data:` URIs (RFC 2397): how pictures travel in JSON.

// Signed badges have this alphabet; the usual one differs in two letters and would be compiled beside it.
use base64ct::{Base64UrlUnpadded, Encoding};

/// The bytes of a `data:` URI, in base 64 or percent-encoded; `None` for anything else.
pub(super) fn read(uri: &str) -> Option<Vec<u8>> {
    let uri = uri.trim();
    let is_data = uri.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    let (kind, data) = uri.get(5..).filter(|_| is_data)?.split_once(',')?;
    let bytes = decoded(data)?;
    if !kind.to_ascii_lowercase().ends_with(";base64") {
        return Some(bytes);
    }
    let text = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
    let text: Vec<u8> = text.map(|byte| swapped(byte, b"+/", b"-_")).collect();
    Base64UrlUnpadded::decode_vec(std::str::from_utf8(&text).ok()?).ok()
}

/// Bytes as a `data:` URI of this media type.
pub(super) fn write(media: &str, bytes: &[u8]) -> String {
    let mut uri = ["data:", media, ";base64,"].concat();
    uri.extend(Base64UrlUnpadded::encode_string(bytes).bytes().map(|byte| char::from(swapped(byte, b"-_", b"+/"))));
    uri.push_str(match bytes.len() % 3 {
        1 => "==",
        2 => "=",
        _ => "",
    });
    uri
}

fn swapped(byte: u8, these: &[u8; 2], those: &[u8; 2]) -> u8 {
    these.iter().zip(those).find(|(this, _)| **this == byte).map_or(byte, |(_, that)| *that)
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                (digit(bytes.next())? * 16 + digit(bytes.next())?) as u8
            }
            byte => byte,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_read() {
        for uri in [
            "data:image/png;base64,AAECAw==",
            "DATA:;BASE64, AAEC\nAw",
            "data:image/png;base64,AAECAw%3D%3D",
            "data:,%00%01%02%03",
        ] {
            assert_eq!(read(uri), Some(vec![0, 1, 2, 3]), "{uri}");
        }
        for other in ["https://example.org/a.png", "data:image/png", "data:;base64,AA*A", "data:,%0"] {
            assert_eq!(read(other), None, "{other}");
        }
        assert_eq!(write("image/png", &[0, 1, 2, 3]), "data:image/png;base64,AAECAw==");
        assert_eq!(write("", &[0xfb, 0xff]), "data:;base64,+/8=");
        assert_eq!(read("data:;base64,+/8="), Some(vec![0xfb, 0xff]));
    }
}
