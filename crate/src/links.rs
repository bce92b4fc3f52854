//! What is elsewhere: a badge behind an address, the parts that it links, the issuer's present copy.
//!
//! [`Lookup`] turns the address of a badge, as people have it, into the badge's bytes; [`Links`]
//! follows what a badge links; [`differences`] says what changed between two copies of a badge. All
//! that is asked is asked without a token, and nothing here is verified.

mod answer;
mod asking;
mod difference;
mod follow;
mod given;
mod lookup;
mod page;
mod part;
mod place;
mod reach;

pub use difference::{Difference, differences};
pub use follow::Links;
pub use lookup::{Found, Lookup};
pub(crate) use reach::Reach;
