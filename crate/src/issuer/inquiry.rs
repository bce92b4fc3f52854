//! A job that reads some lists to their ends, and then knows something.

use super::api::Ask;
use super::award::text;
use super::lists::{Event, ListId, Lists, Pace};
use crate::error::{Error, Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::job::{Job, News, Step, Ticket};
use crate::json::{self, Json};
use crate::portal::Site;

/// What is to be found out. Its lists are known by their places in what it asks for.
pub(super) trait Question {
    /// The lists to be read, all at a time.
    fn asks(&self) -> Vec<Ask>;

    /// Takes a record of a list.
    fn record(&mut self, list: usize, record: &Json<'_>);

    /// A list is over; what broke it fails the job, unless it is no loss.
    fn end(&mut self, list: usize, end: Result<()>) -> Result<()>;

    /// Everything was read.
    fn finish(&mut self) -> Result<()>;
}

/// Whether a portal may lack what it answers for by this error. One that is busy, or silent, or wants a sign-in
/// first, has not said so.
pub(super) fn may_lack(error: &Error) -> bool {
    !matches!(error.kind, Kind::SignedOut | Kind::TooMany | Kind::TimedOut)
}

/// A question that is being asked.
pub struct Inquiry<Q> {
    pub(super) question: Q,
    reading: Reading,
}

/// The same of every question, compiled once.
struct Reading {
    lists: Lists,
    ids: Vec<ListId>,
    /// What was listed, by its id or its bytes: lists shift while they are read, and of a page that was cut the
    /// records before the cut come twice.
    listed: Seen,
    stage: Stage,
}

enum Stage {
    Fresh,
    Running,
    Done,
    Failed(Error),
}

impl<Q> Inquiry<Q> {
    /// An inquiry that has not begun.
    pub(super) fn asking(site: Site, question: Q) -> Self {
        Self {
            question,
            reading: Reading { lists: Lists::new(site), ids: Vec::new(), listed: seen(0), stage: Stage::Fresh },
        }
    }

    /// Whether it is [`Step::Done`].
    pub(super) fn is_done(&self) -> bool {
        matches!(self.reading.stage, Stage::Done)
    }
}

impl Reading {
    fn begin(&mut self, question: &dyn Question) -> Result<()> {
        for ask in question.asks() {
            self.ids.push(self.lists.open(&ask, Pace::Ahead)?);
        }
        self.stage = Stage::Running;
        Ok(())
    }

    fn place(&self, list: ListId) -> usize {
        self.ids.iter().position(|id| *id == list).unwrap_or(usize::MAX)
    }

    fn record(&mut self, list: ListId, raw: &[u8], question: &mut dyn Question) -> Result<()> {
        let record = json::record(raw)?;
        let which = match text(&record, "entityId") {
            "" => fingerprint(raw),
            id => fingerprint(id.as_bytes()),
        };
        if self.listed.insert(which ^ u64::from(list)) {
            question.record(self.place(list), &record);
        }
        Ok(())
    }

    fn step(&mut self, question: &mut dyn Question) -> Step {
        loop {
            let told = match &self.stage {
                Stage::Fresh => self.begin(question),
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Running | Stage::Done => match self.lists.next() {
                    Event::Step(step) => return step,
                    Event::Record(list, raw) => self.record(list, &raw, question),
                    Event::Page(_) => Ok(()),
                    Event::End(list, end) => question.end(self.place(list), end),
                    Event::Wait => return Step::Wait,
                    Event::Idle if matches!(self.stage, Stage::Done) => return Step::Done,
                    Event::Idle => {
                        self.stage = Stage::Done;
                        question.finish()
                    }
                },
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }
}

impl<Q: Question> Job for Inquiry<Q> {
    type Progress = ();

    fn step(&mut self) -> Step {
        self.reading.step(&mut self.question)
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.reading.lists.told(ticket, &news);
    }

    fn progress(&self) {}
}
