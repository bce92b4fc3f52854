//! A web in memory: what stands at each address; whoever else is asked does not answer.

use crate::host::fault::{Answer, Asked};
use crate::host::run::{Host, Plays};
use badgepack::badge::{BadgeClass, Document, Linked, Profile};
use badgepack::error::Error;
use badgepack::job::Fault;
use badgepack::links::{Found, Links, Lookup};
use badgepack::portal::Access;
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Web(BTreeMap<String, Answer>);

impl Web {
    pub fn with(mut self, url: &str, answer: Answer) -> Self {
        self.0.insert(url.to_owned(), answer);
        self
    }

    pub fn json(self, url: &str, json: &str) -> Self {
        self.with(url, Answer::ok(json))
    }
}

impl Plays for Web {
    fn answer(&self, url: &str) -> Answer {
        self.0.get(url).cloned().unwrap_or(Answer::None(Fault::Unreachable))
    }
}

/// What a lookup came to, and what was asked on the way.
pub struct LookedUp {
    pub result: Result<Found, Error>,
    pub asked: Vec<String>,
    /// When it was over, in milliseconds.
    pub after: u64,
}

impl LookedUp {
    pub fn code(&self) -> &'static str {
        self.result.as_ref().unwrap_err().code()
    }

    pub fn found(&self) -> &Found {
        self.result.as_ref().unwrap()
    }
}

pub fn look_up(web: &dyn Plays, address: &str) -> LookedUp {
    carry_out(web, Lookup::new(address))
}

pub fn carry_out(web: &dyn Plays, lookup: Result<Lookup, Error>) -> LookedUp {
    let mut host = Host::new(web, Vec::new());
    let result = lookup.and_then(|mut lookup| {
        host.carry_out(&mut lookup)?;
        Ok(lookup.found().expect("a finished lookup has found something").clone())
    });
    let after = host.log.last().map_or(0, |asked| asked.answered);
    LookedUp { result, asked: addresses(&host.log), after }
}

/// A document with its links followed, and what was asked on the way.
pub struct Followed {
    pub document: Document,
    pub asked: Vec<String>,
    pub most_under_way: usize,
}

pub fn follow(web: &dyn Plays, payload: &str, given: &[&str]) -> Followed {
    follow_from(web, payload, given, "https://badgepack.example/inspect.html")
}

pub fn follow_from(web: &dyn Plays, payload: &str, given: &[&str], from: &str) -> Followed {
    let given: Vec<String> = given.iter().map(|text| (*text).to_owned()).collect();
    let mut links = Links::new(payload, &given, from).unwrap();
    let mut host = Host::new(web, Vec::new());
    host.carry_out(&mut links).expect("a link that fails is no end");
    Followed { document: links.document().clone(), asked: addresses(&host.log), most_under_way: host.most_under_way }
}

impl Followed {
    pub fn class(&self) -> &Linked<BadgeClass> {
        match &self.document {
            Document::Badge(badge) => &badge.class,
            other => panic!("no badge: {other:?}"),
        }
    }

    /// The issuer that the class names.
    pub fn issuer(&self) -> &Linked<Profile> {
        &self.class().value().expect("a class").issuer
    }
}

/// `inline`, `fetched https://…`, `linked …`, or `failed … (code)`.
pub fn state<T>(part: &Linked<T>) -> String {
    match part {
        Linked::Absent => "absent".to_owned(),
        Linked::Linked(url) => format!("linked {url}"),
        Linked::Inline(_) => "inline".to_owned(),
        Linked::Fetched(url, _) => format!("fetched {url}"),
        Linked::Failed(url, error) => format!("failed {url} ({})", error.code()),
    }
}

fn addresses(log: &[Asked]) -> Vec<String> {
    assert!(log.iter().all(|asked| asked.access == Access::Anonymous), "no token goes to strangers");
    log.iter().map(|asked| asked.url.clone()).collect()
}

pub const AWARD: &str = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/award",
    "badge": "https://a.example/class", "recipient": {"type": "email", "identity": "a@example.org", "hashed": false},
    "verification": {"type": "HostedBadge"}, "issuedOn": "2024-01-01T09:00:00Z"}"#;
pub const CLASS: &str = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": "https://a.example/class",
    "name": "Rust", "description": "Knows it", "image": "https://a.example/i.png", "criteria": {"narrative": "do"},
    "issuer": "https://a.example/issuer"}"#;
pub const ISSUER: &str = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Issuer", "id": "https://a.example/issuer",
    "name": "Acme", "url": "https://a.example", "email": "a@a.example"}"#;

/// The award, its class and its issuer, where they say that they are.
pub fn hosted() -> Web {
    Web::default()
        .json("https://a.example/award", AWARD)
        .json("https://a.example/class", CLASS)
        .json("https://a.example/issuer", ISSUER)
}
