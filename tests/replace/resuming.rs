//! A run that is dropped half-way: the next one does what is missing, and nothing twice.

use super::path::{look, rebake, replace};
use super::portal::{Bakes, CLASS, Portal};
use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule};
use crate::host::pictures;
use crate::host::run::Host;
use badgepack::replace::{Draft, Journal, Picture, PictureFrom, Rebake, RebakeOptions};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

fn replaced(bakes: Bakes, colour: u8) -> Portal {
    let portal = Portal::of(300);
    portal.bakes.set(bakes);
    put_picture(&portal, colour);
    portal
}

fn put_picture(portal: &Portal, colour: u8) {
    let picture = Picture::check(&pictures::png(colour)).unwrap();
    let draft = Draft::default().with_picture(PictureFrom::Given, picture);
    replace(portal, &look(portal), &draft);
}

/// The tab is closed after so many requests: what the page had kept of the journal is all there is.
fn dropped(portal: &Portal, after: usize, journal: Option<Journal>) -> Journal {
    let mut job = Rebake::new(
        Portal::site(),
        RebakeOptions { badge_class: CLASS.to_owned(), journal, ..RebakeOptions::default() },
    );
    let count = Rc::new(Cell::new(0));
    let seen = Rc::clone(&count);
    let closing: Rule = Box::new(move |_| {
        seen.set(seen.get() + 1);
        assert!(seen.get() <= after, "the tab is closed");
        None
    });
    let ended = catch_unwind(AssertUnwindSafe(|| Host::new(portal, vec![closing]).carry_out(&mut job).map(|_| ())));
    assert!(ended.is_err(), "{} requests were enough", count.get());
    // As the page keeps it: plain JSON.
    let kept = job.journal().borrow().write().to_string();
    Journal::read(&serde_json::from_str(&kept).unwrap()).unwrap()
}

#[test]
fn a_run_goes_on_where_the_last_one_was_dropped_and_asks_for_nothing_twice() {
    for (bakes, refuses) in [
        (Bakes::AtOnce, None),
        (Bakes::Never, None),
        (Bakes::Never, Some(405)),
        (Bakes::Slowly { each: 1, most: 150 }, None),
    ] {
        let portal = replaced(bakes, 50);
        portal.refuses_awards.set(refuses);
        let mut journal = None;
        for after in [3, 90, 1, 200, 2, 150] {
            journal = Some(dropped(&portal, after, journal));
        }
        let (archive, summary, _) = rebake(&portal, journal);
        assert_eq!((summary.counts.listed, summary.counts.failed), (300, 0), "{bakes:?}");
        assert!(summary.counts.earlier > 0, "{bakes:?}");
        assert!(portal.award_puts.borrow().values().all(|times| *times == 1), "{bakes:?}, {refuses:?}");
        if refuses.is_some() {
            let baked = Copy::open(&archive).within("badges", ".png").len() as u64;
            assert_eq!(baked, summary.counts.baked, "an archive that was never whole does not count");
            assert_eq!(baked, 300 - summary.counts.signed - summary.counts.revoked);
        }
    }
}

#[test]
fn what_was_baked_here_is_finished_when_the_archive_is() {
    let portal = replaced(Bakes::Never, 50);
    portal.refuses_awards.set(Some(405));
    let (_, first, journal) = rebake(&portal, None);
    let (archive, again, _) = rebake(&portal, Some(journal));
    assert_eq!((again.counts.baked, again.counts.earlier), (first.counts.baked, 300));
    assert_eq!(Copy::open(&archive).within("badges", ".png").len(), 0, "only what is missing");
}

#[test]
fn failures_are_tried_again_and_no_others() {
    let portal = replaced(Bakes::AtOnce, 50);
    let rule: Rule = Box::new(|asked| asked.url.contains("/public/assertions/a10").then(|| Answer::status(404)));
    let options = RebakeOptions { badge_class: CLASS.to_owned(), ..RebakeOptions::default() };
    let mut job = Rebake::new(Portal::site(), options);
    Host::new(&portal, vec![rule]).carry_out(&mut job).unwrap();
    let failed = job.summary().unwrap().counts.failed;
    assert_eq!(failed, 10, "a10 and a100 to a109, of which one is revoked");
    let (_, summary, _) = rebake(&portal, Some(job.journal().borrow().clone()));
    assert_eq!((summary.counts.failed, summary.counts.earlier), (0, 300 - failed));
}

#[test]
fn a_journal_of_another_picture_or_class_does_not_count() {
    let portal = replaced(Bakes::AtOnce, 50);
    let (_, _, journal) = rebake(&portal, None);
    portal.bakes.set(Bakes::Never);
    put_picture(&portal, 51);
    let (_, summary, _) = rebake(&portal, Some(journal));
    assert_eq!((summary.counts.earlier, summary.counts.failed), (0, 0));
    assert!(summary.counts.asked > 200);
}

#[test]
fn a_journal_is_plain_json_and_nothing_else_passes_for_one() {
    let portal = replaced(Bakes::AtOnce, 50);
    let (_, _, journal) = rebake(&portal, None);
    let json = journal.write();
    assert_eq!(Journal::read(&json).unwrap(), journal);
    for bad in ["{}", "[]", "{\"format\":\"badgepack.rebake-journal\",\"version\":2}"] {
        assert_eq!(Journal::read(&serde_json::from_str(bad).unwrap()).unwrap_err().code(), "bad-option", "{bad}");
    }
    let mut wrong = json;
    wrong["done"]["a0"] = "perhaps".into();
    assert!(Journal::read(&wrong).is_err());
}
