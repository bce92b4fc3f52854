//! Where the data of a badge is, for the address of the page that shows it to people.
//!
//! A rule stands here only if the place is documented or was read in source code or in served
//! data; the comment of a row says where. Accredible (credential.net), Open Badge Passport and
//! Parchment's `/public/credentials/…` publish no such place, so they have no row: their pages are
//! asked for data themselves, as any other address is.

mod tests;

use crate::address::Address;

/// What a page's address becomes: what of it is the data's, and in front of that, where the data is.
struct Rule {
    /// The page's host: a name; `*.` and a name, for its direct subdomains; or `*`.
    host: &'static str,
    /// Reads the page's address; yields path and query of the data, or nothing for other pages.
    data: fn(&Address) -> Option<String>,
    /// Where that may be, best first; [`HERE`] for the page's own origin.
    places: &'static [&'static str],
}

/// The page's own origin.
const HERE: &str = "";

const fn rule(host: &'static str, data: fn(&Address) -> Option<String>, places: &'static [&'static str]) -> Rule {
    Rule { host, data, places }
}

// What the sources are called in the table:
// [hosts]   developerdocs.instructure.com/services/parchment-digital-badges and …/services/credentials: the API of
//           each region by its new and by its old name; badges keep the name that they were issued under.
// [regions] a client of that API that pairs each region's pages with its API: badges.parchment.{com,ca,eu,au},
//           test.badges.parchment.com (once test.badgr.com); pages of badgr.com and its regions stand on the same
//           paths in public lists of certificates.
// [badgr]   concentricsky/badgr-server, apps/issuer/public_api.py and recorded traffic (tests/fixtures/badgr): page and
//           data have one path, and who accepts text/html is sent to the page.
// [mint]    mint-o-badges/badgr-server, documentation and served credentials: the API is api.openbadges.education.
// [credly]  Credly's Open Badges 2.0 endpoints, public and without a key: /v1/obi/v2/badge_assertions/{badge}; the same
//           below /api on www.credly.com.
// [moodle]  moodle/moodle, badges/classes/assertion.php: a badge shown by badge.php?hash= has the id assertion.php?b=,
//           its class badge_json.php?id=; obversion as in served badges.
// [obf]     credentials served by Open Badge Factory: their id is the page's address without ".html".
const RULES: &[Rule] = &[
    // [hosts] [regions]
    rule("badgr.com", badgr, &["https://api.badgr.io"]),
    rule("eu.badgr.com", badgr, &["https://api.eu.badgr.io"]),
    rule("au.badgr.com", badgr, &["https://api.au.badgr.io"]),
    rule("ca.badgr.com", badgr, &["https://api.ca.badgr.io"]),
    rule("test.badgr.com", badgr, &["https://api.test.badgr.com"]),
    rule("test.badges.parchment.com", badgr, &["https://api.test.badges.parchment.com", "https://api.test.badgr.com"]),
    rule("demo.badges.parchment.com", badgr, &["https://api.demo.badges.parchment.com"]),
    rule("badges.parchment.com", badgr, US),
    rule("badges.parchment.eu", badgr, EU),
    rule("badges.parchment.au", badgr, AU),
    rule("badges.parchment.ca", badgr, CA),
    rule("badges.parchment.sg", badgr, SG),
    // Organisations have names of their own in front, as in birmingham.badges.parchment.eu.
    rule("*.badges.parchment.com", badgr, US),
    rule("*.badges.parchment.eu", badgr, EU),
    rule("*.badges.parchment.au", badgr, AU),
    rule("*.badges.parchment.ca", badgr, CA),
    // [mint]
    rule("openbadges.education", badgr, &["https://api.openbadges.education"]),
    // [badgr]
    rule("*", badgr, &[HERE]),
    // [credly]
    rule("credly.com", credly, CREDLY),
    rule("www.credly.com", credly, CREDLY),
    // [moodle]
    rule("*", moodle_award, &[HERE]),
    rule("*", moodle_class, &[HERE]),
    // [obf]
    rule("openbadgefactory.com", open_badge_factory, &[HERE]),
];

const US: &[&str] = &["https://api.badges.parchment.com", "https://api.badgr.io"];
const EU: &[&str] = &["https://api.badges.parchment.eu", "https://api.eu.badgr.io"];
const AU: &[&str] = &["https://api.badges.parchment.au", "https://api.au.badgr.io"];
const CA: &[&str] = &["https://api.badges.parchment.ca", "https://api.ca.badgr.io"];
const SG: &[&str] = &["https://api.badges.parchment.sg", "https://api.sg.badgr.io"];
const CREDLY: &[&str] = &["https://api.credly.com/v1", "https://www.credly.com/api/v1"];

/// Where the data of this page may be, best first: at most two places, and never none.
pub(super) fn places(page: &Address) -> Vec<Address> {
    let found = RULES.iter().filter(|rule| is_host(&page.host, rule.host)).find_map(|rule| {
        let data = (rule.data)(page)?;
        let place = |place: &&str| match *place {
            HERE => Address::parse(&format!("{}{data}", page.origin())),
            other => Address::parse(&format!("{other}{data}")),
        };
        Some(rule.places.iter().filter_map(place).collect())
    });
    found.unwrap_or_else(|| page.at(&page.path, &page.query).into_iter().collect())
}

fn is_host(host: &str, pattern: &str) -> bool {
    match pattern.strip_prefix("*.") {
        None => pattern == "*" || host == pattern,
        Some(parent) => host
            .strip_suffix(parent)
            .and_then(|front| front.strip_suffix('.'))
            .is_some_and(|name| !name.is_empty() && !name.contains('.')),
    }
}

/// `/public/assertions/{id}` and its kin. Of the query only the version goes along: links that were
/// shared hold the recipient's e-mail address (`identity__email`) and what advertisers add.
fn badgr(page: &Address) -> Option<String> {
    let mut parts = page.path.trim_end_matches('/').strip_prefix("/public/")?.split('/');
    let (Some("assertions" | "badges" | "issuers"), Some(id), None) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let version = page.parameter("v").map(|version| format!("?v={version}")).unwrap_or_default();
    (!id.is_empty()).then(|| format!("{}{version}", page.path.trim_end_matches('/')))
}

/// `/badges/{uuid}`, whatever comes behind.
fn credly(page: &Address) -> Option<String> {
    let id = page.path.strip_prefix("/badges/")?.split('/').next()?;
    let is_uuid = id.len() == 36 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    is_uuid.then(|| format!("/obi/v2/badge_assertions/{id}"))
}

/// `badge.php?hash=`, below wherever Moodle is installed.
fn moodle_award(page: &Address) -> Option<String> {
    let moodle = page.path.strip_suffix("/badges/badge.php")?;
    let hash = page.parameter("hash").filter(|hash| is_word(hash))?;
    Some(format!("{moodle}/badges/assertion.php?b={hash}&obversion=2"))
}

/// `badgeclass.php?id=` of a badge of that site's own; those of others have no number.
fn moodle_class(page: &Address) -> Option<String> {
    let moodle = page.path.strip_suffix("/badges/badgeclass.php")?;
    let id = page.parameter("id").filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(format!("{moodle}/badges/badge_json.php?id={id}"))
}

/// `/obv3/credentials/{id}.html` and `/v1/assertion/{id}.html`.
fn open_badge_factory(page: &Address) -> Option<String> {
    let id = page.path.strip_prefix("/obv3/credentials/").or_else(|| page.path.strip_prefix("/v1/assertion/"))?;
    let is_page = id.strip_suffix(".html").is_some_and(is_word);
    is_page.then(|| page.path.trim_end_matches(".html").to_owned())
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
