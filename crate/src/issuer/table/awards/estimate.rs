//! About how many awards an issuer has: portals do not tell, and a list is read to its end before anybody knows.

use crate::issuer::Instant;

/// How far a list has come, which goes from the newest award to the oldest.
///
/// Taken for granted is that each badge class was awarded evenly since it was made. That is seldom so, and good enough for a guess
/// that gets better the further the list has come.
#[derive(Debug, Default)]
pub(super) struct Estimate {
    /// When the classes were made.
    classes: Vec<Instant>,
    newest: Option<Instant>,
    reached: Option<Instant>,
    listed: u64,
}

impl Estimate {
    /// Takes note of a badge class.
    pub fn class(&mut self, made: Option<Instant>) {
        self.classes.extend(made);
    }

    /// Takes note of an award, in the order of the list.
    pub fn award(&mut self, made: Option<Instant>) {
        self.listed += 1;
        self.newest = self.newest.max(made);
        self.reached = made.or(self.reached);
    }

    /// Awards that were listed.
    pub fn listed(&self) -> u64 {
        self.listed
    }

    /// About how many awards there are; nothing while too little is known.
    pub fn total(&self) -> Option<u64> {
        let (newest, reached) = (self.newest?, self.reached?);
        let since = |moment: Instant| i128::from(newest.0.saturating_sub(moment.0).max(0));
        let all: i128 = self.classes.iter().map(|made| since(*made)).sum();
        let past: i128 = self.classes.iter().map(|made| since(reached.max(*made))).sum();
        let total = (i128::from(self.listed) * all).checked_div(past)?;
        u64::try_from(total).ok().map(|total| total.max(self.listed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(classes: &[i64], awards: impl Iterator<Item = i64>) -> Option<u64> {
        let mut estimate = Estimate::default();
        classes.iter().for_each(|made| estimate.class(Some(Instant(*made))));
        awards.for_each(|made| estimate.award(Some(Instant(made))));
        estimate.total()
    }

    #[test]
    fn awards_that_came_evenly_are_counted_well() {
        assert_eq!(estimate(&[0], (90..=100).rev()), Some(110));
        assert_eq!(estimate(&[0], (1..=100).rev()), Some(101));
        // Twice as many since there are two classes.
        assert_eq!(estimate(&[0, 50], (100..=200).rev().map(|moment| moment / 2)), Some(151));
    }

    #[test]
    fn where_nothing_tells_there_is_no_guess() {
        assert_eq!(estimate(&[0], std::iter::empty()), None);
        assert_eq!(estimate(&[0], std::iter::once(5)), None);
        assert_eq!(estimate(&[], (1..=100).rev()), None);
        assert_eq!(estimate(&[7], (0..=3).rev()), None);
    }

    #[test]
    fn there_are_never_fewer_than_were_listed() {
        assert_eq!(estimate(&[90], (1..=100).rev()), Some(100));
    }
}
