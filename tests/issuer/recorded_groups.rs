//! Groups, pathways and completion, as Badgr Server was recorded to serve them.

use crate::host::fault::Answer;
use crate::host::recorded::Recorded;
use crate::host::run::{Host, Plays};
use crate::sheet::options;
use crate::tables::{Read, read};
use badgepack::issuer::table::{Options, Scope};
use badgepack::issuer::{DocumentOptions, Include, IssuerDocument, Subject};
use badgepack::portal::Site;
use serde_json::Value;

const ORIGIN: &str = "http://localhost:8000";
const ISSUER: &str = "G58_x8tjSoOJXkjhChgKfA";

/// The recordings, which were made with fewer flags, and of awards to one recipient only.
struct Server(Recorded);

impl Plays for Server {
    fn answer(&self, url: &str) -> Answer {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let asked = if query.contains("&recipient=") {
            format!("{path}?recipient=learner@example.org")
        } else if path.ends_with("/recipient-groups") {
            format!("{path}?embedRecipients=true")
        } else if path.contains("/completion/") {
            url.to_owned()
        } else if path.ends_with("/assertions") {
            format!("{path}?include_expired=1&include_revoked=1")
        } else {
            path.to_owned()
        };
        self.0.answer(&asked)
    }
}

fn server() -> Server {
    let names = [
        "05-issuer-badgeclasses",
        "05-issuer-detail",
        "06-issuer-assertions-recipient",
        "15-pathway-completion",
        "15-pathway-detail",
        "15-pathways",
        "15-recipient-groups",
    ];
    Server(Recorded::of("badgr", &names, "baked-before.png"))
}

fn table(name: &str) -> Read {
    let server = server();
    let options = Options { table: name.to_owned(), scope: Scope::Issuer(ISSUER.to_owned()), ..options() };
    read(&mut Host::new(&server, Vec::new()), ORIGIN, options).unwrap()
}

#[test]
fn the_recorded_group_is_a_row() {
    let (_, rows, _) = table("groups");
    let pathway = format!("{ORIGIN}/v2/issuers/{ISSUER}/pathways/rustacean");
    let expected = [
        "NUfCAqukTvizRzilOBQcyw",
        "Cohort 2024",
        "rustacean",
        &pathway,
        "2",
        "Pathway",
        "rustacean",
        "Rustacean",
        "",
        "",
        "",
        "",
    ];
    assert_eq!(rows, [expected]);
}

#[test]
fn the_recorded_pathway_asks_for_one_badge() {
    let (_, rows, _) = table("badges");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0][5..9], ["b9dkdx2jROSf1tnCqWegmQ", "Rust Basics", "Badge", "1"]);
    assert_eq!(rows[0][11..], ["step-1", "Step 1"]);
}

#[test]
fn the_recorded_learners_are_where_the_server_says_they_are() {
    let (_, rows, _) = table("learners");
    let [lea, one] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(lea[2..4], ["Léa Learner", "learner@example.org"]);
    assert!(!lea[4].is_empty() && lea[10].starts_with("https://portfolio.example/0 | just text"), "{lea:?}");
    assert_eq!(lea[7..10], ["Rustacean", "Completed", "1 of 1 step: Step 1"]);
    assert_eq!(one[2..5], ["L One", "learner01@example.net", ""]);
    let (_, rows, _) = table("members");
    let names: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(names, ["Olivia Owner", "Léa Learner", "L One"]);
    assert_eq!((rows[0][1].as_str(), rows[0][2].as_str()), ("", "owner"));
}

#[test]
fn the_document_holds_the_recorded_records() {
    let server = server();
    let include = Include { badge_classes: true, recipient_groups: true, pathways: true, ..Include::default() };
    let subject = Subject::Issuer(ISSUER.to_owned());
    let options = DocumentOptions { subject, include, compress: false, exported_at: String::new() };
    let mut job = IssuerDocument::new(Site::parse(ORIGIN).unwrap(), options).unwrap();
    let document: Value = serde_json::from_slice(&Host::new(&server, Vec::new()).carry_out(&mut job).unwrap()).unwrap();
    let served = |path: &str| -> Value {
        serde_json::from_slice(server.0.body(&format!("{ORIGIN}/v2/issuers/{ISSUER}{path}"))).unwrap()
    };
    let mut issuer = served("")["result"][0].clone();
    issuer.as_object_mut().unwrap().remove("staff");
    assert_eq!(document["issuer"], issuer);
    assert_eq!(document["badgeClasses"], served("/badgeclasses")["result"]);
    assert_eq!(document["recipientGroups"], served("/recipient-groups?embedRecipients=true")["recipientGroups"]);
    assert_eq!(document["pathways"][0], served("/pathways/rustacean"));
}
