//! What changed between two copies of a badge.

use crate::web::{AWARD, CLASS};
use badgepack::links::Difference;

fn between(old: &str, new: &str) -> Vec<(String, String, String)> {
    let all = Difference::between(old, new).unwrap();
    all.into_iter().map(|one| (one.field.into_owned(), one.old, one.new)).collect()
}

fn told(field: &str, old: &str, new: &str) -> Vec<(String, String, String)> {
    vec![(field.to_owned(), old.to_owned(), new.to_owned())]
}

fn with(json: &str, more: &str) -> String {
    format!("{},{more}}}", json.trim_end().trim_end_matches('}'))
}

#[test]
fn the_same_badge_differs_in_nothing() {
    assert_eq!(between(AWARD, AWARD), []);
    assert_eq!(between(AWARD, &AWARD.replace("09:00:00Z", "09:00:00.000+00:00")), []);
    assert_eq!(between(AWARD, &AWARD.replace("  ", "")), []);
}

#[test]
fn each_field_is_told_in_a_word() {
    for (more, field, new) in [
        (r#""expires": "2030-01-01""#, "expires", "2030-01-01"),
        (r#""narrative": "Well done""#, "comment", "Well done"),
        (r#""evidence": [{"id": "https://e.example", "narrative": "e"}]"#, "evidence", "e\nhttps://e.example"),
        (r#""image": "https://a.example/baked.png""#, "picture", "https://a.example/baked.png"),
        (r#""extensions:seen": {"by": ["me"]}"#, "extensions:seen", r#"{"by":["me"]}"#),
    ] {
        assert_eq!(between(AWARD, &with(AWARD, more)), told(field, "", new));
        assert_eq!(between(&with(AWARD, more), AWARD), told(field, new, ""));
    }
    let changed = AWARD.replace("a@example.org", "b@example.org");
    assert_eq!(between(AWARD, &changed), told("recipient", "a@example.org", "b@example.org"));
    let changed = AWARD.replace("a.example/class", "a.example/other");
    assert_eq!(between(AWARD, &changed), told("badge class", "https://a.example/class", "https://a.example/other"));
}

#[test]
fn a_class_that_is_in_both_is_compared_too() {
    let award = |class: &str| AWARD.replace("\"https://a.example/class\"", class);
    for (old, new, field, [before, after]) in [
        ("Rust", "Rust 2", "name", ["Rust", "Rust 2"]),
        ("Knows it", "Knew it", "description", ["Knows it", "Knew it"]),
        ("\"do\"", "\"do it\"", "criteria", ["do", "do it"]),
        ("i.png", "j.png", "picture of the class", ["https://a.example/i.png", "https://a.example/j.png"]),
        ("a.example/issuer", "b.example/issuer", "issuer", ["https://a.example/issuer", "https://b.example/issuer"]),
    ] {
        assert_eq!(between(&award(CLASS), &award(&CLASS.replace(old, new))), told(field, before, after));
    }
    let tagged =
        with(CLASS, r#""tags": ["a", "b"], "alignment": [{"targetName": "ESCO", "targetUrl": "https://e.example"}]"#);
    let fields: Vec<String> = between(&award(CLASS), &award(&tagged)).into_iter().map(|(field, ..)| field).collect();
    assert_eq!(fields, ["alignment", "tags"]);
}

#[test]
fn a_class_that_only_one_copy_has_is_no_difference() {
    let whole = AWARD.replace("\"https://a.example/class\"", CLASS);
    assert_eq!(between(AWARD, &whole), []);
    assert_eq!(between(&whole, AWARD), []);
}

#[test]
fn a_revoked_copy_says_that_and_nothing_else() {
    let revoked = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/award",
        "revoked": true, "revocationReason": "in error"}"#;
    assert_eq!(between(AWARD, revoked), told("revoked", "no", "yes: in error"));
}

#[test]
fn a_long_text_is_cut_between_characters() {
    let changed = with(AWARD, &format!(r#""narrative": "{}""#, "ä".repeat(1000)));
    assert_eq!(between(AWARD, &changed)[0].2, format!("{}…", "ä".repeat(400)));
}

#[test]
fn only_badges_are_compared() {
    assert_eq!(Difference::between(AWARD, CLASS).unwrap_err().code(), "unexpected");
    assert_eq!(Difference::between("<html>", AWARD).unwrap_err().code(), "badge-page");
}
