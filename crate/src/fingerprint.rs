//! Short marks of long things, for telling whether something was seen before.

use sha2::{Digest, Sha256};

/// 64 bits of the SHA-256: among a million things, two differ alike once in 37 million runs.
pub(crate) fn fingerprint(bytes: &[u8]) -> u64 {
    let hash = Sha256::digest(bytes);
    hash.iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte))
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
