//! The issuer's document: every record as it was served, and never one that only looks whole.

use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule, always, first};
use crate::host::run::{Host, Order};
use crate::served::{COLLEAGUE, ORIGIN, Served, award, class, groups, issuer, listed, pathway};
use badgepack::Error;
use badgepack::issuer::{DocumentOptions, DocumentSummary, Include, IssuerDocument, Subject};
use badgepack::portal::Site;
use serde_json::Value;

const ALL: Include =
    Include { badge_classes: true, assertions: true, recipient_groups: true, pathways: true, staff: false };

fn options(include: Include) -> DocumentOptions {
    DocumentOptions {
        subject: Subject::Issuer("acme".to_owned()),
        include,
        compress: false,
        exported_at: "2026-11-21T18:00:00Z".to_owned(),
    }
}

fn made(host: &mut Host<'_>, options: DocumentOptions) -> Result<(Vec<u8>, DocumentSummary), Error> {
    let mut job = IssuerDocument::new(Site::parse(ORIGIN).unwrap(), options)?;
    let bytes = host.carry_out(&mut job)?;
    let summary = job.summary().unwrap();
    assert_eq!(summary.bytes, bytes.len() as u64);
    Ok((bytes, summary))
}

fn export(served: &Served, options: DocumentOptions) -> Result<(Vec<u8>, DocumentSummary), Error> {
    made(&mut Host::new(served, Vec::new()), options)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// The awards of a class, newest first, each once.
fn awards(class: &str, numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|number| award(*number, class, &format!("learner{}@example.org", number % 3))).collect()
}

/// A class with its awards before its last brace.
fn nested(id: &str, name: &str, awards: &[String]) -> String {
    let class = class(id, name);
    let awards = if awards.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", awards.join(",\n")) };
    format!("{},\"assertions\": {awards}}}", class.strip_suffix('}').unwrap())
}

#[test]
fn each_record_is_the_served_bytes_in_its_place() {
    let (bytes, summary) = export(&Served::full(), options(ALL)).unwrap();
    let issuer = issuer();
    let (before, rest) = issuer.split_once("\"staff\" :").unwrap();
    let after = rest.split_once("}]}}]").unwrap().1;
    let classes = [
        nested("rust", "Rust Basics", &awards("rust", &[20, 18, 16, 14, 9])),
        nested("maps", "=Maps", &awards("maps", &[7, 5, 3])),
        nested("none", "Never awarded", &[]),
    ];
    let expected = format!(
        "{{\"format\":\"badgepack.issuer-export\",\"version\":1,\"exportedAt\":\"2026-11-21T18:00:00Z\",\
         \"source\":{{\"baseUrl\":\"{ORIGIN}/\",\"api\":\"badgr-v2\"}},\
         \"options\":{{\"badgeClasses\":true,\"assertions\":true,\"recipientGroups\":true,\"pathways\":true,\"staff\":false}},\n\
         \"issuer\": {},\n\"badgeClasses\": [\n{}\n],\n\"recipientGroups\": [\n{}\n],\n\"pathways\": [\n{}\n]\n}}\n",
        before.strip_suffix(',').unwrap().to_owned() + after,
        classes.join(",\n"),
        groups().join(",\n"),
        pathway(),
    );
    assert_eq!(text(&bytes), expected);
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(document["badgeClasses"][0]["assertions"].as_array().unwrap().len(), 5);
    let tally = &summary.tally;
    assert_eq!((tally.badge_classes, tally.assertions, tally.recipient_groups, tally.pathways), (3, 8, 3, 1));
    // One class and one award stand on two pages; the awards' first page is read once more.
    assert_eq!((tally.duplicates, tally.late), (2, 0));
}

#[test]
fn only_what_was_asked_for_is_in_it() {
    let only = Include { staff: true, ..Include::default() };
    let (bytes, _) = export(&Served::full(), options(only)).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    let names: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(names, ["exportedAt", "format", "issuer", "options", "source", "version"]);
    assert!(text(&bytes).contains(&format!("\"issuer\": {}\n}}", issuer())));

    let (bytes, _) = export(&Served::full(), options(Include { badge_classes: true, ..Include::default() })).unwrap();
    assert!(text(&bytes).contains(&format!("\n{},\n", class("rust", "Rust Basics"))));
    assert!(!text(&bytes).contains("assertions\": ["));
}

#[test]
fn colleagues_are_left_out_unless_they_are_asked_for() {
    for compress in [false, true] {
        let holds = |staff| {
            let (bytes, _) =
                export(&Served::full(), DocumentOptions { compress, ..options(Include { staff, ..ALL }) }).unwrap();
            let document = if compress { Copy::open(&bytes).bytes("issuer.json").to_vec() } else { bytes };
            text(&document).contains(COLLEAGUE)
        };
        assert!(!holds(false) && holds(true));
    }
}

#[test]
fn a_badge_class_comes_with_its_issuer() {
    let include = Include { assertions: true, ..Include::default() };
    let options = DocumentOptions { subject: Subject::BadgeClass("rust".to_owned()), ..options(include) };
    let (bytes, summary) = export(&Served::full(), options.clone()).unwrap();
    let document: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&document["issuer"]["entityId"], &document["options"]["badgeClasses"]), (&"acme".into(), &true.into()));
    assert!(text(&bytes).contains(&nested("rust", "Rust Basics", &awards("rust", &[20, 18, 16, 14, 9]))));
    assert_eq!((summary.tally.badge_classes, summary.tally.assertions), (1, 5));
    let wrong = DocumentOptions { include: Include { pathways: true, ..include }, ..options };
    assert_eq!(export(&Served::full(), wrong).unwrap_err().code(), "bad-option");
}

#[test]
fn awards_without_badge_classes_are_refused() {
    let error = export(&Served::full(), options(Include { assertions: true, ..Include::default() })).unwrap_err();
    assert_eq!(error.code(), "bad-option");
}

#[test]
fn what_the_portal_has_not_is_said_before_anything_is_written() {
    let bare = Served::bare();
    for (include, code) in [
        (Include { recipient_groups: true, ..Include::default() }, "not-on-this-portal"),
        (Include { pathways: true, ..Include::default() }, "not-on-this-portal"),
    ] {
        let error = export(&bare, options(include)).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let gone = DocumentOptions { subject: Subject::Issuer("gone".to_owned()), ..options(ALL) };
    assert_eq!(export(&bare, gone).unwrap_err().code(), "no-rights");
    let gone = DocumentOptions { subject: Subject::BadgeClass("gone".to_owned()), ..options(Include::default()) };
    assert_eq!(export(&bare, gone).unwrap_err().code(), "no-rights");
}

#[test]
fn groups_in_an_envelope_are_found_there() {
    let mut served = Served::full();
    served.put("v2/issuers/acme/recipient-groups", vec![listed("result", &groups())]);
    let (bytes, summary) = export(&served, options(Include { recipient_groups: true, ..Include::default() })).unwrap();
    assert_eq!(summary.tally.recipient_groups, 3);
    assert!(text(&bytes).contains(&groups().join(",\n")));
}

#[test]
fn the_archive_has_the_same_document_and_the_pictures() {
    for order in [Order::AsAsked, Order::Shuffled(7)] {
        let served = Served::full();
        let (plain, _) = export(&served, options(ALL)).unwrap();
        let zipped = DocumentOptions { compress: true, ..options(ALL) };
        let (bytes, summary) = made(&mut Host::new(&served, Vec::new()).in_order(order), zipped).unwrap();
        let copy = Copy::open(&bytes);
        assert_eq!(copy.text("issuer.json"), text(&plain));
        assert_eq!(summary.entries, copy.entries.len() as u64);
        assert_eq!((summary.tally.pictures, summary.tally.failed), (4, 0));
        for (entry, path) in [
            ("images/Äcme-learning-acme.svg", "media/acme.svg"),
            ("images/rust-basics-rust.png", "media/rust.png"),
            ("images/maps-maps.png", "media/maps.png"),
            ("images/never-awarded-none.png", "media/none.png"),
        ] {
            assert_eq!(copy.bytes(entry), served.pages[path][0], "{entry}");
        }
        copy.check_sums();
        let report = copy.json("report.json");
        let rows = report["records"].as_array().unwrap();
        // An issuer, three classes, eight awards, three groups, a pathway, four pictures.
        assert_eq!(rows.len(), 20);
        assert!(rows.iter().all(|row| row["state"] == "exported" && copy.has(row["entry"].as_str().unwrap())));
        assert_eq!((&report["listed"], &report["exported"], &report["failed"]), (&20.into(), &20.into(), &0.into()));
    }
}

#[test]
fn a_picture_that_cannot_be_had_is_listed_and_costs_nothing_else() {
    let served = Served::full();
    let cut = served.pages["media/maps.png"][0][..20].to_vec();
    let rules = || -> Vec<Rule> {
        vec![
            always("media/rust.png", Answer::status(404)),
            first(1, "media/maps.png", Answer::ok(cut.clone())),
            always("media/none.png", Answer::ok("<html>")),
        ]
    };
    let zipped = DocumentOptions { compress: true, ..options(ALL) };
    let (bytes, summary) = made(&mut Host::new(&served, rules()), zipped).unwrap();
    let copy = Copy::open(&bytes);
    copy.check_sums();
    assert_eq!((summary.tally.pictures, summary.tally.failed), (2, 2));
    let missing: Vec<_> = summary.missing.iter().map(|one| (one.id.as_str(), one.code)).collect();
    assert_eq!(missing, [("rust", "not-found"), ("none", "web-page")]);
    assert_eq!(copy.bytes("images/maps-maps.png"), served.pages["media/maps.png"][0]);
    assert_eq!(copy.json("report.json")["failed"], 2);
    assert!(copy.text("README.txt").contains("2 pictures could not be had"));
}

#[test]
fn a_list_that_breaks_for_good_fails_the_file() {
    let served = Served::full();
    for part in ["badgeclasses/maps/assertions", "badgeclasses?page=1", "recipient-groups?embed", "pathways/road"] {
        for compress in [false, true] {
            let rule = always(part, Answer::status(500));
            let zipped = DocumentOptions { compress, ..options(ALL) };
            let error = made(&mut Host::new(&served, vec![rule]), zipped).unwrap_err();
            assert_eq!(error.code(), "server-fault", "{part}");
            assert!(error.to_string().contains("after "), "{error}");
        }
    }
}

#[test]
fn what_is_no_json_never_enters_the_document() {
    let mut served = Served::full();
    served.put("v2/badgeclasses/none/assertions", vec![b"{\"result\": [{\"entityId\": nil}]}".to_vec()]);
    assert_eq!(export(&served, options(ALL)).unwrap_err().code(), "not-json");
}

#[test]
fn faults_of_the_moment_change_nothing() {
    let served = Served::full();
    let (whole, _) = export(&served, options(ALL)).unwrap();
    for rule in [
        first(2, "assertions", Answer::status(502)),
        first(1, "badgeclasses", Answer::wait(429, 3)),
        first(1, "assertions?page=1", Answer::ok("{\"result\": [{\"ent")),
        first(1, "recipient-groups", Answer::status(503)),
    ] {
        let (bytes, _) = made(&mut Host::new(&served, vec![rule]), options(ALL)).unwrap();
        assert_eq!(text(&bytes), text(&whole));
    }
}
