//! The promises can be broken: jobs and hosts that do wrong on purpose are caught, each by the promise that it breaks.

use super::crooked::Wrong;
use super::orders::{WRITERS, same};
use super::play::play;
use super::promise::Promise;
use std::collections::BTreeMap;

/// What breaks, and how often, when something is done wrong on each of the first schedules.
fn caught(wrong: Wrong) -> BTreeMap<String, u64> {
    let mut caught = BTreeMap::new();
    for broken in (0..150).filter_map(|seed| play(seed, wrong).err()) {
        *caught.entry(format!("{:?}", broken.promise)).or_insert(0) += 1;
    }
    caught
}

#[test]
fn whoever_does_wrong_is_caught() {
    for (wrong, promise) in [
        (Wrong::DropsRecords, Promise::Accounted),
        (Wrong::WritesTwice, Promise::Once),
        (Wrong::ShowsToken, Promise::Token),
        (Wrong::AsksForEver, Promise::Attempts),
        (Wrong::WaitsForNobody, Promise::Patience),
        (Wrong::WaitsForNothing, Promise::Ends),
        (Wrong::GoesInCircles, Promise::Ends),
        (Wrong::LosesTheEnd, Promise::Whole),
        (Wrong::FlipsABit, Promise::Whole),
        (Wrong::KeepsBodies, Promise::Memory),
        (Wrong::ReadsTooMuch, Promise::Memory),
        (Wrong::Panics, Promise::NoPanic),
        (Wrong::ServesOldAnswers, Promise::Truth),
    ] {
        let caught = caught(wrong);
        assert!(caught.get(&format!("{promise:?}")).is_some_and(|times| *times >= 3), "{wrong:?} breaks {caught:?}");
    }
    assert_eq!(caught(Wrong::Nothing), BTreeMap::new());
}

#[test]
fn an_archive_that_tells_who_came_first_is_caught() {
    for (what, writes) in WRITERS {
        let is_caught =
            |seed| same(seed, writes, Wrong::TellsTheOrder).is_err_and(|one| one.promise == Promise::SameBytes);
        assert!((0..20).any(is_caught), "{what}");
    }
}
