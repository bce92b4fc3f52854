//! Answers that fail: tried again, then listed with the reason, and the rest goes on.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule, always, first};
use crate::host::learner;
use crate::host::run::Host;
use badgepack::export::{Export, Options, Source};
use badgepack::image;
use badgepack::job::Fault;
use badgepack::portal::Described;

/// The copy of a demo account behind these faults, and how often an address was asked.
fn copy(rules: Vec<Rule>, part: &str) -> (Copy, usize) {
    let account = learner::demo(8);
    let mut host = Host::new(&account, rules);
    let (archive, summary) = host.run(&mut learner::export(Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    assert_eq!(summary.complete, copy.report()["complete"]);
    (copy, host.tries(part))
}

fn failed(part: &str, code: &str) -> [String; 4] {
    ["badges", part, "failed", code].map(str::to_owned)
}

#[test]
fn one_that_is_gone_one_that_recovers_and_one_that_does_not() {
    let rules = vec![
        always("/media/1.png", Answer::status(404)),
        first(2, "/media/3.png", Answer::status(500)),
        always("/media/5.png", Answer::status(500)),
    ];
    let account = learner::demo(8);
    let mut host = Host::new(&account, rules);
    let (archive, summary) = host.run(&mut learner::export(Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    assert_eq!(copy.missing(), [failed("picture", "not-found"), failed("picture", "server-fault")]);
    let tries = ["/media/1.png", "/media/3.png", "/media/5.png"].map(|part| host.tries(part));
    assert_eq!(tries, [1, 3, 4]);
    assert_eq!((summary.counts.failed, summary.complete), (2, false));
    // The credentials are there all the same.
    assert_eq!(copy.within("badges", "1-1.json").len() + copy.within("badges", "5-5.json").len(), 2);
    assert!(copy.text("README.txt").contains("MISSING"));
}

#[test]
fn a_credential_that_cannot_be_had_leaves_its_picture_as_served() {
    let (copy, tries) = copy(vec![always("/open_badge/2", Answer::status(403))], "/open_badge/2");
    assert_eq!((copy.missing(), tries), (vec![failed("credential", "forbidden")], 1));
    let picture = copy.bytes("badges/2024-01-03-badge-2-2.svg");
    assert_eq!(image::unbake(picture), Ok(None));
}

#[test]
fn what_the_network_swallows_is_asked_for_again() {
    for fault in [Fault::Unreachable, Fault::TimedOut] {
        let (copy, tries) = copy(vec![first(3, "/open_badge/2", Answer::None(fault))], "/open_badge/2");
        assert_eq!((copy.missing(), tries), (vec![], 4));
    }
    let (copy, tries) = copy(vec![always("/open_badge/2", Answer::None(Fault::Unreachable))], "/open_badge/2");
    assert_eq!((copy.missing(), tries), (vec![failed("credential", "unreachable")], 4));
}

#[test]
fn what_is_too_large_is_not_asked_for_again() {
    let (copy, tries) = copy(vec![always("/media/1.png", Answer::ok(vec![0; 17 << 20]))], "/media/1.png");
    assert_eq!((copy.missing(), tries), (vec![failed("picture", "too-large")], 1));
}

#[test]
fn a_damaged_answer_is_asked_for_again() {
    let account = learner::demo(8);
    let half = |path: &str| account.documents[path][..account.documents[path].len() / 2].to_vec();
    for path in ["media/1.png", "media/2.svg", "open_badge/1", "media/901.png", "media/me.png"] {
        let cut = Answer::ok(half(path));
        let part: &'static str = String::leak(format!("/{path}"));
        let (copy, tries) = copy(vec![first(1, part, cut)], part);
        assert_eq!((copy.missing(), tries), (vec![], 2), "{path}");
    }
}

#[test]
fn a_cut_picture_never_enters_the_archive() {
    let account = learner::demo(8);
    let cut = |path: &str| Answer::ok(account.documents[path][..60].to_vec());
    let (copy, tries) = copy(
        vec![always("/media/1.png", cut("media/1.png")), always("/open_badge/1", Answer::status(404))],
        "/media/1.png",
    );
    assert_eq!((copy.missing(), tries), (vec![failed("credential", "not-found"), failed("picture", "truncated")], 4));
    assert!(!copy.has("badges/2024-01-02-badge-1-1.png"));
}

#[test]
fn a_web_page_in_place_of_a_record_is_said_to_be_one() {
    let page = || Answer::ok("<!doctype html><title>Sign in</title>");
    let rules = vec![always("/open_badge/1", page()), always("/media/2.svg", page())];
    let (copy, _) = copy(rules, "");
    assert_eq!(copy.missing(), [failed("credential", "web-page"), failed("picture", "web-page")]);
}

#[test]
fn a_picture_that_cannot_carry_a_badge_is_kept_beside_it() {
    let jpeg = b"\xFF\xD8\xFF\xE0 a picture \xFF\xD9".to_vec();
    let (copy, _) = copy(vec![always("/media/1.png", Answer::ok(jpeg.clone()))], "");
    assert_eq!(copy.bytes("badges/2024-01-02-badge-1-1.jpg"), jpeg);
    assert!(copy.text("report.json").contains("Not baked"));
}

#[test]
fn a_record_that_says_nothing_is_failed_and_kept() {
    let mut account = learner::demo(4);
    account.lists.get_mut(learner::BADGES).unwrap().insert(1, r#"{"odd": "record"}"#.to_owned());
    let (archive, _) = Host::new(&account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    let copy = Copy::open(&archive);
    assert_eq!(copy.missing(), [failed("record", "unexpected")]);
    assert!(copy.text("badges/records.json").contains(r#"{"odd": "record"}"#));
}

#[test]
fn a_badge_without_credential_and_picture_is_a_record_all_the_same() {
    let account = learner::demo(3);
    let mut description: serde_json::Value = serde_json::from_str(learner::DESCRIPTION).unwrap();
    let badges = description["sections"].as_array_mut().unwrap().iter_mut().find(|section| section["key"] == "badges");
    let badges = badges.unwrap().as_object_mut().unwrap();
    badges.remove("credential");
    badges.remove("picture");
    let portal = Described::parse(learner::site(), description.to_string().as_bytes()).unwrap();
    let mut job = Export::new(Source::Portal(Box::new(portal)), Options::default());
    let (archive, _) = Host::new(&account, Vec::new()).run(&mut job).unwrap();
    let section = Copy::open(&archive).section("badges");
    assert_eq!(section["state"], "complete");
    assert_eq!((&section["records"], &section["exported"]), (&3.into(), &3.into()));
}

#[test]
fn an_imported_picture_that_cannot_be_read_is_kept_as_served() {
    let bomb = "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>";
    let (copy, tries) = copy(vec![always("/media/901.png", Answer::ok(bomb))], "/media/901.png");
    assert_eq!((copy.missing(), tries), (vec![], 1));
    assert_eq!(copy.text("badges/imported/2022-03-14-import-901-901.svg"), bomb);
}

#[test]
fn an_answer_that_is_no_credential_is_none_though_it_is_json() {
    let account = learner::demo(3);
    let mut host = Host::new(&account, vec![always("/open_badge/2", Answer::ok("{\"detail\": \"try later\"}"))]);
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    let missing = Copy::open(&archive).missing();
    assert_eq!(missing, [["badges", "credential", "failed", "unexpected"].map(str::to_owned)]);
}

#[test]
fn a_badge_without_an_address_for_its_credential_keeps_its_name_and_picture() {
    let mut account = learner::demo(2);
    for record in account.lists.get_mut(learner::BADGES).unwrap() {
        *record = record.replace(&format!("{}/open_badge/1", learner::ORIGIN), "ftp://elsewhere/1");
    }
    let mut host = Host::new(&account, Vec::new());
    let (archive, summary) = host.run(&mut learner::export(Options::default())).unwrap();
    let missing: Vec<_> =
        summary.missing.iter().map(|item| (item.id.as_str(), item.name.as_str(), item.code)).collect();
    assert_eq!(missing, [("1", "Badge 1", "bad-address")]);
    assert!(Copy::open(&archive).has("badges/2024-01-02-badge-1-1.png"));
}

#[test]
fn one_record_that_is_no_json_does_not_spoil_the_list() {
    let mut account = learner::demo(1);
    account.lists.get_mut(learner::RESPONSES).unwrap()[1] = "{\"id\": 1, \"name\": NaN}".to_owned();
    let mut host = Host::new(&account, Vec::new());
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    assert_eq!(Copy::open(&archive).json("surveys/responses.json").as_array().unwrap().len(), 2);
}
