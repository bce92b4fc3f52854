//! Where a text repeats itself, and what of it is worth saying (RFC 1951, 4).

use crate::tokens::{LONGEST, Tokens};

/// How far back a distance reaches (3.2.5).
pub const FARTHEST: usize = 32 * 1024;
/// The text that is at hand: what distances reach back to, and as much before the next move.
pub const ROOM: usize = 2 * FARTHEST;
/// A match that begins here can have its full length, and so can the two that are compared with it.
pub const LOOKAHEAD: usize = LONGEST + 4;

const HASH_BITS: u32 = 15;
const HEADS: usize = 1 << HASH_BITS;
/// Matches are found by their first four bytes; those of three are rarely shorter than the literals.
const FOUND: usize = 4;
/// From this distance on, a match of four bytes takes about as many bits as the literals, and spoils their code.
const TOO_FAR: usize = 4096;
/// How many places are looked at for a match, and for one that begins a byte later.
const DEPTH: u32 = 16;
const LATER_DEPTH: u32 = 8;
/// A match of this length is good enough: no other place is looked at, and no later one.
const NICE: usize = 32;

/// The text at hand, with room for a load of eight bytes at its last place.
pub type Text = [u8; ROOM + LOOKAHEAD];

/// Where each four bytes were seen, newest first.
///
/// Places are numbers that grow on from text to text, so that nothing is cleared between two: what stands
/// here from an earlier text lies before the beginning of the present one.
pub struct Matches {
    /// The newest place of each hash.
    heads: Box<[u32; HEADS]>,
    /// Of each of the last 32,768 places the one before it with the same hash.
    before: Box<[u32; FARTHEST]>,
    /// The place of the text's first byte that is at hand.
    base: u32,
}

/// Places are counted anew from here on.
const TURN: u32 = u32::MAX - 4 * ROOM as u32;

impl Default for Matches {
    fn default() -> Self {
        Self { heads: Box::new([0; HEADS]), before: Box::new([0; FARTHEST]), base: 1 }
    }
}

/// What can be said in place of bytes; nothing where the length is below [`FOUND`].
#[derive(Clone, Copy)]
struct Match {
    length: usize,
    distance: usize,
}

impl Match {
    /// Whether it is worth a literal to say this one, which begins a byte later: its bytes save more than
    /// its distance costs.
    #[inline(always)]
    fn is_better_than(self, other: Self) -> bool {
        let cost = |distance: usize| (distance as u32 | 1).ilog2() as i32;
        self.length >= other.length
            && 4 * (self.length as i32 - other.length as i32) + cost(other.distance) - cost(self.distance) > 2
    }
}

impl Matches {
    /// Forgets so many bytes at the text's beginning.
    pub fn forget(&mut self, bytes: usize) {
        if self.base > TURN {
            // Once in 4 GB: the text at hand begins at 1 again, and what lies before it is at 0.
            let less = self.base - 1;
            let places = self.heads.iter_mut().chain(self.before.iter_mut());
            places.for_each(|place| *place = place.saturating_sub(less));
            self.base = 1;
        }
        self.base += bytes as u32;
    }

    /// Takes the text from `at` on, up to `stop` or the end of a match beyond it, or until there is a block of
    /// tokens. Yields how far it came.
    pub fn parse(&mut self, text: &Text, mut at: usize, stop: usize, end: usize, tokens: &mut Tokens) -> usize {
        let Self { heads, before, base } = self;
        let mut search = Search { text, end, heads, before, base: *base };
        while at < stop && !tokens.is_block() {
            let bytes = search.four(at);
            let near = search.insert(at, bytes);
            let mut found = search.longest(at, bytes, near, FOUND - 1, DEPTH);
            if found.length < FOUND || (found.length == FOUND && found.distance >= TOO_FAR) {
                tokens.literal(bytes as u8);
                at += 1;
                continue;
            }
            let mut bytes = bytes;
            let mut known = at + 1;
            while found.length < NICE {
                let next = search.four(known);
                let near = search.insert(known, next);
                let later = search.longest(known, next, near, found.length - 1, LATER_DEPTH);
                known += 1;
                if !later.is_better_than(found) {
                    break;
                }
                tokens.literal(bytes as u8);
                (bytes, found) = (next, later);
                at += 1;
            }
            tokens.pair(found.length, found.distance);
            at += found.length;
            for place in known..at {
                let bytes = search.four(place);
                search.insert(place, bytes);
            }
        }
        at
    }
}

struct Search<'a> {
    text: &'a Text,
    end: usize,
    heads: &'a mut [u32; HEADS],
    before: &'a mut [u32; FARTHEST],
    base: u32,
}

impl Search<'_> {
    #[inline(always)]
    fn four(&self, at: usize) -> u32 {
        let at = at % ROOM;
        <[u8; 4]>::try_from(&self.text[at..at + 4]).map(u32::from_le_bytes).unwrap_or_default()
    }

    #[inline(always)]
    fn eight(&self, at: usize) -> u64 {
        let at = at % ROOM;
        <[u8; 8]>::try_from(&self.text[at..at + 8]).map(u64::from_le_bytes).unwrap_or_default()
    }

    /// Notes the place of these bytes. Yields the newest one with the same hash.
    #[inline(always)]
    fn insert(&mut self, at: usize, bytes: u32) -> u32 {
        let hash = (bytes.wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS)) as usize;
        let near = std::mem::replace(&mut self.heads[hash], self.base + at as u32);
        self.before[at % FARTHEST] = near;
        near
    }

    /// The longest match of what is at `at` and begins with `bytes` that is longer than `length`, and the nearest of
    /// these; `near` is the first place to look at.
    #[inline(always)]
    fn longest(&self, at: usize, bytes: u32, mut near: u32, mut length: usize, depth: u32) -> Match {
        let mut best = Match { length: 0, distance: 0 };
        // What stands before the text's beginning is of an earlier text.
        let far = self.base.max((self.base + at as u32).saturating_sub(FARTHEST as u32));
        if near < far {
            return best;
        }
        let mut tail = self.four(at + length - 3);
        let mut left = depth;
        loop {
            let place = (near - self.base) as usize;
            if self.four(place + length - 3) == tail && self.four(place) == bytes {
                // What stands behind the text's end may be of an earlier text.
                let most = LONGEST.min(self.end - at);
                let here = self.same(at, place, most);
                if here > length {
                    best = Match { length: here, distance: at - place };
                    if here >= NICE.min(most) {
                        return best;
                    }
                    length = here;
                    tail = self.four(at + length - 3);
                }
            }
            near = self.before[place % FARTHEST];
            left -= 1;
            if near < far || left == 0 {
                return best;
            }
        }
    }

    /// How many bytes are the same at two places of which four are, up to `most`.
    #[inline(always)]
    fn same(&self, at: usize, place: usize, most: usize) -> usize {
        let mut length = FOUND;
        while length < most {
            let differing = self.eight(at + length) ^ self.eight(place + length);
            if differing != 0 {
                return most.min(length + (differing.trailing_zeros() / 8) as usize);
            }
            length += 8;
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Deflater;

    impl Matches {
        /// As after 4 GB.
        pub(crate) fn late() -> Self {
            Self { base: TURN - ROOM as u32, ..Self::default() }
        }
    }

    #[test]
    fn texts_are_deflated_the_same_while_places_are_counted_anew() {
        let words = |seed: u32| -> Vec<u8> {
            let word = |at: u32| (at.wrapping_mul(seed) >> 7) as u8 % 29;
            (0..50_000).flat_map(|at| [b'a' + word(at), b'z', b'y', b'a' + word(at / 3)]).collect()
        };
        let mut late = Deflater { matches: Matches::late(), ..Deflater::new() };
        for text in [words(77), words(12_345), words(99), words(77)] {
            let mut fresh = Deflater::new();
            let packed = [&mut late, &mut fresh].map(|deflater| {
                deflater.write(&text);
                deflater.finish();
                deflater.take()
            });
            assert!(packed[0] == packed[1]);
            assert!(miniz_oxide::inflate::decompress_to_vec(&packed[0]).unwrap() == text);
        }
        assert!(late.matches.base < TURN / 2, "the turn was in one of the texts");
    }
}
