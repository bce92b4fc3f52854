//! Replacing a badge class by another badge, safely, and baking what was awarded anew.
//!
//! ```text
//! Find      picture, address or JSON → Draft: what it says, its picture, whose it is
//! Look      the class as it is now: record, picture, how many awards
//! changes   Class + Draft → field by field: changed, same, absent
//! Wanted    Class + Draft + Selection → what shall be different → body()
//! Save      record, picture, awards → ZIP; SafetyCopy reads it back, and is a Draft
//! Replace   read again → one PUT → settle by reading → Outcome
//! Rebake    every award: by the server, here into an archive, or left and why → Account
//! ```
//!
//! Nothing is blanked unless that was wished, nothing is done twice, and after each fault it is said
//! what is true. The API is Badgr's v2, of the open-source server, its fork of 2026, and the hosted one.

mod asking;
mod body;
mod class;
mod consent;
mod data_uri;
mod draft;
mod field;
mod find;
mod look;
mod outcome;
mod picture;
mod put;
mod rebake;
mod safety;
mod save;
mod source;
mod text;
mod wanted;

pub use body::body;
pub use class::{Class, Server};
pub use draft::{Draft, PictureFrom, Rights};
pub use field::{Alignment, Content, Expires, Field};
pub use find::Find;
pub use look::{Awards, Look, Present};
pub use outcome::{Ending, Fate, FieldOutcome, Outcome, Reason};
pub use picture::Picture;
pub use put::{Replace, ReplacePhase};
pub use rebake::{
    Counts, Failure, Journal, Rebake, RebakeOptions, RebakePhase, RebakeProgress, RebakeSummary, State as AwardState,
};
pub use safety::{CopyInfo, SafetyCopy};
pub use save::{Save, SaveProgress, SaveSummary};
pub use text::{Note, Weight};
pub use wanted::{Change, Choice, Selection, State, Wanted, changes};
