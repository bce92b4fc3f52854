//! Lists that shift while they are read: every award once, and none is lost.

use crate::estate::{Between, Cursor, Estate, award, awards};
use crate::host::run::random;
use crate::sheet::{options, sheet};
use proptest::prelude::*;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

fn ids(awards: &[Value]) -> BTreeSet<String> {
    awards.iter().map(|award| award["entityId"].as_str().unwrap().to_owned()).collect()
}

/// Before each page some awards are given and some taken away, by this seed; tells which were there all the time.
fn restless(count: usize, seed: u64, takes_away: bool, always_there: Rc<RefCell<BTreeSet<String>>>) -> Between {
    Box::new(move |awards, page| {
        let random = |nth: u64| random(seed, page as u64 * 100 + nth) as usize;
        if page == 0 || page > 30 {
            return;
        }
        for nth in 0..random(0) % 4 {
            awards.insert(0, award(count + page * 10 + nth));
        }
        for nth in 0..if takes_away { random(1) % 3 } else { 0 } {
            let gone = awards.remove(random(10 + nth as u64) % awards.len());
            always_there.borrow_mut().remove(gone["entityId"].as_str().unwrap());
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_was_there_all_the_time_is_in_it_once(count in 1usize..60, page in 1usize..9, seed: u64) {
        let always_there = Rc::new(RefCell::new(ids(&awards(count))));
        let mut estate = Estate { page, ..Estate::of(awards(count)) };
        estate.between = Some(restless(count, seed, true, always_there.clone()));
        let sheet = sheet(&estate, options()).unwrap();
        let found: Vec<String> = sheet.column("Assertion ID").into_iter().map(str::to_owned).collect();
        let once: BTreeSet<String> = found.iter().cloned().collect();
        prop_assert_eq!(once.len(), found.len(), "each once");
        prop_assert!(always_there.borrow().is_subset(&once));
    }

    #[test]
    fn pages_that_are_counted_repeat_awards_and_none_stands_there_twice(count in 1usize..60, page in 1usize..9, seed: u64) {
        let all = ids(&awards(count));
        let mut estate = Estate { page, cursor: Cursor::Count, ..Estate::of(awards(count)) };
        estate.between = Some(restless(count, seed, false, Rc::default()));
        let sheet = sheet(&estate, options()).unwrap();
        let found = sheet.column("Assertion ID");
        let once: BTreeSet<String> = found.iter().map(|id| (*id).to_owned()).collect();
        prop_assert_eq!(once.len(), found.len());
        prop_assert!(all.is_subset(&once));
    }
}

#[test]
fn what_is_awarded_while_the_rest_is_read_is_in_it_too() {
    let mut estate = Estate::of(awards(10));
    estate.between = Some(Box::new(|awards, page| {
        if page == 2 {
            (10..15).for_each(|number| awards.insert(0, award(number)));
        }
    }));
    let sheet = sheet(&estate, options()).unwrap();
    assert_eq!((sheet.rows.len(), sheet.summary.tally.late), (15, 5));
    assert_eq!(sheet.summary.tally.duplicates, 0);
}

#[test]
fn a_list_of_one_page_is_asked_for_once() {
    let estate = Estate::of(awards(3));
    let sheet = sheet(&estate, options()).unwrap();
    assert_eq!((sheet.rows.len(), *estate.pages.borrow()), (3, 1));
}

#[test]
fn an_award_on_two_pages_is_one_row() {
    let mut all = awards(9);
    all.insert(5, all[1].clone());
    all.push(all[0].clone());
    let mut estate = Estate::of(all);
    estate.cursor = Cursor::Count;
    let sheet = sheet(&estate, options()).unwrap();
    assert_eq!((sheet.rows.len(), sheet.summary.tally.duplicates), (9, 2));
}

#[test]
fn awards_without_an_id_are_told_apart_by_what_they_say() {
    let mut all = awards(4);
    for award in &mut all {
        award["entityId"] = Value::Null;
    }
    all.push(all[3].clone());
    let mut estate = Estate::of(all);
    (estate.cursor, estate.page) = (Cursor::Count, 50);
    let sheet = sheet(&estate, options()).unwrap();
    assert_eq!((sheet.rows.len(), sheet.summary.tally.duplicates), (4, 1));
}
