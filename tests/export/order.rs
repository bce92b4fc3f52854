//! The order in which answers come says nothing.

use crate::host::fault::{Answer, Rule, always, first};
use crate::host::learner;
use crate::host::run::{Host, Order, by_address};
use badgepack::export::Options;
use badgepack::job::{Job, Step};

fn faults() -> Vec<Rule> {
    vec![
        always("/media/1.png", Answer::status(404)),
        first(2, "/media/3.png", Answer::status(500)),
        first(1, "/open_badge/4", Answer::ok("{\"cut\":")),
        always("/open_badge/5", Answer::status(500)),
    ]
}

#[test]
fn the_same_answers_in_any_order_give_the_same_archive() {
    let mut account = learner::demo(40);
    account.lists.get_mut(learner::BADGES).unwrap().insert(20, r#"{"odd": "record"}"#.to_owned());
    let archive = |order| {
        let mut host = Host::new(&account, faults()).in_order(order);
        let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
        assert!(host.most_under_way <= 6, "{}", host.most_under_way);
        archive
    };
    let usual = archive(Order::AsAsked);
    for seed in 0..20 {
        assert!(archive(Order::Shuffled(seed)) == usual, "seed {seed}");
    }
}

#[test]
fn how_many_requests_are_under_way_says_nothing_either() {
    let account = learner::demo(20);
    let archive = |concurrency| {
        let mut host = Host::new(&account, faults()).in_order(Order::Shuffled(7));
        let (archive, _) = host.run(&mut learner::export(Options { concurrency, ..Options::default() })).unwrap();
        (archive, host.most_under_way)
    };
    let (one, at_a_time) = archive(1);
    assert_eq!(at_a_time, 1);
    for concurrency in [2, 6, 32] {
        let (more, at_a_time) = archive(concurrency);
        assert!(more == one, "{concurrency} under way");
        assert!(at_a_time > 1 && at_a_time <= concurrency, "{at_a_time} of {concurrency}");
    }
}

#[test]
fn nothing_is_asked_for_before_the_first_step_nor_twice_without_need() {
    let account = learner::demo(10);
    let mut host = Host::new(&account, Vec::new());
    let mut job = learner::export(Options::default());
    assert_eq!(job.progress().counts.listed, 0);
    assert!(matches!(job.step(), Step::Archive(_) | Step::Send { .. }));
    let mut job = learner::export(Options::default());
    host.run(&mut job).unwrap();
    // The profile is two sections: a document, and where the picture is.
    let twice: Vec<_> = by_address(&host.log).into_iter().filter(|(_, times)| *times > 1).collect();
    assert_eq!(twice, [("https://portal.example/v1/user_detail/0", 2)]);
}
