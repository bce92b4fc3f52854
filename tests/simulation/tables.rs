//! The issuer's tables: a file that ends is the whole table, whatever went wrong before.

use super::class::Class;
use super::crooked::Wrong;
use super::difference::difference;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::schedule::Schedule;
use super::seed::Dice;
use crate::host::run::Plays;
use crate::served::{ORIGIN, Served};
use badgepack::issuer::table::{Extent, GroupOptions, Options, Scope, Summary, TABLES, Table};
use badgepack::issuer::{Instant, Period};
use badgepack::portal::Site;
use badgepack::table::Cells;

/// What can go wrong with what only reads an issuer's lists.
pub const APT: [Class; 18] = {
    use Class::*;
    [
        SignedOut,
        Forbidden,
        Gone,
        TooMany,
        ServerFault,
        Cut,
        Hangs,
        Endless,
        Unreadable,
        Loop,
        OtherOrigin,
        TabClosed,
        Trap,
        OutOfMemory,
        DiskFull,
        Cancelled,
        ClockJump,
        CarrierKilled,
    ]
};

/// What may be kept while lists are read four at a time.
pub const BOUNDS: Bounds = Bounds { requests: 60, readings: 3, bodies: 9 };

pub fn options(table: &str, scope: Scope) -> Options {
    Options {
        table: table.to_owned(),
        scope,
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

fn drawn(seed: u64) -> Options {
    let mut dice = Dice::of(seed, "table");
    let name = dice.pick(&TABLES).name;
    let scope = match dice.below(3) {
        0 if name == "awards" => Scope::BadgeClass("rust".to_owned()),
        _ => Scope::Issuer("acme".to_owned()),
    };
    options(name, scope)
}

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let schedule = Schedule::draw(seed, &APT, 8);
    let (served, options) = (Served::full(), drawn(seed));
    let mut driver = Driver::new(&served, &schedule, wrong);
    let mut job = table(options.clone());
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &BOUNDS)?;
    if let End::Whole(file) = &end {
        rows(file, &job.summary().unwrap())?;
        // Where a portal says that it has no issuer of that class, or no pathways, their names are not there.
        if !schedule.has(Class::Gone) {
            same_as_calm(&served, &mut table(options), file)?;
        }
    }
    whole_after_what_passes(&schedule, driver.met.is_nothing(), &end)?;
    Ok(Came { met: driver.met, to_an_end: matches!(end, End::Whole(_)) })
}

/// What passes by itself, or did not happen, is no reason to fail.
pub fn whole_after_what_passes(schedule: &Schedule, met_nothing: bool, end: &End) -> Result<(), Broken> {
    let has_to_end = schedule.is_passing || met_nothing;
    must(Promise::SameBytes, !has_to_end || matches!(end, End::Whole(_)), || format!("only faults that pass: {end:?}"))
}

/// The file is the one of a day on which nothing goes wrong.
pub fn same_as_calm(portal: &dyn Plays, job: &mut impl badgepack::job::Job, file: &[u8]) -> Result<(), Broken> {
    let calm = Schedule::calm(1);
    match Driver::new(portal, &calm, Wrong::Nothing).carry_out(job)? {
        End::Whole(usual) => must(Promise::SameBytes, usual == file, || difference(&usual, file)),
        other => Err(Broken { promise: Promise::Accounted, what: format!("on a calm day {other:?}") }),
    }
}

/// The rows of a table, as another program reads them: as many as are told.
pub fn rows(file: &[u8], summary: &Summary) -> Result<Vec<Vec<String>>, Broken> {
    let rows = holds(Promise::Whole, || {
        let text = file.strip_prefix(b"\xEF\xBB\xBF").expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().from_reader(text);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect::<Vec<Vec<String>>>()
    })?;
    holds(Promise::Accounted, || {
        let tally = &summary.tally;
        assert_eq!((summary.bytes, tally.rows), (file.len() as u64, rows.len() as u64));
        let is_of_awards = summary.table.starts_with("awards");
        assert!(!is_of_awards || tally.listed == tally.rows + tally.skipped, "{tally:?}");
    })?;
    Ok(rows)
}

/// The table under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let schedule = super::account::orderless(seed, &APT).in_order(order);
    let served = Served::full();
    let end = Driver::new(&served, &schedule, wrong).carry_out(&mut table(drawn(seed)))?;
    Ok(if let End::Whole(file) = end { Some(file) } else { None })
}
