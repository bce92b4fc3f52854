//! How far a text of JSON goes on without anything to be said of it.

/// How many of the bytes stand for themselves in a text of JSON: no quote, no backslash, no control character (RFC 8259, section 7).
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        let signs = signs(u64::from_le_bytes(*eight));
        if signs != 0 {
            return at * 8 + signs.trailing_zeros() as usize / 8;
        }
    }
    eights.len() * 8 + rest.iter().position(|byte| is_sign(*byte)).unwrap_or(rest.len())
}

fn is_sign(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..0x20)
}

/// The highest bits of those of eight bytes that are signs: what is below a limit borrows from its own highest bit when that is taken from
/// it (Mycroft's test). It may be wrong of a byte above the lowest sign, and never of the lowest.
fn signs(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let below = |eight: u64, limit: u64| eight.wrapping_sub(ONES * limit) & !eight;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    (below(eight, 0x20) | is(b'"') | is(b'\\')) & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_at_each_place_is_told_apart() {
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                for around in [b'a', 0x7f, 0x80, 0xff, b'!', b'#', b']'] {
                    let mut text = vec![around; 20];
                    text[at] = byte;
                    assert_eq!(plain(&text), if is_sign(byte) { at } else { 20 }, "{byte} at {at}");
                }
            }
        }
        assert_eq!((plain(b""), plain(b"\""), plain(b"ab")), (0, 0, 2));
    }

    #[test]
    fn the_first_of_several_signs_is_found() {
        for first in 0..16 {
            for second in first + 1..16 {
                let mut text = [b'a'; 16];
                (text[first], text[second]) = (b'\\', b'"');
                assert_eq!(plain(&text), first);
            }
        }
    }
}
