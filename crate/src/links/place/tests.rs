//! Pages as people copy their addresses, and where their data is.

#![cfg(test)]

use super::*;

fn of(page: &str) -> Vec<String> {
    places(&Address::parse(page).unwrap()).into_iter().map(|place| place.href).collect()
}

/// For each row, in the table's order: an address as people copy it, and where the data is.
const EXAMPLES: &[(&str, &[&str])] = &[
    (
        "https://badgr.com/public/assertions/ewkha2NyQ8-I?identity__email=a%40example.org",
        &["https://api.badgr.io/public/assertions/ewkha2NyQ8-I"],
    ),
    ("https://eu.badgr.com/public/badges/soyVM0?v=2_0#top", &["https://api.eu.badgr.io/public/badges/soyVM0?v=2_0"]),
    ("https://au.badgr.com/public/assertions/tbLk", &["https://api.au.badgr.io/public/assertions/tbLk"]),
    ("https://ca.badgr.com/public/issuers/JlZR/", &["https://api.ca.badgr.io/public/issuers/JlZR"]),
    ("https://test.badgr.com/public/assertions/x", &["https://api.test.badgr.com/public/assertions/x"]),
    (
        "https://test.badges.parchment.com/public/assertions/x",
        &[
            "https://api.test.badges.parchment.com/public/assertions/x",
            "https://api.test.badgr.com/public/assertions/x",
        ],
    ),
    (
        "https://demo.badges.parchment.com/public/assertions/x",
        &["https://api.demo.badges.parchment.com/public/assertions/x"],
    ),
    (
        "https://badges.parchment.com/public/assertions/pTuc1mz5?utm_source=url_copy&identity__email=a@example.org",
        &[
            "https://api.badges.parchment.com/public/assertions/pTuc1mz5",
            "https://api.badgr.io/public/assertions/pTuc1mz5",
        ],
    ),
    (
        "https://badges.parchment.eu/public/assertions/p5pF?v=3_0",
        &[
            "https://api.badges.parchment.eu/public/assertions/p5pF?v=3_0",
            "https://api.eu.badgr.io/public/assertions/p5pF?v=3_0",
        ],
    ),
    (
        "https://badges.parchment.au/public/badges/x",
        &["https://api.badges.parchment.au/public/badges/x", "https://api.au.badgr.io/public/badges/x"],
    ),
    (
        "https://badges.parchment.ca/public/assertions/x",
        &["https://api.badges.parchment.ca/public/assertions/x", "https://api.ca.badgr.io/public/assertions/x"],
    ),
    (
        "https://badges.parchment.sg/public/assertions/x",
        &["https://api.badges.parchment.sg/public/assertions/x", "https://api.sg.badgr.io/public/assertions/x"],
    ),
    (
        "https://northeastern.badges.parchment.com/public/assertions/x",
        &["https://api.badges.parchment.com/public/assertions/x", "https://api.badgr.io/public/assertions/x"],
    ),
    (
        "https://birmingham.badges.parchment.eu/public/assertions/x",
        &["https://api.badges.parchment.eu/public/assertions/x", "https://api.eu.badgr.io/public/assertions/x"],
    ),
    (
        "https://a.badges.parchment.au/public/assertions/x",
        &["https://api.badges.parchment.au/public/assertions/x", "https://api.au.badgr.io/public/assertions/x"],
    ),
    (
        "https://a.badges.parchment.ca/public/assertions/x",
        &["https://api.badges.parchment.ca/public/assertions/x", "https://api.ca.badgr.io/public/assertions/x"],
    ),
    (
        "https://openbadges.education/public/assertions/5geq-uh_Ss",
        &["https://api.openbadges.education/public/assertions/5geq-uh_Ss"],
    ),
    (
        "http://localhost:8000/public/assertions/03r-pysm.json?expand=badge&v=2_0",
        &["http://localhost:8000/public/assertions/03r-pysm.json?v=2_0"],
    ),
    (
        "https://credly.com/badges/7e75e005-b03e-4347-af3c-dcab5e629df2",
        &[
            "https://api.credly.com/v1/obi/v2/badge_assertions/7e75e005-b03e-4347-af3c-dcab5e629df2",
            "https://www.credly.com/api/v1/obi/v2/badge_assertions/7e75e005-b03e-4347-af3c-dcab5e629df2",
        ],
    ),
    (
        "https://www.credly.com/badges/632cbabd-006d-49eb-b56e-d0abc6b10de6/public_url",
        &[
            "https://api.credly.com/v1/obi/v2/badge_assertions/632cbabd-006d-49eb-b56e-d0abc6b10de6",
            "https://www.credly.com/api/v1/obi/v2/badge_assertions/632cbabd-006d-49eb-b56e-d0abc6b10de6",
        ],
    ),
    (
        "https://school.example/moodle/badges/badge.php?hash=8d6d839383cd6e03",
        &["https://school.example/moodle/badges/assertion.php?b=8d6d839383cd6e03&obversion=2"],
    ),
    ("https://school.example/badges/badgeclass.php?id=32", &["https://school.example/badges/badge_json.php?id=32"]),
    (
        "https://openbadgefactory.com/obv3/credentials/db277f04.html",
        &["https://openbadgefactory.com/obv3/credentials/db277f04"],
    ),
];

#[test]
fn every_rule_has_an_example_that_is_its_own() {
    assert_eq!(EXAMPLES.len(), RULES.len());
    for (at, ((page, expected), rule)) in EXAMPLES.iter().zip(RULES).enumerate() {
        assert_eq!(of(page), *expected, "{page}");
        let address = Address::parse(page).unwrap();
        let matches = |rule: &Rule| is_host(&address.host, rule.host) && (rule.data)(&address).is_some();
        assert!(matches(rule), "row {at}");
        assert_eq!(RULES.iter().position(matches), Some(at), "{page}");
    }
}

#[test]
fn every_other_address_is_asked_itself() {
    for page in [
        "https://example.org/badge.json?a=1",
        "https://badgr.com/backpack",
        "https://badgr.com/public/collections/x",
        "https://api.badgr.io/public/assertions/x/image",
        "https://northeastern.badges.parchment.com/public/credentials/x",
        "https://www.credly.com/badges/not-a-uuid",
        "https://www.credly.com/users/me/badges",
        "https://credential.net/7095643a-23bc-4f70-b914-3e6f3582886a",
        "https://school.example/badges/badge.php?hash=%2F..%2F",
        "https://school.example/badges/badgeclass.php?id=abc",
        "https://openbadgefactory.com/v1/assertion/036df2b4",
        "https://openbadgepassport.com/app/badge/info/918042",
    ] {
        assert_eq!(of(page), [page]);
    }
    assert_eq!(of("https://example.org/a#part"), ["https://example.org/a"]);
}

#[test]
fn a_host_that_only_looks_like_one_of_the_table_is_none() {
    for page in [
        "https://evilbadges.parchment.com/public/assertions/x",
        "https://badges.parchment.com.evil.test/public/assertions/x",
        "https://a.b.badges.parchment.com/public/assertions/x",
        "https://api.test.badges.parchment.com/public/assertions/x",
    ] {
        assert_eq!(of(page), [page]);
    }
}
