//! A sign-in that ends while an export is under way.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule, always};
use crate::host::learner::{self, Account};
use crate::host::run::{Host, Order};
use badgepack::export::{Options, SectionState};
use badgepack::portal::Access;
use std::cell::Cell;

/// From this request on the first token is refused.
fn expires_after(requests: usize) -> Rule {
    let asked_so_far = Cell::new(0);
    Box::new(move |asked| {
        asked_so_far.set(asked_so_far.get() + 1);
        let is_refused = asked_so_far.get() > requests && asked.renewals == 0 && asked.access == Access::Token;
        is_refused.then(|| Answer::status(401))
    })
}

#[test]
fn one_fresh_token_serves_all_lanes() {
    let account = learner::demo(30);
    let (whole, _) = Host::new(&account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    for after in [1, 5, 17, 40, 60] {
        for order in [Order::AsAsked, Order::Shuffled(after as u64)] {
            let mut host = Host::new(&account, vec![expires_after(after)]).in_order(order).signing_in_again();
            let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
            assert_eq!(host.renewals, 1, "after {after} requests");
            assert!(archive == whole, "after {after} requests");
        }
    }
}

#[test]
fn without_a_fresh_token_what_was_fetched_stays_and_the_rest_is_signed_out() {
    let account = Account { page: 100, ..learner::demo(60) };
    for order in [Order::AsAsked, Order::Shuffled(3)] {
        let mut host = Host::new(&account, vec![expires_after(30)]).in_order(order);
        let (archive, summary) = host.run(&mut learner::export(Options::default())).unwrap();
        assert_eq!(host.renewals, 1);
        let copy = Copy::open(&archive);
        copy.check_sums();
        let missing = copy.missing();
        assert!(missing.iter().all(|row| row[2] == "failed" && row[3] == "signed-out"), "{missing:?}");
        assert!(!missing.is_empty());
        assert!(copy.within("badges", ".json").len() > 3);
        assert!(!summary.complete);
        assert_eq!(copy.section("outcome_metrics")["state"], "incomplete");
        assert!(copy.text("README.txt").contains("sign in again"));
        let refused = host.log.iter().filter(|asked| asked.access == Access::Token).count() - 30;
        assert!(refused <= 6, "{refused} requests were refused");
    }
}

#[test]
fn a_fresh_token_that_is_refused_as_well_is_the_end_of_it() {
    let account = learner::demo(3);
    let mut host = Host::new(&account, vec![always("/media/1.png", Answer::status(401))]).signing_in_again();
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    assert_eq!((host.renewals, host.tries("/media/1.png")), (1, 2));
    let missing = Copy::open(&archive).missing();
    assert_eq!(missing, [["badges", "picture", "failed", "signed-out"].map(str::to_owned)]);
}

#[test]
fn a_stray_refusal_costs_one_item_and_not_the_rest() {
    let account = learner::demo(30);
    let mut host = Host::new(&account, vec![always("/open_badge/4", Answer::status(401))]);
    let (archive, summary) = host.run(&mut learner::export(Options::default())).unwrap();
    let missing = Copy::open(&archive).missing();
    assert_eq!(missing, [["badges", "credential", "failed", "signed-out"].map(str::to_owned)]);
    assert!(summary.sections.iter().all(|section| section.state != SectionState::Incomplete));
}

#[test]
fn what_refuses_every_token_is_not_worth_a_fresh_one_each_time() {
    let account = learner::demo(200);
    let mut host = Host::new(&account, vec![always("/open_badge/", Answer::status(401))]).signing_in_again();
    host.run(&mut learner::export(Options::default())).unwrap();
    assert!(host.renewals < 8, "{} renewals for 200 refusals", host.renewals);
}
