//! The awards table: its cells, its columns, its scopes, its status.

use crate::estate::{Estate, award, awards, class, issuer};
use crate::host::run::Host;
use crate::sheet::{options, sheet, table};
use badgepack::issuer::table::{AWARDS, Extent, Options, Scope, TABLES};
use badgepack::table::Cells;
use serde_json::json;

#[test]
fn an_award_is_a_row_with_all_that_is_known_of_it() {
    let mut one = award(1);
    one["evidence"] = json!([{"url": "https://a.example", "narrative": "one"}, {"url": null, "narrative": "two"}, {"url": "https://b.example"}]);
    one["narrative"] = json!("first line\nsecond, with \"quotes\"");
    one["extensions"] = json!({"extensions:recipientProfile": {"name": "Léa Learner"}});
    one["issuedOn"] = json!("2024-03-10T01:30:00+01:00");
    let sheet = sheet(&Estate::of(vec![one]), options()).unwrap();
    let row: Vec<(&str, &str)> =
        sheet.head.iter().zip(&sheet.rows[0]).map(|(name, cell)| (name.as_str(), cell.as_str())).collect();
    let expected = [
        ("Badge Class ID", "rust"),
        ("Identifier", "learner1@example.org"),
        ("First Name", ""),
        ("Last Name", ""),
        ("Narrative", "first line\nsecond, with \"quotes\""),
        ("Evidence Narrative", "one | two"),
        ("Evidence URL", "https://a.example | https://b.example"),
        ("Issue Date", "2024-03-10T00:30:00Z"),
        ("Expiration Date", ""),
        ("Identifier Type", "email"),
        ("Recipient Name", "Léa Learner"),
        ("Badge Name", "Rust Basics"),
        ("Issuer ID", "acme"),
        ("Issuer Name", "Acme Learning"),
        ("Assertion ID", "a1"),
        ("Open Badge ID", "https://badges.example/public/assertions/a1"),
        ("Status", "Active"),
        ("Acceptance", "Accepted"),
        ("Revoked", "false"),
        ("Revocation Reason", ""),
        ("Created At", "2020-09-13T12:26:41.000000Z"),
        ("Image URL", "https://badges.example/media/a1.png"),
    ];
    assert_eq!(row, expected);
    assert_eq!(sheet.summary.empty, ["First Name", "Last Name", "Expiration Date", "Revocation Reason"]);
    assert_eq!(sheet.summary.table, "awards/1");
}

#[test]
fn what_is_revoked_or_expired_is_in_it_and_says_so() {
    let mut all = awards(4);
    all[0]["revoked"] = json!(true);
    all[0]["revocationReason"] = json!("error");
    all[0]["expires"] = json!("2025-01-01T00:00:00Z");
    all[1]["expires"] = json!("2026-11-21T18:00:00Z");
    all[2]["expires"] = json!("2026-11-21T18:00:01Z");
    let sheet = sheet(&Estate::of(all), options()).unwrap();
    assert_eq!(sheet.column("Status"), ["Revoked", "Expired", "Active", "Active"]);
    assert_eq!(sheet.column("Revoked"), ["true", "false", "false", "false"]);
    let by_status = sheet.summary.tally.by_status;
    assert_eq!((by_status.active, by_status.expired, by_status.revoked), (2, 1, 1));
}

#[test]
fn cells_are_inert_unless_they_are_wanted_raw() {
    let mut one = award(0);
    one["narrative"] = json!("+cmd|' /C calc'!A0");
    one["recipient"]["plaintextIdentity"] = json!("@evil");
    let inert = sheet(&Estate::of(vec![one.clone()]), options()).unwrap();
    assert_eq!(inert.column("Narrative"), ["'+cmd|' /C calc'!A0"]);
    assert_eq!(inert.column("Identifier"), ["'@evil"]);
    assert_eq!(inert.column("Badge Name"), ["'=Maps"]);
    let raw = sheet(&Estate::of(vec![one]), Options { cells: Cells::Raw, ..options() }).unwrap();
    assert_eq!(raw.column("Narrative"), ["+cmd|' /C calc'!A0"]);
    assert_eq!(raw.column("Badge Name"), ["=Maps"]);
}

#[test]
fn columns_keep_their_order_whatever_is_asked_for() {
    let chosen = ["Status", "Identifier"].map(str::to_owned).to_vec();
    let sheet = sheet(&Estate::of(awards(5)), Options { columns: Some(chosen), ..options() }).unwrap();
    assert_eq!(sheet.head, ["Identifier", "Status"]);
    assert!(sheet.rows.iter().all(|row| row.len() == 2));
    assert_eq!(sheet.summary.columns, ["Identifier", "Status"]);
    assert!(sheet.summary.empty.is_empty());
}

#[test]
fn an_organisation_is_all_issuers_each_with_its_own_names() {
    let mut estate = Estate::of(awards(7));
    estate.issuers.push(issuer("empty", "Empty Room"));
    estate.issuers.push(issuer("other", "Other"));
    estate.classes.push(class("knots", "other", "Knots"));
    let mut knot = award(100);
    (knot["issuer"], knot["badgeclass"]) = (json!("other"), json!("knots"));
    estate.awards.get_mut().insert(0, knot);
    let all = sheet(&estate, Options { scope: Scope::Organization(None), ..options() }).unwrap();
    assert_eq!(all.rows.len(), 8);
    assert_eq!((all.column("Issuer Name")[7], all.column("Badge Name")[7]), ("Other", "Knots"));
    assert_eq!((all.summary.tally.issuers, all.summary.tally.issuers_done), (3, 3));
    for record in &mut estate.issuers[1..] {
        record["organizationId"] = json!("org");
    }
    let some = sheet(&estate, Options { scope: Scope::Organization(Some("org".to_owned())), ..options() }).unwrap();
    assert_eq!(some.column("Issuer Name"), ["Other"]);
}

#[test]
fn a_badge_class_alone_has_its_own_awards_and_its_issuers_name() {
    let estate = Estate::of(awards(10));
    let sheet = sheet(&estate, Options { scope: Scope::BadgeClass("maps".to_owned()), ..options() }).unwrap();
    assert_eq!(sheet.column("Assertion ID"), ["a9", "a6", "a3", "a0"]);
    assert!(sheet.column("Badge Name").iter().all(|name| *name == "'=Maps"));
    assert!(sheet.column("Issuer Name").iter().all(|name| *name == "Acme Learning"));
}

#[test]
fn a_preview_keeps_the_first_rows_and_counts_the_rest() {
    let mut estate = Estate::of(awards(200));
    estate.page = 20;
    let preview = |pages: u64| {
        let mut table = table(Options { extent: Extent::Preview { pages }, ..options() });
        let mut host = Host::new(&estate, Vec::new());
        let written = host.carry_out(&mut table).unwrap();
        assert!(written.is_empty());
        (table.preview().unwrap(), host.tries("/assertions"))
    };
    let (some, asked) = preview(4);
    assert_eq!((some.rows.len(), some.tally.rows, some.exact, asked), (50, 80, false, 4));
    assert_eq!((some.recipients, some.badges), (7, 2));
    assert_eq!(some.rows[0][14], "a199");
    assert_eq!(some.rows[0][11], "Rust Basics");
    let (all, asked) = preview(10);
    assert_eq!((all.tally.rows, all.exact, asked), (200, true, 10));
    assert_eq!(all.days, [("2020-09-13".to_owned(), 200)]);
}

#[test]
fn a_table_says_what_its_columns_are() {
    for table in TABLES {
        let mut names: Vec<&str> = table.all.iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.all.len(), "{}: names that differ", table.name);
        assert!(table.all.iter().all(|column| column.about.ends_with('.') && !column.source.is_empty()));
    }
    // What Parchment takes for awarding in bulk.
    let bulk = "Badge Class ID,Identifier,First Name,Last Name,Narrative,Evidence Narrative,Evidence URL,Issue Date,Expiration Date";
    let names: Vec<&str> = AWARDS.all.iter().take(9).map(|column| column.name).collect();
    assert_eq!(names.join(","), bulk);
}
