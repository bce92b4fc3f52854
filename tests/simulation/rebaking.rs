//! Baking anew: each award once, by the server or here, or it is said why not; stopped and gone on with.

use super::class::{Class, Met};
use super::crooked::Wrong;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::replacing::{draft, look, replacement};
use super::schedule::Schedule;
use super::seed::Dice;
use super::shifting::Shifting;
use crate::host::copy::Copy;
use crate::portal::{Bakes, CLASS, ORIGIN, Portal};
use badgepack::image;
use badgepack::replace::{Journal, Rebake, RebakeOptions, RebakeSummary};

const APT: [Class; 19] = {
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
        WrongContent,
        TabClosed,
        Trap,
        OutOfMemory,
        DiskFull,
        Cancelled,
        ClockJump,
        CarrierKilled,
        BakingUnfinished,
        PutLost,
    ]
};

/// A portal just after a replacement.
fn portal(dice: &mut Dice, schedule: &Schedule) -> Portal {
    let portal = Portal::of(dice.below(9) as usize);
    let each = dice.below(3) as usize + 1;
    portal.bakes.set(match schedule.has(Class::BakingUnfinished) {
        true => Bakes::Slowly { each, most: dice.below(5) as usize },
        false => dice.pick(&[Bakes::AtOnce, Bakes::Never, Bakes::Slowly { each, most: usize::MAX }]),
    });
    portal.refuses_awards.set(dice.pick(&[None, None, Some(403), Some(405)]));
    let calm = Schedule::calm(1);
    let mut job = replacement(&look(&portal), &draft(77));
    Driver::new(&portal, &calm, Wrong::Nothing).carry_out(&mut job).unwrap();
    portal
}

fn options(seed: u64, journal: Option<Journal>) -> RebakeOptions {
    let only_here = Dice::of(seed, "only here").one_in(4);
    RebakeOptions { badge_class: CLASS.to_owned(), journal, only_here, ..RebakeOptions::default() }
}

const BOUNDS: Bounds = Bounds { requests: 700, readings: 130, bodies: 10 };

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let schedule = Schedule::draw(seed, &APT, 20);
    let portal = portal(&mut Dice::of(seed, "rebaking"), &schedule);
    let shifting = Shifting::draw(seed, &portal, !schedule.is_passing);
    let mut job = Rebake::new(Portal::site(), options(seed, None));
    let mut driver = Driver::new(&portal, &schedule, wrong);
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &BOUNDS)?;
    let mut met = driver.met;
    if schedule.has(Class::BakingUnfinished) {
        met.note(Class::BakingUnfinished);
    }
    if portal.refuses_awards.get().is_some() && !portal.award_puts.borrow().is_empty() {
        met.note(Class::PutRefused);
    }
    if shifting.is_met(&portal) {
        met.note(Class::Shift);
    }
    let has_lost = !portal.gone.borrow().is_empty();
    match &end {
        End::Whole(archive) => check(&portal, &shifting, archive, &job.summary().unwrap(), &[])?,
        // As the page keeps it: plain JSON.
        End::Stopped(_) => {
            let kept = job.journal().borrow().write().to_string();
            let journal = Journal::read(&serde_json::from_str(&kept).unwrap()).unwrap();
            go_on(seed, &portal, journal, &mut met)?;
        }
        End::Failed(_) => {}
    }
    asked_once(&portal)?;
    let leaves_no_trace = schedule.is_passing || (driver.met.is_nothing() && !has_lost);
    let is_complete = job.summary().is_some_and(|summary| summary.complete);
    must(Promise::Accounted, !leaves_no_trace || is_complete, || {
        format!("nothing stood in its way: {:?}", job.summary())
    })?;
    Ok(Came { met, to_an_end: matches!(end, End::Whole(_)) })
}

/// The next run does the rest, and nothing twice.
fn go_on(seed: u64, portal: &Portal, journal: Journal, met: &mut Met) -> Result<(), Broken> {
    let calm = Schedule::calm(2);
    portal.between.take();
    let shifting = Shifting::of(portal);
    let mut done = journal.write()["done"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    done.retain(|id| !portal.gone.borrow().contains(&id[1..].parse().unwrap()));
    let mut job = Rebake::new(Portal::site(), options(seed, Some(journal)));
    let mut driver = Driver::new(portal, &calm, Wrong::Nothing);
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &BOUNDS)?;
    let End::Whole(archive) = end else {
        return Err(Broken { promise: Promise::Accounted, what: format!("it cannot be gone on with: {end:?}") });
    };
    met.add(&driver.met);
    let summary = job.summary().unwrap();
    must(Promise::Accounted, summary.complete, || format!("{summary:?}"))?;
    must(Promise::Accounted, summary.counts.earlier == done.len() as u64, || format!("{summary:?} of {done:?}"))?;
    check(portal, &shifting, &archive, &summary, &done)
}

fn asked_once(portal: &Portal) -> Result<(), Broken> {
    let puts = portal.award_puts.borrow();
    let twice = puts.iter().find(|(_, times)| **times > 1);
    must(Promise::Once, twice.is_none(), || format!("award and times: {twice:?}"))
}

/// Every award is accounted for, and what is said of it is so.
fn check(
    portal: &Portal,
    shifting: &Shifting,
    archive: &[u8],
    summary: &RebakeSummary,
    earlier: &[String],
) -> Result<(), Broken> {
    let copy = holds(Promise::Whole, || {
        let copy = Copy::open(archive);
        copy.check_sums();
        copy
    })?;
    let counts = summary.counts;
    let rows = holds(Promise::Accounted, || {
        let table = copy.bytes("account.csv").strip_prefix(b"\xEF\xBB\xBF").unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(table);
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let mut ids: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
        ids.sort();
        ids.dedup();
        assert_eq!((counts.listed, counts.ended()), (rows.len() as u64, rows.len() as u64));
        assert_eq!(ids.len(), rows.len(), "each once");
        let is_whole = summary.list_broken.is_none();
        // What stood on a page that was garbage has no id.
        let ids = rows.iter().filter(|row| !row[0].is_empty());
        let listed: Vec<usize> = ids.map(|row| row[0][1..].parse().unwrap()).collect();
        shifting.check(portal, &listed, is_whole);
        assert_eq!(summary.complete, is_whole && counts.failed == 0);
        rows
    })?;
    holds(Promise::Truth, || {
        for row in rows.iter().filter(|row| !row[0].is_empty() && !earlier.contains(&row[0])) {
            let at: usize = row[0][1..].parse().unwrap();
            let award = portal.awards.borrow()[at].clone();
            let is_new = |bytes: &[u8]| {
                let found = image::unbake(bytes).unwrap().unwrap();
                assert_eq!(found.payload.text(), portal.credential(at), "award {at}");
                assert_eq!(image::strip(bytes).unwrap().apply(bytes), portal.picture(), "award {at}");
            };
            match row[4].as_str() {
                "server" => is_new(&portal.baked(at)),
                "baked" => is_new(copy.bytes(&row[5])),
                "signed" => assert!(award.is_signed),
                "revoked" => assert!(award.is_revoked),
                "failed" => assert!(!row[6].is_empty(), "award {at} failed, and it is not said why"),
                other => panic!("award {at}: {other}"),
            }
        }
    })
}

/// The archive under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let apt: Vec<Class> = APT.into_iter().filter(|class| *class != Class::ServerFault).collect();
    let schedule = super::account::orderless(seed, &apt).in_order(order);
    let portal = portal(&mut Dice::of(seed, "rebaking"), &schedule);
    // A server that bakes by the number of requests shows their order by itself.
    if matches!(portal.bakes.get(), Bakes::Slowly { .. }) {
        portal.bakes.set(Bakes::Never);
    }
    let mut job = Rebake::new(Portal::site(), options(seed, None));
    let end = Driver::new(&portal, &schedule, wrong).carry_out(&mut job)?;
    Ok(if let End::Whole(file) = end { Some(file) } else { None })
}
