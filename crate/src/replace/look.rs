//! What a badge class is now: its record, its picture, and how many awards there are of it.

use super::asking::{Asking, Event, Tag};
use super::class::Class;
use super::picture::Picture;
use crate::error::{Error, Kind, Result};
use crate::issuer::Ask;
use crate::job::{Job, News, Step, Ticket};
use crate::json;
use crate::portal::Site;
use serde::Serialize;
use serde_json::Value;

/// Pages of awards that are counted: 10,000 awards.
const PAGES: u64 = 20;

/// A badge class as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Present {
    /// Its record.
    pub class: Class,
    /// Its picture, or why that could not be read.
    pub picture: Result<Picture>,
    /// Its awards.
    pub awards: Awards,
}

/// How many awards there are of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Awards {
    /// All that were counted.
    pub all: u64,
    /// Those of them that were revoked.
    pub revoked: u64,
    /// Whether there are no more.
    pub exact: bool,
}

/// Looks at a badge class.
pub struct Look {
    id: String,
    asking: Asking,
    stage: Stage,
    class: Option<Class>,
    picture: Option<Result<Picture>>,
    awards: Awards,
    pages: u64,
    counted: bool,
}

const CLASS: Tag = 0;
const PICTURE: Tag = 1;

enum Stage {
    Fresh,
    Running,
    Done,
    Failed(Error),
}

impl Look {
    /// A look at the class of this id; nothing is asked for before the first step.
    pub fn new(site: Site, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            asking: Asking::new(site, 4),
            stage: Stage::Fresh,
            class: None,
            picture: None,
            awards: Awards::default(),
            pages: 0,
            counted: false,
        }
    }

    /// What was seen, once it is [`Step::Done`].
    pub fn present(&self) -> Option<Present> {
        let (class, picture) = (self.class.clone()?, self.picture.clone()?);
        matches!(self.stage, Stage::Done).then_some(Present { class, picture, awards: self.awards })
    }

    fn begin(&mut self) -> Result<()> {
        self.stage = Stage::Running;
        self.asking.api(&Ask::class(&self.id).path, CLASS);
        self.asking.open(&Ask::awards_of_class(&self.id))
    }

    fn answer(&mut self, tag: Tag, answer: Result<Vec<u8>>) -> Result<()> {
        match tag {
            CLASS => {
                let class = Class::read(&answer.map_err(no_rights)?)?;
                self.asking.picture_of(&class, PICTURE);
                self.class = Some(class);
            }
            _ => self.picture = Some(answer.and_then(|bytes| Picture::as_it_is(&bytes))),
        }
        Ok(())
    }

    fn record(&mut self, raw: &[u8]) {
        self.awards.all += 1;
        let is_revoked = json::read(raw).is_ok_and(|record| record.get("revoked") == Some(&Value::Bool(true)));
        self.awards.revoked += u64::from(is_revoked);
    }

    fn is_over(&self) -> bool {
        self.counted && self.class.is_some() && self.picture.is_some()
    }
}

impl Job for Look {
    type Progress = Awards;

    fn step(&mut self) -> Step {
        loop {
            match &self.stage {
                Stage::Fresh => {
                    if let Err(error) = self.begin() {
                        self.stage = Stage::Failed(error);
                    }
                    continue;
                }
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Running | Stage::Done => {}
            }
            let told = match self.asking.next(true) {
                Event::Step(step) => return step,
                Event::Answer(tag, answer) => self.answer(tag, answer.map(|answer| answer.bytes)),
                Event::Record(raw) => {
                    self.record(&raw);
                    Ok(())
                }
                Event::Page => {
                    self.pages += 1;
                    if self.pages == PAGES {
                        self.asking.close();
                        self.counted = true;
                    }
                    Ok(())
                }
                Event::End(end) => {
                    (self.counted, self.awards.exact) = (true, end.is_ok());
                    // Without the list there is still the class.
                    Ok(())
                }
                Event::Wait if self.is_over() => {
                    self.stage = Stage::Done;
                    return Step::Done;
                }
                Event::Wait => return Step::Wait,
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.asking.told(ticket, &news);
    }

    fn progress(&self) -> Awards {
        self.awards
    }
}

/// A class that is not there is one that this account may not see.
pub(super) fn no_rights(error: Error) -> Error {
    match error.kind {
        Kind::NotFound => Error { kind: Kind::NoRights, ..error },
        _ => error,
    }
}
