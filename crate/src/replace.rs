//! Replacing a badge class by another badge, safely, and baking what was awarded anew.
//!
//! ```text
//! Find      picture, address or JSON → Draft: what it says, its picture, whose it is
//! Look      the class as it is now: record, picture, how many awards
//! changes   Class + Draft → field by field: changed, same, absent
//! Wanted    Class + Draft + Selection → what shall be different → body()
//! SafetyCopy  record, picture, awards → ZIP → read back → a Draft that restores it
//! Replace   read again → one PUT → settle by reading → Outcome
//! Rebake    every award: by the server, here into an archive, or left and why → Account
//! ```
//!
//! Nothing is blanked unless that was wished, nothing is done twice, and after each fault it is said
//! what is true. The API is Badgr's v2, of the open-source server, its fork of 2026, and the hosted one.

mod body;
mod class;
mod data_uri;
mod draft;
mod field;
mod picture;
mod source;
mod text;
mod wanted;

pub use body::body;
pub use class::{Class, Server};
pub use draft::{Draft, PictureFrom, Rights};
pub use field::{Alignment, Content, Expires, Field};
pub use picture::Picture;
pub use text::{Note, Weight};
pub use wanted::{Change, Choice, Selection, State, Wanted, changes};
