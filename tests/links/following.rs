//! From a badge that links its parts to one that has them.

use crate::host::fault::Answer;
use crate::web::{AWARD, CLASS, ISSUER, Web, follow, hosted, state};
use badgepack::badge::{Document, Linked};
use badgepack::job::Fault;
use badgepack::limits;
use badgepack::links::Links;

#[test]
fn an_award_leads_to_its_class_and_that_to_its_issuer() {
    let followed = follow(&hosted(), AWARD, &[]);
    assert_eq!(state(followed.class()), "fetched https://a.example/class");
    assert_eq!(state(followed.issuer()), "fetched https://a.example/issuer");
    assert_eq!(followed.class().value().unwrap().name.as_str(), "Rust");
    assert_eq!(followed.issuer().value().unwrap().name.as_str(), "Acme");
    assert_eq!(followed.asked, ["https://a.example/class", "https://a.example/issuer"]);
}

#[test]
fn a_class_alone_is_followed_too_and_an_issuer_has_nothing_to_follow() {
    match follow(&hosted(), CLASS, &[]).document {
        Document::Class(class) => assert_eq!(state(&class.issuer), "fetched https://a.example/issuer"),
        other => panic!("{other:?}"),
    }
    assert!(follow(&hosted(), ISSUER, &[]).asked.is_empty());
}

#[test]
fn what_stands_in_the_badge_is_kept_though_another_copy_is_hosted() {
    let given = AWARD.replace("\"https://a.example/class\"", &CLASS.replace("Rust", "Rust as it was"));
    let followed = follow(&hosted(), &given, &[]);
    assert_eq!(state(followed.class()), "inline");
    assert_eq!(followed.class().value().unwrap().name.as_str(), "Rust as it was");
    assert_eq!(followed.asked, ["https://a.example/issuer"]);
}

#[test]
fn a_part_of_which_only_the_id_is_given_is_a_link() {
    let credential = r#"{"@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://a.example/credential", "type": ["VerifiableCredential", "OpenBadgeCredential"], "issuer": "https://a.example/issuer",
        "validFrom": "2024-01-01T00:00:00Z",
        "credentialSubject": {"type": ["AchievementSubject"], "achievement": {"id": "https://a.example/class", "type": ["Achievement"]}}}"#;
    let followed = follow(&hosted(), credential, &[]);
    assert_eq!(state(followed.class()), "fetched https://a.example/class");
    match &followed.document {
        Document::Badge(badge) => assert_eq!(state(&badge.issuer), "fetched https://a.example/issuer"),
        other => panic!("{other:?}"),
    }
    assert_eq!(followed.asked.len(), 2, "the issuer is linked twice and asked once");
}

#[test]
fn parts_of_open_badges_1_are_known_by_their_fields() {
    let award = r#"{"uid": "1", "recipient": {"identity": "a@b.example", "type": "email", "hashed": false}, "issuedOn": 1456370703,
        "badge": "https://a.example/class", "verify": {"type": "hosted", "url": "https://a.example/award"}}"#;
    let class = r#"{"name": "Badge 28", "description": "d", "image": "https://a.example/i.png", "criteria": "https://a.example/c",
        "issuer": "https://a.example/issuer"}"#;
    for issuer in [
        r#"{"name": "Acme", "url": "https://a.example"}"#,
        r#"{"name": "Acme", "url": "https://a.example", "email": "a@a.example"}"#,
    ] {
        let web = Web::default().json("https://a.example/class", class).json("https://a.example/issuer", issuer);
        let followed = follow(&web, award, &[]);
        assert_eq!(state(followed.issuer()), "fetched https://a.example/issuer");
        assert_eq!(followed.issuer().value().unwrap().name.as_str(), "Acme");
    }
}

#[test]
fn what_people_give_is_taken_first_and_nothing_is_asked_for_it() {
    for given in [
        vec![CLASS, ISSUER],
        vec![&*CLASS.replace("\"https://a.example/issuer\"", ISSUER)],
        vec![&*AWARD.replace("\"https://a.example/class\"", &CLASS.replace("\"https://a.example/issuer\"", ISSUER))],
        vec![&*format!("[{ISSUER}, {CLASS}]")],
        vec![&*CLASS.replace("a.example/class\"", "a.example/class?v=2_0\""), ISSUER],
    ] {
        let followed = follow(&Web::default(), AWARD, &given);
        assert_eq!(state(followed.class()), "fetched https://a.example/class");
        assert!(followed.issuer().value().is_some(), "{given:?}");
        assert_eq!(followed.asked, Vec::<String>::new());
    }
}

#[test]
fn a_part_without_an_id_is_taken_for_the_only_link_of_its_kind() {
    let class = r#"{"name": "Old", "description": "d", "image": "https://a.example/i", "criteria": "https://a.example/c", "issuer": "https://a.example/issuer"}"#;
    let followed = follow(&hosted(), AWARD, &[class]);
    assert_eq!(followed.class().value().unwrap().name.as_str(), "Old");
    let two = format!("[{AWARD}, {}]", AWARD.replace("a.example/class", "a.example/other"));
    let followed = follow(&hosted(), &two, &[class]);
    assert_eq!(followed.asked[..2], ["https://a.example/class", "https://a.example/other"], "it could be either");
}

#[test]
fn a_part_with_another_id_is_not_taken() {
    let other = CLASS.replace("a.example/class", "evil.example/class").replace("Rust", "Evil");
    let followed = follow(&hosted(), AWARD, &[&other]);
    assert_eq!(followed.class().value().unwrap().name.as_str(), "Rust");
}

#[test]
fn what_is_given_must_be_a_document() {
    let given = |text: &str| Links::new(AWARD, &[ISSUER.to_owned(), text.to_owned()], "").err().unwrap().to_string();
    assert!(given("<html>").ends_with("(given: 1)"), "{}", given("<html>"));
    assert_eq!(Links::new("https://a.example/award", &[], "").err().unwrap().code(), "not-json");
}

#[test]
fn a_link_that_fails_says_why_and_the_rest_is_there() {
    for (answer, code, tries) in [
        (Answer::None(Fault::Unreachable), "cross-origin", 1),
        (Answer::None(Fault::TimedOut), "timed-out", 2),
        (Answer::status(404), "not-found", 1),
        (Answer::status(410), "gone", 1),
        (Answer::status(500), "server-fault", 2),
        (Answer::ok("<!doctype html><html>"), "badge-page", 1),
        (Answer::ok("{\"broken\":"), "not-json", 1),
        (Answer::ok(ISSUER), "unexpected", 1),
        (Answer::ok(AWARD), "unexpected", 1),
        (Answer::ok("{\"a\": 1}"), "unexpected", 1),
        (Answer::ok(vec![b'{'; limits::RECORD + 1]), "too-large", 1),
        (Answer::ok(format!("{{\"a\":{}", "[".repeat(100_000))), "not-json", 1),
    ] {
        let followed = follow(&hosted().with("https://a.example/class", answer), AWARD, &[]);
        assert_eq!(state(followed.class()), format!("failed https://a.example/class ({code})"));
        assert_eq!(followed.asked.len(), tries, "{code}");
        match followed.class() {
            Linked::Failed(url, error) => assert_eq!(error.place.to_string(), *url),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn many_awards_of_one_class_ask_once() {
    let awards: Vec<String> = (0..500).map(|at| AWARD.replace("a.example/award", &format!("a.example/{at}"))).collect();
    let followed = follow(&hosted(), &format!("[{}]", awards.join(",")), &[]);
    assert_eq!(followed.asked, ["https://a.example/class", "https://a.example/issuer"]);
    match &followed.document {
        Document::List(all) => assert_eq!(all.len(), 500),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_asks_for_so_many_links_a_few_at_a_time() {
    let award = |at: usize| AWARD.replace("a.example/class", &format!("a.example/class/{at}"));
    let mut web = hosted();
    for at in 0..40 {
        web = web.json(
            &format!("https://a.example/class/{at}"),
            &CLASS.replace("a.example/issuer", &format!("a.example/issuer/{at}")),
        );
    }
    let awards: Vec<String> = (0..40).map(award).collect();
    let followed = follow(&web, &format!("[{}]", awards.join(",")), &[]);
    assert_eq!(followed.asked.len(), limits::LINKS);
    assert_eq!(followed.most_under_way, 4);
    let Document::List(all) = &followed.document else { panic!("no list") };
    let last =
        all.last().and_then(|one| if let Document::Badge(badge) = one { Some(state(&badge.class)) } else { None });
    assert_eq!(last.as_deref(), Some("linked https://a.example/class/39"), "past the bound a link is a link");
}
