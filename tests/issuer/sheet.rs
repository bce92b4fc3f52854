//! A table, made and read back.

use crate::estate::{Estate, ORIGIN};
use crate::host::fault::Rule;
use crate::host::run::{Host, Plays};
use badgepack::Error;
use badgepack::issuer::table::{Extent, GroupOptions, Options, Scope, Summary, Table};
use badgepack::issuer::{Instant, Period};
use badgepack::portal::Site;
use badgepack::table::Cells;

/// What somebody opens.
#[derive(Debug)]
pub struct Sheet {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    pub summary: Summary,
}

impl Sheet {
    /// The cells of a column.
    pub fn column(&self, name: &str) -> Vec<&str> {
        let at = self.head.iter().position(|head| head == name).unwrap_or_else(|| panic!("no {name}"));
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }
}

/// All awards of the issuer `acme`, on the day on which all tests are.
pub fn options() -> Options {
    Options {
        table: "awards".to_owned(),
        scope: Scope::Issuer("acme".to_owned()),
        period: Period::default(),
        columns: None,
        cells: Cells::Inert,
        staff: false,
        groups: GroupOptions::default(),
        extent: Extent::File,
        now: Instant::parse("2026-11-21T18:00:00Z").unwrap(),
        expected: None,
    }
}

pub fn table(options: Options) -> Table {
    Table::new(Site::parse(ORIGIN).unwrap(), options).unwrap()
}

pub fn sheet(estate: &Estate, options: Options) -> Result<Sheet, Error> {
    made(&mut Host::new(estate, Vec::new()), table(options))
}

pub fn sheet_with(portal: &dyn Plays, rules: Vec<Rule>) -> Result<Sheet, Error> {
    made(&mut Host::new(portal, rules), table(options()))
}

/// Makes a table, and reads it as another program does.
pub fn made(host: &mut Host<'_>, mut table: Table) -> Result<Sheet, Error> {
    let bytes = host.carry_out(&mut table)?;
    let summary = table.summary().unwrap();
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    let all = reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    let mut all: Vec<Vec<String>> = all.collect();
    let head = all.remove(0);
    assert_eq!((summary.bytes, summary.tally.rows), (bytes.len() as u64, all.len() as u64));
    assert_eq!(summary.tally.listed, summary.tally.rows + summary.tally.skipped);
    let by_status = summary.tally.by_status;
    assert_eq!(by_status.active + by_status.expired + by_status.revoked, summary.tally.rows);
    Ok(Sheet { head, rows: all, summary })
}
