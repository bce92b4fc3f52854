//! Lists that move, lead astray, or are cut short.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule, always, first};
use crate::host::learner::{self, Account, BADGES};
use crate::host::run::{Host, Plays};
use badgepack::export::{Export, Options, Source};
use badgepack::portal::{Access, Described};
use serde_json::Value;

fn copy(account: &Account, rules: Vec<Rule>) -> (Copy, Vec<String>) {
    let mut host = Host::new(account, rules);
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    (copy, host.log.into_iter().map(|asked| asked.url).collect())
}

/// The portal with pages of its badges that follow by the address in `next`, or by an offset.
fn paged(pages: &str) -> Export {
    let mut description: Value = serde_json::from_str(learner::DESCRIPTION).unwrap();
    let sections = description["sections"].as_array_mut().unwrap();
    let badges = sections.iter_mut().find(|section| section["key"] == "badges").unwrap();
    badges["pages"] = serde_json::from_str(pages).unwrap();
    let portal = Described::parse(learner::site(), description.to_string().as_bytes()).unwrap();
    Export::new(Source::Portal(Box::new(portal)), Options::default())
}

fn body(answer: Answer) -> Vec<u8> {
    match answer {
        Answer::Reply { body, .. } => body,
        Answer::None(_) => Vec::new(),
    }
}

/// The first page of badges, cut after this many bytes.
fn cut(account: &Account, page: &str, bytes: usize) -> Answer {
    let whole = body(account.answer(&format!("{}/{BADGES}?{page}", learner::ORIGIN)));
    Answer::ok(&whole[..bytes])
}

#[test]
fn a_record_on_two_pages_is_one_record() {
    let mut account = learner::demo(5);
    let records = account.lists.get_mut(BADGES).unwrap();
    records.insert(3, records[0].clone());
    let (copy, _) = copy(&account, Vec::new());
    assert_eq!(copy.section("badges")["records"], 5);
    assert_eq!(copy.within("badges", "1-1.json").len(), 1);
}

#[test]
fn two_records_of_one_id_are_both_there() {
    let mut account = learner::demo(2);
    let records = account.lists.get_mut(BADGES).unwrap();
    records.push(records[0].replace("  ", " "));
    for rules in
        [vec![], vec![always("/open_badge/1", Answer::status(404)), always("/media/1", Answer::ok(*b"GIF89a"))]]
    {
        let (copy, _) = copy(&account, rules);
        assert_eq!(copy.section("badges")["records"], 3);
    }
}

#[test]
fn a_page_that_is_cut_short_is_asked_for_again() {
    let account = learner::demo(5);
    for bytes in [0, 1, 60, 400] {
        let (copy, asked) = copy(&account, vec![first(1, "page=2", cut(&account, "page=2", bytes))]);
        assert_eq!(copy.report()["complete"], true, "cut after {bytes} bytes");
        assert_eq!(copy.section("badges")["records"], 5);
        let twice = asked.iter().filter(|url| url.contains(BADGES) && url.contains("page=2")).count();
        assert_eq!(twice, 2, "cut after {bytes} bytes");
    }
}

#[test]
fn what_stands_before_the_cut_is_not_lost() {
    let account = learner::demo(5);
    for bytes in [0, 60, 250] {
        let badges = |asked: &str| asked.contains(BADGES) && asked.contains("page=2");
        let answer = cut(&account, "page=2", bytes);
        let rule: Rule = Box::new(move |asked| badges(&asked.url).then(|| answer.clone()));
        let (copy, _) = copy(&account, vec![rule]);
        let section = copy.section("badges");
        assert_eq!(section["state"], "incomplete", "cut after {bytes} bytes");
        let whole = usize::from(bytes == 250) + 3;
        assert_eq!(section["records"], whole, "cut after {bytes} bytes");
        assert_eq!(copy.within("badges", ".png").len() + copy.within("badges", ".svg").len(), whole);
        assert_eq!(copy.section("outcome_metrics")["state"], "complete");
    }
}

#[test]
fn broken_json_takes_no_record_before_it_along() {
    let account = learner::demo(5);
    let mut page = body(cut(&account, "page=1", 450));
    page.extend(b"]]");
    let rule: Rule = Box::new(move |asked| asked.url.contains(BADGES).then(|| Answer::ok(page.clone())));
    let (copy, _) = copy(&account, vec![rule]);
    let section = copy.section("badges");
    assert_eq!((&section["state"], &section["records"]), (&"incomplete".into(), &2.into()));
}

#[test]
fn a_next_page_on_another_origin_is_not_asked_for() {
    let account = learner::demo(2);
    let astray = body(cut(&account, "", 0)).len();
    assert_eq!(astray, 0);
    let first_page = String::from_utf8(body(account.answer(&format!("{}/{BADGES}", learner::ORIGIN)))).unwrap();
    for next in
        ["https://evil.example/v1/badge_assertion/?page=2", "https://portal.example.evil.example/", "//evil.example/"]
    {
        let page = first_page.replacen('{', &format!("{{\"next\":\"{next}\","), 1);
        let rule: Rule = Box::new(move |asked| asked.url.contains(BADGES).then(|| Answer::ok(page.clone())));
        let mut host = Host::new(&account, vec![rule]);
        let (archive, summary) = host.run(&mut paged(r#"{"by": "next", "at": "/next"}"#)).unwrap();
        assert!(host.log.iter().all(|asked| asked.url.starts_with(learner::ORIGIN)), "{next}");
        let copy = Copy::open(&archive);
        let section = copy.section("badges");
        assert_eq!((&section["state"], &section["records"]), (&"incomplete".into(), &2.into()), "{next}");
        assert_eq!(copy.section("outcome_metrics")["state"], "complete");
        assert!(!summary.complete);
    }
}

#[test]
fn pages_in_a_circle_end() {
    let account = learner::demo(2);
    let first_page = String::from_utf8(body(account.answer(&format!("{}/{BADGES}", learner::ORIGIN)))).unwrap();
    let rule: Rule = Box::new(move |asked| {
        let next = if asked.url.contains("cursor=b") { "a" } else { "b" };
        let page = first_page.replacen('{', &format!("{{\"next\":\"/{BADGES}?cursor={next}\","), 1);
        asked.url.contains(BADGES).then(|| Answer::ok(page))
    });
    let mut host = Host::new(&account, vec![rule]);
    let (archive, _) = host.run(&mut paged(r#"{"by": "next", "at": "/next"}"#)).unwrap();
    let copy = Copy::open(&archive);
    assert_eq!(copy.section("badges")["state"], "incomplete");
    assert_eq!(copy.section("badges")["records"], 2);
    assert_eq!(host.tries(BADGES), 3, "the first page, b, and a; not b again");
}

#[test]
fn an_offset_counts_a_cut_page_once() {
    let account = learner::demo(6);
    let records = account.lists[BADGES].clone();
    let rule: Rule = Box::new(move |asked| {
        let offset = asked.url.split_once("offset=").map_or(0, |(_, offset)| offset.parse().unwrap());
        let here: Vec<String> = records.iter().skip(offset).take(2).cloned().collect();
        let page = format!("{{\"items\":[{}],\"total\":6}}", here.join(","));
        let is_cut = asked.nth == 1 && offset == 2;
        let sent = if is_cut { &page[..page.len() - 4] } else { &page };
        asked.url.contains(BADGES).then(|| Answer::ok(sent))
    });
    let mut host = Host::new(&account, vec![rule]);
    let (archive, _) = host.run(&mut paged(r#"{"by": "offset", "parameter": "offset", "total": "/total"}"#)).unwrap();
    let section = Copy::open(&archive).section("badges");
    assert_eq!((&section["state"], &section["records"]), (&"complete".into(), &6.into()));
}

#[test]
fn an_answer_of_another_form_is_no_empty_list() {
    let account = learner::demo(2);
    for other in ["{\"detail\": \"maintenance\"}", "{\"data\": []}", "[]", "3"] {
        let rule: Rule = Box::new(move |asked| asked.url.contains(BADGES).then(|| Answer::ok(other)));
        let (copy, _) = copy(&account, vec![rule]);
        assert_eq!(copy.section("badges")["state"], "incomplete", "{other}");
        assert_eq!(copy.report()["complete"], false);
    }
}

#[test]
fn an_empty_answer_is_no_empty_list() {
    let account = learner::demo(5);
    for (part, records) in
        [("badge_assertion/?recipient_id=0&size=100", 3), ("badge_assertion/?recipient_id=0&size=100&page=2", 3)]
    {
        let is_first = !part.contains("page");
        let rule: Rule = Box::new(move |asked| asked.url.ends_with(part).then(|| Answer::ok("")));
        let (copy, _) = copy(&account, vec![rule]);
        let section = copy.section("badges");
        assert_eq!(section["state"], "incomplete", "{part}");
        let expected = if is_first { 0 } else { records };
        assert_eq!(section["records"], expected);
        assert!(copy.has("badges/records.json"));
        assert!(copy.text("index.html").contains(&format!("<b>{expected}</b> Badges (not complete)")));
    }
}

#[test]
fn a_page_that_is_gone_leaves_the_pages_before_it() {
    let account = learner::demo(5);
    let (copy, _) = copy(&account, vec![always("recipient_id=0&size=100&page=2", Answer::status(404))]);
    let section = copy.section("badges");
    assert_eq!((&section["state"], &section["records"]), (&"incomplete".into(), &3.into()));
    let page = copy.text("index.html");
    assert!(page.contains("Not every list could be read to its end"));
    let missing = page.split("What is missing, and why").nth(1).expect("it is said what is missing");
    assert!(missing.contains("3 of 5 are here. The portal"), "{missing}");
    let readme = copy.text("README.txt");
    let missing = readme.split("\nMISSING\n").nth(1).expect("it is said what is missing");
    assert!(missing.contains("3 of 5 are here. The portal"), "{missing}");
}

#[test]
fn pictures_of_strangers_are_asked_for_without_the_token() {
    let mut account = learner::demo(2);
    let records = account.lists.get_mut(BADGES).unwrap();
    records[0] = records[0].replace(&format!("{}/media", learner::ORIGIN), "https://pictures.example/media");
    records[1] =
        records[1].replace(&format!("{}/open_badge", learner::ORIGIN), "https://portal.example:444/open_badge");
    let mut host = Host::new(&account, Vec::new());
    let (archive, _) = host.run(&mut learner::export(Options::default())).unwrap();
    let own = format!("{}/", learner::ORIGIN);
    let strangers: Vec<_> = host.log.iter().filter(|asked| !asked.url.starts_with(&own)).collect();
    assert_eq!(strangers.len(), 8, "two addresses, four tries each");
    assert!(strangers.iter().all(|asked| asked.access == Access::Anonymous));
    assert_eq!(Copy::open(&archive).missing().len(), 2);
}
