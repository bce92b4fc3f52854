//! Literals and pairs of a length and a distance, and their symbols (RFC 1951, 3.2.5).

/// Symbols for literals, the end of the block and lengths (3.2.6); 286 and 287 never occur, and fill the room up
/// so that no index has to be checked.
pub const LITERALS: usize = 289;
/// Symbols for distances (3.2.6); 30 and 31 never occur.
pub const DISTANCES: usize = 32;
/// The symbol that ends a block.
pub const END: usize = 256;
/// The shortest and the longest match that there is a symbol for.
pub const SHORTEST: usize = 3;
pub const LONGEST: usize = 258;

/// A byte as it is, or a match, told by the highest bit: below it the distance less 1, from bit 8 on the symbol of the
/// distance, and the length less 3.
#[derive(Clone, Copy)]
pub struct Token(u32);

const PAIR: u32 = 1 << 31;

/// What a token says.
pub enum Said {
    Literal(u8),
    Pair(Symbol, Symbol),
}

/// A symbol of a length or a distance, and the bits that follow it.
pub struct Symbol {
    /// Lengths are counted from 0, not from 257.
    pub symbol: usize,
    pub extra: u32,
    pub value: u32,
}

impl Token {
    fn pair(length: usize, distance: usize) -> Self {
        let less = distance as u32 - 1;
        Self(PAIR | less << 16 | distance_symbol(less) << 8 | (length - SHORTEST) as u32)
    }

    #[inline(always)]
    pub fn said(self) -> Said {
        if self.0 & PAIR == 0 {
            return Said::Literal(self.0 as u8);
        }
        let length = LENGTHS[usize::from(self.0 as u8)];
        let length = Symbol { symbol: length.symbol.into(), extra: length.extra.into(), value: length.value.into() };
        let (less, symbol) = (self.0 >> 16 & 0x7fff, self.distance());
        let extra = distance_extra(symbol as u32);
        Said::Pair(length, Symbol { symbol, extra, value: less & ((1 << extra) - 1) })
    }

    #[inline(always)]
    fn distance(self) -> usize {
        (self.0 >> 8) as usize % DISTANCES
    }
}

/// What a length less 3 is said by.
#[derive(Clone, Copy)]
struct Length {
    symbol: u8,
    extra: u8,
    value: u8,
}

/// Eight lengths that have a symbol each, then four symbols for each power of two; the last length has one of its own.
const LENGTHS: [Length; 256] = {
    let mut lengths = [Length { symbol: 28, extra: 0, value: 0 }; 256];
    let mut less = 0_u32;
    while less < 255 {
        let extra = if less < 8 { 0 } else { less.ilog2() - 2 };
        let (symbol, value) = (4 * extra + (less >> extra), less & ((1 << extra) - 1));
        lengths[less as usize] = Length { symbol: symbol as u8, extra: extra as u8, value: value as u8 };
        less += 1;
    }
    lengths
};

/// Of a distance less 1: two that have a symbol each, then two symbols for each power of two.
#[inline(always)]
fn distance_symbol(less: u32) -> u32 {
    let extra = (less | 2).ilog2() - 1;
    2 * extra + (less >> extra)
}

#[inline(always)]
fn distance_extra(symbol: u32) -> u32 {
    (symbol / 2).saturating_sub(1)
}

/// The tokens of a block, and how often each symbol occurs.
pub struct Tokens {
    all: Box<[Token; MOST]>,
    len: usize,
    pub literals: [u32; LITERALS],
    pub distances: [u32; DISTANCES],
}

/// Tokens that there is room for.
const MOST: usize = 16 * 1024;
/// Tokens of a block: codes fit a text the better the shorter it is, but each block says its own first. A match
/// that is put off for a better one may add a few more.
const BLOCK: usize = MOST - LONGEST;

impl Default for Tokens {
    fn default() -> Self {
        Self { all: Box::new([Token(0); MOST]), len: 0, literals: [0; LITERALS], distances: [0; DISTANCES] }
    }
}

impl Tokens {
    #[inline(always)]
    pub fn literal(&mut self, byte: u8) {
        self.literals[usize::from(byte)] += 1;
        self.push(Token(byte.into()));
    }

    /// A match of 3 to 258 bytes, 1 to 32,768 bytes back.
    #[inline(always)]
    pub fn pair(&mut self, length: usize, distance: usize) {
        let token = Token::pair(length, distance);
        self.literals[END + 1 + usize::from(LENGTHS[usize::from(token.0 as u8)].symbol % 32)] += 1;
        self.distances[token.distance()] += 1;
        self.push(token);
    }

    #[inline(always)]
    fn push(&mut self, token: Token) {
        self.all[self.len % MOST] = token;
        self.len += 1;
    }

    #[inline(always)]
    pub fn is_block(&self) -> bool {
        self.len >= BLOCK
    }

    pub fn as_slice(&self) -> &[Token] {
        self.all.get(..self.len).unwrap_or_default()
    }

    /// Bits that follow symbols.
    pub fn extra(&self) -> u64 {
        // Extra bits of lengths follow their symbols as those of distances do, at twice the pace; the last has none.
        let lengths = self.literals.iter().skip(END + 1).take(28).enumerate();
        let lengths = lengths.map(|(symbol, count)| distance_extra(symbol as u32 / 2) * count);
        let distances = self.distances.iter().enumerate();
        let distances = distances.map(|(symbol, count)| distance_extra(symbol as u32) * count);
        u64::from(lengths.chain(distances).sum::<u32>())
    }

    pub fn clear(&mut self) {
        self.len = 0;
        self.literals.fill(0);
        self.distances.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables as they stand in 3.2.5: the first value of each symbol, and its extra bits.
    const STARTS_OF_LENGTHS: [(usize, u32); 29] = [
        (3, 0),
        (4, 0),
        (5, 0),
        (6, 0),
        (7, 0),
        (8, 0),
        (9, 0),
        (10, 0),
        (11, 1),
        (13, 1),
        (15, 1),
        (17, 1),
        (19, 2),
        (23, 2),
        (27, 2),
        (31, 2),
        (35, 3),
        (43, 3),
        (51, 3),
        (59, 3),
        (67, 4),
        (83, 4),
        (99, 4),
        (115, 4),
        (131, 5),
        (163, 5),
        (195, 5),
        (227, 5),
        (258, 0),
    ];
    const STARTS_OF_DISTANCES: [(usize, u32); 30] = [
        (1, 0),
        (2, 0),
        (3, 0),
        (4, 0),
        (5, 1),
        (7, 1),
        (9, 2),
        (13, 2),
        (17, 3),
        (25, 3),
        (33, 4),
        (49, 4),
        (65, 5),
        (97, 5),
        (129, 6),
        (193, 6),
        (257, 7),
        (385, 7),
        (513, 8),
        (769, 8),
        (1025, 9),
        (1537, 9),
        (2049, 10),
        (3073, 10),
        (4097, 11),
        (6145, 11),
        (8193, 12),
        (12289, 12),
        (16385, 13),
        (24577, 13),
    ];

    fn agrees(symbol: &Symbol, value: usize, table: &[(usize, u32)]) {
        let at = table.iter().rposition(|(start, _)| *start <= value).unwrap();
        let (start, extra) = table[at];
        assert_eq!((symbol.symbol, symbol.extra, symbol.value as usize), (at, extra, value - start), "{value}");
    }

    #[test]
    fn every_length_and_every_distance_has_the_symbol_of_the_tables() {
        for (length, distance) in (3..=258).map(|length| (length, 1)).chain((1..=32_768).map(|distance| (3, distance)))
        {
            let Said::Pair(one, other) = Token::pair(length, distance).said() else { panic!("a pair") };
            agrees(&one, length, &STARTS_OF_LENGTHS);
            agrees(&other, distance, &STARTS_OF_DISTANCES);
        }
    }

    #[test]
    fn tokens_say_what_they_were_given_and_count_it() {
        let mut tokens = Tokens::default();
        tokens.literal(200);
        tokens.pair(258, 32_768);
        tokens.pair(11, 5);
        let said: Vec<_> = tokens.as_slice().iter().map(|token| token.said()).collect();
        assert!(matches!(said[0], Said::Literal(200)));
        assert!(matches!(&said[1], Said::Pair(length, distance) if length.symbol == 28 && distance.symbol == 29));
        assert_eq!((tokens.literals[200], tokens.literals[285], tokens.literals[265]), (1, 1, 1));
        assert_eq!((tokens.distances[29], tokens.distances[4]), (1, 1));
        assert_eq!(tokens.extra(), 13 + 1 + 1);
        tokens.clear();
        assert!(tokens.as_slice().is_empty() && tokens.literals.iter().all(|count| *count == 0));
    }
}
