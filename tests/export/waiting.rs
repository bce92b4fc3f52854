//! A portal that asks for fewer requests.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Asked, Rule, always, first};
use crate::host::learner::{self, Account};
use crate::host::run::{Host, Order};
use badgepack::export::Options;
use std::cell::Cell;

/// The archive of an account behind this rule, and what was asked.
fn run(order: Order, rule: Rule) -> (Vec<u8>, Vec<Asked>) {
    let account = Account { page: 100, ..learner::demo(30) };
    let mut host = Host::new(&account, vec![rule]).in_order(order);
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    (archive, host.log)
}

/// Answers one request by this, the how-manieth is given; notes when it did.
fn once(nth: usize, answer: Answer) -> Rule {
    let count = Cell::new(0);
    Box::new(move |_| {
        count.set(count.get() + 1);
        (count.get() == nth).then(|| answer.clone())
    })
}

#[test]
fn all_new_requests_wait_as_long_as_the_portal_asks() {
    let whole = run(Order::AsAsked, Box::new(|_| None)).0;
    for (answer, least) in
        [(Answer::wait(429, 20), 20_000), (Answer::status(429), 5_000), (Answer::wait(503, 7), 7_000)]
    {
        for nth in [1, 4, 20, 50] {
            for order in [Order::AsAsked, Order::Shuffled(nth as u64)] {
                let (archive, log) = run(order, once(nth, answer.clone()));
                assert!(archive == whole);
                let refused = &log[nth - 1];
                let again = log.iter().find(|asked| asked.url == refused.url && asked.nth == refused.nth + 1).unwrap();
                assert!(again.at >= refused.at + least, "{refused:?} {again:?}");
                let meanwhile = log.iter().filter(|asked| asked.at > refused.answered && asked.at < again.at).count();
                assert_eq!(meanwhile, 0, "request {nth}");
            }
        }
    }
}

#[test]
fn the_longest_wait_counts() {
    let count = Cell::new(0);
    let rule: Rule = Box::new(move |_| {
        count.set(count.get() + 1);
        match count.get() {
            20 => Some(Answer::wait(429, 60)),
            21 => Some(Answer::wait(429, 1)),
            _ => None,
        }
    });
    let (_, log) = run(Order::Shuffled(1), rule);
    let (long, short) = (&log[19], &log[20]);
    let meanwhile = |asked: &&Asked| asked.at > short.answered && asked.at < long.answered + 60_000;
    assert_eq!(log.iter().filter(meanwhile).count(), 0, "{short:?} {long:?}");
}

#[test]
fn whoever_paused_for_a_reason_of_its_own_waits_as_well() {
    let log = run(
        Order::AsAsked,
        Box::new(|asked| match asked.nth {
            1 if asked.url.ends_with("/media/1.png") => Some(Answer::status(500)),
            1 if asked.url.ends_with("/media/3.png") => Some(Answer::wait(429, 30)),
            _ => None,
        }),
    )
    .1;
    let first = |what: &str, nth| log.iter().find(|asked| asked.url.ends_with(what) && asked.nth == nth).unwrap();
    let (broke, refused) = (first("/media/1.png", 2), first("/media/3.png", 1));
    assert!(broke.at >= refused.answered + 30_000, "{broke:?} {refused:?}");
}

#[test]
fn the_others_wait_for_one_that_is_given_up() {
    let log = run(Order::AsAsked, always("/media/1.png", Answer::wait(429, 7))).1;
    let refused: Vec<&Asked> = log.iter().filter(|asked| asked.url.ends_with("/media/1.png")).collect();
    assert_eq!(refused.len(), 4);
    let end = refused.last().unwrap().answered;
    let next = log.iter().find(|asked| asked.at > end).unwrap();
    assert!(next.at >= end + 7_000, "{next:?} after {end}");
}

#[test]
fn a_wait_that_no_one_would_bear_is_a_failure() {
    let account = learner::demo(3);
    let mut host = Host::new(&account, vec![always("/media/1.png", Answer::wait(429, 3600))]);
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    let missing = Copy::open(&archive).missing();
    assert_eq!(missing, [["badges", "picture", "failed", "too-many-requests"].map(str::to_owned)]);
    assert_eq!(host.tries("/media/1.png"), 1);
    assert!(host.log.iter().all(|asked| asked.at < 60_000), "the others do not wait for it");
}

#[test]
fn pauses_grow() {
    let account = learner::demo(1);
    for (answer, least) in [(Answer::status(500), [500, 1_000, 2_000]), (Answer::status(429), [5_000, 15_000, 45_000])]
    {
        let mut host = Host::new(&account, vec![first(3, "/media/1.png", answer)]);
        host.run(&mut learner::export(Options::default())).unwrap();
        let times: Vec<u64> =
            host.log.iter().filter(|asked| asked.url.ends_with("/1.png")).map(|asked| asked.at).collect();
        let pauses: Vec<u64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(pauses.iter().zip(least).all(|(pause, least)| *pause >= least && *pause < least + 100), "{pauses:?}");
    }
}
