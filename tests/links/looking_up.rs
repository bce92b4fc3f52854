//! From an address to the badge's bytes.

use crate::host::fault::Answer;
use crate::host::pictures;
use crate::web::{AWARD, LookedUp, Web, carry_out, hosted, look_up};
use badgepack::badge::{Badge, Document};
use badgepack::job::Fault;
use badgepack::limits;
use badgepack::links::Lookup;

const PAGE: &str = "https://badges.parchment.eu/public/assertions/x?identity__email=a@example.org";
const NEW: &str = "https://api.badges.parchment.eu/public/assertions/x";
const OLD: &str = "https://api.eu.badgr.io/public/assertions/x";

fn status(status: u16, body: &str) -> Answer {
    Answer::Reply { status, link: None, retry_after: None, body: body.into() }
}

fn at(answer: Answer) -> LookedUp {
    look_up(&Web::default().with("https://a.example/x", answer), "https://a.example/x")
}

#[test]
fn json_a_signature_a_picture_and_other_files_come_as_they_are() {
    let picture = pictures::png(1);
    let jws = "eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.c2ln";
    for (body, file) in [
        (AWARD.as_bytes(), "x.json"),
        (b"\n[ {\"a\": 1} ]".as_slice(), "x.json"),
        (jws.as_bytes(), "x.jwt"),
        (&picture, "x.png"),
        (pictures::svg("Badge").as_slice(), "x.svg"),
        (b"PK\x03\x04 more", "x"),
        (b"GIF89a", "x"),
    ] {
        let looked = at(Answer::ok(body));
        assert_eq!((looked.found().bytes.as_slice(), looked.found().file.as_str()), (body, file));
        assert_eq!(looked.found().url, "https://a.example/x");
    }
}

#[test]
fn the_places_of_a_page_are_asked_one_after_the_other() {
    let looked = look_up(&Web::default().json(NEW, AWARD).json(OLD, AWARD), PAGE);
    assert_eq!((looked.found().url.as_str(), &looked.asked[..]), (NEW, &[NEW.to_owned()][..]));
    let looked = look_up(&Web::default().with(NEW, Answer::status(404)).json(OLD, AWARD), PAGE);
    assert_eq!((looked.found().url.as_str(), &looked.asked[..]), (OLD, &[NEW, OLD].map(str::to_owned)[..]));
    let looked = look_up(&Web::default().with(NEW, Answer::status(404)), PAGE);
    assert_eq!((looked.code(), looked.asked.len()), ("not-found", 2), "the best place has the last word");
}

#[test]
fn a_badge_that_is_gone_is_revoked_and_no_other_place_is_asked() {
    let looked = look_up(&Web::default().with(NEW, status(410, r#"{"revoked": true}"#)).json(OLD, AWARD), PAGE);
    assert_eq!((looked.code(), looked.asked.len()), ("gone", 1));
    let notice = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/x",
        "revoked": true, "revocationReason": "in error"}"#;
    assert_eq!(at(status(410, notice)).found().bytes, notice.as_bytes(), "it says why");
    assert_eq!(at(status(410, AWARD)).code(), "gone");
}

#[test]
fn what_cannot_be_had_says_why_and_where() {
    for (answer, code, tries) in [
        (Answer::None(Fault::Unreachable), "cross-origin", 1),
        (Answer::None(Fault::TimedOut), "timed-out", 2),
        (Answer::None(Fault::TooLarge), "too-large", 1),
        (status(404, "{}"), "not-found", 1),
        (status(403, "{}"), "forbidden", 1),
        (status(401, "{}"), "forbidden", 1),
        (status(400, "{}"), "refused", 1),
        (status(500, "<h1>"), "server-fault", 2),
        (Answer::wait(429, 1), "too-many-requests", 2),
        (Answer::wait(429, 600), "too-many-requests", 1),
        (status(204, ""), "unexpected", 1),
        (Answer::ok("<!doctype html><title>Badge</title>"), "badge-page", 1),
        (Answer::ok(vec![b' '; limits::IMAGE + 1]), "too-large", 1),
    ] {
        let looked = at(answer);
        assert_eq!((looked.code(), looked.asked.len()), (code, tries));
        assert_eq!(looked.result.as_ref().unwrap_err().place.to_string(), "https://a.example/x");
        assert!(looked.after < 10_000, "someone waits: {} ms", looked.after);
    }
}

#[test]
fn a_fault_of_the_moment_is_tried_once_more() {
    let web = hosted();
    let rules = vec![crate::host::fault::first(1, "award", Answer::status(503))];
    let mut host = crate::host::run::Host::new(&web, rules);
    let mut lookup = Lookup::new("https://a.example/award").unwrap();
    host.carry_out(&mut lookup).unwrap();
    assert_eq!((lookup.found().unwrap().bytes.as_slice(), host.log.len()), (AWARD.as_bytes(), 2));
}

fn page(links: &[&str]) -> Answer {
    let link = |href: &&str| format!("<link rel=\"alternate\" type=\"application/ld+json\" href=\"{href}\">");
    Answer::ok(format!("<!doctype html><html><head>{}</head>", links.iter().map(link).collect::<String>()))
}

#[test]
fn a_page_that_links_its_data_leads_to_it() {
    let web = hosted().with("https://a.example/page", page(&["/award"]));
    let looked = look_up(&web, "a.example/page");
    assert_eq!((looked.found().url.as_str(), looked.asked.len()), ("https://a.example/award", 2));
}

#[test]
fn what_a_page_links_must_be_a_badge() {
    let web = hosted()
        .json("https://a.example/wp-json/posts/1", r#"{"id": 1, "title": {"rendered": "My badge"}}"#)
        .with("https://a.example/page", page(&["/wp-json/posts/1", "/award", "/more"]));
    assert_eq!(look_up(&web, "https://a.example/page").found().url, "https://a.example/award");
    let web = hosted().with("https://a.example/page", page(&["/page"]));
    let looked = look_up(&web, "https://a.example/page");
    assert_eq!((looked.code(), looked.asked.len()), ("badge-page", 2), "a page that links itself is asked twice");
}

#[test]
fn a_public_page_does_not_lead_into_a_private_network() {
    let web = Web::default().json("http://192.168.0.1/award", AWARD);
    let links = page(&["http://192.168.0.1/award", "javascript:alert(1)", "file:///etc/passwd"]);
    let looked = look_up(&web.with("https://a.example/page", links), "https://a.example/page");
    assert_eq!((looked.code(), looked.asked.len()), ("badge-page", 1));
    let web = Web::default().json("http://localhost:8000/award", AWARD);
    let looked =
        look_up(&web.with("http://localhost:4000/page", page(&["http://localhost:8000/award"])), "localhost:4000/page");
    assert_eq!(looked.found().bytes, AWARD.as_bytes(), "a developer's own does");
}

#[test]
fn only_web_addresses_are_looked_up() {
    for address in
        ["", "my badge", "javascript:alert(1)", "file:///etc/passwd", "https://me:pw@a.example/x", "urn:uuid:1"]
    {
        let looked = look_up(&hosted(), address);
        assert_eq!((looked.code(), looked.asked.len()), ("bad-address", 0), "{address}");
    }
}

fn badge(json: &str) -> Badge {
    match Document::of(serde_json::from_str(json).unwrap()) {
        Document::Badge(badge) => badge,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_issuers_present_copy_is_at_the_badges_own_address() {
    let elsewhere = "https://badgepack.example/";
    let looked = carry_out(&hosted(), Lookup::current(&badge(AWARD), elsewhere));
    assert_eq!(looked.found().url, "https://a.example/award");
    let old = r#"{"uid": "1", "recipient": {"identity": "a@b", "type": "email", "hashed": false}, "issuedOn": 1700000000,
        "badge": "https://a.example/class", "verify": {"type": "hosted", "url": "https://a.example/award"}}"#;
    assert_eq!(carry_out(&hosted(), Lookup::current(&badge(old), elsewhere)).found().url, "https://a.example/award");
    for (id, code) in
        [("urn:uuid:1", "not-hosted"), ("javascript:1", "not-hosted"), ("http://10.0.0.1/award", "internal")]
    {
        let looked =
            carry_out(&hosted(), Lookup::current(&badge(&AWARD.replace("https://a.example/award", id)), elsewhere));
        assert_eq!((looked.code(), looked.asked.len()), (code, 0), "{id}");
    }
}
