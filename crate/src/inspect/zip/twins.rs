//! Picture and credential of one badge, which are one finding.

use super::Finding;
use super::directory::{Candidate, Expected};

/// The findings whose twin was not read yet.
#[derive(Default)]
pub(super) struct Twins {
    /// By the twins' number: nothing before the first of them was read, then what was found in it.
    waiting: Vec<Option<Box<Waiting>>>,
}

/// What was found in the first of two twins, which may be nothing.
struct Waiting(Option<Finding>);

impl Twins {
    /// What can be told now that this candidate was read, whatever was found in it.
    pub fn meet(&mut self, one: &Candidate, found: Option<Finding>) -> [Option<Finding>; 2] {
        let Some(twin) = one.twin.map(|twin| twin as usize) else {
            return [found, None];
        };
        if self.waiting.len() <= twin {
            self.waiting.resize_with(twin + 1, || None);
        }
        let Some(place) = self.waiting.get_mut(twin) else {
            return [found, None];
        };
        let Some(other) = place.take() else {
            *place = Some(Box::new(Waiting(found)));
            return [None, None];
        };
        let (picture, credential) = if one.expected == Expected::Picture { (found, other.0) } else { (other.0, found) };
        let mark = picture.as_ref().and_then(|picture| picture.payload);
        let is_same = |credential: &Finding| mark.is_some() && credential.payload == mark;
        [picture, credential.filter(|credential| !is_same(credential))]
    }
}
