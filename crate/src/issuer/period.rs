//! Spans of time that awards are chosen by.

use super::Instant;
use crate::error::{Kind, Result};

/// A span of time; without bounds, all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    from: Option<Instant>,
    until: Option<Instant>,
}

impl Period {
    /// From a moment, included, until a moment, excluded. Whole days in somebody's zone are for
    /// the caller to turn into moments.
    ///
    /// # Errors
    /// [`Kind::BadPeriod`] where it ends before it begins, or when it begins.
    pub fn new(from: Option<Instant>, until: Option<Instant>) -> Result<Self> {
        match (from, until) {
            (Some(from), Some(until)) if until <= from => Err(Kind::BadPeriod.at_field(format!("{from} – {until}"))),
            _ => Ok(Self { from, until }),
        }
    }

    /// Whether a moment is in it.
    pub fn has(self, moment: Instant) -> bool {
        self.from.is_none_or(|from| from <= moment) && self.until.is_none_or(|until| moment < until)
    }

    /// Whether it is all of time.
    pub fn is_all(self) -> bool {
        self == Self::default()
    }
}
