//! Every record once, in constant memory, of a list that shifts while it is read.

use super::Instant;
use crate::fingerprint::{Seen, seen};

/// The ids that are kept at a time, twice; so many fill a table of 32,768 places.
const ROOM: usize = 28_672;
/// The first ids of a list, for reading its first pages once more.
const HEAD: usize = 14_336;

/// What is known of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It was not listed before.
    New,
    /// It was listed before.
    Listed,
    /// There is no telling: it stands where records stood that are forgotten.
    Forgotten,
}

/// The records of one list that were listed already.
///
/// Portals list the newest first, by the moment at which a record was made. As long as they do,
/// what is older than all before it is new, and what shifted from one page to another is near: the
/// last ids are enough. Of a list in any other order all ids are kept.
pub(super) struct Once {
    /// The last ids, and those before them.
    young: Seen,
    old: Seen,
    /// The newest of the young ones, and the oldest of all.
    young_top: Option<Instant>,
    low: Option<Instant>,
    /// Records that are not older than this may be forgotten; nothing while none are.
    edge: Option<Instant>,
    is_ordered: bool,
    head: Seen,
    head_top: Option<Instant>,
}

impl Once {
    /// Nothing listed yet.
    pub fn new() -> Self {
        Self {
            young: seen(ROOM),
            old: seen(ROOM),
            young_top: None,
            low: None,
            edge: None,
            is_ordered: true,
            head: seen(HEAD),
            head_top: None,
        }
    }

    /// Takes a record, by the fingerprint of its id and the moment at which it was made.
    pub fn take(&mut self, id: u64, made: Option<Instant>) -> Known {
        if self.young.contains(&id) || self.old.contains(&id) {
            return Known::Listed;
        }
        if self.edge.is_some_and(|edge| made.is_none_or(|made| made >= edge)) {
            return Known::Forgotten;
        }
        self.is_ordered &= made.is_some() && self.low.is_none_or(|low| made <= Some(low));
        self.low = made.or(self.low);
        self.head_top = self.head_top.max(made);
        if self.head.len() < HEAD {
            self.head.insert(id);
        }
        // Forgets only what all that follows is older than.
        if self.young.len() >= ROOM && self.is_ordered && self.low < self.young_top {
            if !self.old.is_empty() {
                self.edge = self.young_top;
            }
            std::mem::swap(&mut self.old, &mut self.young);
            self.young.clear();
            self.young_top = None;
        }
        self.young_top = self.young_top.max(made);
        self.young.insert(id);
        Known::New
    }

    /// Takes a record of the first pages, read once more.
    pub fn take_again(&mut self, id: u64, made: Option<Instant>) -> Known {
        if self.head.contains(&id) || self.young.contains(&id) || self.old.contains(&id) {
            return Known::Listed;
        }
        // What is older than the first record had its turn, where not all ids are there to tell.
        match self.edge.is_none() || made > self.head_top {
            true => {
                self.head.insert(id);
                Known::New
            }
            false => Known::Listed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::fingerprint;

    fn id(number: i64) -> u64 {
        fingerprint(&number.to_le_bytes())
    }

    /// The newest has the largest number; ten are made in each second.
    fn made(number: i64) -> Option<Instant> {
        Some(Instant(number / 10 * 1_000))
    }

    #[test]
    fn newest_first_each_is_new_once_and_what_shifted_is_known() {
        let mut once = Once::new();
        for number in (0..200_000).rev() {
            assert_eq!(once.take(id(number), made(number)), Known::New);
            let near = number + number % 20_000;
            if near < 200_000 {
                assert_eq!(once.take(id(near), made(near)), Known::Listed);
            }
        }
        assert!(once.young.len() + once.old.len() <= 2 * ROOM);
        assert_eq!(once.take(id(150_000), made(150_000)), Known::Forgotten);
        assert_eq!(once.take(id(1), None), Known::Listed);
        assert_eq!(once.take(id(-1), None), Known::Forgotten);
    }

    #[test]
    fn what_is_late_within_the_last_ids_is_new() {
        let mut once = Once::new();
        let late = 100_000 - 77;
        for number in (0..100_000).rev().filter(|number| *number != late) {
            assert_eq!(once.take(id(number), made(number)), Known::New);
            if number == late - 20_000 {
                assert_eq!(once.take(id(late), made(late)), Known::New);
            }
        }
    }

    #[test]
    fn in_any_other_order_all_ids_are_kept() {
        let mut once = Once::new();
        for number in 0..100_000 {
            assert_eq!(once.take(id(number), made(number)), Known::New);
        }
        assert!((0..100_000).all(|number| once.take(id(number), made(number)) == Known::Listed));
        let mut undated = Once::new();
        for round in [Known::New, Known::Listed] {
            assert!((0..100_000).all(|number| undated.take(id(number), None) == round));
        }
    }

    #[test]
    fn many_that_were_made_at_once_are_kept_together() {
        let mut once = Once::new();
        for round in [Known::New, Known::Listed] {
            assert!((0..100_000).all(|number| once.take(id(number), made(5)) == round));
        }
    }

    #[test]
    fn of_the_first_pages_only_what_is_newer_is_new() {
        let mut once = Once::new();
        for number in (0..100_000).rev() {
            once.take(id(number), made(number));
        }
        assert_eq!(once.take_again(id(100_020), made(100_020)), Known::New);
        assert_eq!(once.take_again(id(100_020), made(100_020)), Known::Listed);
        assert!((90_000..100_000).rev().all(|number| once.take_again(id(number), made(number)) == Known::Listed));
        assert_eq!(once.take_again(id(50_000), made(50_000)), Known::Listed);
    }
}
