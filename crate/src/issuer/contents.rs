//! What an issuer has: its badge classes, and whether it has groups and pathways.

use super::api::Ask;
use super::award::text;
use super::directory::IssuerEntry;
use super::lists::{Event, ListId, Lists, Pace};
use crate::error::{Error, Kind, Result};
use crate::job::{Job, News, Step, Ticket};
use crate::json;
use crate::portal::Site;
use serde::Serialize;
use serde_json::Value;

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
pub struct ContentsJob {
    issuer: String,
    lists: Lists,
    stage: Stage,
    /// The lists, in this order: issuer, classes, groups, pathways, person.
    ids: [ListId; 5],
    record: Option<Value>,
    person: String,
    classes: Vec<BadgeClassEntry>,
    groups: Availability,
    pathways: Availability,
}

enum Stage {
    Fresh,
    Running,
    Done(Box<Contents>),
    Failed(Error),
}

impl ContentsJob {
    /// A job for the issuer of this id, that has not begun.
    pub fn new(site: Site, issuer: String) -> Self {
        Self {
            issuer,
            lists: Lists::new(site),
            stage: Stage::Fresh,
            ids: [0; 5],
            record: None,
            person: String::new(),
            classes: Vec::new(),
            groups: Availability::NotOnThisPortal,
            pathways: Availability::NotOnThisPortal,
        }
    }

    /// What was found, once it is [`Step::Done`].
    pub fn found(&self) -> Option<&Contents> {
        match &self.stage {
            Stage::Done(contents) => Some(contents),
            _ => None,
        }
    }

    fn begin(&mut self) -> Result<()> {
        let asks = [
            Ask::issuer(&self.issuer, true),
            Ask::classes(&self.issuer),
            Ask::groups(&self.issuer, false),
            Ask::pathways(&self.issuer),
            Ask::person(),
        ];
        for (id, ask) in self.ids.iter_mut().zip(&asks) {
            *id = self.lists.open(ask, Pace::Ahead)?;
        }
        self.stage = Stage::Running;
        Ok(())
    }

    fn record(&mut self, list: ListId, raw: &[u8]) -> Result<()> {
        let record = json::read(raw).map_err(|_| Kind::NotJson)?;
        match self.ids.iter().position(|id| *id == list) {
            Some(0) => self.record = Some(record),
            Some(1) => self.classes.push(BadgeClassEntry::read(&record)),
            Some(2) => self.groups = availability(&record, "recipientGroups"),
            Some(3) => self.pathways = availability(&record, "pathways"),
            _ => text(&record, "entityId").clone_into(&mut self.person),
        }
        Ok(())
    }

    fn end(&mut self, list: ListId, end: Result<()>) -> Result<()> {
        let at = self.ids.iter().position(|id| *id == list);
        match end {
            Err(error) if at < Some(2) && error.kind == Kind::NotFound => Err(Error { kind: Kind::NoRights, ..error }),
            // Servers dropped these, or keep them elsewhere.
            Err(error) if at >= Some(2) && error.kind != Kind::SignedOut => Ok(()),
            end => end,
        }
    }

    fn finish(&mut self) {
        self.stage = match self.record.take() {
            None => Stage::Failed(Kind::NoRights.into()),
            Some(record) => Stage::Done(Box::new(Contents {
                issuer: IssuerEntry::read(&record, &self.person),
                badge_classes: std::mem::take(&mut self.classes),
                groups: self.groups,
                pathways: self.pathways,
            })),
        };
    }
}

impl BadgeClassEntry {
    fn read(record: &Value) -> Self {
        let some = |field: &str| Some(text(record, field)).filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            id: text(record, "entityId").to_owned(),
            name: text(record, "name").to_owned(),
            image: some("image"),
            archived: record.get("archived") == Some(&Value::Bool(true)),
            created_at: some("createdAt"),
        }
    }
}

/// Whether there is something in a list of its own name, or in the usual envelope.
fn availability(answer: &Value, name: &str) -> Availability {
    let all = answer.get(name).or_else(|| answer.get("result")).and_then(Value::as_array);
    match all.map(Vec::is_empty) {
        Some(false) => Availability::Available,
        Some(true) => Availability::None,
        None => Availability::NotOnThisPortal,
    }
}

impl Job for ContentsJob {
    type Progress = ();

    fn step(&mut self) -> Step {
        loop {
            let told = match &self.stage {
                Stage::Fresh => self.begin(),
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Running | Stage::Done(_) => match self.lists.next() {
                    Event::Step(step) => return step,
                    Event::Record(list, raw) => self.record(list, &raw),
                    Event::Page(_) => Ok(()),
                    Event::End(list, end) => self.end(list, end),
                    Event::Wait => return Step::Wait,
                    Event::Idle if self.found().is_some() => return Step::Done,
                    Event::Idle => {
                        self.finish();
                        Ok(())
                    }
                },
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.lists.told(ticket, &news);
    }

    fn progress(&self) {}
}
