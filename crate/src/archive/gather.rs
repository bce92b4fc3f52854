//! A text that grows with the number of records, deflated as it grows.

use super::{Sha, Shelf};
use badgepack_deflate::{Crc, Deflater};
use sha2::{Digest, Sha256};

/// What is shelved at a time, or a little more; smaller pieces cost a call each.
pub(super) const PIECE: usize = 16 * 1024;

/// Deflates all of `content`, or tells that this would not make it smaller.
pub(super) fn deflate_whole(deflater: &mut Deflater, content: &[u8]) -> Option<Vec<u8>> {
    deflater.write(content);
    deflater.finish();
    // A deflated text must save its reader something: one byte less at least.
    Some(deflater.take()).filter(|packed| packed.len() < content.len())
}

/// A text in the making: it is deflated, measured and hashed as it grows, and holds no text but its last 64 KiB.
pub struct Gather {
    shelf: Shelf,
    deflater: Deflater,
    crc: Crc,
    sha: Sha256,
    size: u64,
    packed: u64,
}

/// What is known of a gathered text at its end.
pub struct Gathered {
    /// CRC-32 of the text.
    pub crc: u32,
    /// Bytes of the text.
    pub size: u64,
    /// Bytes on the shelf.
    pub packed: u64,
    /// SHA-256 of the text.
    pub sha: Sha,
}

impl Gather {
    pub(super) fn new(shelf: Shelf) -> Self {
        Self { shelf, deflater: Deflater::new(), crc: Crc::new(), sha: Sha256::new(), size: 0, packed: 0 }
    }

    pub(super) fn shelf(&self) -> Shelf {
        self.shelf
    }

    pub(super) fn add(&mut self, bytes: &[u8], shelve: impl FnOnce(Vec<u8>)) {
        self.crc.update(bytes);
        self.sha.update(bytes);
        self.size += bytes.len() as u64;
        self.deflater.write(bytes);
        if self.deflater.ready() >= PIECE {
            self.hand_on(shelve);
        }
    }

    pub(super) fn finish(mut self, shelve: impl FnOnce(Vec<u8>)) -> Gathered {
        self.deflater.finish();
        self.hand_on(shelve);
        Gathered { crc: self.crc.sum(), size: self.size, packed: self.packed, sha: self.sha.finalize().into() }
    }

    fn hand_on(&mut self, shelve: impl FnOnce(Vec<u8>)) {
        let packed = self.deflater.take();
        self.packed += packed.len() as u64;
        shelve(packed);
    }
}
