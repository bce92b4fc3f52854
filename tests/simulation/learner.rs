//! The learner's export: of a described portal, by numbers or by links, and of Badgr's backpack.

use super::account::{self, Listed, World};
use super::class::{CLASSES, Class};
use super::crooked::Wrong;
use super::difference::difference;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::schedule::Schedule;
use super::seed::Dice;
use crate::host::copy::Copy;
use badgepack::export::{SectionState, Summary};
use serde_json::Value;

/// What can go wrong with an export: all but what only those meet who write.
const APT: &[Class] = CLASSES.split_at(21).0;

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let schedule = Schedule::draw(seed, APT, 30);
    let mut dice = Dice::of(seed, "learner");
    let world = World::draw(&mut dice, &schedule);
    let concurrency = dice.pick(&[1, 2, 3, 6, 12]);
    let mut driver = Driver::new(&world, &schedule, wrong);
    let mut job = world.export(concurrency);
    let end = driver.carry_out(&mut job)?;
    let bounds = Bounds { requests: 40 + 3 * world.badges(), readings: 2, bodies: 4 * concurrency + 4 };
    driver.evidence.check(world.origin(), &bounds)?;
    let mut met = driver.met;
    world.note(&mut met);
    let to_an_end = match &end {
        End::Whole(archive) => {
            let summary = job.summary();
            must(Promise::Whole, summary.is_some(), || "there is no summary".to_owned())?;
            check(&world, archive, &summary.unwrap(), &schedule)?;
            true
        }
        End::Failed(_) | End::Stopped(_) => {
            must(Promise::Accounted, job.summary().is_none(), || "a summary of nothing".to_owned())?;
            false
        }
    };
    let leaves_no_trace = schedule.is_passing || met.is_nothing();
    if leaves_no_trace {
        same_as_calm(&world, &end, concurrency)?;
    }
    Ok(Came { met, to_an_end })
}

/// The archive is the one of a day on which nothing goes wrong.
fn same_as_calm(world: &World, end: &End, concurrency: usize) -> Result<(), Broken> {
    let calm = Schedule::calm(1);
    let mut driver = Driver::new(world, &calm, Wrong::Nothing);
    let usual = driver.carry_out(&mut world.export(concurrency))?;
    let (End::Whole(usual), End::Whole(archive)) = (usual, end) else {
        return Err(Broken { promise: Promise::SameBytes, what: format!("only faults that pass, and yet {end:?}") });
    };
    must(Promise::SameBytes, usual == *archive, || difference(&usual, archive))
}

fn check(world: &World, archive: &[u8], summary: &Summary, schedule: &Schedule) -> Result<(), Broken> {
    let copy = holds(Promise::Whole, || {
        let copy = Copy::open(archive);
        copy.check_sums();
        copy
    })?;
    holds(Promise::Accounted, || {
        let report = copy.report();
        assert_eq!(report["complete"], summary.complete);
        let is_open = |state| matches!(state, SectionState::Waiting | SectionState::Running);
        assert!(!summary.sections.iter().any(|section| is_open(section.state)));
        let rows = report["records"].as_array().unwrap();
        let sections = report["sections"].as_array().unwrap();
        for listed in world.listed() {
            let section = sections.iter().find(|section| section["key"] == listed.key).unwrap();
            accounted(&copy, rows, section, &listed, schedule);
        }
    })
}

/// Every record of a list that is called complete is in its file, in that order, and each part of it in the report.
fn accounted(copy: &Copy, rows: &[Value], section: &Value, listed: &Listed, schedule: &Schedule) {
    let key = listed.key;
    match section["state"].as_str().unwrap() {
        "complete" => {}
        "incomplete" => {
            assert!(section["code"].is_string(), "{key} is incomplete, and it is not said why");
            return;
        }
        "absent" => {
            assert!(listed.records.is_empty() || listed.is_optional, "{key} is said not to be there");
            return;
        }
        other => panic!("{key} is {other}"),
    }
    let has_come_and_gone = schedule.has(Class::Shift) && listed.shifts;
    if !has_come_and_gone {
        // What stood on a page that was garbage, and was served well the next time, is told as well.
        let is_garbage = |row: &&Value| row["section"] == key && row["state"] == "failed" && row["id"] == "";
        let records = section["records"].as_u64().unwrap() - rows.iter().filter(is_garbage).count() as u64;
        assert_eq!(records, listed.records.len() as u64, "{key}: all that is listed, and each once");
    }
    let text = copy.text(listed.entry);
    let places: Vec<_> = listed.records.iter().map(|record| text.find(record.as_str())).collect();
    assert!(places.iter().all(Option::is_some), "{key}: a record is lost: {places:?}");
    assert!(has_come_and_gone || places.is_sorted(), "{key}: {places:?}");
    for id in &listed.ids {
        let parts = rows.iter().filter(|row| row["section"] == key && row["id"] == *id).count();
        assert!(parts >= 1, "{key}: nothing is said of {id}");
        assert!(!listed.is_badges || parts >= 2, "{key}: of {id} only {parts} part is told");
    }
}

/// The learner's archive under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let schedule = account::orderless(seed, APT).in_order(order);
    let world = World::draw(&mut Dice::of(seed, "learner"), &schedule);
    let mut driver = Driver::new(&world, &schedule, wrong);
    let concurrency = [1, 3, 6, 16][(order % 4) as usize];
    Ok(match driver.carry_out(&mut world.export(concurrency))? {
        End::Whole(archive) => Some(archive),
        End::Failed(_) | End::Stopped(_) => None,
    })
}
