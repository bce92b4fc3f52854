//! The safety copy: one that ends can be read back, and has every award.

use super::class::Class;
use super::crooked::Wrong;
use super::driver::{Driver, End};
use super::evidence::Bounds;
use super::play::Came;
use super::promise::{Broken, Promise, holds, must};
use super::schedule::Schedule;
use super::seed::Dice;
use super::tables::{self, whole_after_what_passes};
use crate::host::copy::Copy;
use crate::portal::{CLASS, ORIGIN, Portal};
use badgepack::replace::{SafetyCopy, Save};

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
    let mut driver = Driver::new(&portal, &schedule, wrong);
    let mut job = save();
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &Bounds { requests: 6, readings: 1, bodies: 3 })?;
    if let End::Whole(zip) = &end {
        let copy = holds(Promise::Whole, || {
            Copy::open(zip).check_sums();
            SafetyCopy::read(zip).unwrap()
        })?;
        let awards = portal.awards.borrow().len() as u64;
        holds(Promise::Accounted, || {
            assert_eq!((copy.awards, job.summary().unwrap().awards), (awards, awards));
        })?;
        // Another program may have put another picture in the place of the first address that it has.
        if !schedule.has(Class::WrongContent) {
            must(Promise::Truth, copy.picture.bytes() == portal.picture(), || "it is another picture".to_owned())?;
            tables::same_as_calm(&portal, &mut save(), zip)?;
        }
    }
    whole_after_what_passes(&schedule, driver.met.is_nothing(), &end)?;
    Ok(Came { met: driver.met, to_an_end: matches!(end, End::Whole(_)) })
}

/// The copy under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let schedule = super::account::orderless(seed, &tables::APT).in_order(order);
    let portal = portal(seed);
    let end = Driver::new(&portal, &schedule, wrong).carry_out(&mut save())?;
    Ok(if let End::Whole(file) = end { Some(file) } else { None })
}
