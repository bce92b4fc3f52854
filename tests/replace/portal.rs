//! A portal in memory with one badge class: it can be replaced, and its awards are baked anew.

use super::writing::{self, Kind};
use crate::host::fault::Answer;
use crate::host::pictures;
use crate::host::run::Plays;
use badgepack::image;
use badgepack::job::Fault;
use badgepack::payload::Payload;
use badgepack::portal::Site;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

pub const ORIGIN: &str = "https://badges.example";
pub const CLASS: &str = "foxclass";

/// How the server bakes past awards after a class got another picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Bakes {
    /// All at once, while the PUT waits.
    AtOnce,
    /// None: as the open-source server does with small pictures.
    Never,
    /// So many with each request that it gets, up to so many in all.
    Slowly { each: usize, most: usize },
}

/// What happens to the next PUT of the class.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Line {
    Whole,
    /// It is done, and the answer is lost.
    CutAfter,
    /// It never arrives.
    CutBefore,
    /// It is lost, and done only after so many more requests.
    Late(usize),
    /// It is done, and the server breaks over it.
    Breaks,
}

/// What comes before each page of the awards; told the how-manieth page that is.
pub type Between = Box<dyn Fn(&Portal, usize)>;

/// What comes before the next PUT, or the next reading, of the class.
pub type Meddling = Box<dyn Fn(&mut Value)>;

pub struct Portal {
    pub kind: Kind,
    pub class: RefCell<Value>,
    /// The class's pictures, oldest first.
    pub pictures: RefCell<Vec<Vec<u8>>>,
    pub awards: RefCell<Vec<Award>>,
    /// Awards that were deleted.
    pub gone: RefCell<BTreeSet<usize>>,
    /// How many awards a page has, how many pages were served, and what comes in between.
    pub page: Cell<usize>,
    pub newest_first: Cell<bool>,
    pub pages: Cell<usize>,
    pub between: RefCell<Option<Between>>,
    pub bakes: Cell<Bakes>,
    pub line: Cell<Line>,
    pub meddling: RefCell<Option<(usize, Meddling)>>,
    /// What the server makes of a picture that it is sent.
    pub makes: fn(Vec<u8>) -> Vec<u8>,
    /// What it says to a PUT of an award, where it says no.
    pub refuses_awards: Cell<Option<u16>>,
    /// What stands at other addresses.
    pub elsewhere: BTreeMap<String, Vec<u8>>,
    pub class_puts: Cell<usize>,
    /// How often each award was asked to be baked anew.
    pub award_puts: RefCell<BTreeMap<usize, usize>>,
    late: RefCell<Option<(usize, String)>>,
}

#[derive(Clone, Default)]
pub struct Award {
    pub is_signed: bool,
    pub is_revoked: bool,
    /// Which of the class's pictures it carries, and how often it was baked anew.
    pub version: usize,
    pub turn: usize,
}

impl Portal {
    /// An open-source server, with so many awards: every 17th is signed, every 19th revoked.
    pub fn of(awards: usize) -> Self {
        let award = |at: usize| Award { is_signed: at % 17 == 3, is_revoked: at % 19 == 7, ..Award::default() };
        Self {
            kind: Kind::OpenSource,
            class: RefCell::new(record()),
            pictures: RefCell::new(vec![pictures::png(1)]),
            awards: RefCell::new((0..awards).map(award).collect()),
            gone: RefCell::default(),
            page: Cell::new(500),
            newest_first: Cell::new(false),
            pages: Cell::new(0),
            between: RefCell::default(),
            bakes: Cell::new(Bakes::AtOnce),
            line: Cell::new(Line::Whole),
            meddling: RefCell::new(None),
            makes: |picture| picture,
            refuses_awards: Cell::new(None),
            elsewhere: BTreeMap::new(),
            class_puts: Cell::new(0),
            award_puts: RefCell::default(),
            late: RefCell::default(),
        }
    }

    /// The same as another kind of server.
    pub fn like(mut self, kind: Kind) -> Self {
        self.kind = kind;
        let class = self.class.get_mut();
        match kind {
            Kind::OpenSource => {}
            Kind::Mint => {
                class.as_object_mut().unwrap().remove("expires");
                class["expiration"] = json!(730);
                class["course_url"] = json!("https://acme.example/course");
                class["image"] = json!(format!("{ORIGIN}/public/badges/{CLASS}/image"));
            }
            Kind::Hosted => {
                class["achievementType"] = json!("Badge");
                class["archived"] = json!(false);
                class["id"] = json!("65a0c0ffee");
                class["alignments"][0]["displayAsSkill"] = json!(true);
            }
        }
        self
    }

    pub fn site() -> Site {
        Site::parse(ORIGIN).unwrap()
    }

    /// The picture that the class has now.
    pub fn picture(&self) -> Vec<u8> {
        self.pictures.borrow().last().unwrap().clone()
    }

    /// What an award's public page says.
    pub fn credential(&self, at: usize) -> String {
        let award = &self.awards.borrow()[at];
        let id = format!("{ORIGIN}/public/assertions/a{at}");
        match (award.is_signed, award.is_revoked) {
            (true, _) => json!({
                "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
                "type": ["VerifiableCredential", "OpenBadgeCredential"], "id": id, "validFrom": "2024-01-01T00:00:00Z",
                "credentialSubject": { "type": "AchievementSubject", "achievement": { "name": "Fox" } },
                "proof": [{ "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z1" }],
            }),
            (_, true) => json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": id, "revoked": true }),
            _ => json!({
                "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": id, "badge": format!("{ORIGIN}/public/badges/{CLASS}"),
                "recipient": { "type": "email", "hashed": false, "identity": format!("learner{at}@example.org") },
                "verification": { "type": "HostedBadge" }, "issuedOn": "2024-01-01T09:00:00+00:00",
            }),
        }
        .to_string()
    }

    /// The picture of an award, as the server baked it.
    pub fn baked(&self, at: usize) -> Vec<u8> {
        let picture = self.pictures.borrow()[self.awards.borrow()[at].version].clone();
        let payload = Payload::parse(&self.credential(at)).unwrap();
        image::bake(&picture, &payload).unwrap().apply(&picture)
    }

    fn bake(&self, most: usize) {
        let version = self.pictures.borrow().len() - 1;
        let mut awards = self.awards.borrow_mut();
        let due = awards.iter_mut().filter(|award| award.version != version && !award.is_revoked && !award.is_signed);
        for award in due.take(most) {
            (award.version, award.turn) = (version, award.turn + 1);
        }
    }

    /// Somebody else, or a server that is slow, does something now.
    fn meddle(&self) {
        if let Some((requests, _)) = &mut *self.late.borrow_mut() {
            *requests = requests.saturating_sub(1);
        }
        if self.late.borrow().as_ref().is_some_and(|(requests, _)| *requests == 0) {
            let (_, body) = self.late.take().unwrap();
            // Nobody hears of it either way.
            let _ = self.put_class(&body);
        }
        if let Bakes::Slowly { each, most } = self.bakes.get() {
            self.bake(each.min(most));
            self.bakes.set(Bakes::Slowly { each, most: most - each.min(most) });
        }
    }

    /// Somebody else writes just before the class is asked for, for the how-manieth time.
    fn meddle_with_class(&self) {
        let mut meddling = self.meddling.borrow_mut();
        if let Some((countdown, _)) = &mut *meddling {
            *countdown -= 1;
            if *countdown == 0 {
                let (_, work) = meddling.take().unwrap();
                work(&mut self.class.borrow_mut());
            }
        }
    }

    fn put_class(&self, json: &str) -> Result<(), Answer> {
        let body: Value = serde_json::from_str(json).unwrap();
        let (after, picture) = writing::put(self.kind, &self.class.borrow(), body.as_object().unwrap())?;
        *self.class.borrow_mut() = after;
        if let Some(picture) = picture {
            let mut pictures = self.pictures.borrow_mut();
            pictures.push((self.makes)(picture));
            if self.kind != Kind::Mint {
                self.class.borrow_mut()["image"] = json!(format!("{ORIGIN}/media/class-{}", pictures.len() - 1));
            }
            drop(pictures);
            if self.bakes.get() == Bakes::AtOnce {
                self.bake(usize::MAX);
            }
        }
        Ok(())
    }

    fn award_record(&self, at: usize) -> Value {
        let award = &self.awards.borrow()[at];
        let image = format!("{ORIGIN}/media/award-{at}-{}", if self.kind == Kind::Mint { 0 } else { award.turn });
        json!({
            "entityType": "Assertion", "entityId": format!("a{at}"), "openBadgeId": format!("{ORIGIN}/public/assertions/a{at}"),
            "badgeclass": CLASS, "image": if award.is_revoked { Value::Null } else { json!(image) }, "issuedOn": "2024-01-01T09:00:00Z",
            "recipient": { "identity": format!("learner{at}@example.org"), "hashed": false, "type": "email", "plaintextIdentity": format!("learner{at}@example.org") },
            "revoked": award.is_revoked, "extensions": {},
        })
    }

    /// The awards; the next page begins after the last of this one, as with Badgr's cursor.
    fn list(&self, query: &str) -> Answer {
        if let Some(between) = &*self.between.borrow() {
            between(self, self.pages.get());
        }
        self.pages.set(self.pages.get() + 1);
        assert!(query.contains("include_expired=1") && query.contains("include_revoked=1"), "{query}");
        let cursor = query.split('&').find_map(|pair| pair.strip_prefix("cursor="));
        let cursor: Option<usize> = cursor.map(|at| at.parse().unwrap());
        let count = self.awards.borrow().len();
        let mut left: Vec<usize> = match self.newest_first.get() {
            true => (0..cursor.unwrap_or(count)).rev().collect(),
            false => (cursor.unwrap_or(0)..count).collect(),
        };
        left.retain(|at| !self.gone.borrow().contains(at));
        let here = &left[..left.len().min(self.page.get())];
        let all: Vec<Value> = here.iter().map(|at| self.award_record(*at)).collect();
        let link = here.last().filter(|_| here.len() < left.len()).map(|last| {
            let next = if self.newest_first.get() { *last } else { last + 1 };
            let query = query.split('&').filter(|pair| !pair.starts_with("cursor=")).collect::<Vec<_>>().join("&");
            format!("<{ORIGIN}/v2/badgeclasses/{CLASS}/assertions?{query}&cursor={next}>; rel=\"next\"")
        });
        Answer::Reply { status: 200, link, retry_after: None, body: enveloped(&json!(all)) }
    }

    /// Whether the award of this id was deleted.
    fn is_gone(&self, id: &str) -> bool {
        self.gone.borrow().contains(&id[1..].parse().unwrap())
    }

    fn public_class(&self) -> Vec<u8> {
        let class = self.class.borrow();
        json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": class["openBadgeId"], "name": class["name"],
            "description": class["description"], "criteria": { "id": class["criteriaUrl"], "narrative": class["criteriaNarrative"] },
            "image": format!("{ORIGIN}/public/badges/{CLASS}/image"), "tags": class["tags"], "alignment": class["alignments"],
            "issuer": { "type": "Issuer", "id": "https://acme.example/issuer", "name": "Acme" },
        })
        .to_string()
        .into()
    }
}

impl Plays for Portal {
    fn answer(&self, url: &str) -> Answer {
        if let Some(found) = self.elsewhere.get(url) {
            return Answer::ok(found.clone());
        }
        self.meddle();
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let Some(path) = path.strip_prefix(ORIGIN) else {
            return Answer::None(Fault::Unreachable);
        };
        let number = |text: &str| text.parse::<usize>().unwrap();
        match path.trim_start_matches('/').split('/').collect::<Vec<_>>().as_slice() {
            ["v2" | "public", "assertions", id] if self.is_gone(id) => Answer::status(404),
            ["v2", "badgeclasses", CLASS] => {
                self.meddle_with_class();
                Answer::ok(enveloped(&json!([*self.class.borrow()])))
            }
            ["v2", "badgeclasses", CLASS, "assertions"] => self.list(query),
            ["v2", "assertions", id] => Answer::ok(enveloped(&json!([self.award_record(number(&id[1..]))]))),
            ["public", "assertions", id] => Answer::ok(self.credential(number(&id[1..]))),
            ["public", "badges", CLASS] => Answer::ok(self.public_class()),
            ["public", "badges", CLASS, "image"] => Answer::ok(self.picture()),
            ["media", name] if name.starts_with("class-") => {
                Answer::ok(self.pictures.borrow()[number(&name[6..])].clone())
            }
            ["media", name] if name.starts_with("award-") => {
                let (at, turn) = name[6..].split_once('-').unwrap();
                let award = self.awards.borrow()[number(at)].clone();
                // A file is gone as soon as its award is baked anew.
                let is_there = !award.is_revoked
                    && !self.gone.borrow().contains(&number(at))
                    && (self.kind == Kind::Mint || award.turn == number(turn));
                if is_there { Answer::ok(self.baked(number(at))) } else { Answer::status(404) }
            }
            _ => Answer::status(404),
        }
    }

    fn write(&self, url: &str, json: &str) -> Answer {
        self.meddle();
        let path = url.strip_prefix(ORIGIN).expect("nothing is written elsewhere");
        if let Some(id) = path.strip_prefix("/v2/assertions/a") {
            let at = id.parse().unwrap();
            if self.gone.borrow().contains(&at) {
                return Answer::status(404);
            }
            *self.award_puts.borrow_mut().entry(at).or_default() += 1;
            assert_eq!(json, "{}");
            if let Some(status) = self.refuses_awards.get() {
                return Answer::status(status);
            }
            let version = self.pictures.borrow().len() - 1;
            let award = &mut self.awards.borrow_mut()[at];
            assert!(!award.is_revoked && !award.is_signed, "nobody asks for what cannot be baked");
            (award.version, award.turn) = (version, award.turn + 1);
        } else {
            assert_eq!(path, format!("/v2/badgeclasses/{CLASS}"));
            self.class_puts.set(self.class_puts.get() + 1);
            match self.line.replace(Line::Whole) {
                Line::CutBefore => return Answer::None(Fault::TimedOut),
                Line::Late(requests) => {
                    *self.late.borrow_mut() = Some((requests, json.to_owned()));
                    return Answer::None(Fault::Unreachable);
                }
                line => {
                    if let Err(refusal) = self.put_class(json) {
                        return refusal;
                    }
                    match line {
                        Line::CutAfter => return Answer::None(Fault::Unreachable),
                        Line::Breaks => return Answer::status(500),
                        _ => return Answer::ok(enveloped(&json!([*self.class.borrow()]))),
                    }
                }
            }
        }
        Answer::ok(enveloped(&json!([self.award_record(path.rsplit('a').next().unwrap().parse().unwrap())])))
    }
}

fn enveloped(result: &Value) -> Vec<u8> {
    format!("{{\"status\": {{\"success\": true, \"description\": \"ok\"}}, \"result\": {result}}}").into()
}

/// A class with something in every field.
fn record() -> Value {
    json!({
        "entityType": "BadgeClass", "entityId": CLASS, "openBadgeId": format!("{ORIGIN}/public/badges/{CLASS}"), "createdAt": "2023-01-01T00:00:00Z",
        "createdBy": "somebody", "issuer": "acme", "issuerOpenBadgeId": format!("{ORIGIN}/public/issuers/acme"), "name": "Fox, Level 1",
        "image": format!("{ORIGIN}/media/class-0"), "description": "Knows foxes & *hens*.", "criteriaUrl": "https://acme.example/fox",
        "criteriaNarrative": "## Do\n\n1. look\n2. listen",
        "alignments": [{ "targetName": "ESCO Foxes", "targetUrl": "https://esco.example/1", "targetDescription": null, "targetFramework": "ESCO", "targetCode": "S1" }],
        "tags": ["fox", "animals"], "expires": { "amount": 2, "duration": "years" },
        "extensions": { "extensions:X": { "type": ["Extension", "extensions:X"], "x": 1.5 } },
    })
}
