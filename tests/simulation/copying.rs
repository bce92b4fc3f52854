//! The safety copy: one that ends can be read back, and has every award.

use super::class::Class;
use super::crooked::Wrong;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::schedule::Schedule;
use super::seed::Dice;
use super::shifting::Shifting;
use super::tables::{self, whole_after_what_passes};
use crate::host::copy::Copy;
use crate::portal::{CLASS, ORIGIN, Portal};
use badgepack::replace::{SafetyCopy, Save};
use serde_json::Value;

fn save() -> Save {
    Save::new(Portal::site(), CLASS, "2026-11-21T18:00:00Z")
}

fn portal(seed: u64) -> Portal {
    Portal::of(Dice::of(seed, "copy").below(9) as usize)
}

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let apt = [&tables::APT[..], &[Class::WrongContent]].concat();
    let schedule = Schedule::draw(seed, &apt, 4);
    let portal = portal(seed);
    let shifting = Shifting::draw(seed, &portal, !schedule.is_passing);
    let mut driver = Driver::new(&portal, &schedule, wrong);
    let mut job = save();
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &Bounds { requests: 15, readings: 1, bodies: 3 })?;
    if let End::Whole(zip) = &end {
        let copy = holds(Promise::Whole, || {
            Copy::open(zip).check_sums();
            SafetyCopy::read(zip).unwrap()
        })?;
        holds(Promise::Accounted, || {
            let records = Copy::open(zip).json("awards.json");
            let listed: Vec<usize> = records.as_array().unwrap().iter().map(at).collect();
            assert_eq!((copy.awards, job.summary().unwrap().awards), (listed.len() as u64, listed.len() as u64));
            shifting.check(&portal, &listed, true);
        })?;
        // Another program may have put another picture in the place of the first address that it has.
        if !schedule.has(Class::WrongContent) {
            must(Promise::Truth, copy.picture.bytes() == portal.picture(), || "it is another picture".to_owned())?;
            if !shifting.is_met(&portal) {
                portal.between.take();
                tables::same_as_calm(&portal, &mut save(), zip)?;
            }
        }
    }
    let mut met = driver.met;
    whole_after_what_passes(&schedule, met.is_nothing(), &end)?;
    if shifting.is_met(&portal) {
        met.note(Class::Shift);
    }
    Ok(Came { met, to_an_end: matches!(end, End::Whole(_)) })
}

/// The number of an award.
fn at(record: &Value) -> usize {
    record["entityId"].as_str().unwrap()[1..].parse().unwrap()
}

/// The copy under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let schedule = super::account::orderless(seed, &tables::APT).in_order(order);
    let portal = portal(seed);
    let end = Driver::new(&portal, &schedule, wrong).carry_out(&mut save())?;
    Ok(if let End::Whole(file) = end { Some(file) } else { None })
}
