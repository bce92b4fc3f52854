//! Two runs with different orders of arrival give the same bytes.

use super::crooked::Wrong;
use super::difference::difference;
use super::promise::{Broken, Promise, must};
use super::{awards, copying, documents, learner, rebaking, tables};

/// What a job writes of this seed under this order of arrival; nothing where it writes nothing.
type Writes = fn(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken>;

pub const WRITERS: [(&str, Writes); 6] = [
    ("the learner's archive", learner::archive),
    ("the table of awards", awards::archive),
    ("the tables of groups", tables::archive),
    ("the issuer's document", documents::archive),
    ("the safety copy", copying::archive),
    ("the archive of pictures baked anew", rebaking::archive),
];

/// The bytes of this seed are the same in each order.
pub fn same(seed: u64, writes: Writes, wrong: Wrong) -> Result<bool, Broken> {
    let usual = writes(seed, 1, wrong)?;
    for order in 2..5 {
        let other = writes(seed, order * 7_919, wrong)?;
        must(Promise::SameBytes, usual == other, || match (&usual, &other) {
            (Some(usual), Some(other)) => difference(usual, other),
            _ => "one of them does not come to an end".to_owned(),
        })?;
    }
    Ok(usual.is_some())
}

#[test]
fn the_order_in_which_answers_come_says_nothing() {
    for (what, writes) in WRITERS {
        let mut ends = 0;
        for seed in 0..200 {
            match same(seed, writes, Wrong::Nothing) {
                Ok(is_whole) => ends += u64::from(is_whole),
                Err(broken) => panic!("{what}, seed {seed}: {}", broken.what),
            }
        }
        assert!(ends > 40, "{what}: only {ends} of 200 came to an end");
    }
}
