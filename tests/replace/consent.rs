//! Whom a badge may make the page ask, and where the address of a page that shows a badge leads.

use super::path::{find, find_asking};
use super::portal::{ORIGIN, Portal};
use super::sources::{ELSEWHERE, assertion, baked, credential, world};
use crate::host::pictures;
use badgepack::job::{Job, Step};
use badgepack::replace::{Content, Draft, Field, Find, PictureFrom};
use serde_json::{Value, json};

fn name(draft: &Draft) -> Option<&str> {
    match draft.content(Field::Name) {
        Some(Content::Text(name)) => Some(name),
        _ => None,
    }
}

fn notes(draft: &Draft) -> String {
    draft.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// An award whose class says its name itself, and links everything else.
fn half() -> String {
    let mut award: Value = serde_json::from_str(&assertion("2")).unwrap();
    award["badge"] = json!({
        "type": "BadgeClass", "id": format!("{ELSEWHERE}/class/2"), "name": "Hen", "image": "https://pictures.example/hen.png", "issuer": "https://issuer.example/",
    });
    award.to_string()
}

#[test]
fn without_consent_only_the_portal_is_asked_and_the_draft_says_what_was_not() {
    for given in [half().into_bytes(), baked(&pictures::png(7), &half())] {
        let is_picture = given.starts_with(b"\x89PNG");
        let (draft, asked) = find_asking(&world(), given, |_| false);
        let draft = draft.unwrap();
        assert_eq!((name(&draft), asked), (Some("Hen"), vec![]));
        let told = notes(&draft);
        for part in [
            "The badge's class could not be read: This stands at another site, and that site was not asked",
            "(https://other.example/class/2)",
            "Whose it is could not be read: This stands at another site",
            "(https://issuer.example/)",
            "A picture could not be used: This stands at another site",
            "(https://pictures.example/hen.png)",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        // What was given is there all the same.
        assert_eq!(draft.picture.map(|(from, _)| from), is_picture.then_some(PictureFrom::Award));
    }
    let (nothing, asked) = find_asking(&world(), assertion("2"), |_| false);
    assert_eq!((nothing.unwrap_err().code(), asked), ("not-asked", vec![]));
}

#[test]
fn the_portals_own_host_needs_no_consent() {
    let portal = world();
    for given in [format!("{ORIGIN}/public/badges/foxclass"), portal.class.borrow().to_string()] {
        let (draft, asked) = find_asking(&portal, given, |hosts| panic!("{hosts:?}"));
        assert_eq!(name(&draft.unwrap()), Some("Fox, Level 1"));
        assert!(asked.iter().all(|url| url.starts_with(ORIGIN)), "{asked:?}");
    }
}

#[test]
fn all_hosts_that_are_known_are_one_question_and_each_is_asked_for_once() {
    let mut portal = world();
    portal.elsewhere.insert("https://pictures.example/hen.png".to_owned(), pictures::png(200));
    let mut questions = Vec::new();
    let (draft, asked) = find_asking(&portal, half(), |hosts| {
        questions.push(hosts);
        true
    });
    assert_eq!(questions, [["other.example", "issuer.example", "pictures.example"]]);
    assert_eq!(
        asked,
        [format!("{ELSEWHERE}/class/2"), format!("{ELSEWHERE}/issuer"), format!("{ELSEWHERE}/hen.png")],
        "what the class's own page says counts"
    );
    assert_eq!(notes(&draft.unwrap()), "");
}

#[test]
fn a_typed_address_is_asked_and_what_it_links_elsewhere_is_not() {
    let mut portal = world();
    portal.elsewhere.insert(
        format!("{ELSEWHERE}/award/4"),
        half().replace("https://other.example/class/2", "https://class.example/2").into(),
    );
    for typed in [format!("{ELSEWHERE}/award/4"), "other.example/award/4".to_owned()] {
        let (draft, asked) = find_asking(&portal, typed, |_| false);
        assert_eq!((name(&draft.unwrap()), &asked[0]), (Some("Hen"), &format!("{ELSEWHERE}/award/4")));
        assert!(asked.iter().all(|url| url.starts_with(ELSEWHERE)), "{asked:?}");
    }
    // An address that a file carries was typed by nobody.
    let mut file = Find::new(Portal::site(), format!("{ELSEWHERE}/award/4").into());
    assert!(matches!(file.step(), Step::Done));
    assert_eq!(file.strangers(), Some(vec!["other.example".to_owned()]));
    let picture = baked(&pictures::png(7), &format!("{ELSEWHERE}/award/1"));
    let (nothing, asked) = find_asking(&portal, picture, |_| false);
    assert_eq!((nothing.unwrap_err().code(), asked), ("not-asked", vec![]));
}

#[test]
fn what_a_badge_names_in_a_private_network_or_without_encryption_is_refused_whoever_agrees() {
    for (image, why) in [
        ("http://other.example/hen.png", "not encrypted"),
        ("http://192.168.0.1/hen.png", "private network"),
        ("https://localhost/hen.png", "private network"),
        ("https://me:secret@other.example/hen.png", "no web address"),
        ("javascript:alert(1)", "no web address"),
        ("data:text/html,<script>", "neither a PNG nor an SVG"),
    ] {
        let class = json!({ "type": "BadgeClass", "name": "Hen", "description": "x", "criteria": { "narrative": "y" }, "image": image });
        let (draft, asked) = find_asking(&world(), class.to_string(), |_| true);
        let draft = draft.unwrap();
        assert_eq!((&draft.picture, asked), (&None, vec![]), "{image}");
        assert!(notes(&draft).contains(why), "{image}: {}", notes(&draft));
    }
}

#[test]
fn a_page_that_shows_a_badge_leads_to_its_data() {
    let mut portal = world();
    let mut put = |url: &str, body: Vec<u8>| portal.elsewhere.insert(url.to_owned(), body);
    put("https://api.badgr.io/public/assertions/abc?v=2_0", credential().into());
    put(
        "https://api.credly.com/v1/obi/v2/badge_assertions/12345678-1234-1234-1234-123456789abc",
        baked(&pictures::svg("an award"), &credential()),
    );
    let link = |href: &str| format!("<!doctype html><link rel=alternate type=application/ld+json href='{href}'>");
    put("https://pages.example/b/1", link("/b/1.json").into());
    put("https://pages.example/b/1.json", assertion("2").into());
    put("https://pages.example/b/2", link("https://data.example/2.json").into());
    put("https://data.example/2.json", assertion("1").into());
    for typed in [
        "https://badgr.com/public/assertions/abc?v=2_0&identity__email=somebody%40example.org",
        "badgr.com/public/assertions/abc?v=2_0",
        "https://www.credly.com/badges/12345678-1234-1234-1234-123456789abc/public_url",
        "https://pages.example/b/1",
        "https://pages.example/b/2",
    ] {
        let draft = find(&portal, typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(name(&draft), Some("Hen"), "{typed}");
    }
    let mut questions = Vec::new();
    let (refused, asked) = find_asking(&portal, "https://pages.example/b/2", |hosts| {
        questions.push(hosts);
        false
    });
    assert_eq!((refused.unwrap_err().code(), asked), ("not-asked", vec!["https://pages.example/b/2".to_owned()]));
    assert_eq!(questions, [["data.example"]]);
}

#[test]
fn a_picture_leads_to_the_page_of_its_badge() {
    let mut portal = Portal::of(0);
    portal.elsewhere.insert("https://api.badgr.io/public/assertions/abc".to_owned(), credential().into());
    let picture = baked(&pictures::png(7), "https://badgr.com/public/assertions/abc");
    let (draft, _) = find_asking(&portal, picture, |_| true);
    assert_eq!(name(&draft.unwrap()), Some("Hen"));
}
