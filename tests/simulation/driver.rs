//! A host in memory, on a virtual clock: it does for a job what a browser does, as badly as the schedule says.

use super::class::{Class, Met};
use super::clock::Clock;
use super::crooked::{Crooked, Wrong};
use super::evidence::{Asked, Evidence, LONGEST_PAUSE_MS};
use super::promise::{Broken, Promise, holds, must};
use super::schedule::{Next, Schedule, Trouble};
use super::seed::mixed;
use crate::host::fault::Answer;
use crate::host::run::Plays;
use crate::host::shelves::Shelves;
use badgepack::archive::Piece;
use badgepack::error::Error;
use badgepack::job::{Fault, Job, News, Step, Ticket};
use badgepack::portal::{Access, Method, Request};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// The most steps, and the longest time, of a run of a small account.
const MOST_STEPS: u64 = 60_000;
const MOST_MS: u64 = 24 * 3_600_000;

/// Whether each request is told, for whoever looks into one schedule.
pub static TELLS: AtomicBool = AtomicBool::new(false);

pub struct Driver<'a> {
    portal: &'a dyn Plays,
    schedule: &'a Schedule,
    wrong: Wrong,
    clock: Clock<Event>,
    kept: Shelves,
    tries: BTreeMap<String, u64>,
    cache: BTreeMap<String, Answer>,
    /// Which token this host has, and how often one was used.
    token: u64,
    used: u64,
    news: u64,
    /// Until then, in milliseconds since the run began, nothing may be asked.
    held_until: u64,
    pub met: Met,
    pub evidence: Evidence,
}

enum Event {
    Answer { ticket: Ticket, limit: u64, at: usize, answer: Answer },
    Rebuilt(Ticket, [u8; 32]),
    Renewed,
    Woken(Ticket),
}

/// How a run ended.
#[derive(Debug)]
#[allow(dead_code)] // Whoever reads what broke a promise reads why a run failed.
pub enum End {
    /// With an archive.
    Whole(Vec<u8>),
    /// Without one, as the job says.
    Failed(Error),
    /// Without one, because of this.
    Stopped(Class),
}

impl<'a> Driver<'a> {
    pub fn new(portal: &'a dyn Plays, schedule: &'a Schedule, wrong: Wrong) -> Self {
        Self {
            portal,
            schedule,
            wrong,
            clock: Clock::new(),
            kept: Shelves::default(),
            tries: BTreeMap::new(),
            cache: BTreeMap::new(),
            token: 0,
            used: 0,
            news: 0,
            held_until: 0,
            met: Met::default(),
            evidence: Evidence::default(),
        }
    }

    /// Does what the job wants until it is over.
    pub fn carry_out(&mut self, job: &mut impl Job) -> Result<End, Broken> {
        let mut job = Crooked::new(job, self.wrong);
        let end = loop {
            self.evidence.steps += 1;
            must(Promise::Ends, self.evidence.steps < MOST_STEPS, || "it goes in circles".to_owned())?;
            let step = holds(Promise::NoPanic, || job.step())?;
            match step {
                Step::Send { ticket, request, limit } => self.send(ticket, &request, limit)?,
                Step::Pause { ticket, ms } => {
                    self.evidence.longest_pause = self.evidence.longest_pause.max(ms);
                    self.clock.later(u64::from(ms), Event::Woken(ticket));
                }
                Step::Read { ticket, at, len } => {
                    self.evidence.longest_read = self.evidence.longest_read.max(u64::from(len));
                    let body = self.kept.bodies.get(&ticket).map_or(&[][..], Vec::as_slice);
                    let start = body.len().min(at as usize);
                    let end = body.len().min(start.saturating_add(len as usize));
                    holds(Promise::NoPanic, || job.told(ticket, News::Bytes(&body[start..end])))?;
                }
                Step::Rebuild { ticket, splice } => {
                    if let Some(body) = self.kept.bodies.get_mut(&ticket) {
                        *body = splice.apply(body);
                        let sha = Sha256::digest(body).into();
                        self.clock.later(1, Event::Rebuilt(ticket, sha));
                    }
                }
                Step::Drop(ticket) => drop(self.kept.bodies.remove(&ticket)),
                Step::Renew => {
                    self.evidence.renewals += 1;
                    let takes = 1 + mixed(self.schedule.order, "renew", self.news) % 500;
                    self.clock.later(takes, Event::Renewed);
                }
                Step::Archive(piece) => {
                    if let Some(class) = self.write(piece) {
                        break End::Stopped(class);
                    }
                }
                Step::Wait => {
                    if let Some(class) = self.wait(&mut job)? {
                        break End::Stopped(class);
                    }
                }
                Step::Done => {
                    must(Promise::Memory, self.kept.is_cleared(), || "bodies are kept at the end".to_owned())?;
                    let is_idle = self.clock.waiting().all(|event| matches!(event, Event::Woken(_)));
                    must(Promise::Ends, is_idle, || "something is under way at the end".to_owned())?;
                    break End::Whole(std::mem::take(&mut self.kept.archive));
                }
                Step::Failed(error) => break End::Failed(error),
            }
        };
        Ok(self.spoilt(end))
    }

    /// What a host that does wrong makes of the archive.
    fn spoilt(&self, end: End) -> End {
        let End::Whole(mut archive) = end else { return end };
        let len = archive.len();
        match self.wrong {
            Wrong::LosesTheEnd => archive.truncate(len - len.min(9)),
            Wrong::FlipsABit => archive[len / 3] ^= 4,
            Wrong::TellsTheOrder => archive.extend(self.evidence.asked.iter().map(|asked| asked.answered as u8)),
            _ => {}
        }
        End::Whole(archive)
    }

    fn write(&mut self, piece: Piece) -> Option<Class> {
        self.kept.carry_out(piece);
        let is_full = self.schedule.disk.is_some_and(|room| self.kept.archive.len() as u64 > room);
        is_full.then(|| self.stop(Class::DiskFull))
    }

    fn stop(&mut self, class: Class) -> Class {
        self.met.note(class);
        class
    }

    fn wait<J: Job>(&mut self, job: &mut Crooked<'_, J>) -> Result<Option<Class>, Broken> {
        self.news += 1;
        if let Some((class, _)) = self.schedule.stops.filter(|(_, at)| *at == self.news) {
            return Ok(Some(self.stop(class)));
        }
        if self.schedule.jumps == Some(self.news) && !self.clock.is_empty() {
            self.met.note(Class::ClockJump);
            self.clock.jump();
            self.held_until = 0;
        }
        if self.schedule.killed == Some(self.news) {
            self.kill();
        }
        let Some(event) = self.clock.next() else {
            return Err(Broken { promise: Promise::Ends, what: "it waits for nothing".to_owned() });
        };
        must(Promise::Ends, self.clock.now() < MOST_MS, || "it takes more than a day".to_owned())?;
        match event {
            Event::Rebuilt(ticket, sha) => holds(Promise::NoPanic, || job.told(ticket, News::Rebuilt(sha)))?,
            Event::Woken(ticket) => holds(Promise::NoPanic, || job.told(ticket, News::Woken))?,
            Event::Renewed => {
                self.token += u64::from(self.schedule.renews);
                holds(Promise::NoPanic, || job.told(0, News::Renewed(self.schedule.renews)))?;
            }
            Event::Answer { ticket, limit, at, answer } => {
                if let Some(asked) = self.evidence.asked.get_mut(at) {
                    asked.answered = self.clock.now();
                }
                self.tell(job, ticket, limit, answer)?;
            }
        }
        Ok(None)
    }

    /// Everything that is under way is lost at once.
    fn kill(&mut self) {
        let mut lost = 0;
        for event in self.clock.waiting() {
            if let Event::Answer { answer, .. } = event {
                *answer = Answer::None(Fault::Unreachable);
                lost += 1;
            }
        }
        if lost > 0 {
            self.met.note(Class::CarrierKilled);
        }
    }

    fn tell<J: Job>(
        &mut self,
        job: &mut Crooked<'_, J>,
        ticket: Ticket,
        limit: u64,
        answer: Answer,
    ) -> Result<(), Broken> {
        let (status, link, retry_after, body) = match answer {
            Answer::None(fault) => return holds(Promise::NoPanic, || job.told(ticket, News::Fault(fault))),
            Answer::Reply { status, link, retry_after, body } => (status, link, retry_after, body),
        };
        let len = body.len() as u64;
        let held = self.kept.bodies.values().map(Vec::len).sum::<usize>() as u64 + len;
        let has_room = self.schedule.memory.is_none_or(|room| held <= room);
        if !has_room || len > limit {
            if !has_room {
                self.met.note(Class::OutOfMemory);
            }
            return holds(Promise::NoPanic, || job.told(ticket, News::Fault(Fault::TooLarge)));
        }
        self.is_asked_to_wait(ticket, status, retry_after);
        self.kept.bodies.insert(ticket, body);
        self.evidence.most_bodies = self.evidence.most_bodies.max(self.kept.bodies.len());
        holds(Promise::NoPanic, || job.told(ticket, News::Answer { status, link: link.as_deref(), retry_after, len }))
    }

    /// What the portal says of waiting counts for all, unless it is longer than anyone would wait.
    fn is_asked_to_wait(&mut self, ticket: Ticket, status: u16, retry_after: Option<u32>) {
        // Who had to sign in again was not turned away.
        let tries = self.evidence.asked.iter().filter(|asked| asked.ticket == ticket && asked.status != Some(401));
        let ms = match (status, retry_after) {
            (429 | 503, Some(seconds)) if seconds * 1_000 > LONGEST_PAUSE_MS => return,
            (429 | 503, Some(seconds)) => seconds * 1_000,
            (429, None) => [5_000, 15_000, 45_000][tries.count().clamp(1, 3) - 1],
            (503, None) => 500,
            _ => return,
        };
        self.held_until = self.held_until.max(self.clock.now() + u64::from(ms));
    }

    fn send(&mut self, ticket: Ticket, request: &Request, limit: u64) -> Result<(), Broken> {
        let (now, held_until) = (self.clock.now(), self.held_until);
        must(Promise::Patience, now >= held_until, || format!("{request:?} at {now} ms, not after {held_until} ms"))?;
        let url = request.url().to_owned();
        let writes = *request.method() != Method::Get;
        let nth = self.tries.entry(url.clone()).or_default();
        *nth += 1;
        let nth = *nth;
        let shows_token = request.access() == Access::Token || self.wrong == Wrong::ShowsToken;
        let (answer, takes, class) = self.answer(request, nth);
        self.met_by(class);
        let status = if let Answer::Reply { status, .. } = &answer { Some(*status) } else { None };
        if TELLS.load(Ordering::Relaxed) {
            println!(
                "{:>9} ms  {} {url}  try {nth}  {class:?}  {answer:.100?}",
                self.clock.now(),
                if writes { "PUT" } else { "GET" }
            );
        }
        self.evidence.longest_limit = self.evidence.longest_limit.max(limit);
        self.evidence.asked.push(Asked { ticket, url, writes, shows_token, answered: 0, status, class });
        let at = self.evidence.asked.len() - 1;
        self.clock.later(takes, Event::Answer { ticket, limit, at, answer });
        Ok(())
    }

    fn met_by(&mut self, class: Option<Class>) {
        class.into_iter().for_each(|class| self.met.note(class));
    }

    /// The portal's own answer.
    fn own(&mut self, request: &Request) -> Answer {
        match request.method() {
            Method::Put(json) => self.portal.write(request.url(), json),
            Method::Get if self.wrong == Wrong::ServesOldAnswers => {
                let cached = self.cache.entry(request.url().to_owned());
                cached.or_insert_with(|| self.portal.answer(request.url())).clone()
            }
            Method::Get => self.portal.answer(request.url()),
        }
    }

    /// What comes of a request, how long it takes, and what went wrong with it.
    fn answer(&mut self, request: &Request, nth: u64) -> (Answer, u64, Option<Class>) {
        let url = request.url();
        let writes = *request.method() != Method::Get;
        let usual = 1 + mixed(self.schedule.order, url, nth) % 1_000;
        if request.access() == Access::Token {
            self.used += 1;
            let is_over = self.schedule.expires_after.is_some_and(|after| self.used > after);
            if is_over && self.token == 0 {
                return (Answer::status(401), usual, Some(Class::SignedOut));
            }
        }
        let Some((class, trouble)) = self.schedule.trouble(url, nth, writes) else {
            return (self.own(request), usual, None);
        };
        let class = class_of(class, writes);
        match trouble {
            Trouble::Status { status, retry_after, is_done } => {
                // Only a server that broke may have done it.
                if writes && is_done {
                    self.own(request);
                }
                let body = b"<h1>no</h1>".to_vec();
                (Answer::Reply { status, link: None, retry_after, body }, usual, Some(class))
            }
            Trouble::Lost { fault, after_ms, is_done } => {
                if writes && is_done {
                    self.own(request);
                }
                (Answer::None(fault), after_ms, Some(class))
            }
            Trouble::Part(thousandths) => match self.own(request) {
                Answer::Reply { status, link, retry_after, mut body } if !body.is_empty() => {
                    body.truncate((body.len() * thousandths as usize / 1_000).min(last_that_is_missed(&body)));
                    (Answer::Reply { status, link, retry_after, body }, usual, Some(class))
                }
                other => (other, usual, None),
            },
            Trouble::Instead(body) => {
                if writes {
                    self.own(request);
                }
                (Answer::ok(body), usual, Some(class))
            }
            Trouble::Slow(ms) => (self.own(request), usual + ms, Some(class)),
            Trouble::Next(next) => match self.own(request) {
                Answer::Reply { status: 200, retry_after, body, .. } => {
                    let link = Some(format!("<{}>; rel=\"next\"", leads(url, next)));
                    (Answer::Reply { status: 200, link, retry_after, body }, usual, Some(class))
                }
                other => (other, usual, None),
            },
        }
    }
}

/// Where a cut is noticed at last: no reader misses blanks at the end, nor letters of a signature.
fn last_that_is_missed(body: &[u8]) -> usize {
    let is_signed = body.iter().filter(|byte| **byte == b'.').count() == 2 && !body.contains(&b'{');
    let end = if is_signed { body.iter().rposition(|byte| *byte == b'.').unwrap_or(0) } else { body.len() };
    body[..end].trim_ascii_end().len().saturating_sub(1)
}

/// A fault of the network is one of its own class where something was to be written.
fn class_of(class: Class, writes: bool) -> Class {
    match class {
        Class::Forbidden | Class::Gone if writes => Class::PutRefused,
        Class::Cut | Class::Hangs | Class::Endless | Class::Unreadable if writes => Class::PutLost,
        class => class,
    }
}

fn leads(url: &str, next: Next) -> String {
    match next {
        Next::Itself => url.to_owned(),
        Next::First => {
            let (path, query) = url.split_once('?').unwrap_or((url, ""));
            let is_place = |pair: &&str| pair.starts_with("cursor=") || pair.starts_with("page=");
            let first: Vec<&str> = query.split('&').filter(|pair| !is_place(pair)).collect();
            format!("{path}?{}", first.join("&"))
        }
        Next::Elsewhere(address) => address.to_owned(),
    }
}
