//! What stands behind the keyword of a text chunk, and how it is read.

use crate::error::{Kind, Result};
use crate::limits;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use std::ops::Range;

/// What follows the keyword, not yet read.
pub(super) enum Body {
    /// The text itself.
    Plain { text: Range<usize>, charset: Charset },
    /// The text as a zlib stream.
    Deflated { stream: Range<usize>, charset: Charset },
    /// The address, or the JSON, in what old Moodles put where the flags should be:
    /// `'json'`, NUL, `''`, NUL, `"{'method': 'hosted', 'assertionUrl': '…'}"`.
    Moodle(Range<usize>),
    /// None of these, from this byte on.
    Broken(usize),
}

/// How the bytes of a text stand for letters.
#[derive(Clone, Copy)]
pub(super) enum Charset {
    /// Anything else is an error: a guess would break signatures.
    Utf8,
    /// Latin-1 as the standard says, but UTF-8 where it is that: who bakes JSON into a `tEXt`
    /// does not know of Latin-1, and no Latin-1 text looks like UTF-8 by chance.
    Latin1,
}

impl Body {
    /// The byte at which the text begins, or what stands for it.
    pub fn start(&self) -> usize {
        match self {
            Body::Plain { text: range, .. } | Body::Deflated { stream: range, .. } | Body::Moodle(range) => range.start,
            Body::Broken(start) => *start,
        }
    }

    /// The text.
    ///
    /// # Errors
    /// [`Kind::NotUtf8`] at the byte, [`Kind::TooLarge`] past [`limits::INFLATED_TEXT`],
    /// [`Kind::Malformed`] for what cannot be inflated or is no text chunk at all.
    pub fn read(&self, bytes: &[u8]) -> Result<String> {
        match self {
            Body::Plain { text, charset } => {
                let raw = bytes.get(text.clone()).unwrap_or_default();
                charset.read(raw).map_err(|valid| Kind::NotUtf8.at_byte(text.start + valid))
            }
            Body::Deflated { stream, charset } => {
                let raw = inflate(bytes.get(stream.clone()).unwrap_or_default())
                    .map_err(|kind| kind.at_byte(stream.start))?;
                charset.read(&raw).map_err(|_| Kind::NotUtf8.at_byte(stream.start))
            }
            Body::Moodle(text) => {
                let raw = bytes.get(text.clone()).unwrap_or_default();
                Charset::Utf8.read(raw).map_err(|valid| Kind::NotUtf8.at_byte(text.start + valid))
            }
            Body::Broken(start) => Err(Kind::Malformed.at_byte(*start)),
        }
    }
}

impl Charset {
    /// The text, or how many bytes of it are sound.
    fn read(self, raw: &[u8]) -> std::result::Result<String, usize> {
        match (std::str::from_utf8(raw), self) {
            (Ok(text), _) => Ok(text.to_owned()),
            (Err(_), Charset::Latin1) => Ok(raw.iter().copied().map(char::from).collect()),
            (Err(error), Charset::Utf8) => Err(error.valid_up_to()),
        }
    }
}

fn inflate(stream: &[u8]) -> std::result::Result<Vec<u8>, Kind> {
    decompress_to_vec_zlib_with_limit(stream, limits::INFLATED_TEXT).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Kind::TooLarge,
        _ => Kind::Malformed,
    })
}
