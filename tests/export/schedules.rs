//! Whatever goes wrong, and whenever: the archive is whole and accounts for everything, or there is none.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule};
use crate::host::learner::{self, Account, BADGES, IMPORTS, LISTS, RESPONSES};
use crate::host::run::{Host, Order, Plays, random};
use badgepack::export::{Options, SectionState};
use badgepack::job::Fault;
use badgepack::portal::Access;
use std::cell::Cell;

const SCHEDULES: u64 = 400;

/// One request in some has one of these, told by the seed.
fn misfortune(seed: u64) -> Rule {
    let own = learner::demo(12);
    let often = [3, 10, 40, 200][(seed % 4) as usize];
    let count = Cell::new(0);
    Box::new(move |asked| {
        count.set(count.get() + 1);
        let chance = random(seed, count.get());
        if !chance.is_multiple_of(often) {
            return None;
        }
        let Answer::Reply { body, .. } = own.answer(&asked.url) else { return None };
        let part = (body.len() as u64 * random(seed + 1, count.get()) / 1000) as usize;
        Some(match random(seed + 2, count.get()) % 14 {
            0 => Answer::None(Fault::Unreachable),
            1 => Answer::None(Fault::TimedOut),
            2 => Answer::None(Fault::TooLarge),
            3 => Answer::status(401),
            4 => Answer::status(403),
            5 => Answer::status(404),
            6 => Answer::status(429),
            7 => Answer::wait(429, 3),
            8 => Answer::wait(503, 500),
            9 => Answer::status(500),
            10 => Answer::ok("<!doctype html>"),
            11 => Answer::ok(""),
            12 => Answer::ok("{\"other\": 1}"),
            _ => Answer::ok(&body[..part]),
        })
    })
}

/// Every record of a list that the report calls complete is in its file, and in that order.
fn nothing_lost(account: &Account, copy: &Copy, key: &str, path: &str, entry: &str) {
    let section = copy.section(key);
    if section["state"] == "complete" {
        let records = &account.lists[path];
        assert_eq!(section["records"], records.len(), "{key}");
        let text = copy.text(entry);
        let places: Vec<_> = records.iter().map(|record| text.find(record.as_str())).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{key}: {places:?}");
    }
}

#[test]
fn the_archive_is_whole_or_there_is_none() {
    let account = learner::demo(12);
    let mut ended = [0; 3];
    for seed in 0..SCHEDULES {
        let mut host = Host::new(&account, vec![misfortune(seed)]).in_order(Order::Shuffled(seed));
        if seed % 3 == 0 {
            host = host.signing_in_again();
        }
        let concurrency = (seed % 9) as usize;
        let result = host.run(&mut learner::export(Options { concurrency, ..Options::default() }));
        assert!(host.most_under_way <= if concurrency == 0 { 6 } else { concurrency }, "schedule {seed}");
        assert!(host.log.len() < 1000, "schedule {seed}");
        let own = |url: &str| url.starts_with(&format!("{}/", learner::ORIGIN));
        assert!(host.log.iter().all(|asked| asked.access == Access::Anonymous || own(&asked.url)));
        let Ok((archive, summary)) = result else {
            ended[0] += 1;
            continue;
        };
        ended[if summary.complete { 1 } else { 2 }] += 1;
        let copy = Copy::open(&archive);
        copy.check_sums();
        let report = copy.report();
        assert_eq!(report["complete"], summary.complete);
        let is_open = |state| matches!(state, SectionState::Waiting | SectionState::Running | SectionState::LeftOut);
        assert!(!summary.sections.iter().any(|section| is_open(section.state)), "schedule {seed}");
        let more = [
            ("survey_responses", RESPONSES, "surveys/responses.json"),
            ("badges", BADGES, "badges/records.json"),
            ("imported", IMPORTS, "badges/imported/records.json"),
        ];
        for (key, path, entry) in LISTS.into_iter().chain(more) {
            nothing_lost(&account, &copy, key, path, entry);
        }
    }
    assert!(!ended.contains(&0), "each end is met: {ended:?}");
}
