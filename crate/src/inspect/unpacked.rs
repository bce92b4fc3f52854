//! The entries of a ZIP as findings: which are worth telling, and which two are one.

use super::{Finding, inspect};
use crate::error::Result;
use crate::image;
use crate::unzip::Expected;

/// What is found in a ZIP, entry by entry.
///
/// A picture and the credential beside it, of the same name but for the ending and with the same
/// payload, are one finding: so they stand in this crate's own export.
#[derive(Default)]
pub struct Unpacked {
    /// By the twins' number: nothing before the first of them came, then what was found in it.
    waiting: Vec<Option<Box<Waiting>>>,
}

/// What was found in the first of two twins, which may be nothing.
struct Waiting(Option<Finding>);

/// What is told of an entry: see [`Entry`](crate::unzip::Entry), whose fields these are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpack<'a> {
    /// The entry's number.
    pub index: usize,
    /// Its name.
    pub name: &'a str,
    /// What the name makes of it.
    pub expected: Expected,
    /// The number that it shares with its twin.
    pub twin: Option<u32>,
    /// What is in it.
    pub content: Result<&'a [u8]>,
}

impl Unpacked {
    /// What can be told once this entry is here: of twins nothing before the second, and then two
    /// findings where they are not the same.
    pub fn meet(&mut self, entry: Unpack<'_>) -> [Option<Finding>; 2] {
        let (expected, twin) = (entry.expected, entry.twin);
        let found = judge(entry);
        let Some(twin) = twin.map(|twin| twin as usize) else {
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
        let (picture, credential) = if expected == Expected::Picture { (found, other.0) } else { (other.0, found) };
        let mark = picture.as_ref().and_then(|picture| picture.payload);
        let is_same = |credential: &Finding| mark.is_some() && credential.payload == mark;
        [picture, credential.filter(|credential| !is_same(credential))]
    }
}

/// What an entry is worth saying: nothing where no one would take it for a badge.
fn judge(entry: Unpack<'_>) -> Option<Finding> {
    let is_picture = entry.content.as_ref().is_ok_and(|bytes| image::detect(bytes).is_some());
    let inspected = entry.content.and_then(|bytes| inspect(entry.name, bytes));
    let is_worth = match (&inspected, entry.expected) {
        (_, Expected::Picture | Expected::Zip) => true,
        (_, Expected::Anything) if is_picture => true,
        (Ok(inspection), _) => inspection.is_badge(),
        (Err(_), Expected::Credential) => true,
        (Err(_), Expected::Text | Expected::Anything) => false,
    };
    // Only what has a twin is compared.
    let payload = entry.twin.and(inspected.as_ref().ok()).and_then(super::Inspection::mark);
    is_worth.then(|| Finding { payload, ..Finding::of(entry.name, entry.index, inspected) })
}
