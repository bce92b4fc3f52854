//! How far a run of baking anew is, and how it ended.

use super::account::{Counts, Failure};
use serde::Serialize;

/// What a run is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RebakePhase {
    /// It looks at the class and at each award.
    Looking,
    /// It waits for the server.
    Watching,
    /// It ends what is left.
    Baking,
    /// It is over.
    Done,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RebakeProgress {
    /// What it is at.
    pub phase: RebakePhase,
    /// The awards.
    #[serde(flatten)]
    pub counts: Counts,
    /// Awards with an old picture.
    pub stale: u64,
    /// Bytes of the archive so far.
    pub bytes: u64,
    /// The seconds that the portal asked to wait, while that lasts.
    pub waiting: Option<u32>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RebakeSummary {
    /// The awards.
    #[serde(flatten)]
    pub counts: Counts,
    /// The first thousand that failed.
    pub failures: Vec<Failure>,
    /// Whether the list of awards was read to its end and none failed.
    pub complete: bool,
    /// Why the list is not whole.
    pub list_broken: Option<String>,
    /// Bytes of the archive.
    pub bytes: u64,
    /// The class's name.
    pub name: String,
}
