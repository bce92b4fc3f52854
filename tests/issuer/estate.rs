//! An issuer's side of a portal, in memory: issuers, badge classes, awards, and lists that shift.

use crate::host::fault::Answer;
use crate::host::run::Plays;
use serde_json::{Value, json};
use std::cell::RefCell;

pub const ORIGIN: &str = "https://badges.example";

/// How the portal finds the place where a page begins.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cursor {
    /// By the moment at which the award before was made, as Badgr does.
    Place,
    /// By counting: what is added before it shifts the rest.
    Count,
}

/// Changes the awards before a page is served; told the how-manieth page that is.
pub type Between = Box<dyn Fn(&mut Vec<Value>, usize)>;

/// What the portal holds.
pub struct Estate {
    pub issuers: Vec<Value>,
    pub classes: Vec<Value>,
    /// In the order in which they are listed.
    pub awards: RefCell<Vec<Value>>,
    pub page: usize,
    pub cursor: Cursor,
    pub between: Option<Between>,
    pub pages: RefCell<usize>,
}

impl Estate {
    /// One issuer `acme` with the classes `rust` and `maps`, and these awards.
    pub fn of(awards: Vec<Value>) -> Self {
        Self {
            issuers: vec![issuer("acme", "Acme Learning")],
            classes: vec![class("rust", "acme", "Rust Basics"), class("maps", "acme", "=Maps")],
            awards: RefCell::new(awards),
            page: 3,
            cursor: Cursor::Place,
            between: None,
            pages: RefCell::new(0),
        }
    }

    fn awards(&self, belongs: impl Fn(&Value) -> bool, path: &str, query: &str) -> Answer {
        let mut awards = self.awards.borrow_mut();
        if let Some(between) = &self.between {
            between(&mut awards, *self.pages.borrow());
        }
        *self.pages.borrow_mut() += 1;
        assert!(query.contains("include_expired=1") && query.contains("include_revoked=1"), "{query}");
        let listed: Vec<&Value> = awards.iter().filter(|award| belongs(award)).collect();
        let cursor = query.split('&').find_map(|pair| pair.strip_prefix("cursor="));
        let start = match (cursor, self.cursor) {
            (None, _) => 0,
            (Some(count), Cursor::Count) => count.parse().unwrap(),
            (Some(made), Cursor::Place) => {
                listed.iter().position(|award| award["createdAt"].as_str().unwrap() < made).unwrap_or(listed.len())
            }
        };
        let here: Vec<&Value> = listed.iter().copied().skip(start).take(self.page).collect();
        let next = match self.cursor {
            Cursor::Count => (start + self.page).to_string(),
            Cursor::Place => here.last().map_or("", |last| last["createdAt"].as_str().unwrap()).to_owned(),
        };
        let has_more = start + here.len() < listed.len();
        let rest: String = query
            .split('&')
            .filter(|pair| !pair.starts_with("cursor="))
            .fold(String::new(), |all, pair| all + "&" + pair);
        let link = has_more.then(|| format!("<{ORIGIN}/{path}?cursor={next}{rest}>; rel=\"next\""));
        Answer::Reply { status: 200, link, retry_after: None, body: enveloped(&here) }
    }
}

impl Plays for Estate {
    fn answer(&self, url: &str) -> Answer {
        let Some(path) = url.strip_prefix(ORIGIN).and_then(|path| path.strip_prefix('/')) else {
            return Answer::None(badgepack::job::Fault::Unreachable);
        };
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let all = |records: &[Value], field: &str, id: &str| {
            let found: Vec<Value> = records.iter().filter(|record| record[field] == id).cloned().collect();
            Answer::ok(enveloped(&found.iter().collect::<Vec<_>>()))
        };
        let one = |records: &[Value], id: &str| match records.iter().any(|record| record["entityId"] == id) {
            true => all(records, "entityId", id),
            false => Answer::status(404),
        };
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["v2", "users", "self"] => {
                Answer::ok(enveloped(&[&json!({"entityId": "me", "firstName": "Ina", "lastName": "Issuer"})]))
            }
            ["v2", "issuers"] => Answer::ok(enveloped(&self.issuers.iter().collect::<Vec<_>>())),
            ["v2", "issuers", id] => one(&self.issuers, id),
            ["v2", "issuers", id, "badgeclasses"] => match one(&self.issuers, id) {
                Answer::Reply { status: 200, .. } => all(&self.classes, "issuer", id),
                none => none,
            },
            ["v2", "badgeclasses", id] => one(&self.classes, id),
            ["v2", "issuers", id, "assertions"] => self.awards(|award| award["issuer"] == **id, path, query),
            ["v2", "badgeclasses", id, "assertions"] => self.awards(|award| award["badgeclass"] == **id, path, query),
            _ => Answer::status(404),
        }
    }
}

fn enveloped(records: &[&Value]) -> Vec<u8> {
    json!({"status": {"success": true, "description": "ok"}, "result": records}).to_string().into()
}

pub fn issuer(id: &str, name: &str) -> Value {
    json!({"entityType": "Issuer", "entityId": id, "name": name, "url": format!("https://{id}.example"), "image": null,
        "staff": [{"user": "me", "role": "editor", "userProfile": {"entityId": "me"}}]})
}

pub fn class(id: &str, issuer: &str, name: &str) -> Value {
    json!({"entityType": "BadgeClass", "entityId": id, "issuer": issuer, "name": name, "image": null, "createdAt": "2020-01-01T00:00:00Z"})
}

/// An award; the larger its number, the newer it is.
pub fn award(number: usize) -> Value {
    let made = jiff::Timestamp::from_millisecond(1_600_000_000_000 + number as i64 * 1_000).unwrap();
    json!({
        "entityType": "Assertion", "entityId": format!("a{number}"), "openBadgeId": format!("{ORIGIN}/public/assertions/a{number}"),
        "createdAt": format!("{made:.6}"), "badgeclass": if number.is_multiple_of(3) { "maps" } else { "rust" }, "issuer": "acme",
        "image": format!("{ORIGIN}/media/a{number}.png"),
        "recipient": {"identity": "sha256$00", "hashed": true, "type": "email", "plaintextIdentity": format!("learner{}@example.org", number % 7)},
        "issuedOn": format!("{made:.6}"), "narrative": null, "evidence": [], "revoked": false, "revocationReason": null,
        "acceptance": "Accepted", "expires": null, "extensions": {}
    })
}

/// So many awards, newest first.
pub fn awards(count: usize) -> Vec<Value> {
    (0..count).rev().map(award).collect()
}
