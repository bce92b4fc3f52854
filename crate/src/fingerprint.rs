//! Short marks of long things, for telling whether something was seen before.

use badgepack_deflate::Crc;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};

/// 64 bits of the SHA-256: among a million things, two differ alike once in 37 million runs.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte))
}

/// A set of fingerprints, which are spread evenly already and need no second hash.
pub(crate) type Seen = HashSet<u64, BuildHasherDefault<AsIs>>;

/// An empty set with room for so many.
pub(crate) fn seen(room: usize) -> Seen {
    HashSet::with_capacity_and_hasher(room, BuildHasherDefault::default())
}

/// Takes a number for its own hash.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |all, byte| (all << 8) | u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// CRC-32 of slices that stand behind each other.
pub(crate) fn crc32<'a>(slices: impl IntoIterator<Item = &'a [u8]>) -> u32 {
    let mut crc = Crc::new();
    slices.into_iter().for_each(|slice| crc.update(slice));
    crc.sum()
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
