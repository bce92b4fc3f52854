//! Every award of a class gets the class's new picture: by the server, or here, or not, and why.
//!
//! A server that bakes by itself is given time: some awards are watched while it goes on. What is
//! left is asked for one by one, where the server can do that, and baked here where it does not.

mod account;
mod award;
mod journal;
mod lanes;
mod progress;
mod readme;
mod watch;

pub use account::{Counts, Failure, State};
pub use journal::Journal;
pub use progress::{RebakePhase, RebakeProgress, RebakeSummary};

use super::asking::{Answer, Asking, Event, Tag};
use super::class::Class;
use super::look::no_rights;
use super::picture::Picture;
use crate::archive::Archive;
use crate::error::{Error, Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::issuer::Ask;
use crate::job::{Job, News, Step, Ticket};
use crate::portal::Site;
use account::Account;
use award::{Award, Fate, Lane, Round};
use readme::Origin;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use watch::{WATCHED, Watch};

/// The most requests at a time.
const REQUESTS: usize = 6;
/// The most awards under way: a slow one does not stop those after it.
const LANES: usize = 4 * REQUESTS;
/// So often the server may break over single awards, one after the other, before it is let alone.
const MOST_BREAKS: u32 = 3;

/// Which awards, and how.
#[derive(Debug, Clone, Default)]
pub struct RebakeOptions {
    /// The class's id.
    pub badge_class: String,
    /// What an earlier run had finished.
    pub journal: Option<Journal>,
    /// Whether the server is not asked for single awards, and not waited for.
    pub only_here: bool,
    /// The new picture, for portals whose own copy a browser may not read.
    pub picture: Option<Picture>,
    /// What the archive says of when it was made.
    pub made_at: String,
}

/// Bakes a class's awards anew.
pub struct Rebake {
    options: RebakeOptions,
    asking: Asking,
    stage: Stage,
    steps: VecDeque<Step>,
    archive: Archive,
    account: Account,
    journal: Rc<RefCell<Journal>>,
    class: Option<Class>,
    picture: Option<Picture>,
    listed: Seen,
    list: List,
    /// The awards under way, in the order of the list.
    lanes: VecDeque<(Tag, Lane)>,
    next_lane: Tag,
    stale: VecDeque<Award>,
    watch: Watch,
    /// Awards baked here: they are finished when the archive is.
    baked: Vec<String>,
    breaks: u32,
}

const CLASS: Tag = 0;
const PICTURE: Tag = 1;
/// The first lane's.
const LANE: Tag = 2;

enum Stage {
    Fresh,
    Class,
    /// Looking at every award.
    First,
    /// Looking whether the server bakes.
    Watching,
    /// Ending what is left.
    Settling,
    Done,
    Failed(Error),
}

enum List {
    Open,
    Whole,
    Broken(Error),
}

impl Rebake {
    /// A run that has not begun: nothing is asked for before the first step.
    pub fn new(site: Site, mut options: RebakeOptions) -> Self {
        let mut archive = Archive::new();
        Self {
            asking: Asking::new(site, REQUESTS),
            stage: Stage::Fresh,
            steps: VecDeque::new(),
            account: Account::new(&mut archive),
            archive,
            journal: Rc::new(RefCell::new(options.journal.take().unwrap_or_default())),
            class: None,
            picture: None,
            listed: seen(0),
            list: List::Open,
            lanes: VecDeque::new(),
            next_lane: LANE,
            stale: VecDeque::new(),
            watch: Watch::default(),
            baked: Vec::new(),
            breaks: 0,
            options,
        }
    }

    /// What is finished so far, to be looked at while it goes on. Awards that were baked here are finished
    /// when the archive is.
    pub fn journal(&self) -> Rc<RefCell<Journal>> {
        Rc::clone(&self.journal)
    }

    /// How it ended, once it is [`Step::Done`].
    pub fn summary(&self) -> Option<RebakeSummary> {
        let class = self.class.as_ref()?;
        let list_broken = if let List::Broken(error) = &self.list { Some(error.to_string()) } else { None };
        matches!(self.stage, Stage::Done).then(|| RebakeSummary {
            counts: self.account.counts,
            failures: self.account.failures.clone(),
            complete: list_broken.is_none() && self.account.counts.failed == 0,
            list_broken,
            bytes: self.archive.written(),
            name: class.name().to_owned(),
        })
    }

    fn class(&mut self, answer: Result<Answer>) -> Result<()> {
        let class = Class::read(&answer.map_err(no_rights)?.bytes)?;
        self.asking.picture_of(&class, PICTURE);
        self.class = Some(class);
        Ok(())
    }

    fn class_picture(&mut self, answer: Result<Answer>) -> Result<()> {
        let picture = answer.and_then(|answer| Picture::as_it_is(&answer.bytes));
        let picture = self.options.picture.take().map_or(picture.clone(), |sent| picture.or(Ok(sent)))?;
        let class = self.class.as_ref().ok_or(Kind::Misuse)?;
        let before = self.journal.take();
        self.journal.replace(before.going_on(class.id(), picture.drawing()));
        self.picture = Some(picture);
        self.stage = Stage::First;
        self.asking.open(&Ask::awards_of_class(&self.options.badge_class))
    }

    fn record(&mut self, raw: &[u8]) -> Result<()> {
        let award = match Award::read(raw) {
            Ok(award) => award,
            // Without an id it can be told from others by nothing but its bytes.
            Err(error) if self.listed.insert(fingerprint(raw)) => {
                self.account.counts.listed += 1;
                return self.settled(Award::default(), Fate::Failed(error));
            }
            Err(_) => return Ok(()),
        };
        if !self.listed.insert(fingerprint(award.id.as_bytes())) {
            return Ok(());
        }
        self.account.counts.listed += 1;
        let finished = self.journal.borrow().state(&award.id);
        if let Some(state) = finished {
            self.account.counts.earlier += 1;
            return self.settled(award, Fate::Earlier(state));
        }
        self.begin(award, Round::First, 0)
    }

    /// Nothing is under way: what comes next.
    fn advance(&mut self) -> Result<bool> {
        match &self.stage {
            Stage::First if !matches!(self.list, List::Open) => {
                let server = self.class.as_ref().map(Class::server);
                let waits = !self.options.only_here && !self.stale.is_empty() && server.is_some();
                self.stage = if waits { Stage::Watching } else { Stage::Settling };
                if waits {
                    self.look_on(self.watch.pause())?;
                }
                Ok(true)
            }
            Stage::Watching => {
                match self.watch.over(WATCHED.min(self.stale.len())).filter(|_| !self.asking.signed_out()) {
                    Some(pause) => self.look_on(pause)?,
                    None => self.stage = Stage::Settling,
                }
                Ok(true)
            }
            Stage::Settling if self.stale.is_empty() => {
                self.finish()?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Looks at some of the awards, from the whole length of the list.
    fn look_on(&mut self, after_ms: u32) -> Result<()> {
        let count = WATCHED.min(self.stale.len());
        let step = self.stale.len() / count.max(1);
        let sample: Vec<Award> = self.stale.iter().step_by(step.max(1)).take(count).cloned().collect();
        sample.into_iter().try_for_each(|award| self.begin(award, Round::Watch, after_ms))
    }

    fn finish(&mut self) -> Result<()> {
        let name = self.class.as_ref().map_or("", Class::name);
        let broken = if let List::Broken(error) = &self.list { Some(error) } else { None };
        let source = Origin { name, portal: self.asking.site().address(), made_at: &self.options.made_at };
        self.account.finish(&mut self.archive, &source, broken)?;
        self.stage = Stage::Done;
        Ok(())
    }
}

impl Job for Rebake {
    type Progress = RebakeProgress;

    fn step(&mut self) -> Step {
        loop {
            self.steps.extend(self.archive.take().map(Step::Archive));
            if let Some(step) = self.steps.pop_front() {
                return step;
            }
            let told = match &self.stage {
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Fresh => {
                    self.stage = Stage::Class;
                    self.asking.api(&Ask::class(&self.options.badge_class).path, CLASS);
                    Ok(())
                }
                _ => {
                    let has_room = self.lanes.len() < LANES && self.asking.has_room();
                    match self.asking.next(has_room) {
                        Event::Step(step) => return step,
                        Event::Answer(CLASS, answer) => self.class(answer),
                        Event::Answer(PICTURE, answer) => self.class_picture(answer),
                        Event::Answer(lane, answer) => self.answer(lane, answer),
                        Event::Record(raw) => self.record(&raw),
                        Event::Page => Ok(()),
                        Event::End(end) => {
                            self.list = end.map_or_else(List::Broken, |()| List::Whole);
                            Ok(())
                        }
                        Event::Wait if matches!(self.stage, Stage::Settling) && has_room && !self.stale.is_empty() => {
                            let award = self.stale.pop_front();
                            award.map_or(Ok(()), |award| self.begin(award, Round::Settle, 0))
                        }
                        Event::Wait if matches!(self.stage, Stage::Done) => {
                            let mut journal = self.journal.borrow_mut();
                            self.baked.drain(..).for_each(|id| journal.finish(&id, State::Baked));
                            return Step::Done;
                        }
                        Event::Wait if self.lanes.is_empty() => match self.advance() {
                            Ok(true) => Ok(()),
                            Ok(false) => return Step::Wait,
                            Err(error) => Err(error),
                        },
                        Event::Wait => return Step::Wait,
                    }
                }
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.asking.told(ticket, &news);
    }

    fn progress(&self) -> RebakeProgress {
        RebakeProgress {
            phase: match self.stage {
                Stage::Fresh | Stage::Class | Stage::First => RebakePhase::Looking,
                Stage::Watching => RebakePhase::Watching,
                Stage::Settling => RebakePhase::Baking,
                Stage::Done | Stage::Failed(_) => RebakePhase::Done,
            },
            counts: self.account.counts,
            stale: self.stale.len() as u64,
            bytes: self.archive.written(),
            waiting: self.asking.waiting(),
        }
    }
}
