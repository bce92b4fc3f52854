//! The replacement itself: read again, write once, and find out what came of it.

use super::asking::{Answer, Asking, Event, Tag};
use super::body::body;
use super::class::Class;
use super::field::Field;
use super::look::no_rights;
use super::outcome::{Ending, Outcome, Said, Seen, reasons, settle};
use super::picture::Picture;
use super::text::Weight;
use super::wanted::Wanted;
use crate::error::{Error, Kind, Result};
use crate::issuer::Ask;
use crate::job::{Job, News, Step, Ticket};
use crate::portal::Site;
use serde::Serialize;

/// How long to wait before the class is read again while an answer is missing and nothing has
/// changed: a server may work on for minutes after the line is cut.
const PAUSES_MS: [u32; 5] = [2_000, 5_000, 15_000, 30_000, 60_000];

/// Replaces a badge class, once.
pub struct Replace {
    asking: Asking,
    stage: Stage,
    /// The class as people saw it when they chose, and its picture.
    seen: Class,
    seen_picture: Option<Picture>,
    wanted: Wanted,
    /// Just before: the class, and its picture.
    before: Option<(Class, Option<Picture>)>,
    /// What came of the PUT.
    said: Option<(Said, Option<Error>)>,
    now: Option<Class>,
    readings: usize,
    outcome: Option<Outcome>,
    may_send: Box<dyn Fn() -> bool>,
}

const CLASS: Tag = 0;
const PICTURE: Tag = 1;
const PUT: Tag = 2;

enum Stage {
    Fresh,
    /// Reading the class before.
    Before,
    Sending,
    /// Reading the class afterwards.
    After,
    Done,
    Failed(Error),
}

/// What a replacement is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReplacePhase {
    /// It reads the class again.
    Reading,
    /// It writes.
    Sending,
    /// It looks what came of it.
    Checking,
    /// It is over.
    Done,
}

impl Replace {
    /// A replacement of the class that people have seen, with the picture that they have seen.
    ///
    /// # Errors
    /// [`Kind::NotFit`] at a field that cannot be sent, or where nothing would change.
    pub fn new(site: Site, seen: Class, seen_picture: Option<Picture>, wanted: Wanted) -> Result<Self> {
        if wanted.is_nothing() {
            return Err(Kind::NotFit.at_field("nothing would change"));
        }
        if let Some(note) = wanted.check(&seen).into_iter().find(|note| note.weight == Weight::Refused) {
            return Err(Kind::NotFit.at_field(note.text));
        }
        Ok(Self {
            asking: Asking::new(site, 2),
            stage: Stage::Fresh,
            seen,
            seen_picture,
            wanted,
            before: None,
            said: None,
            now: None,
            readings: 0,
            outcome: None,
            may_send: Box::new(|| true),
        })
    }

    /// The same, which asks at the last moment whether it may write. Afterwards nothing stops it: whoever
    /// has begun to write has to find out what came of it.
    pub fn unless_stopped(self, may_send: impl Fn() -> bool + 'static) -> Self {
        Self { may_send: Box::new(may_send), ..self }
    }

    /// What came of it, once it is [`Step::Done`].
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref().filter(|_| matches!(self.stage, Stage::Done))
    }

    fn path(&self) -> String {
        Ask::class(self.seen.id()).path
    }

    fn answer(&mut self, tag: Tag, answer: Result<Answer>) -> Result<()> {
        match (tag, &self.stage) {
            (CLASS, _) => self.class(answer),
            (PICTURE, Stage::Before) => {
                let picture = answer.and_then(|answer| Picture::as_it_is(&answer.bytes)).ok();
                self.send(picture)
            }
            (PICTURE, _) => {
                let picture = answer.and_then(|answer| Picture::as_it_is(&answer.bytes)).ok();
                self.compare(picture);
                Ok(())
            }
            _ => {
                self.sent(answer);
                Ok(())
            }
        }
    }

    fn class(&mut self, answer: Result<Answer>) -> Result<()> {
        let class = answer.map_err(no_rights).and_then(|answer| Class::read(&answer.bytes));
        match (&self.stage, class) {
            (Stage::Before, class) => {
                let class = class?;
                let differs = class.differs(&self.seen);
                if !differs.is_empty() || class.id() != self.seen.id() {
                    self.end(Outcome::changed_meanwhile(&self.seen, &class, differs));
                    return Ok(());
                }
                self.asking.picture_of(&class, PICTURE);
                self.now = Some(class);
            }
            (_, Ok(class)) => {
                self.asking.picture_of(&class, PICTURE);
                self.now = Some(class);
            }
            (_, Err(error)) => {
                let answered = self.said.as_ref().is_some_and(|(said, _)| *said != Said::Nothing);
                self.end(Outcome::without_reading(Ending::Unknown, &error, answered));
            }
        }
        Ok(())
    }

    /// Writes, unless somebody has changed the picture.
    fn send(&mut self, picture: Option<Picture>) -> Result<()> {
        let Some(class) = self.now.take() else {
            return Err(Kind::Misuse.into());
        };
        if let (Some(now), Some(seen)) = (&picture, &self.seen_picture)
            && now.drawing() != seen.drawing()
        {
            self.end(Outcome::changed_meanwhile(&self.seen, &class, vec![Field::Image]));
            return Ok(());
        }
        if !(self.may_send)() {
            return Err(Kind::Cancelled.into());
        }
        self.stage = Stage::Sending;
        let body = body(&class, &self.wanted).to_string();
        self.before = Some((class, picture));
        let path = self.path();
        self.asking.put(&path, body, PUT);
        Ok(())
    }

    fn sent(&mut self, answer: Result<Answer>) {
        let said = match answer {
            Ok(answer) => match answer.status {
                200..=299 => (Said::Yes, None),
                400..=499 => (Said::No(reasons(answer.status, &answer.bytes)), None),
                // A gateway gave up; the server behind it may not have.
                502..=504 => (Said::Nothing, Some(Kind::ServerFault.into())),
                _ => (Said::Broke, Some(Kind::ServerFault.into())),
            },
            // The portal did nothing, and said so.
            Err(error) if matches!(error.kind, Kind::SignedOut | Kind::TooMany | Kind::BadAddress) => {
                self.end(Outcome::without_reading(Ending::NotApplied, &error, true));
                return;
            }
            Err(error) => (Said::Nothing, Some(error)),
        };
        self.said = Some(said);
        self.stage = Stage::After;
        self.read_again(0);
    }

    fn read_again(&mut self, after_ms: u32) {
        let path = self.path();
        self.asking.api_later(&path, CLASS, after_ms);
    }

    fn compare(&mut self, picture: Option<Picture>) {
        let (Some((before, before_picture)), Some((said, error)), Some(now)) = (&self.before, &self.said, &self.now)
        else {
            return;
        };
        let seen = Seen { class: before, picture: before_picture.as_ref() };
        let now = Seen { class: now, picture: picture.as_ref() };
        let outcome = settle(seen, &self.wanted, said.clone(), now, error.as_ref());
        let pause =
            PAUSES_MS.get(self.readings).filter(|_| *said == Said::Nothing && outcome.ending == Ending::NotApplied);
        match pause {
            Some(pause) => {
                self.readings += 1;
                self.read_again(*pause);
            }
            None => self.end(outcome),
        }
    }

    fn end(&mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
        self.stage = Stage::Done;
    }
}

impl Job for Replace {
    type Progress = ReplacePhase;

    fn step(&mut self) -> Step {
        loop {
            let told = match &self.stage {
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Fresh => {
                    self.stage = Stage::Before;
                    self.read_again(0);
                    Ok(())
                }
                _ => match self.asking.next(false) {
                    Event::Step(step) => return step,
                    Event::Answer(tag, answer) => self.answer(tag, answer),
                    _ if matches!(self.stage, Stage::Done) => return Step::Done,
                    _ => return Step::Wait,
                },
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.asking.told(ticket, &news);
    }

    fn progress(&self) -> ReplacePhase {
        match self.stage {
            Stage::Fresh | Stage::Before => ReplacePhase::Reading,
            Stage::Sending => ReplacePhase::Sending,
            Stage::After => ReplacePhase::Checking,
            Stage::Done | Stage::Failed(_) => ReplacePhase::Done,
        }
    }
}
