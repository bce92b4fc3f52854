//! Bits, packed into bytes (RFC 1951, 3.1.1).

/// Bytes that grow bit by bit, the lowest bit of a byte first.
///
/// Room is made for a whole block at a time, whose length is known before it is written, so that a
/// token costs a shift and a store of eight bytes.
#[derive(Default)]
pub struct Bits {
    out: Vec<u8>,
    /// Where the next byte goes; behind it there is room only.
    at: usize,
    held: u64,
    /// How many bits are held: fewer than eight after each [`flush`](Self::flush).
    count: u32,
}

impl Bits {
    /// Makes room for so many bits more.
    pub fn room(&mut self, bits: u64) {
        // Eight bytes are stored at once; and the end of a text finds room without asking for more.
        let end = self.at + (bits / 8) as usize + 16;
        if self.out.len() < end {
            self.out.resize(end + 16, 0);
        }
    }

    /// Adds the lowest bits of `value`, which has no others; at most 56 after a flush: 64 bits held would be one too many, because
    /// nothing can be shifted by 64.
    #[inline(always)]
    pub fn add(&mut self, value: u64, count: u32) {
        self.held |= value << self.count;
        self.count += count;
    }

    /// Makes sure that a literal can be added: 15 bits at most.
    #[inline(always)]
    pub fn flush_if_full(&mut self) {
        if self.count > 63 - 15 {
            self.flush();
        }
    }

    /// Puts the whole bytes that are held where they belong.
    #[inline(always)]
    pub fn flush(&mut self) {
        let room = self.out.get_mut(self.at..).and_then(|rest| rest.first_chunk_mut::<8>());
        debug_assert!(room.is_some(), "room was made for the block");
        if let Some(room) = room {
            *room = self.held.to_le_bytes();
        }
        self.at += (self.count / 8) as usize;
        self.held >>= self.count & !7;
        self.count &= 7;
    }

    /// Adds a few bits.
    pub fn put(&mut self, value: u32, count: u32) {
        self.add(value.into(), count);
        self.flush();
    }

    /// Fills the last byte up with zeros.
    pub fn align(&mut self) {
        self.count = self.count.next_multiple_of(8);
        self.flush();
    }

    /// Adds whole bytes, after a [`align`](Self::align).
    pub fn bytes(&mut self, bytes: &[u8]) {
        let end = self.at + bytes.len();
        if let Some(room) = self.out.get_mut(self.at..end) {
            room.copy_from_slice(bytes);
        }
        self.at = end;
    }

    /// How many bits of the last byte are in use.
    pub fn odd(&self) -> u32 {
        self.count
    }

    /// Whole bytes that can be taken.
    pub fn len(&self) -> usize {
        self.at
    }

    /// The whole bytes so far.
    pub fn take(&mut self) -> Vec<u8> {
        self.out.truncate(self.at);
        self.at = 0;
        std::mem::take(&mut self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_bit_comes_first() {
        let mut bits = Bits::default();
        bits.room(24);
        bits.put(0b1, 1);
        bits.put(0b10, 2);
        bits.put(0b1_0000_0000, 9);
        assert_eq!((bits.odd(), bits.len()), (4, 1));
        bits.align();
        assert_eq!(bits.take(), [0b0000_0101, 0b0000_1000]);
        bits.room(16);
        bits.bytes(b"ab");
        assert_eq!(bits.take(), b"ab");
    }

    #[test]
    fn the_longest_literal_fits_whatever_is_held() {
        for held in 0..=56 {
            let mut bits = Bits::default();
            bits.room(80);
            bits.add(0, held);
            bits.flush_if_full();
            bits.add(0x7fff, 15);
            bits.flush_if_full();
            bits.add(0, 1);
            bits.flush();
            bits.align();
            let sent = bits.take().into_iter().rev().fold(0_u128, |all, byte| all << 8 | u128::from(byte));
            assert_eq!(sent, 0x7fff << held, "{held}");
        }
    }
}
