//! Short marks of long things, for telling whether something was seen before.

use flate2::Crc;
use sha2::{Digest, Sha256};

/// 64 bits of the SHA-256: among a million things, two differ alike once in 37 million runs.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte))
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
