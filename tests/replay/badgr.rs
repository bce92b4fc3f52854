//! Badgr Server 2.0's backpack, as it was recorded.

use crate::host::copy::Copy;
use crate::host::fault::Answer;
use crate::host::recorded::Recorded;
use crate::host::run::Host;
use badgepack::export::{Export, Options, Source, Summary};
use badgepack::image;
use badgepack::portal::{Access, BadgrV2, Site};
use serde_json::Value;

const ORIGIN: &str = "http://localhost:8000";
const AWARD: &str = "03r-pysmRpO5bRd05TFVFw";
const LIST: &str = "http://localhost:8000/v2/backpack/assertions?expand=badgeclass&expand=issuer&include_expired=1&include_revoked=1&include_pending=1";

fn recorded() -> Recorded {
    let names =
        ["01-users-self-learner", "08-backpack-assertions-expand", "08-collections", "09-public-assertion-expand"];
    Recorded::of("badgr", &names, "baked-before.png")
}

fn export(portal: &Recorded, source: Source) -> (Copy, Summary, Vec<crate::host::fault::Asked>) {
    let mut host = Host::new(portal, Vec::new());
    let (archive, summary) = host.run(&mut Export::new(source, Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    (copy, summary, host.log)
}

fn by_name() -> Source {
    Source::Portal(Box::new(BadgrV2::new(Site::parse(ORIGIN).unwrap()).unwrap()))
}

/// The award's two files.
fn files(copy: &Copy) -> (&str, &str) {
    let of = |ending: &str| {
        let mut found = copy.within("badges", ending);
        found.retain(|name| name.contains("2024-01-01-rust-basics-03r"));
        assert_eq!(found.len(), 1, "{found:?}");
        found[0]
    };
    (of(".json"), of(".png"))
}

#[test]
fn the_award_is_the_served_json_with_its_evidence_and_so_is_its_picture() {
    let portal = recorded();
    let (copy, _, _) = export(&portal, by_name());
    let (credential, picture) = files(&copy);
    let address = format!("{ORIGIN}/public/assertions/{AWARD}?expand=badge&expand=badge.issuer");
    assert_eq!(copy.bytes(credential), portal.body(&address));
    let evidence = &copy.json(credential)["evidence"];
    assert_eq!(evidence[0]["id"], "https://portfolio.example/0");
    assert_eq!(evidence[1]["narrative"], "just text");
    let unbaked = image::unbake(copy.bytes(picture)).unwrap().unwrap();
    assert_eq!(unbaked.payload.text().as_bytes(), copy.bytes(credential));
    assert_eq!(unbaked.carrier.to_string(), "iTXt openbadges");
    assert!(unbaked.warnings.is_empty(), "what the server had baked is gone: {:?}", unbaked.warnings);
}

#[test]
fn every_award_that_is_listed_is_accounted_for() {
    let portal = recorded();
    let (copy, summary, _) = export(&portal, by_name());
    let listed: Value = serde_json::from_slice(portal.body(LIST)).unwrap();
    let records = copy.json("badges/records.json");
    assert_eq!(records, listed["result"]);
    assert_eq!(records.as_array().unwrap().len(), 6);
    // The public JSON of one award was recorded; the others' is not found.
    let failed: Vec<&str> = summary.missing.iter().map(|missing| missing.id.as_str()).collect();
    assert!(!failed.contains(&AWARD));
    let lost = ["badges", "credential", "failed", "not-found"].map(str::to_owned);
    assert_eq!(copy.missing(), vec![lost; 5]);
    assert_eq!(copy.within("badges", ".png").len(), 6);
    assert_eq!(copy.text("badges/index.csv").lines().count(), 7);
    assert!(!summary.complete);
}

#[test]
fn an_award_without_a_picture_is_skipped_and_why() {
    let mut portal = recorded();
    portal.edit(LIST, |list| {
        let awards = list["result"].as_array_mut().unwrap();
        awards.iter_mut().for_each(|award| award["image"] = Value::Null);
        (awards[0]["revoked"], awards[1]["revoked"]) = (true.into(), false.into());
    });
    let (copy, summary, _) = export(&portal, by_name());
    let report = copy.report();
    let skipped = report["records"].as_array().unwrap().iter().filter(|row| row["state"] == "skipped");
    let why: Vec<&str> = skipped.map(|row| row["why"].as_str().unwrap()).collect();
    assert_eq!(
        why[..2],
        ["The badge was revoked; the portal keeps no picture of it.", "The portal lists no picture of this badge."]
    );
    assert_eq!((why.len(), summary.counts.skipped), (6, 6));
    assert_eq!(copy.within("badges", ".png").len(), 0);
}

#[test]
fn the_rest_of_the_account_is_there() {
    let (copy, summary, _) = export(&recorded(), by_name());
    assert_eq!(copy.json("profile/profile.json")["entityType"], "BadgeUser");
    assert_eq!(copy.text("badges/collections.json"), "[]\n");
    assert_eq!(summary.portal.name, "localhost:8000");
}

#[test]
fn what_is_public_is_asked_for_without_the_token() {
    let (_, _, log) = export(&recorded(), by_name());
    for asked in &log {
        let is_private = asked.url.contains("/v2/");
        assert_eq!(asked.access == Access::Token, is_private, "{}", asked.url);
    }
    assert_eq!(log.iter().filter(|asked| asked.url.contains("/public/assertions/")).count(), 6);
}

#[test]
fn the_portal_is_known_by_its_address_alone() {
    let site = Site::parse(ORIGIN).unwrap();
    let (copy, _, log) = export(&recorded(), Source::Address(site));
    assert!(copy.has(files(&copy).0));
    assert_eq!(log[0].url, format!("{ORIGIN}/.well-known/badgepack.json"));
}

#[test]
fn a_portal_behind_another_name_is_asked_there() {
    struct Proxy(Recorded);
    impl crate::host::run::Plays for Proxy {
        fn answer(&self, url: &str) -> Answer {
            self.0.answer(&url.replace("https://badges.example.org", ORIGIN))
        }
    }
    let source = Source::Portal(Box::new(BadgrV2::new(Site::parse("https://badges.example.org").unwrap()).unwrap()));
    let proxy = Proxy(recorded());
    let mut host = Host::new(&proxy, Vec::new());
    let (archive, _) = host.run(&mut Export::new(source, Options::default())).unwrap();
    assert!(host.log.iter().all(|asked| asked.url.starts_with("https://badges.example.org/")));
    let copy = Copy::open(&archive);
    let (credential, picture) = files(&copy);
    let unbaked = image::unbake(copy.bytes(picture)).unwrap().unwrap();
    assert_eq!(unbaked.payload.text().as_bytes(), copy.bytes(credential));
}

#[test]
fn a_token_that_is_refused_is_badgr_all_the_same() {
    let names = ["01-users-self-badtoken"];
    let portal = Recorded::of("badgr", &names, "baked-before.png");
    let site = Site::parse(ORIGIN).unwrap();
    let mut host = Host::new(&portal, Vec::new());
    let error = host.run(&mut Export::new(Source::Address(site), Options::default())).unwrap_err();
    assert_eq!(error.code(), "signed-out");
    assert_eq!(host.renewals, 1);
}
