//! The learner's job: everything that a portal holds of one person, as one archive.
//!
//! Straight on: portal → records → entries → pieces. Records enter the archive in the order in
//! which the portal lists them, whatever order answers come in, so the same answers give the same
//! archive. A record that cannot be had is tried again, then listed with its reason, and the rest
//! goes on.

mod badges;
mod book;
mod json_array;
mod lane;
mod part;
mod progress;
mod readme;
mod run;
mod viewer;
mod wanted;

pub use progress::{
    Counts, Item, ItemPart, Missing, Phase, PortalName, Progress, SectionProgress, SectionState, Summary,
};

use crate::error::{Error, Kind, Result};
use crate::job::{Flights, Job, Landed, News, Step, Ticket, Tools};
use crate::limits;
use crate::portal::{Connect, Connected, Portal, Site, TokenHeader};
use lane::LaneId;
use run::Run;
use std::collections::VecDeque;

/// Whom an export asks.
pub enum Source {
    /// This portal.
    Portal(Box<dyn Portal>),
    /// Whatever portal answers at this address.
    Address(Site),
}

/// How much of the job is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// Lists are counted; nothing else is fetched, and there is no archive.
    Survey,
    /// All of it.
    #[default]
    Archive,
}

/// What to export, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// How much of the job is done.
    pub extent: Extent,
    /// The sections, by key; all of them without.
    pub sections: Option<Vec<String>>,
    /// Only these records; all of them without. A section of `sections` that has none of them is
    /// exported whole; without `sections`, only the sections of these records are.
    pub only: Option<Vec<Item>>,
    /// How many requests may be under way: 1 to 32, 6 where it is 0.
    pub concurrency: usize,
    /// What the report says of when it was made.
    pub exported_at: String,
}

/// An export: ask for a [`step`](Job::step), do it, [tell](Job::told) what came of it.
pub struct Export {
    options: Options,
    flights: Flights<Purpose>,
    steps: VecDeque<Step>,
    stage: Stage,
}

/// What a request is for.
#[derive(Clone)]
enum Purpose {
    Connect,
    Page,
    Lane(LaneId),
}

enum Stage {
    Fresh(Source),
    /// Waiting for an answer, and, once it came, for its bytes.
    Connecting(Connect, Option<u16>),
    Running(Box<Run>),
    Done(Box<Run>),
    Failed(Error),
}

impl Job for Export {
    type Progress = Progress;

    fn step(&mut self) -> Step {
        loop {
            let ready = self.steps.pop_front().or_else(|| self.flights.step());
            if let Some(step) = ready {
                return step;
            }
            let went_on = match &mut self.stage {
                Stage::Fresh(_) => self.begin(),
                Stage::Connecting(..) => Ok(false),
                Stage::Running(run) => run.advance(Tools { flights: &mut self.flights, steps: &mut self.steps }),
                Stage::Done(_) => return Step::Done,
                Stage::Failed(error) => return Step::Failed(error.clone()),
            };
            match went_on {
                Ok(true) => {}
                Ok(false) if self.is_over() => self.end(),
                Ok(false) => return Step::Wait,
                Err(error) => self.stage = Stage::Failed(error),
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        let told = match news {
            News::Answer { .. } | News::Fault(_) | News::Woken => {
                let landed = self.flights.told(ticket, &news);
                landed.map_or(Ok(()), |landed| self.landed(landed))
            }
            News::Renewed(fresh) => {
                let landed = self.flights.renewed(fresh);
                landed.into_iter().try_for_each(|landed| self.landed(landed))
            }
            News::Bytes(bytes) => self.bytes(ticket, bytes),
            News::Rebuilt(sha) => {
                if let Stage::Running(run) = &mut self.stage {
                    run.rebuilt(ticket, sha);
                }
                Ok(())
            }
        };
        if let Err(error) = told {
            self.stage = Stage::Failed(error);
        }
    }

    fn progress(&self) -> Progress {
        let waiting = self.flights.waiting_ms().map(|ms| ms.div_ceil(1000));
        match &self.stage {
            Stage::Running(run) | Stage::Done(run) => {
                let phase = match (&self.stage, self.options.extent) {
                    (Stage::Done(_), _) => Phase::Done,
                    (_, Extent::Survey) => Phase::Listing,
                    (_, Extent::Archive) => Phase::Exporting,
                };
                run.progress(phase, waiting)
            }
            _ => Progress {
                phase: Phase::Connecting,
                current: None,
                counts: Counts::default(),
                bytes: 0,
                waiting,
                sections: Vec::new(),
            },
        }
    }

    fn token_header(&self) -> TokenHeader {
        self.portal().map_or_else(TokenHeader::default, Portal::token_header)
    }
}

impl Export {
    /// An export that has not begun: nothing is asked for before the first step.
    pub fn new(source: Source, options: Options) -> Self {
        let most = if options.concurrency == 0 { 6 } else { options.concurrency.min(32) };
        Self {
            flights: Flights::new(most),
            options: Options { concurrency: most, ..options },
            steps: VecDeque::new(),
            stage: Stage::Fresh(source),
        }
    }

    /// The portal, once it is known.
    pub fn portal(&self) -> Option<&dyn Portal> {
        match &self.stage {
            Stage::Running(run) | Stage::Done(run) => Some(run.portal()),
            _ => None,
        }
    }

    /// How it ended, once it is [`Step::Done`].
    pub fn summary(&self) -> Option<Summary> {
        match &self.stage {
            Stage::Done(run) => Some(run.summary()),
            _ => None,
        }
    }

    fn begin(&mut self) -> Result<bool> {
        match std::mem::replace(&mut self.stage, Stage::Failed(Kind::Misuse.into())) {
            Stage::Fresh(Source::Portal(portal)) => self.run(portal, false)?,
            Stage::Fresh(Source::Address(site)) => {
                let connect = Connect::new(site);
                self.flights.probe(connect.first()?, limits::RECORD as u64, Purpose::Connect);
                self.stage = Stage::Connecting(connect, None);
            }
            other => self.stage = other,
        }
        Ok(true)
    }

    fn run(&mut self, portal: Box<dyn Portal>, is_known: bool) -> Result<()> {
        self.stage = Stage::Running(Box::new(Run::new(portal, &self.options, is_known)?));
        Ok(())
    }

    fn landed(&mut self, landed: Landed<Purpose>) -> Result<()> {
        match (&mut self.stage, &landed.purpose) {
            (Stage::Connecting(connect, status), Purpose::Connect) => match &landed.result {
                Ok(response) => {
                    *status = Some(response.status);
                    let len = response.len.min(limits::RECORD as u64) as u32;
                    self.steps.push_back(Step::Read { ticket: response.ticket, at: 0, len });
                    Ok(())
                }
                Err(error) => {
                    let connected = connect.told(Err(error))?;
                    self.connected(connected)
                }
            },
            (Stage::Running(run), _) => {
                run.landed(landed, Tools { flights: &mut self.flights, steps: &mut self.steps })
            }
            _ => Ok(()),
        }
    }

    fn bytes(&mut self, ticket: Ticket, bytes: &[u8]) -> Result<()> {
        match &mut self.stage {
            Stage::Connecting(connect, status) => {
                self.steps.push_back(Step::Drop(ticket));
                let connected = connect.told(Ok((status.unwrap_or(0), bytes)))?;
                self.connected(connected)
            }
            Stage::Running(run) => {
                run.bytes(ticket, bytes, Tools { flights: &mut self.flights, steps: &mut self.steps })
            }
            _ => Ok(()),
        }
    }

    fn connected(&mut self, connected: Connected) -> Result<()> {
        match connected {
            Connected::Ask(request) => {
                self.flights.probe(request, limits::RECORD as u64, Purpose::Connect);
                Ok(())
            }
            Connected::Portal(portal) => self.run(portal, true),
        }
    }

    fn is_over(&self) -> bool {
        matches!(&self.stage, Stage::Running(run) if run.is_over())
    }

    fn end(&mut self) {
        if let Stage::Running(run) = std::mem::replace(&mut self.stage, Stage::Failed(Kind::Misuse.into())) {
            self.stage = Stage::Done(run);
        }
    }
}
