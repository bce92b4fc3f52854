//! CRC-32 as ZIP and PNG have it (ISO 3309; RFC 1952, 8).

use std::sync::LazyLock;

/// Words that go through side by side: none waits for the one before it, but for the one above it.
const LANES: usize = 5;
const WORD: usize = 4;
const ROW: usize = LANES * WORD;

/// What each byte of a word adds to a checksum.
type Tables = [[u32; 256]; WORD];

/// Made once, at first use: as data they would be 8 KB of a page.
static TABLES: LazyLock<Both> = LazyLock::new(|| {
    // With 0 to 19 bytes behind the one.
    let mut behind = [[0; 256]; ROW];
    for byte in 0..256_usize {
        let mut crc = byte as u32;
        for table in &mut behind {
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
            }
            table[byte] = crc;
        }
    }
    let [d, c, b, a, .., h, g, f, e] = behind;
    Both { word: [a, b, c, d], row: [e, f, g, h] }
});

struct Both {
    /// For a word that ends here.
    word: Tables,
    /// For a word that stands a row before the one that is next.
    row: Tables,
}

/// A checksum in the making.
pub struct Crc {
    state: u32,
}

impl Default for Crc {
    fn default() -> Self {
        Self::new()
    }
}

impl Crc {
    /// The checksum of nothing.
    pub fn new() -> Self {
        Self { state: !0 }
    }

    /// Goes on with these bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        let Both { word, row } = &*TABLES;
        let mut crc = self.state;
        let (rows, mut rest) = bytes.as_chunks::<ROW>();
        if let Some((last, rows)) = rows.split_last() {
            let mut lanes = [crc, 0, 0, 0, 0];
            for bytes in rows {
                for (lane, bytes) in lanes.iter_mut().zip(bytes.as_chunks::<WORD>().0) {
                    *lane = four(row, *lane ^ u32::from_le_bytes(*bytes));
                }
            }
            crc = 0;
            for (lane, bytes) in lanes.iter().zip(last.as_chunks::<WORD>().0) {
                crc = four(word, crc ^ lane ^ u32::from_le_bytes(*bytes));
            }
        }
        while let Some((byte, others)) = rest.split_first() {
            crc = (crc >> 8) ^ word[3][usize::from(crc as u8 ^ byte)];
            rest = others;
        }
        self.state = crc;
    }

    /// The checksum.
    pub fn sum(&self) -> u32 {
        !self.state
    }
}

#[inline(always)]
fn four(tables: &Tables, word: u32) -> u32 {
    let byte = |at: usize| (word >> (8 * at)) as usize % 256;
    tables[0][byte(0)] ^ tables[1][byte(1)] ^ tables[2][byte(2)] ^ tables[3][byte(3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        let mut crc = Crc::new();
        assert_eq!(crc.sum(), 0);
        crc.update(b"123456789");
        assert_eq!(crc.sum(), 0xcbf4_3926);
    }
}
