//! A changed copy of some bytes, told as what to keep and what is new.

use std::ops::Range;

/// One stretch of the changed copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// These bytes of the original, untouched.
    Keep(Range<usize>),
    /// Bytes that the original has not.
    New(Vec<u8>),
}

/// A changed copy of an original, without the original's bytes.
///
/// Whoever holds the original makes the copy; the core only says how. A picture of 60 kB is
/// baked by a splice of a few hundred bytes.
///
/// ```
/// use badgepack::splice::Splice;
/// let mut splice = Splice::default();
/// splice.keep(0..3).insert(b"-new-".to_vec()).keep(3..6);
/// assert_eq!(splice.apply(b"abcdef"), b"abc-new-def");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Splice {
    parts: Vec<Part>,
}

impl Splice {
    /// Goes on with these bytes of the original; a range that follows the last one is joined to it.
    pub fn keep(&mut self, range: Range<usize>) -> &mut Self {
        if range.is_empty() {
            return self;
        }
        if let Some(Part::Keep(last)) = self.parts.last_mut()
            && last.end == range.start
        {
            last.end = range.end;
        } else {
            self.parts.push(Part::Keep(range));
        }
        self
    }

    /// Goes on with new bytes.
    pub fn insert(&mut self, bytes: Vec<u8>) -> &mut Self {
        if !bytes.is_empty() {
            self.parts.push(Part::New(bytes));
        }
        self
    }

    /// The stretches, in order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The length of the changed copy in bytes.
    pub fn len(&self) -> u64 {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Keep(range) => range.len() as u64,
                Part::New(bytes) => bytes.len() as u64,
            })
            .sum()
    }

    /// Whether the changed copy has no bytes at all.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The changed copy's bytes, stretch by stretch; a range beyond the original yields nothing.
    pub fn slices<'a>(&'a self, original: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
        self.parts.iter().map(move |part| match part {
            Part::Keep(range) => original.get(range.clone()).unwrap_or_default(),
            Part::New(bytes) => bytes,
        })
    }

    /// The changed copy.
    pub fn apply(&self, original: &[u8]) -> Vec<u8> {
        self.slices(original).collect::<Vec<_>>().concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_follow_each_other_are_one() {
        let mut splice = Splice::default();
        splice
            .keep(0..2)
            .keep(2..4)
            .keep(4..4)
            .insert(Vec::new())
            .keep(4..5)
            .keep(6..7)
            .insert(b"x".to_vec())
            .keep(7..8);
        let parts = [Part::Keep(0..5), Part::Keep(6..7), Part::New(b"x".to_vec()), Part::Keep(7..8)];
        assert_eq!(splice.parts(), parts);
        assert_eq!((splice.apply(b"abcdefgh"), splice.len()), (b"abcdegxh".to_vec(), 8));
    }

    #[test]
    fn a_copy_of_nothing_is_empty() {
        let mut splice = Splice::default();
        splice.keep(3..3).insert(Vec::new());
        assert!(splice.is_empty() && splice.apply(b"abc").is_empty());
        assert_eq!(splice.len(), 0);
        assert!(!splice.insert(vec![0]).is_empty());
    }

    #[test]
    fn what_the_original_does_not_have_yields_nothing() {
        assert_eq!(Splice::default().keep(0..1).keep(2..9).apply(b"abc"), b"a");
    }
}
