//! Which of several badges in a picture is the badge.

use super::{Carrier, Unbaked, Warning, warning::warn};
use crate::error::Result;
use crate::image::Keyword;
use crate::payload::{BYTE_ORDER_MARK, Payload, Version};
use std::ops::Range;

/// A chunk or an element that claims to carry a badge.
pub(super) trait Candidate {
    /// What stands first is the badge; among equals the first in the file.
    fn rank(&self) -> usize;
    /// The name it is baked under, where it has one of the three.
    fn keyword(&self) -> Option<Keyword>;
    /// The bytes of the whole chunk or element.
    fn place(&self) -> Range<usize>;
    /// The byte that an error about its text points to.
    fn text_start(&self) -> usize;
    /// The chunk or element in a word.
    fn carrier(&self) -> Carrier;
    /// The text in it.
    fn text(&self) -> Result<String>;
    /// What is wrong with the way it carries this badge.
    fn warnings(&self, badge: &Unbaked) -> Vec<Warning>;
}

/// The badge, and warnings about it and the others. A broken first candidate is an error and is
/// not passed over: OB 3.0 §5.3 says that the first one counts.
pub(super) fn choose<C: Candidate>(candidates: &[C]) -> Result<Option<Unbaked>> {
    let Some((chosen, first)) = candidates.iter().enumerate().min_by_key(|(_, one)| one.rank()) else {
        return Ok(None);
    };
    let (mut badge, marked) = read(first)?;
    badge.warnings = first.warnings(&badge);
    if marked {
        badge.warnings.push(Warning::ByteOrderMark);
    }
    // Only one other badge of each name is read: inflating thousands of them would be a bomb.
    let mut seen = vec![first.keyword()];
    for (_, other) in candidates.iter().enumerate().filter(|(index, _)| *index != chosen) {
        if other.keyword() == first.keyword() {
            warn(&mut badge.warnings, Warning::Duplicate);
        } else if !seen.contains(&other.keyword()) {
            seen.push(other.keyword());
            let version = read(other).map_or(Version::Unknown, |(badge, _)| badge.version());
            warn(&mut badge.warnings, Warning::Also(version));
        }
    }
    Ok(Some(badge))
}

/// The badge in a candidate, yet without warnings, and whether a byte order mark was before it.
fn read<C: Candidate>(candidate: &C) -> Result<(Unbaked, bool)> {
    let text = candidate.text()?;
    let payload = Payload::parse(&text).map_err(|error| error.kind.at_byte(candidate.text_start()))?;
    let badge = Unbaked { payload, place: candidate.place(), carrier: candidate.carrier(), warnings: Vec::new() };
    Ok((badge, text.starts_with(BYTE_ORDER_MARK)))
}
