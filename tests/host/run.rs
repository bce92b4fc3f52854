//! Runs a job to its end, against a portal in memory, with faults.

use super::fault::{Answer, Asked, Rule};
use super::shelves::Shelves;
use badgepack::error::Error;
use badgepack::export::{Export, Summary};
use badgepack::job::{Fault, Job, News, Step, Ticket};
use badgepack::portal::{Method, Request};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How long an answer, a rebuild or a sign-in takes where the order is the portal's own.
const USUAL_MS: u64 = 10;

/// A portal in memory.
pub trait Plays {
    fn answer(&self, url: &str) -> Answer;

    /// What comes of writing JSON there.
    fn write(&self, _url: &str, _json: &str) -> Answer {
        Answer::status(405)
    }
}

/// In which order answers come.
#[derive(Clone, Copy)]
pub enum Order {
    AsAsked,
    /// Each takes its own time, by this seed.
    Shuffled(u64),
}

/// A host and what it has seen.
pub struct Host<'a> {
    portal: &'a dyn Plays,
    rules: Vec<Rule>,
    /// Whether asking for a fresh token yields one.
    signs_in_again: bool,
    order: Order,
    pub log: Vec<Asked>,
    pub renewals: u32,
    /// The most requests that were under way at a time.
    pub most_under_way: usize,
    now: u64,
    events: Vec<(u64, Event)>,
    kept: Shelves,
}

enum Event {
    Answer { ticket: Ticket, request: Request, limit: u64, sent: u64, renewals: u32 },
    Rebuilt { ticket: Ticket, sha: [u8; 32] },
    Renewed,
    Woken(Ticket),
}

/// How a run ended: the archive and its summary, or why there is none.
pub type Ended = Result<(Vec<u8>, Summary), Error>;

impl<'a> Host<'a> {
    pub fn new(portal: &'a dyn Plays, rules: Vec<Rule>) -> Self {
        Self {
            portal,
            rules,
            signs_in_again: false,
            order: Order::AsAsked,
            log: Vec::new(),
            renewals: 0,
            most_under_way: 0,
            now: 0,
            events: Vec::new(),
            kept: Shelves::default(),
        }
    }

    /// Answers come in this order.
    pub fn in_order(self, order: Order) -> Self {
        Self { order, ..self }
    }

    /// Whenever a fresh token is asked for, there is one.
    pub fn signing_in_again(self) -> Self {
        Self { signs_in_again: true, ..self }
    }

    /// Exports.
    pub fn run(&mut self, job: &mut Export) -> Ended {
        let archive = self.carry_out(job)?;
        Ok((archive, job.summary().expect("a summary at the end")))
    }

    /// Does what the job wants until it is over; yields what it wrote.
    pub fn carry_out(&mut self, job: &mut impl Job) -> Result<Vec<u8>, Error> {
        loop {
            match job.step() {
                Step::Send { ticket, request, limit } => {
                    let renewals = if self.signs_in_again { self.renewals } else { 0 };
                    self.later(Event::Answer { ticket, request, limit, sent: self.now, renewals });
                }
                Step::Pause { ticket, ms } => self.events.push((self.now + u64::from(ms), Event::Woken(ticket))),
                Step::Read { ticket, at, len } => {
                    let body = &self.kept.bodies[&ticket];
                    let start = body.len().min(at as usize);
                    let end = body.len().min(start + len as usize);
                    job.told(ticket, News::Bytes(&body[start..end]));
                }
                Step::Rebuild { ticket, splice } => {
                    let copy = splice.apply(&self.kept.bodies[&ticket]);
                    let sha = Sha256::digest(&copy).into();
                    self.kept.bodies.insert(ticket, copy);
                    self.later(Event::Rebuilt { ticket, sha });
                }
                Step::Drop(ticket) => drop(self.kept.bodies.remove(&ticket)),
                Step::Renew => self.later(Event::Renewed),
                Step::Archive(piece) => self.kept.carry_out(piece),
                Step::Wait => self.wait(job),
                Step::Done => {
                    let is_idle = self.events.iter().all(|(_, event)| matches!(event, Event::Woken(_)));
                    assert!(self.kept.is_cleared() && is_idle, "the end leaves nothing behind");
                    return Ok(std::mem::take(&mut self.kept.archive));
                }
                Step::Failed(error) => return Err(error),
            }
        }
    }

    /// Requests by how often each address was asked.
    pub fn tries(&self, part: &str) -> usize {
        self.log.iter().filter(|asked| asked.url.contains(part)).count()
    }

    fn later(&mut self, event: Event) {
        let takes = match self.order {
            Order::AsAsked => USUAL_MS,
            Order::Shuffled(seed) => random(seed, self.log.len() as u64 + self.events.len() as u64 * 31 + self.now),
        };
        self.events.push((self.now + takes, event));
        let under_way = self.events.iter().filter(|(_, event)| matches!(event, Event::Answer { .. })).count();
        self.most_under_way = self.most_under_way.max(under_way);
    }

    /// Lets time go by until there is news, and tells it.
    fn wait(&mut self, job: &mut impl Job) {
        let soonest = self.events.iter().enumerate().min_by_key(|(at, (when, _))| (*when, *at)).map(|(at, _)| at);
        let (when, event) = self.events.remove(soonest.expect("the job waits for something"));
        self.now = when;
        match event {
            Event::Rebuilt { ticket, sha } => job.told(ticket, News::Rebuilt(sha)),
            Event::Woken(ticket) => job.told(ticket, News::Woken),
            Event::Renewed => {
                self.renewals += 1;
                job.told(0, News::Renewed(self.signs_in_again));
            }
            Event::Answer { ticket, request, limit, sent, renewals } => match self.answer(&request, sent, renewals) {
                Answer::None(fault) => job.told(ticket, News::Fault(fault)),
                Answer::Reply { body, .. } if body.len() as u64 > limit => {
                    job.told(ticket, News::Fault(Fault::TooLarge));
                }
                Answer::Reply { status, link, retry_after, body } => {
                    let len = body.len() as u64;
                    self.kept.bodies.insert(ticket, body);
                    job.told(ticket, News::Answer { status, link: link.as_deref(), retry_after, len });
                }
            },
        }
    }

    fn answer(&mut self, request: &Request, at: u64, renewals: u32) -> Answer {
        let url = request.url().to_owned();
        let nth = self.log.iter().filter(|asked| asked.url == url).count() + 1;
        let writes = *request.method() != Method::Get;
        let asked = Asked { url, access: request.access(), writes, nth, at, answered: self.now, renewals };
        let answer = self.rules.iter().find_map(|rule| rule(&asked));
        let answer = answer.unwrap_or_else(|| match request.method() {
            Method::Get => self.portal.answer(&asked.url),
            Method::Put(json) => self.portal.write(&asked.url, json),
        });
        self.log.push(asked);
        answer
    }
}

/// How often each address was asked.
pub fn by_address(log: &[Asked]) -> BTreeMap<&str, usize> {
    log.iter().fold(BTreeMap::new(), |mut all, asked| {
        *all.entry(asked.url.as_str()).or_default() += 1;
        all
    })
}

/// 1 to 1000, from a seed (the finalizer of MurmurHash3).
pub fn random(seed: u64, nth: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ nth;
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (x ^ (x >> 33)) % 1000 + 1
}
