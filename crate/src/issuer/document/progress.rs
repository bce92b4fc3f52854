//! How far a document is, and how it ended.

use crate::issuer::table::Phase;
use serde::Serialize;

/// The most missing things that a summary lists; the report in the archive lists all.
pub(super) const MISSING: usize = 1000;

/// What was counted so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentTally {
    /// Pages of records read.
    pub pages: u64,
    /// Badge classes in the document.
    pub badge_classes: u64,
    /// Awards in the document.
    pub assertions: u64,
    /// Recipient groups in the document.
    pub recipient_groups: u64,
    /// Pathways in the document.
    pub pathways: u64,
    /// Pictures in the archive.
    pub pictures: u64,
    /// Pictures that could not be had.
    pub failed: u64,
    /// Records that the portal listed again.
    pub duplicates: u64,
    /// Awards that were found only when the first pages were read once more.
    pub late: u64,
    /// The name of the badge class that is being read.
    pub current: Option<String>,
}

/// How far a document is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentProgress {
    /// What the job is at.
    pub phase: Phase,
    /// What was counted so far.
    #[serde(flatten)]
    pub tally: DocumentTally,
    /// Bytes of the file so far.
    pub bytes: u64,
    /// The seconds that the portal asked to wait.
    pub waiting: Option<u32>,
}

/// How a document ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentSummary {
    /// What was counted.
    #[serde(flatten)]
    pub tally: DocumentTally,
    /// Bytes of the file.
    pub bytes: u64,
    /// Entries of the archive, where it is one.
    pub entries: u64,
    /// Pictures that are not there; at most a thousand of them, the report has all.
    pub missing: Vec<MissingPicture>,
}

/// A picture that could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingPicture {
    /// What it is a picture of: `issuer` or `badge-class`.
    pub part: &'static str,
    /// The id of that.
    pub id: String,
    /// The name of that.
    pub name: String,
    /// The stable code of the error.
    pub code: &'static str,
    /// Why, in a sentence.
    pub why: String,
}
