//! Awards that are given and taken away while they are listed.

use super::seed::{Dice, mixed};
use crate::portal::{Award, Portal};

/// The list of a portal's awards, as it was when a job began.
pub struct Shifting {
    began: usize,
}

impl Shifting {
    /// Has the awards listed in small pages, newest first, on some seeds; on some of those, awards come and go in between.
    pub fn draw(seed: u64, portal: &Portal, may_shift: bool) -> Self {
        let mut dice = Dice::of(seed, "how awards are listed");
        if dice.one_in(3) {
            portal.newest_first.set(true);
            portal.page.set(dice.below(4) as usize + 1);
            if may_shift && !dice.one_in(3) {
                let shifts = dice.next();
                portal.between.replace(Some(Box::new(move |portal, page| shift(portal, shifts, page))));
            }
        }
        Self::of(portal)
    }

    /// The list as it is now.
    pub fn of(portal: &Portal) -> Self {
        Self { began: portal.awards.borrow().len() }
    }

    /// Whether any award came or went.
    pub fn is_met(&self, portal: &Portal) -> bool {
        portal.awards.borrow().len() > self.began || !portal.gone.borrow().is_empty()
    }

    /// What is listed is of the portal, each once, and none is lost that was there all the time.
    pub fn check(&self, portal: &Portal, listed: &[usize], is_whole: bool) {
        let mut once = listed.to_vec();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), listed.len(), "each once: {listed:?}");
        assert!(once.iter().all(|at| *at < portal.awards.borrow().len()), "{once:?}");
        let lost: Vec<usize> = (0..self.began)
            .filter(|at| !portal.gone.borrow().contains(at) && once.binary_search(at).is_err())
            .collect();
        assert!(!is_whole || lost.is_empty(), "lost: {lost:?}");
    }
}

/// Before each page but the first some awards are given, with the newest picture, and some are taken away.
fn shift(portal: &Portal, seed: u64, page: usize) {
    let roll = |nth: u64| mixed(seed, "awards", page as u64 * 100 + nth) as usize;
    if page == 0 || page > 30 {
        return;
    }
    let version = portal.pictures.borrow().len() - 1;
    for _ in 0..roll(0) % 3 {
        portal.awards.borrow_mut().push(Award { version, ..Award::default() });
    }
    for nth in 0..roll(1) % 3 {
        let mut gone = portal.gone.borrow_mut();
        let left: Vec<usize> = (0..portal.awards.borrow().len()).filter(|at| !gone.contains(at)).collect();
        if !left.is_empty() {
            gone.insert(left[roll(10 + nth as u64) % left.len()]);
        }
    }
}
