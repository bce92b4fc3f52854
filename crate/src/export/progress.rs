//! How far an export is, and how it ended.

use serde::Serialize;

/// Items by how they ended; at the end of a run `listed = exported + failed + skipped`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// What the portal lists: each record, and of a badge its credential and its picture.
    pub listed: u64,
    /// What is in the archive.
    pub exported: u64,
    /// What could not be had.
    pub failed: u64,
    /// What is left out for a reason.
    pub skipped: u64,
}

impl Counts {
    /// The sum of two counts.
    pub fn plus(self, other: Self) -> Self {
        Self {
            listed: self.listed + other.listed,
            exported: self.exported + other.exported,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// What a section's list came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionState {
    /// Its turn has not come.
    #[default]
    Waiting,
    /// It is being read.
    Running,
    /// Its list was read to the end.
    Complete,
    /// The portal has nothing there.
    Absent,
    /// Its list could not be read to the end.
    Incomplete,
    /// It was not asked for.
    LeftOut,
}

/// A section, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SectionProgress {
    /// The section's key.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// Whether it holds special-category data.
    pub sensitive: bool,
    /// How many records the portal says there are.
    pub expected: Option<u64>,
    /// How many records are done.
    pub records: u64,
    /// Its items.
    #[serde(flatten)]
    pub counts: Counts,
    /// What its list came to.
    pub state: SectionState,
    /// Why it is incomplete: the code of the error.
    pub code: Option<&'static str>,
    /// Why it is incomplete: a sentence.
    pub why: Option<String>,
}

/// What a run is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Finding out what answers at the address.
    Connecting,
    /// Counting what there is.
    Listing,
    /// Fetching and writing.
    Exporting,
    /// It is over.
    Done,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What it is at.
    pub phase: Phase,
    /// The name of what was done last.
    pub current: Option<String>,
    /// All items.
    #[serde(flatten)]
    pub counts: Counts,
    /// Bytes of the archive so far.
    pub bytes: u64,
    /// The seconds that the portal asked to wait.
    pub waiting: Option<u32>,
    /// Every section.
    pub sections: Vec<SectionProgress>,
}

/// Which part of a record an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemPart {
    /// The record itself.
    Record,
    /// A badge's credential.
    Credential,
    /// A picture.
    Picture,
}

/// An item that is not in the archive, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The section's key.
    pub section: String,
    /// The record's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Which part of it.
    pub part: ItemPart,
    /// `failed` or `skipped`.
    pub state: &'static str,
    /// The code of the error, or `withheld`.
    pub code: &'static str,
    /// What happened and what to do.
    pub why: String,
}

/// The portal that a run read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortalName {
    /// What people call it.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// All items.
    #[serde(flatten)]
    pub counts: Counts,
    /// Bytes of the archive.
    pub bytes: u64,
    /// Entries of the archive.
    pub entries: u64,
    /// What was read.
    pub portal: PortalName,
    /// Every section.
    pub sections: Vec<SectionProgress>,
    /// The first thousand items that are missing.
    pub missing: Vec<Missing>,
    /// Whether every list was read to its end and nothing failed.
    pub complete: bool,
}

/// A record of a section, for a run that fetches only what an earlier one missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The section's key.
    pub section: String,
    /// The record's id.
    pub id: String,
}
