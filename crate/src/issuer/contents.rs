//! What an issuer has: its badge classes, and whether it has groups and pathways.

use super::api::Ask;
use super::award::text;
use super::directory::IssuerEntry;
use super::inquiry::{Inquiry, Question, may_lack};
use crate::error::{Error, Kind, Result};
use crate::json::Json;
use crate::portal::Site;
use serde::Serialize;

/// What an issuer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contents {
    /// The issuer itself.
    pub issuer: IssuerEntry,
    /// Its badge classes, newest first.
    pub badge_classes: Vec<BadgeClassEntry>,
    /// Whether it has recipient groups.
    pub groups: Availability,
    /// Whether it has pathways.
    pub pathways: Availability,
}

/// A badge class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BadgeClassEntry {
    /// The portal's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The address of its picture.
    pub image: Option<String>,
    /// Whether it is put away; only hosted servers know that.
    pub archived: bool,
    /// When it was made, as the portal writes it.
    pub created_at: Option<String>,
}

/// Whether something is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Availability {
    /// There is some.
    Available,
    /// There could be, but there is none.
    None,
    /// The portal does not know such a thing.
    NotOnThisPortal,
}

/// Finds out what an issuer has.
pub type ContentsJob = Inquiry<Unpacking>;

/// What is known of it so far.
pub struct Unpacking {
    issuer: String,
    record: Option<Json<'static>>,
    person: String,
    classes: Vec<BadgeClassEntry>,
    groups: Availability,
    pathways: Availability,
    found: Option<Contents>,
}

impl ContentsJob {
    /// A job for the issuer of this id, that has not begun.
    pub fn new(site: Site, issuer: String) -> Self {
        let question = Unpacking {
            issuer,
            record: None,
            person: String::new(),
            classes: Vec::new(),
            groups: Availability::NotOnThisPortal,
            pathways: Availability::NotOnThisPortal,
            found: None,
        };
        Self::asking(site, question)
    }

    /// What was found, once it is [`Step::Done`](crate::job::Step::Done).
    pub fn found(&self) -> Option<&Contents> {
        self.question.found.as_ref()
    }
}

impl Question for Unpacking {
    fn asks(&self) -> Vec<Ask> {
        vec![
            Ask::issuer(&self.issuer, true),
            Ask::classes(&self.issuer),
            Ask::groups(&self.issuer, false),
            Ask::pathways(&self.issuer),
            Ask::person(),
        ]
    }

    fn record(&mut self, list: usize, record: &Json<'_>) {
        match list {
            0 => self.record = Some(record.clone().into_owned()),
            1 => self.classes.push(BadgeClassEntry::read(record)),
            2 => self.groups = availability(record, "recipientGroups"),
            3 => self.pathways = availability(record, "pathways"),
            _ => text(record, "entityId").clone_into(&mut self.person),
        }
    }

    fn end(&mut self, list: usize, end: Result<()>) -> Result<()> {
        match end {
            Err(error) if list < 2 && error.kind == Kind::NotFound => Err(Error { kind: Kind::NoRights, ..error }),
            // Servers dropped these, or keep them elsewhere.
            Err(error) if list >= 2 && may_lack(&error) => Ok(()),
            end => end,
        }
    }

    fn finish(&mut self) -> Result<()> {
        let record = self.record.take().ok_or(Kind::NoRights)?;
        self.found = Some(Contents {
            issuer: IssuerEntry::read(&record, &self.person),
            badge_classes: std::mem::take(&mut self.classes),
            groups: self.groups,
            pathways: self.pathways,
        });
        Ok(())
    }
}

impl BadgeClassEntry {
    fn read(record: &Json<'_>) -> Self {
        let some = |field: &str| Some(text(record, field)).filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            id: text(record, "entityId").to_owned(),
            name: text(record, "name").to_owned(),
            image: some("image"),
            archived: record.get("archived") == Some(&Json::Bool(true)),
            created_at: some("createdAt"),
        }
    }
}

/// Whether there is something in a list of its own name, or in the usual envelope.
fn availability(answer: &Json<'_>, name: &str) -> Availability {
    let all = answer.get(name).or_else(|| answer.get("result")).and_then(Json::list);
    match all.map(<[_]>::is_empty) {
        Some(false) => Availability::Available,
        Some(true) => Availability::None,
        None => Availability::NotOnThisPortal,
    }
}
