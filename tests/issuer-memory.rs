//! The bytes that a table holds while it is made: the same for 100,000 awards as for a tenth of them.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use badgepack::archive::Piece;
use badgepack::issuer::table::{Extent, GroupOptions, Options, Scope, Table};
use badgepack::issuer::{Instant, Period};
use badgepack::job::{Job, News, Step, Ticket};
use badgepack::portal::Site;
use badgepack::table::Cells;
use peak_alloc::PeakAlloc;
use std::collections::{BTreeMap, VecDeque};

#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

const PAGE: usize = 500;

/// The answer at an address: awards are made up as they are asked for.
fn answer(url: &str, awards: usize) -> (String, Option<String>) {
    if !url.contains("/assertions") {
        return (r#"{"result":[{"entityId":"acme","name":"Acme"}]}"#.to_owned(), None);
    }
    let start: usize = url.split_once("cursor=").map_or(0, |(_, cursor)| cursor.parse().unwrap());
    let end = (start + PAGE).min(awards);
    let record = |number: usize| {
        let made = Instant((2_000_000_000 - number as i64) * 1_000);
        let text = "what was done to earn it ".repeat(number % 30);
        format!(
            r#"{{"entityId":"award-{number}","badgeclass":"acme","issuer":"acme","createdAt":"{made}","issuedOn":"{made}","narrative":"{text}"}}"#
        )
    };
    let records: Vec<String> = (start..end).map(record).collect();
    let next = (end < awards).then(|| format!("</v2/issuers/acme/assertions?cursor={end}>; rel=\"next\""));
    (format!(r#"{{"result":[{}]}}"#, records.join(",")), next)
}

/// Makes a table of so many awards, and forgets it piece by piece; yields its rows and the most bytes held.
fn held(awards: usize) -> (u64, usize) {
    let before = HELD.current_usage();
    HELD.reset_peak_usage();
    let options = Options {
        table: "awards".to_owned(),
        scope: Scope::Issuer("acme".to_owned()),
        period: Period::default(),
        columns: None,
        cells: Cells::Inert,
        staff: false,
        groups: GroupOptions::default(),
        extent: Extent::File,
        now: Instant(0),
        expected: None,
    };
    let mut table = Table::new(Site::parse("https://badges.example").unwrap(), options).unwrap();
    let mut bodies: BTreeMap<Ticket, String> = BTreeMap::new();
    let mut asked = VecDeque::new();
    loop {
        match table.step() {
            Step::Send { ticket, request, .. } => asked.push_back((ticket, request)),
            Step::Read { ticket, at, len } => {
                let body = bodies.get(&ticket).unwrap();
                table.told(ticket, News::Bytes(&body.as_bytes()[at as usize..][..len as usize]));
            }
            Step::Drop(ticket) => drop(bodies.remove(&ticket)),
            Step::Archive(Piece::Write(_)) => {}
            Step::Wait => {
                let (ticket, request) = asked.pop_front().unwrap();
                let (body, link) = answer(request.url(), awards);
                let len = body.len() as u64;
                bodies.insert(ticket, body);
                table.told(ticket, News::Answer { status: 200, link: link.as_deref(), retry_after: None, len });
            }
            Step::Done => break,
            step => panic!("{step:?}"),
        }
    }
    (table.summary().unwrap().tally.rows, HELD.peak_usage() - before)
}

#[test]
fn a_table_holds_the_same_however_long_it_is() {
    let (_, short) = held(10_000);
    let (rows, long) = held(100_000);
    let (_, longer) = held(400_000);
    println!("most bytes held: {short} for 10,000 awards, {long} for 100,000, {longer} for 400,000");
    assert_eq!(rows, 100_000);
    // Two tables of ids where one was enough, and marks of the pages.
    assert!(long < short + 400_000, "{short} → {long}");
    assert!(longer < long + 40_000, "{long} → {longer}");
    assert!(longer < 4_000_000, "{longer}");
}
