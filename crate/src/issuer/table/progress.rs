//! How far a table is, and how it ended.

use serde::Serialize;

/// What a job is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Finding out what there is to read.
    #[default]
    Connecting,
    /// Reading and writing.
    Reading,
    /// Reading the first pages once more, for what came in the meantime.
    Checking,
    /// It is over.
    Done,
}

/// Awards by their status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ByStatus {
    /// In force.
    pub active: u64,
    /// Over.
    pub expired: u64,
    /// Withdrawn.
    pub revoked: u64,
}

/// What was counted so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Pages of records read.
    pub pages: u64,
    /// Records that the portal listed, each once.
    pub listed: u64,
    /// About how many records the portal will list, by the dates of those that it listed; nothing where they do not tell.
    pub estimated: Option<u64>,
    /// Rows that are in the table.
    pub rows: u64,
    /// Records that are outside the period.
    pub skipped: u64,
    /// Records in the table whose date cannot be read, so that no period can leave them out.
    pub undated: u64,
    /// Records that the portal listed again.
    pub duplicates: u64,
    /// Records that were found only when the first pages were read once more.
    pub late: u64,
    /// Awards in the table, by status.
    pub by_status: ByStatus,
    /// Issuers to read.
    pub issuers: u64,
    /// Issuers that were read.
    pub issuers_done: u64,
    /// What is being read: the name of the issuer or of the badge class.
    pub current: Option<String>,
}

/// How far a table is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// What the job is at.
    pub phase: Phase,
    /// What was counted so far.
    #[serde(flatten)]
    pub tally: Tally,
    /// Bytes of the file so far.
    pub bytes: u64,
    /// The number of records that the caller expects.
    pub expected: Option<u64>,
    /// The seconds that the portal asked to wait.
    pub waiting: Option<u32>,
}

/// How a table ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The table's name and version: `awards/1`.
    pub table: String,
    /// What was counted.
    #[serde(flatten)]
    pub tally: Tally,
    /// Bytes of the file.
    pub bytes: u64,
    /// The columns in the file, by name.
    pub columns: Vec<&'static str>,
    /// Those of them in which no row has anything.
    pub empty: Vec<&'static str>,
}
