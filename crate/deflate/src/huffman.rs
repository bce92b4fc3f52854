//! Huffman codes of limited length (RFC 1951, 3.2.2).

use crate::bits::Bits;

/// A code: of each symbol its bits as they are sent, and how many they are.
pub struct Code<const N: usize> {
    /// Bits above 8 bits, below them the length; 0 for symbols without a code.
    entries: [u32; N],
}

impl<const N: usize> Code<N> {
    /// The code of these lengths: codes of the same length in the order of their symbols.
    pub fn of_lengths(lengths: &[u8; N]) -> Self {
        let mut next = [0_u32; 17];
        for length in lengths {
            next[usize::from(length & 15) + 1] += 1;
        }
        // Symbols of length 0 have no code.
        next[1] = 0;
        let mut code = 0;
        for count in &mut next {
            code = (code + *count) << 1;
            *count = code;
        }
        let mut entries = [0; N];
        for (entry, length) in entries.iter_mut().zip(lengths) {
            let length = length & 15;
            if length > 0 {
                let code = &mut next[usize::from(length)];
                // 3.1.1: the first bit of a Huffman code is its highest.
                *entry = (*code as u16).reverse_bits() as u32 >> (16 - length) << 8 | u32::from(length);
                *code += 1;
            }
        }
        Self { entries }
    }

    /// Says a symbol.
    #[inline(always)]
    pub fn add(&self, symbol: usize, bits: &mut Bits) {
        let entry = self.entries[symbol];
        bits.add((entry >> 8).into(), entry & 15);
    }
}

/// Lengths of the shortest code, of those whose longest has at most `limit` bits, or nearly so, for symbols
/// that occur so often.
///
/// There are two codes at least: a code of one alone is incomplete, which some readers refuse.
pub fn lengths<const N: usize>(counts: &[u32; N], limit: usize) -> [u8; N] {
    let mut lengths = [0; N];
    let mut sorted = [0_u32; N];
    let used = sort(counts, &mut sorted);
    let sorted = sorted.get_mut(..used).unwrap_or_default();
    if used < 2 {
        // The one symbol, or the first, and its neighbour.
        let one = sorted.first().map_or(0, |entry| symbol(*entry));
        lengths[one] = 1;
        lengths[usize::from(one == 0)] = 1;
        return lengths;
    }
    let mut depths: [u32; N] = [0; N];
    for (depth, entry) in depths.iter_mut().zip(sorted.iter()) {
        *depth = entry >> SYMBOL_BITS;
    }
    let mut of_length = minimum_redundancy(depths.get_mut(..used).unwrap_or_default());
    limited(&mut of_length, limit);
    let mut rest = sorted.iter();
    for (length, count) in of_length.iter().enumerate().rev() {
        for entry in rest.by_ref().take(*count as usize) {
            lengths[symbol(*entry)] = length as u8;
        }
    }
    lengths
}

/// Symbols are at most 285, and stand below their counts while they are sorted.
const SYMBOL_BITS: u32 = 9;

fn symbol(entry: u32) -> usize {
    (entry & ((1 << SYMBOL_BITS) - 1)) as usize
}

/// The symbols that occur, the rarest first; those that occur as often in their own order. Yields how many they are.
fn sort<const N: usize>(counts: &[u32; N], sorted: &mut [u32; N]) -> usize {
    let mut used = 0;
    let mut all = 0;
    for (symbol, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        sorted[used] = count << SYMBOL_BITS | symbol as u32;
        used += 1;
        all |= count;
    }
    let mut other = [0; N];
    let mut shift = SYMBOL_BITS;
    // By bytes, the lowest first; short texts need one pass.
    while all > 0 {
        let mut places = [0_u16; 256];
        let byte = |entry: u32| (entry >> shift) as u8 as usize;
        for entry in sorted.iter().take(used) {
            places[byte(*entry)] += 1;
        }
        let mut place = 0;
        for count in &mut places {
            place += std::mem::replace(count, place);
        }
        for entry in sorted.iter().take(used) {
            let place = &mut places[byte(*entry)];
            if let Some(slot) = other.get_mut(usize::from(*place)) {
                *slot = *entry;
            }
            *place += 1;
        }
        std::mem::swap(sorted, &mut other);
        (shift, all) = (shift + 8, all >> 8);
    }
    used
}

/// How many codes of each length the shortest code has, for counts in rising order, of which there are two at least
/// (A. Moffat, J. Katajainen: In-Place Calculation of Minimum-Redundancy Codes, 1995).
fn minimum_redundancy(weights: &mut [u32]) -> [u32; 32] {
    let n = weights.len();
    // Pairs of the lightest become inner nodes, which know their parents in the end.
    let (mut leaf, mut root) = (0, 0);
    for next in 0..n - 1 {
        let mut sum = 0;
        for _ in 0..2 {
            if leaf >= n || (root < next && weights[root] < weights[leaf]) {
                sum += weights[root];
                weights[root] = next as u32;
                root += 1;
            } else {
                sum += weights[leaf];
                leaf += 1;
            }
        }
        weights[next] = sum;
    }
    // Depths of the inner nodes, from the root down.
    weights[n - 2] = 0;
    for node in (0..n - 2).rev() {
        weights[node] = weights[weights[node] as usize] + 1;
    }
    // What of each depth is no inner node is a leaf.
    let mut of_length = [0; 32];
    let (mut open, mut depth, mut inner) = (1_u32, 0, n - 1);
    while open > 0 {
        let before = inner;
        while inner > 0 && weights[inner - 1] == depth {
            inner -= 1;
        }
        let nodes = (before - inner) as u32;
        of_length[(depth as usize).min(31)] += open - nodes;
        open = 2 * nodes;
        depth += 1;
    }
    of_length
}

/// Shortens the longest codes to `limit`, and makes room for them by lengthening the longest of the others.
fn limited(of_length: &mut [u32; 32], limit: usize) {
    for length in limit + 1..32 {
        of_length[limit] += std::mem::take(&mut of_length[length]);
    }
    let room = 1_u32 << limit;
    let mut taken: u32 = (1..=limit).map(|length| of_length[length] << (limit - length)).sum();
    while taken > room {
        // One code of the limit joins a shorter one under its place: both are one bit longer than that was.
        of_length[limit] -= 1;
        if let Some(length) = (1..limit).rev().find(|length| of_length[*length] > 0) {
            of_length[length] -= 1;
            of_length[length + 1] += 2;
        }
        taken -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 1951, 3.2.2: the example of eight symbols.
    #[test]
    fn codes_are_those_of_the_example() {
        let code = Code::of_lengths(&[3, 3, 3, 3, 3, 2, 4, 4]);
        let bits = ["010", "011", "100", "101", "110", "00", "1110", "1111"];
        for (symbol, bits) in bits.iter().enumerate() {
            let mut out = Bits::default();
            out.room(8);
            code.add(symbol, &mut out);
            assert_eq!(out.odd() as usize, bits.len());
            out.align();
            let byte = out.take()[0];
            let sent: String = (0..bits.len()).map(|at| if byte >> at & 1 == 1 { '1' } else { '0' }).collect();
            assert_eq!(sent, *bits);
        }
    }

    /// Codes are complete: nothing of the room is left over, and nothing is taken twice (Kraft).
    fn is_complete(lengths: &[u8], limit: usize) -> bool {
        let used = lengths.iter().filter(|length| **length > 0);
        used.map(|length| 1_u32 << (limit - usize::from(*length))).sum::<u32>() == 1 << limit
    }

    #[test]
    fn rare_symbols_have_the_longer_codes() {
        assert_eq!(lengths(&[5, 1, 0, 2, 9], 15), [2, 3, 0, 3, 1]);
        assert_eq!(lengths(&[0, 0, 0, 7], 15), [1, 0, 0, 1]);
        assert_eq!(lengths(&[4, 0, 0], 15), [1, 1, 0]);
        assert_eq!(lengths(&[0; 3], 15), [1, 1, 0]);
    }

    #[test]
    fn no_code_is_longer_than_the_limit() {
        // Fibonacci's numbers ask for the longest codes that there are.
        let mut counts = [1_u32; 24];
        for at in 2..24 {
            counts[at] = counts[at - 1] + counts[at - 2];
        }
        for limit in [5, 7, 15] {
            let lengths = lengths(&counts, limit);
            assert!(is_complete(&lengths, limit));
            assert_eq!(usize::from(*lengths.iter().max().unwrap()), limit);
            assert!(lengths.is_sorted_by(|rarer, other| rarer >= other) || limit < 15);
        }
    }

    /// The bits that a text takes by the shortest code: the sum of all inner nodes.
    fn shortest(counts: &[u32]) -> u64 {
        let mut heap: Vec<u64> = counts.iter().filter(|count| **count > 0).map(|count| u64::from(*count)).collect();
        let mut sum = 0;
        while heap.len() > 1 {
            heap.sort_by(|a, b| b.cmp(a));
            let node = heap.pop().unwrap() + heap.pop().unwrap();
            sum += node;
            heap.push(node);
        }
        sum
    }

    proptest::proptest! {
        #[test]
        fn codes_are_complete_and_the_shortest(counts in proptest::array::uniform32(0_u32..20_000)) {
            let used = counts.iter().filter(|count| **count > 0).count();
            proptest::prop_assume!(used > 1);
            let lengths = lengths(&counts, 15);
            proptest::prop_assert!(is_complete(&lengths, 15));
            let bits: u64 = lengths.iter().zip(&counts).map(|(length, count)| u64::from(*length) * u64::from(*count)).sum();
            proptest::prop_assert_eq!(bits, shortest(&counts));
        }
    }
}
