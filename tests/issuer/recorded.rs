//! Badgr Server's issuer lists, as they were recorded.

use crate::host::fault::Answer;
use crate::host::recorded::Recorded;
use crate::host::run::{Host, Plays};
use crate::sheet::{made, options};
use badgepack::issuer::table::{Options, Scope, Table};
use badgepack::issuer::{Availability, ContentsJob, DirectoryJob};
use badgepack::portal::Site;
use badgepack::table::inert;
use serde_json::Value;

const ORIGIN: &str = "http://localhost:8000";
const ISSUER: &str = "G58_x8tjSoOJXkjhChgKfA";

/// The recordings, which were made with pages of ten and fewer flags.
struct Server(Recorded);

impl Plays for Server {
    fn answer(&self, url: &str) -> Answer {
        let asked = url
            .replace("?num=500&include_archived=true", "")
            .replace("?num=500&include_expired=1&include_revoked=1", "?num=10&include_expired=1&include_revoked=1")
            .replace("?include_staff=false", "");
        self.0.answer(&asked)
    }
}

fn server() -> Server {
    let names = [
        "01-users-self-owner",
        "05-issuers-list",
        "05-issuer-detail",
        "05-issuer-badgeclasses",
        "06-issuer-assertions-num10",
        "06-issuer-assertions-num10-page2",
        "06-issuer-assertions-num10-page3",
        "06-issuer-assertions-num10-page4",
        "06-issuer-assertions-all",
        "15-pathways",
        "10-recipient-groups-empty",
    ];
    Server(Recorded::of("badgr", &names, "baked-before.png"))
}

fn site() -> Site {
    Site::parse(ORIGIN).unwrap()
}

#[test]
fn every_award_that_the_server_lists_is_a_row_once_page_by_page() {
    let server = server();
    let all = format!("{ORIGIN}/v2/issuers/{ISSUER}/assertions?include_expired=1&include_revoked=1");
    let all: Value = serde_json::from_slice(server.0.body(&all)).unwrap();
    let all = all["result"].as_array().unwrap();
    // One of the ids begins with a minus sign.
    let text = |award: &Value, field: &str| inert(award[field].as_str().unwrap_or_default()).into_owned();
    for scope in [Scope::Issuer(ISSUER.to_owned()), Scope::Organization(None)] {
        let table = Table::new(site(), Options { scope, ..options() }).unwrap();
        let mut host = Host::new(&server, Vec::new());
        let sheet = made(&mut host, table).unwrap();
        assert_eq!(sheet.summary.tally.duplicates, 0);
        assert_eq!(sheet.rows.len(), all.len());
        for field in [
            ("Assertion ID", "entityId"),
            ("Image URL", "image"),
            ("Issue Date", "issuedOn"),
            ("Badge Class ID", "badgeclass"),
        ] {
            let mut found: Vec<String> = sheet.column(field.0).into_iter().map(str::to_owned).collect();
            let mut expected: Vec<String> = all.iter().map(|award| text(award, field.1)).collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{}", field.0);
        }
        assert!(sheet.column("Identifier").iter().all(|identifier| identifier.contains('@')));
        assert!(sheet.column("Badge Name").iter().all(|name| !name.is_empty()));
        let by_status = sheet.summary.tally.by_status;
        assert_eq!((by_status.active, by_status.expired, by_status.revoked), (30, 1, 1));
        // Four pages, and the first of them once more.
        assert_eq!(sheet.summary.tally.pages, 5);
    }
}

#[test]
fn who_is_signed_in_and_what_there_is() {
    let server = server();
    let mut job = DirectoryJob::new(site());
    Host::new(&server, Vec::new()).carry_out(&mut job).unwrap();
    let found = job.found().unwrap();
    assert_eq!(found.person.name, "Olivia Owner");
    assert_eq!(found.organizations, None);
    let issuer = &found.issuers[0];
    assert_eq!(
        (issuer.id.as_str(), issuer.name.as_str(), issuer.role.as_deref()),
        (ISSUER, "Acme Learning", Some("owner"))
    );
}

#[test]
fn what_an_issuer_has() {
    let server = server();
    let mut job = ContentsJob::new(site(), ISSUER.to_owned());
    Host::new(&server, Vec::new()).carry_out(&mut job).unwrap();
    let found = job.found().unwrap();
    assert_eq!(found.issuer.role.as_deref(), Some("owner"));
    let names: Vec<&str> = found.badge_classes.iter().map(|class| class.name.as_str()).collect();
    assert_eq!(names[0], "Rust Basics");
    assert_eq!((found.groups, found.pathways), (Availability::None, Availability::Available));
}

#[test]
fn an_issuer_that_is_somebody_elses_is_said_to_be() {
    let nothing = Server(Recorded::of("badgr", &["01-users-self-owner"], "baked-before.png"));
    let mut job = ContentsJob::new(site(), ISSUER.to_owned());
    let error = Host::new(&nothing, Vec::new()).carry_out(&mut job).unwrap_err();
    assert_eq!(error.code(), "no-rights");
}
