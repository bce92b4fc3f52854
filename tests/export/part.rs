//! Exports of a part: chosen sections, the records that failed before, and a survey.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, always};
use crate::host::learner::{self, LISTS};
use crate::host::run::Host;
use badgepack::export::{Extent, Item, Options};

#[test]
fn only_the_chosen_sections_are_asked_for() {
    let account = learner::demo(2);
    let sections = Some(vec!["badges".to_owned(), "profile".to_owned()]);
    let mut host = Host::new(&account, Vec::new());
    let (archive, summary) = host.run(&mut learner::export(Options { sections, ..Options::default() })).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    assert!(copy.has("profile/profile.json") && copy.has("badges/records.json"));
    assert!(!copy.has("liked/badges.json") && !copy.has("badges/imported/records.json"));
    assert_eq!(copy.section("liked_badges")["state"], "left-out");
    assert_eq!(host.tries("/likes/") + host.tries("/equality") + host.tries("/media/me.png"), 0);
    assert!(summary.complete);
}

#[test]
fn what_failed_can_be_had_by_itself() {
    let account = learner::demo(6);
    let rules = vec![always("/media/3.png", Answer::status(500)), always("/open_badge/4", Answer::status(500))];
    let (_, summary) = Host::new(&account, rules).run(&mut learner::export(Options::default())).unwrap();
    let only: Vec<Item> = summary
        .missing
        .iter()
        .map(|missing| Item { section: missing.section.clone(), id: missing.id.clone() })
        .collect();
    let mut host = Host::new(&account, Vec::new());
    let (archive, again) = host.run(&mut learner::export(Options { only: Some(only), ..Options::default() })).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    assert_eq!(copy.within("badges", ".png"), ["badges/2024-01-04-badge-3-3.png"]);
    assert_eq!(copy.within("badges", ".svg"), ["badges/2024-01-05-badge-4-4.svg"]);
    assert_eq!((again.counts.listed, again.counts.failed), (4, 0));
    assert_eq!(host.tries("/open_badge/") + host.tries("/media/"), 4);
}

#[test]
fn a_survey_counts_and_fetches_lists_only() {
    let account = learner::demo(8);
    let mut host = Host::new(&account, Vec::new());
    let mut job = learner::export(Options { extent: Extent::Survey, ..Options::default() });
    let (archive, summary) = host.run(&mut job).unwrap();
    assert!(archive.is_empty());
    assert_eq!(host.tries("/media/") + host.tries("/open_badge/") + host.tries("page="), 0);
    let expected = |key: &str| summary.sections.iter().find(|section| section.key == key).unwrap().expected;
    assert_eq!(expected("badges"), Some(8));
    assert_eq!(expected("imported"), Some(2));
    assert_eq!(expected("profile"), Some(1));
    assert_eq!(expected("picture"), Some(1));
    for (at, (key, _, _)) in LISTS.iter().enumerate() {
        assert_eq!(expected(key), Some(at as u64 + 1), "{key}");
    }
}

#[test]
fn a_survey_reads_on_where_the_portal_does_not_say_how_many_there_are() {
    let account = learner::demo(8);
    let rule = |asked: &crate::host::fault::Asked| {
        let own = crate::host::run::Plays::answer(&learner::demo(8), &asked.url);
        let Answer::Reply { body, .. } = own else { return None };
        let text = String::from_utf8(body).ok()?;
        asked.url.contains(learner::BADGES).then(|| Answer::ok(text.replace("total", "sum")))
    };
    let mut host = Host::new(&account, vec![Box::new(rule)]);
    let mut job = learner::export(Options { extent: Extent::Survey, ..Options::default() });
    let (_, summary) = host.run(&mut job).unwrap();
    let badges = summary.sections.iter().find(|section| section.key == "badges").unwrap();
    assert_eq!((badges.expected, badges.records), (None, 8));
    assert_eq!(host.tries(learner::BADGES), 3);
}
