//! The first rows of a table, and what can be counted of the rest.

use super::progress::Tally;
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::issuer::Instant;
use crate::table::Cells;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The rows that are kept.
const ROWS: usize = 50;
/// How many recipients are told apart.
const RECIPIENTS: usize = 100_000;

/// What is known of a table before it is downloaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The table's name and version: `awards/1`.
    pub table: String,
    /// The columns of the rows, by name.
    pub columns: Vec<&'static str>,
    /// The first rows, cell by cell, as they stand in the file.
    pub rows: Vec<Vec<String>>,
    /// What was counted; `rows` is how many rows are known so far.
    pub tally: Tally,
    /// Awards on each day, in UTC, as `2024-02-29`; in order.
    pub days: Vec<(String, u64)>,
    /// Recipients told apart; never more than a hundred thousand.
    pub recipients: u64,
    /// Badge classes that were awarded.
    pub badges: u64,
    /// Whether all of it was read, so that the numbers are those of the whole table.
    pub exact: bool,
    /// The seconds that the portal asked to wait.
    pub waiting: Option<u32>,
}

/// Notes of the rows for a preview.
pub(super) struct Notes {
    pub rows: Vec<Vec<String>>,
    days: BTreeMap<i64, (Instant, u64)>,
    recipients: Seen,
    badges: BTreeSet<String>,
}

impl Notes {
    pub fn new() -> Self {
        Self { rows: Vec::new(), days: BTreeMap::new(), recipients: seen(0), badges: BTreeSet::new() }
    }

    /// Keeps a row, if it is one of the first.
    pub fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>, form: Cells) {
        if self.rows.len() < ROWS {
            self.rows.push(cells.map(|cell| form.of(cell).into_owned()).collect());
        }
    }

    /// Counts an award.
    pub fn award(&mut self, issued: Option<Instant>, recipient: &str, badge: &str) {
        if let Some(issued) = issued {
            self.days.entry(issued.days()).or_insert((issued, 0)).1 += 1;
        }
        if self.recipients.len() < RECIPIENTS {
            self.recipients.insert(fingerprint(recipient.as_bytes()));
        }
        if !self.badges.contains(badge) {
            self.badges.insert(badge.to_owned());
        }
    }

    pub fn days(&self) -> Vec<(String, u64)> {
        self.days.values().map(|(issued, count)| (issued.day(), *count)).collect()
    }

    pub fn recipients(&self) -> u64 {
        self.recipients.len() as u64
    }

    pub fn badges(&self) -> u64 {
        self.badges.len() as u64
    }
}
