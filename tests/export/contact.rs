//! The first contact: what answers at an address, and what is said when nothing good does.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule, always, first};
use crate::host::learner::{self, Account};
use crate::host::run::Host;
use badgepack::export::{Export, Extent, Options, Source};
use badgepack::job::Fault;
use badgepack::portal::{Access, Site};

fn at_address() -> Export {
    Export::new(Source::Address(learner::site()), Options::default())
}

fn with_description() -> Account {
    let mut account = learner::demo(2);
    account.documents.insert(".well-known/badgepack.json".to_owned(), learner::DESCRIPTION.into());
    account
}

/// The code of the error that an export ends with.
fn code(export: Export, rules: Vec<Rule>) -> &'static str {
    let account = with_description();
    let mut job = export;
    let mut host = Host::new(&account, rules);
    let error = host.run(&mut job).expect_err("no archive");
    assert!(job.summary().is_none());
    assert!(error.to_string().ends_with(['.', ')']), "{error}");
    error.code()
}

#[test]
fn a_portal_that_describes_itself_is_exported() {
    let account = with_description();
    let mut host = Host::new(&account, Vec::new());
    let (archive, summary) = host.run(&mut at_address()).unwrap();
    assert_eq!(summary.portal.name, "Learner portal");
    assert!(Copy::open(&archive).has("profile/profile.json"));
    assert_eq!(host.log[0].access, Access::Anonymous, "the description is public");
}

#[test]
fn an_address_where_no_portal_is_gets_one_sentence() {
    let no_description = || always("/.well-known/", Answer::status(404));
    let badgr = |answer| code(at_address(), vec![no_description(), always("/v2/users/self", answer)]);
    assert_eq!(badgr(Answer::status(404)), "unknown-portal");
    assert_eq!(badgr(Answer::ok("{\"hello\": 1}")), "unknown-portal");
    assert_eq!(badgr(Answer::ok("<!doctype html><p>Welcome")), "web-page");
    assert_eq!(badgr(Answer::status(502)), "server-fault");
    assert_eq!(badgr(Answer::None(Fault::TimedOut)), "timed-out");
    assert_eq!(code(at_address(), vec![always("", Answer::None(Fault::Unreachable))]), "unreachable");
    assert_eq!(code(at_address(), vec![always("", Answer::ok("<html>"))]), "web-page");
    let broken = Answer::ok(r#"{"format": "badgepack.portal", "version": 1}"#);
    assert_eq!(code(at_address(), vec![always("/.well-known/", broken)]), "bad-description");
}

#[test]
fn a_described_portal_that_does_not_answer_as_described_gets_one_sentence() {
    let all = |answer| code(learner::export(Options::default()), vec![always("", answer)]);
    assert_eq!(all(Answer::None(Fault::Unreachable)), "unreachable");
    assert_eq!(all(Answer::None(Fault::TimedOut)), "timed-out");
    assert_eq!(all(Answer::ok("<!doctype html>")), "web-page");
    assert_eq!(all(Answer::status(500)), "server-fault");
    assert_eq!(all(Answer::status(429)), "too-many-requests");
}

#[test]
fn a_token_that_is_refused_from_the_start_is_no_archive() {
    for extent in [Extent::Archive, Extent::Survey] {
        let options = Options { extent, ..Options::default() };
        assert_eq!(code(learner::export(options), vec![always("", Answer::status(401))]), "signed-out");
    }
    let refused = r#"{"status": {"success": false, "description": "no valid auth token found"}}"#;
    let refusal = Answer::Reply { status: 401, link: None, retry_after: None, body: refused.into() };
    let rules = vec![always("/.well-known/", Answer::status(404)), always("", refusal)];
    assert_eq!(code(at_address(), rules), "signed-out");
}

#[test]
fn a_first_section_that_may_not_be_read_does_not_keep_the_others_back() {
    let account = learner::demo(2);
    let rule: Rule = Box::new(|asked| asked.url.ends_with("/user_detail/0").then(|| Answer::status(403)));
    let (archive, summary) = Host::new(&account, vec![rule]).run(&mut learner::export(Options::default())).unwrap();
    assert!(!summary.complete);
    let copy = Copy::open(&archive);
    assert_eq!(copy.section("profile")["state"], "incomplete");
    assert_eq!(copy.section("badges")["records"], 2);
}

#[test]
fn no_address_but_a_web_address_is_a_portal() {
    for address in ["", "portal.example", "ftp://portal.example", "https://me:secret@portal.example"] {
        let error = Site::parse(address).unwrap_err();
        assert_eq!(error.code(), "bad-address", "{address}");
    }
}

#[test]
fn a_fault_of_the_moment_does_not_hide_the_description() {
    let account = with_description();
    for status in [429, 500, 503] {
        let mut host = Host::new(&account, vec![first(1, "/.well-known/", Answer::status(status))]);
        let (_, summary) = host.run(&mut at_address()).unwrap();
        assert_eq!(summary.sections.len(), 16, "after {status}");
    }
}

#[test]
fn a_first_section_that_never_comes_does_not_keep_the_others_back() {
    let account = with_description();
    let mut host = Host::new(&account, vec![always("/v1/user_detail/0", Answer::status(500))]);
    let (archive, summary) = host.run(&mut at_address()).unwrap();
    assert!(!summary.complete);
    let copy = Copy::open(&archive);
    assert_eq!(copy.section("profile")["code"], "server-fault");
    assert!(copy.has("badges/index.csv"));
}

#[test]
fn where_no_list_at_all_can_be_read_there_is_no_archive() {
    assert_eq!(code(at_address(), vec![always("/v1/", Answer::status(500))]), "server-fault");
}

#[test]
fn a_section_that_the_portal_does_not_have_is_said_to_be_none() {
    let options = Options { sections: Some(vec!["bagdes".to_owned()]), ..Options::default() };
    let error = code(Export::new(Source::Address(learner::site()), options), Vec::new());
    assert_eq!(error, "bad-option");
}
