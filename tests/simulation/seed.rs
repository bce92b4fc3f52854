//! Numbers that follow from a seed and from nothing else.

/// A stream of numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// The stream of this seed for this purpose, so that one more draw here changes nothing there.
    pub fn of(seed: u64, purpose: &str) -> Self {
        Self(mixed(seed, purpose, 0))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        finished(self.0)
    }

    /// 0 to `most`, without it.
    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    pub fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

/// A number of these three: the same for the how-manieth try at an address, whatever came before it.
pub fn mixed(seed: u64, text: &str, nth: u64) -> u64 {
    let start = finished(seed ^ nth.wrapping_mul(0xd6e8_feb8_6659_fd93));
    finished(text.bytes().fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

fn finished(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
