//! The chunks of a PNG (PNG §5.3), walked without reading what is in them.

use super::SIGNATURE;
use crate::error::{Kind, Result};
use crate::fingerprint::crc32;
use crate::limits;
use std::ops::Range;

/// A chunk, by the bytes that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    /// The four letters of its type.
    pub kind: [u8; 4],
    /// From its length to its checksum, both included.
    pub span: Range<usize>,
}

/// Length and type before the data, checksum after it.
const BEFORE: usize = 8;
const AFTER: usize = 4;
/// The data of an `IHDR`.
const HEADER: usize = 13;

impl Chunk {
    /// The bytes of its data.
    pub fn data(&self) -> Range<usize> {
        self.span.start + BEFORE..self.span.end - AFTER
    }

    /// Whether the checksum is that of type and data.
    pub fn has_right_crc(&self, bytes: &[u8]) -> bool {
        let data = self.data();
        bytes.get(data.start - self.kind.len()..data.end).map(|bytes| crc32([bytes])) == number(bytes, data.end)
    }
}

/// Every chunk from `IHDR` to `IEND`. Bytes may follow the last one.
///
/// What the chunks say is not judged: a picture with wrong checksums or colours stays a picture.
///
/// # Errors
/// [`Kind::Truncated`] where a chunk goes past the end or `IEND` is missing,
/// [`Kind::Malformed`] where the first chunk is no `IHDR` or a type is not four letters,
/// [`Kind::TooLarge`] past [`limits::PNG_CHUNKS`].
pub(super) fn walk(bytes: &[u8]) -> Result<Vec<Chunk>> {
    let mut chunks = Vec::new();
    each(bytes, |chunk| chunks.push(chunk))?;
    Ok(chunks)
}

/// Tells every chunk from `IHDR` to `IEND`, those before a damage too; the errors are those of [`walk`].
pub(crate) fn each(bytes: &[u8], mut tell: impl FnMut(Chunk)) -> Result<()> {
    let mut at = SIGNATURE.len();
    let mut count = 0;
    loop {
        let chunk = chunk_at(bytes, at)?;
        if count == 0 && (&chunk.kind != b"IHDR" || chunk.data().len() != HEADER) {
            return Err(Kind::Malformed.at_byte(at));
        }
        if count == limits::PNG_CHUNKS {
            return Err(Kind::TooLarge.at_byte(at));
        }
        at = chunk.span.end;
        let is_last = &chunk.kind == b"IEND";
        tell(chunk);
        if is_last {
            return Ok(());
        }
        count += 1;
    }
}

fn chunk_at(bytes: &[u8], at: usize) -> Result<Chunk> {
    let truncated = || Kind::Truncated.at_byte(at);
    let length = number(bytes, at).ok_or_else(truncated)?;
    let kind = word(bytes, at + 4).ok_or_else(truncated)?;
    if !kind.iter().all(u8::is_ascii_alphabetic) {
        return Err(Kind::Malformed.at_byte(at + 4));
    }
    // Compared with what is left and not added to where we are: usize has 32 bits in wasm.
    let left = bytes.len() - at;
    let length = usize::try_from(length).map_err(|_| truncated())?;
    let whole = length.checked_add(BEFORE + AFTER).filter(|whole| *whole <= left);
    Ok(Chunk { kind, span: at..at + whole.ok_or_else(truncated)? })
}

/// A whole chunk, checksum included.
pub(crate) fn write((kind, data): ([u8; 4], Vec<u8>)) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(BEFORE + data.len() + AFTER);
    // A payload is held to limits::RECORD, far below what a length can say.
    chunk.extend((data.len() as u32).to_be_bytes());
    chunk.extend(kind);
    chunk.extend(data);
    let crc = crc32([&chunk[4..]]);
    chunk.extend(crc.to_be_bytes());
    chunk
}

fn word(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    word(bytes, at).map(u32::from_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let written = chunks.iter().map(|(kind, data)| write((**kind, data.to_vec())));
        SIGNATURE.iter().copied().chain(written.flatten()).collect()
    }

    fn failure(bytes: &[u8]) -> (Kind, crate::Place) {
        let error = walk(bytes).unwrap_err();
        (error.kind, error.place)
    }

    #[test]
    fn a_walk_ends_at_the_end_chunk() {
        let mut bytes = png(&[(b"IHDR", &[0; 13]), (b"prVa", b"kept"), (b"IEND", b"")]);
        bytes.extend(b"trailing");
        let chunks = walk(&bytes).unwrap();
        let kinds: Vec<_> = chunks.iter().map(|chunk| chunk.kind).collect();
        assert_eq!(kinds, [*b"IHDR", *b"prVa", *b"IEND"]);
        assert_eq!(&bytes[chunks[1].data()], b"kept");
        assert!(chunks.iter().all(|chunk| chunk.has_right_crc(&bytes)));
    }

    #[test]
    fn a_changed_byte_has_a_wrong_checksum() {
        let mut bytes = png(&[(b"IHDR", &[0; 13]), (b"IEND", b"")]);
        bytes[20] ^= 1;
        assert!(!walk(&bytes).unwrap()[0].has_right_crc(&bytes));
    }

    #[test]
    fn a_file_without_its_end_is_truncated() {
        let bytes = png(&[(b"IHDR", &[0; 13]), (b"IEND", b"")]);
        for length in SIGNATURE.len()..bytes.len() {
            assert_eq!(failure(&bytes[..length]).0, Kind::Truncated, "{length} bytes");
        }
        let mut bytes = png(&[(b"IHDR", &[0; 13]), (b"tEXt", b"")]);
        bytes[33..37].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(failure(&bytes), (Kind::Truncated, crate::Place::Byte(33)));
    }

    #[test]
    fn the_first_chunk_is_a_header() {
        for first in [(b"CgBI", &[0; 13][..]), (b"IHDR", &[0; 12])] {
            let bytes = png(&[first, (b"IEND", b"")]);
            assert_eq!(failure(&bytes), (Kind::Malformed, crate::Place::Byte(8)));
        }
    }

    #[test]
    fn a_type_is_four_letters() {
        let bytes = png(&[(b"IHDR", &[0; 13]), (b"a\0bc", b""), (b"IEND", b"")]);
        assert_eq!(failure(&bytes), (Kind::Malformed, crate::Place::Byte(37)));
    }

    #[test]
    fn chunks_are_counted() {
        let of = |count: usize| {
            let mut chunks: Vec<(&[u8; 4], &[u8])> = vec![(b"IHDR", &[0; 13])];
            chunks.resize(count - 1, (b"prVa", b""));
            chunks.push((b"IEND", b""));
            png(&chunks)
        };
        assert!(walk(&of(limits::PNG_CHUNKS)).is_ok());
        assert_eq!(failure(&of(limits::PNG_CHUNKS + 1)).0, Kind::TooLarge);
    }
}
