//! The table of awards, of lists that shift while they are read: every award once.

use super::class::Class;
use super::crooked::Wrong;
use super::driver::{Driver, End};
use super::play::Came;
use super::promise::{Broken, Promise, holds};
use super::schedule::Schedule;
use super::seed::{Dice, mixed};
use super::tables::{self, APT, BOUNDS, options, rows, same_as_calm, table, whole_after_what_passes};
use crate::estate::{Between, Cursor, Estate, ORIGIN, award, awards};
use badgepack::issuer::table::{Options, Scope};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The ids of the awards that were there all the time.
type Steady = Rc<RefCell<BTreeSet<String>>>;

fn id(award: &Value) -> String {
    award["entityId"].as_str().unwrap().to_owned()
}

/// Before each page but the first some awards are given and some taken away.
fn restless(count: usize, seed: u64, steady: Steady) -> Between {
    Box::new(move |awards, page| {
        let random = |nth: u64| mixed(seed, "awards", page as u64 * 100 + nth) as usize;
        if page == 0 || page > 30 {
            return;
        }
        for nth in 0..random(0) % 4 {
            awards.insert(0, award(count + page * 10 + nth));
        }
        for nth in 0..(random(1) % 3).min(awards.len()) {
            let gone = awards.remove(random(10 + nth as u64) % awards.len());
            steady.borrow_mut().remove(&id(&gone));
        }
    })
}

struct Drawn {
    options: Options,
    count: usize,
    page: usize,
    cursor: Cursor,
    has_doubles: bool,
    shifts: Option<u64>,
}

impl Drawn {
    fn of(seed: u64, schedule: &Schedule) -> Self {
        let mut dice = Dice::of(seed, "awards");
        let shifts = schedule.has(Class::Shift).then(|| dice.next());
        let scope = match dice.below(3) {
            0 => Scope::BadgeClass("rust".to_owned()),
            1 => Scope::Organization(None),
            _ => Scope::Issuer("acme".to_owned()),
        };
        Self {
            options: options("awards", scope),
            count: dice.below(24) as usize + 2,
            page: dice.below(6) as usize + 1,
            // What is counted loses what moves to the page before: no reader can tell.
            cursor: if shifts.is_some() || dice.one_in(2) { Cursor::Place } else { Cursor::Count },
            has_doubles: schedule.has(Class::Duplicates),
            shifts,
        }
    }

    fn estate(&self, steady: &Steady) -> Estate {
        let mut all = awards(self.count);
        if self.has_doubles && self.cursor == Cursor::Count {
            all.insert(all.len() / 2, all[0].clone());
        }
        steady.replace(all.iter().map(id).collect());
        let between = self.shifts.map(|seed| restless(self.count, seed, Rc::clone(steady)));
        Estate { page: self.page, cursor: self.cursor, between, ..Estate::of(all) }
    }
}

pub fn play(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let apt = [&APT[..], &[Class::Duplicates, Class::Shift, Class::Shift]].concat();
    let schedule = Schedule::draw(seed, &apt, 12);
    let drawn = Drawn::of(seed, &schedule);
    let steady = Steady::default();
    let estate = drawn.estate(&steady);
    let mut driver = Driver::new(&estate, &schedule, wrong);
    let mut job = table(drawn.options.clone());
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &BOUNDS)?;
    let mut met = driver.met;
    if let End::Whole(file) = &end {
        let rows = rows(file, &job.summary().unwrap())?;
        let of_class = |id: &String| id[1..].parse::<usize>().unwrap() % 3 != 0;
        let is_asked = |id: &&String| !matches!(drawn.options.scope, Scope::BadgeClass(_)) || of_class(id);
        let steady: BTreeSet<String> = steady.borrow().iter().filter(is_asked).cloned().collect();
        holds(Promise::Accounted, || {
            let at = job.summary().unwrap().columns.iter().position(|name| *name == "Assertion ID").unwrap();
            let found: Vec<String> = rows.iter().map(|row| row[at].clone()).collect();
            let once: BTreeSet<String> = found.iter().cloned().collect();
            assert_eq!(once.len(), found.len(), "each once: {found:?}");
            assert!(steady.is_subset(&once), "lost: {:?}", steady.difference(&once));
        })?;
        if drawn.shifts.is_none() && !schedule.has(Class::Gone) {
            same_as_calm(&drawn.estate(&Steady::default()), &mut table(drawn.options.clone()), file)?;
        }
    }
    if drawn.shifts.is_some() && *estate.pages.borrow() > 1 {
        met.note(Class::Shift);
    }
    if drawn.has_doubles && drawn.cursor == Cursor::Count {
        met.note(Class::Duplicates);
    }
    whole_after_what_passes(&schedule, met.is_nothing(), &end)?;
    Ok(Came { met, to_an_end: matches!(end, End::Whole(_)) })
}

/// The table under one order of arrival.
pub fn archive(seed: u64, order: u64, wrong: Wrong) -> Result<Option<Vec<u8>>, Broken> {
    let schedule = super::account::orderless(seed, &tables::APT).in_order(order);
    let drawn = Drawn::of(seed, &schedule);
    let estate = drawn.estate(&Steady::default());
    let end = Driver::new(&estate, &schedule, wrong).carry_out(&mut table(drawn.options))?;
    Ok(if let End::Whole(file) = end { Some(file) } else { None })
}
