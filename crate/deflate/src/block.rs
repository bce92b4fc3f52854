//! A block, in the form that is the shortest for it (RFC 1951, 3.2.3).

use crate::bits::Bits;
use crate::huffman::{Code, lengths};
use crate::tokens::{DISTANCES, END, LITERALS, Said, Token, Tokens};

/// 3.2.3: the types of blocks.
const STORED: u32 = 0;
const FIXED: u32 = 1;
const DYNAMIC: u32 = 2;

/// 3.2.7: the order in which the lengths of the code for lengths are sent.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Writes tokens as a block; `raw` is what they stand for, as far as it is at hand.
pub fn write(bits: &mut Bits, tokens: &mut Tokens, raw: Option<&[u8]>, is_last: bool) {
    tokens.literals[END] = 1;
    let literals = lengths(&tokens.literals, 15);
    let distances = lengths(&tokens.distances, 15);
    let header = Header::of(&literals, &distances);
    let dynamic = tokens.bits(&literals, &distances) + header.bits();
    let fixed = tokens.bits(&FIXED_LITERALS, &FIXED_DISTANCES);
    let stored = raw.map_or(u64::MAX, |raw| {
        let fill = (bits.odd() + 3).next_multiple_of(8) - (bits.odd() + 3);
        u64::from(fill) + 32 + 8 * raw.len() as u64
    });
    bits.room(3 + stored.min(fixed).min(dynamic));
    let mut begin = |form: u32| {
        bits.put(u32::from(is_last) | form << 1, 3);
    };
    match raw {
        Some(raw) if stored <= fixed && stored <= dynamic => {
            begin(STORED);
            bits.align();
            // 3.2.4: the length, and its complement.
            let length = raw.len() as u16;
            bits.put(length.into(), 16);
            bits.put((!length).into(), 16);
            bits.bytes(raw);
        }
        _ if fixed <= dynamic => {
            begin(FIXED);
            body(bits, tokens.as_slice(), &Code::of_lengths(&FIXED_LITERALS), &Code::of_lengths(&FIXED_DISTANCES));
        }
        _ => {
            begin(DYNAMIC);
            header.write(bits);
            body(bits, tokens.as_slice(), &Code::of_lengths(&literals), &Code::of_lengths(&distances));
        }
    }
}

fn body(out: &mut Bits, tokens: &[Token], literals: &Code<LITERALS>, distances: &Code<DISTANCES>) {
    // Held here, the bits stay in registers.
    let mut bits = std::mem::take(out);
    for token in tokens {
        match token.said() {
            Said::Literal(byte) => {
                bits.flush_if_full();
                literals.add(byte.into(), &mut bits);
            }
            Said::Pair(length, distance) => {
                // At most 15 + 5 + 15 + 13 bits.
                bits.flush();
                literals.add(END + 1 + length.symbol % 32, &mut bits);
                bits.add(length.value.into(), length.extra);
                distances.add(distance.symbol % DISTANCES, &mut bits);
                bits.add(distance.value.into(), distance.extra);
            }
        }
    }
    bits.flush();
    literals.add(END, &mut bits);
    bits.flush();
    *out = bits;
}

/// 3.2.6: the lengths of the fixed codes, of which 286 and 287 take part though they never occur.
const FIXED_LITERALS: [u8; LITERALS] = {
    let mut lengths = [8; LITERALS];
    let mut at = 144;
    while at < 280 {
        lengths[at] = if at < 256 { 9 } else { 7 };
        at += 1;
    }
    lengths[288] = 0;
    lengths
};
const FIXED_DISTANCES: [u8; DISTANCES] = [5; DISTANCES];

impl Tokens {
    /// The bits of all tokens, in codes of these lengths.
    fn bits(&self, literals: &[u8; LITERALS], distances: &[u8; DISTANCES]) -> u64 {
        let literals = self.literals.iter().zip(literals);
        let distances = self.distances.iter().zip(distances);
        self.extra()
            + literals.chain(distances).map(|(count, length)| u64::from(count * u32::from(*length))).sum::<u64>()
    }
}

/// 3.2.7: the lengths of two codes, as they stand before a block.
struct Header {
    literals: usize,
    distances: usize,
    /// Symbols of the code for lengths, each with its extra bits and their number.
    runs: Vec<(u8, u8, u8)>,
    lengths: [u8; 19],
    /// How many of the lengths of the code for lengths are sent.
    sent: usize,
}

impl Header {
    fn of(literals: &[u8; LITERALS], distances: &[u8; DISTANCES]) -> Self {
        let used = |lengths: &[u8], least: usize| {
            lengths.iter().rposition(|length| *length > 0).map_or(least, |last| last + 1).max(least)
        };
        let (literals_sent, distances_sent) = (used(literals, 257), used(distances, 1));
        // One sequence: a run may go on from the first code to the second.
        let mut all = [0; LITERALS + DISTANCES];
        let (first, second) = all.split_at_mut(literals_sent);
        first.copy_from_slice(literals.get(..literals_sent).unwrap_or_default());
        for (to, from) in second.iter_mut().zip(distances) {
            *to = *from;
        }
        let all = all.get(..literals_sent + distances_sent).unwrap_or_default();
        let mut runs = Vec::with_capacity(all.len());
        let mut counts = [0; 19];
        let mut add = |symbol: u8, value: usize, extra: u8| {
            runs.push((symbol, value as u8, extra));
            counts[usize::from(symbol) % 19] += 1;
        };
        for equal in all.chunk_by(u8::eq) {
            let (length, mut left) = (equal[0], equal.len());
            if length == 0 {
                while left > 10 {
                    add(18, left.min(138) - 11, 7);
                    left -= left.min(138);
                }
                if left > 2 {
                    add(17, left - 3, 3);
                    left = 0;
                }
            } else {
                add(length, 0, 0);
                left -= 1;
                while left > 2 {
                    add(16, left.min(6) - 3, 2);
                    left -= left.min(6);
                }
            }
            (0..left).for_each(|_| add(length, 0, 0));
        }
        let lengths = lengths(&counts, 7);
        let sent = ORDER.iter().rposition(|symbol| lengths[*symbol] > 0).map_or(4, |last| last + 1).max(4);
        Self { literals: literals_sent, distances: distances_sent, runs, lengths, sent }
    }

    fn bits(&self) -> u64 {
        let run = |(symbol, _, extra): &(u8, u8, u8)| u64::from(self.lengths[usize::from(*symbol) % 19] + extra);
        5 + 5 + 4 + 3 * self.sent as u64 + self.runs.iter().map(run).sum::<u64>()
    }

    fn write(&self, bits: &mut Bits) {
        bits.put(self.literals as u32 - 257, 5);
        bits.put(self.distances as u32 - 1, 5);
        bits.put(self.sent as u32 - 4, 4);
        for symbol in ORDER.iter().take(self.sent) {
            bits.put(self.lengths[*symbol].into(), 3);
        }
        let code = Code::of_lengths(&self.lengths);
        for (symbol, value, extra) in &self.runs {
            code.add(usize::from(*symbol) % 19, bits);
            bits.add((*value).into(), (*extra).into());
            bits.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Symbols that are as rare as Fibonacci's numbers have the longest codes that there are, and those come at any bit of a byte.
    #[test]
    fn the_longest_codes_are_written_wherever_they_come() {
        let mut seed = 7_u32;
        let mut next = move || {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed as usize
        };
        // The end of the block is the other one that comes once.
        let mut counts = vec![1_usize, 2];
        while counts.len() < 17 {
            counts.push(counts[counts.len() - 1] + counts[counts.len() - 2]);
        }
        let mut text: Vec<u8> = (b'a'..).zip(&counts).flat_map(|(byte, count)| vec![byte; *count]).collect();
        for _ in 0..150 {
            for at in 1..text.len() {
                text.swap(at, next() % (at + 1));
            }
            let (mut bits, mut tokens) = (Bits::default(), Tokens::default());
            text.iter().for_each(|byte| tokens.literal(*byte));
            write(&mut bits, &mut tokens, None, true);
            assert!(lengths(&tokens.literals, 15).starts_with(&[[0; 97].as_slice(), &[15, 15]].concat()));
            bits.align();
            assert!(miniz_oxide::inflate::decompress_to_vec(&bits.take()).unwrap() == text);
        }
    }
}
