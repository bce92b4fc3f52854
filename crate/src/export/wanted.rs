//! Which sections, and which of their records, an export is to have.

use super::Options;
use crate::fingerprint::{Seen, fingerprint};

/// What is wanted of a section.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Nothing: it is left out.
    Nothing,
    /// All of it.
    All,
    /// The records of these ids, as fingerprints.
    These(Seen),
}

impl Wanted {
    /// What the options want of the section of this key.
    pub fn of(key: &str, options: &Options) -> Self {
        let only = options.only.as_deref();
        let here = only.unwrap_or_default().iter().filter(|item| item.section == key);
        let ids: Seen = here.map(|item| fingerprint(item.id.as_bytes())).collect();
        let is_listed = match &options.sections {
            Some(keys) => keys.iter().any(|listed| listed == key),
            None => only.is_none() || !ids.is_empty(),
        };
        match is_listed {
            false => Self::Nothing,
            true if ids.is_empty() => Self::All,
            true => Self::These(ids),
        }
    }

    /// Whether the record of this id is wanted.
    pub fn has(&self, id: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::These(ids) => ids.contains(&fingerprint(id.as_bytes())),
        }
    }

    /// How many records are wanted of a list of so many.
    pub fn count(&self, total: Option<u64>) -> Option<u64> {
        match self {
            Self::These(ids) => Some(ids.len() as u64),
            Self::Nothing | Self::All => total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Item;
    use super::*;

    fn options(sections: Option<&[&str]>, only: Option<&[(&str, &str)]>) -> Options {
        let item = |&(section, id): &(&str, &str)| Item { section: section.to_owned(), id: id.to_owned() };
        Options {
            sections: sections.map(|keys| keys.iter().map(|&key| key.to_owned()).collect()),
            only: only.map(|items| items.iter().map(item).collect()),
            ..Options::default()
        }
    }

    fn these(ids: &[&str]) -> Wanted {
        Wanted::These(ids.iter().map(|id| fingerprint(id.as_bytes())).collect())
    }

    #[test]
    fn without_a_word_everything_is_wanted() {
        assert_eq!(Wanted::of("badges", &options(None, None)), Wanted::All);
    }

    #[test]
    fn sections_that_are_not_listed_are_left_out() {
        let options = options(Some(&["badges"]), None);
        assert_eq!(Wanted::of("badges", &options), Wanted::All);
        assert_eq!(Wanted::of("profile", &options), Wanted::Nothing);
    }

    #[test]
    fn single_records_leave_out_the_sections_that_have_none_of_them() {
        let options = options(None, Some(&[("badges", "1"), ("badges", "2")]));
        assert_eq!(Wanted::of("badges", &options), these(&["1", "2"]));
        assert_eq!(Wanted::of("profile", &options), Wanted::Nothing);
        assert_eq!(Wanted::of("badges", &options).count(Some(42)), Some(2));
    }

    #[test]
    fn a_listed_section_without_single_records_is_wanted_whole() {
        let options = options(Some(&["badges", "attendances"]), Some(&[("badges", "1"), ("profile", "7")]));
        assert_eq!(Wanted::of("badges", &options), these(&["1"]));
        assert_eq!(Wanted::of("attendances", &options), Wanted::All);
        assert_eq!(Wanted::of("profile", &options), Wanted::Nothing);
    }
}
