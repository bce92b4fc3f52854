//! Picture and credential of one badge, which are one finding.

use super::Finding;
use super::directory::{Candidate, Expected};
use std::collections::BTreeMap;

/// The findings whose twin was not read yet.
#[derive(Default)]
pub(super) struct Twins {
    waiting: BTreeMap<u32, Option<Finding>>,
}

impl Twins {
    /// What can be told now that this candidate was read, whatever was found in it.
    pub fn meet(&mut self, one: &Candidate, found: Option<Finding>) -> Vec<Finding> {
        let Some(twin) = one.twin else {
            return found.into_iter().collect();
        };
        match self.waiting.remove(&twin) {
            None => {
                self.waiting.insert(twin, found);
                Vec::new()
            }
            Some(other) => {
                let (picture, credential) =
                    if one.expected == Expected::Picture { (found, other) } else { (other, found) };
                let is_same = |other: &Finding| {
                    picture.as_ref().is_some_and(|one| one.payload.is_some() && one.payload == other.payload)
                };
                let credential = credential.filter(|credential| !is_same(credential));
                picture.into_iter().chain(credential).collect()
            }
        }
    }

    /// Those whose twin never came.
    pub fn left(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.waiting).into_values().flatten().collect()
    }
}
