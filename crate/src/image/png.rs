//! PNG: one text chunk straight after `IHDR`, every other byte as it was.
//!
//! Written for this and not taken from a crate: the known ones decode and encode again, or refuse
//! a wrong checksum, or lose what they do not know.

mod body;
pub(crate) mod chunk;
mod metadata;
mod sound;
pub(crate) mod text;

use super::candidate::{Candidate, choose};
use super::{Carrier, Keyword, Unbaked, Warning, warning::warn};
use crate::archive::Sha;
use crate::error::{Kind, Result};
use crate::limits;
use crate::payload::{Payload, Version};
use crate::splice::Splice;
use body::Body;
use chunk::Chunk;
pub(super) use metadata::drawing_only;
use sha2::{Digest, Sha256};
pub(super) use sound::sound;
use std::ops::Range;
use text::TextChunk;
pub use text::TextType;

/// PNG §5.2; made so that a transfer in text mode damages it.
pub(crate) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Whether the bytes are a PNG, or the beginning of one.
pub(super) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE) || (!bytes.is_empty() && SIGNATURE.starts_with(bytes))
}

/// Whether the bytes were a PNG before something rewrote them.
pub(super) fn is_damaged_png(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(32)];
    bytes.starts_with(b"\x89PNG") || start.windows(4).any(|word| word == b"IHDR")
}

/// Width and height, as `IHDR` says (PNG §11.2.1).
pub(crate) fn size(bytes: &[u8]) -> (Option<u32>, Option<u32>) {
    let side = |at: usize| bytes.get(at..)?.first_chunk().copied().map(u32::from_be_bytes);
    (side(16), side(20))
}

pub(super) fn unbake(bytes: &[u8]) -> Result<Option<Unbaked>> {
    let chunks = chunk::walk(bytes)?;
    let found: Vec<Found> = chunks.iter().filter_map(|chunk| Found::in_chunk(bytes, chunk)).collect();
    let Some(mut badge) = choose(&found)? else {
        return Ok(None);
    };
    if chunks.iter().any(|chunk| !chunk.has_right_crc(bytes)) {
        warn(&mut badge.warnings, Warning::Crc);
    }
    if chunks.last().is_some_and(|last| last.span.end < bytes.len()) {
        warn(&mut badge.warnings, Warning::TrailingData);
    }
    Ok(Some(badge))
}

pub(super) fn bake(bytes: &[u8], payload: &Payload) -> Result<Splice> {
    rewrite(bytes, Some(chunk::write(text::write(payload))))
}

pub(super) fn strip(bytes: &[u8]) -> Result<Splice> {
    rewrite(bytes, None)
}

/// A mark of the pixels: equal for two files that differ only in what is no pixel.
///
/// # Errors
/// As [`unbake`].
pub(super) fn drawing(bytes: &[u8]) -> Result<Sha> {
    const DRAWS: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"fcTL", b"fdAT"];
    let mut hash = Sha256::new();
    let mut last = None;
    for chunk in chunk::walk(bytes)?.iter().filter(|chunk| DRAWS.contains(&&chunk.kind)) {
        // How the data is cut into chunks is no pixel's business.
        if last != Some(chunk.kind) {
            hash.update(chunk.kind);
        }
        last = Some(chunk.kind);
        hash.update(bytes.get(chunk.data()).unwrap_or_default());
    }
    Ok(hash.finalize().into())
}

/// Drops every badge and puts the new one, if any, straight after `IHDR`: nothing else changes
/// its place against its neighbours there, so even chunks that are unsafe to copy stay right.
fn rewrite(bytes: &[u8], badge: Option<Vec<u8>>) -> Result<Splice> {
    let chunks = chunk::walk(bytes)?;
    let mut splice = Splice::default();
    splice.keep(0..SIGNATURE.len());
    let mut badge = badge;
    let mut written = 0;
    for chunk in &chunks {
        if TextChunk::of(bytes, chunk).is_none() {
            splice.keep(chunk.span.clone());
            written += 1;
        }
        // The walk has seen to it that the first chunk is IHDR.
        if let Some(badge) = badge.take() {
            splice.insert(badge);
            written += 1;
        }
    }
    if written > limits::PNG_CHUNKS {
        return Err(Kind::TooLarge.into());
    }
    splice.keep(chunks.last().map_or(0, |last| last.span.end)..bytes.len());
    Ok(splice)
}

/// A text chunk under one of the badge keywords, and where it stands.
struct Found<'a> {
    bytes: &'a [u8],
    span: Range<usize>,
    text: TextChunk,
}

impl<'a> Found<'a> {
    fn in_chunk(bytes: &'a [u8], chunk: &Chunk) -> Option<Self> {
        let text = TextChunk::of(bytes, chunk)?;
        Some(Found { bytes, span: chunk.span.clone(), text })
    }
}

impl Candidate for Found<'_> {
    /// Sound `iTXt` before `zTXt` before `tEXt`, in each OB 3.0 before OB 2.0 before CLR; what is
    /// broken comes last.
    fn rank(&self) -> usize {
        let kind = match (&self.text.body, self.text.kind) {
            (Body::Moodle(_) | Body::Broken(_), _) => 3,
            (_, TextType::Itxt) => 0,
            (_, TextType::Ztxt) => 1,
            (_, TextType::Text) => 2,
        };
        kind * Keyword::ALL.len() + self.text.keyword as usize
    }

    fn keyword(&self) -> Option<Keyword> {
        Some(self.text.keyword)
    }

    fn place(&self) -> Range<usize> {
        self.span.clone()
    }

    fn text_start(&self) -> usize {
        self.text.body.start()
    }

    fn carrier(&self) -> Carrier {
        Carrier::Chunk { kind: self.text.kind, keyword: self.text.keyword }
    }

    fn text(&self) -> Result<String> {
        self.text.read(self.bytes)
    }

    fn warnings(&self, badge: &Unbaked) -> Vec<Warning> {
        let mut warnings = Vec::new();
        match self.text.body {
            Body::Deflated { .. } => warn(&mut warnings, Warning::Compressed),
            Body::Moodle(_) => warn(&mut warnings, Warning::MalformedItxt),
            Body::Plain { .. } | Body::Broken(_) => {}
        }
        let version = badge.version();
        if version != Version::Unknown && Keyword::of(version) != self.text.keyword {
            warn(&mut warnings, Warning::KeywordMismatch);
        }
        let is_address = matches!(badge.payload, Payload::Url(_));
        let in_itxt = self.text.kind == TextType::Itxt;
        if is_address == in_itxt && !matches!(self.text.body, Body::Moodle(_)) {
            warn(&mut warnings, Warning::ChunkType);
        }
        warnings
    }
}
