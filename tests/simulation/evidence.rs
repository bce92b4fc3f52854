//! What a host saw of a run, and the promises that are kept or broken by it.

use super::class::Class;
use super::promise::{Broken, Promise, must};
use badgepack::limits;
use std::collections::BTreeMap;

/// A request as it left the host.
#[derive(Debug)]
pub struct Asked {
    pub ticket: u32,
    pub url: String,
    pub writes: bool,
    pub shows_token: bool,
    /// When its answer came, in milliseconds since the run began.
    pub answered: u64,
    /// What the portal said, where it was heard.
    pub status: Option<u16>,
    /// What went wrong with it.
    pub class: Option<Class>,
}

/// All that a host saw.
#[derive(Debug, Default)]
pub struct Evidence {
    pub asked: Vec<Asked>,
    pub steps: u64,
    pub renewals: u64,
    pub most_bodies: usize,
    pub longest_read: u64,
    pub longest_limit: u64,
    /// The longest pause, in milliseconds.
    pub longest_pause: u32,
}

/// What a job may do.
pub struct Bounds {
    /// So many requests that nothing went wrong with.
    pub requests: usize,
    /// So often an address may be needed.
    pub readings: usize,
    /// So many bodies may be kept at a time.
    pub bodies: usize,
}

/// Tries of one request; a pause that someone may be asked to make, in milliseconds.
const TRIES: usize = 4;
pub const LONGEST_PAUSE_MS: u32 = 120_000;

impl Evidence {
    /// The promises that hold of every job.
    pub fn check(&self, origin: &str, bounds: &Bounds) -> Result<(), Broken> {
        self.token_stays_at_home(origin)?;
        self.attempts_are_few(bounds)?;
        self.nothing_is_written_twice()?;
        let is_small = self.longest_read <= limits::IMAGE as u64 && self.longest_limit <= limits::LIST;
        must(Promise::Memory, is_small, || format!("it reads {} bytes at once", self.longest_read))?;
        must(Promise::Memory, self.most_bodies <= bounds.bodies, || format!("{} bodies are kept", self.most_bodies))
    }

    fn token_stays_at_home(&self, origin: &str) -> Result<(), Broken> {
        let is_home = |url: &str| url.strip_prefix(origin).is_some_and(|rest| rest.starts_with(['/', '?']));
        let astray = self.asked.iter().find(|asked| asked.shows_token && !is_home(&asked.url));
        must(Promise::Token, astray.is_none(), || format!("{astray:?}"))?;
        let written = self.asked.iter().find(|asked| asked.writes && !is_home(&asked.url));
        must(Promise::Token, written.is_none(), || format!("{written:?}"))
    }

    fn attempts_are_few(&self, bounds: &Bounds) -> Result<(), Broken> {
        let renewals = self.renewals as usize;
        let mut by_ticket = BTreeMap::new();
        let mut by_address = BTreeMap::new();
        for asked in &self.asked {
            *by_ticket.entry(asked.ticket).or_insert(0) += 1;
            *by_address.entry((&asked.url, asked.writes)).or_insert(0) += 1;
        }
        let often = by_ticket.iter().find(|(_, tries)| **tries > TRIES + renewals);
        must(Promise::Attempts, often.is_none(), || format!("ticket and tries: {often:?}"))?;
        let often = by_address.iter().find(|(_, tries)| **tries > bounds.readings * TRIES + renewals);
        must(Promise::Attempts, often.is_none(), || format!("address and tries: {often:?}"))?;
        let most = bounds.requests * TRIES + renewals * 32;
        must(Promise::Attempts, self.asked.len() <= most, || format!("{} requests", self.asked.len()))?;
        let pause = self.longest_pause;
        must(Promise::Attempts, pause <= LONGEST_PAUSE_MS, || format!("a pause of {pause} ms"))
    }

    fn nothing_is_written_twice(&self) -> Result<(), Broken> {
        let mut puts = BTreeMap::new();
        // Who says "sign in", or "later", has done nothing.
        for asked in self.asked.iter().filter(|asked| asked.writes && !matches!(asked.status, Some(401 | 429))) {
            *puts.entry(&asked.url).or_insert(0) += 1;
        }
        let twice = puts.iter().find(|(_, times)| **times > 1);
        must(Promise::Once, twice.is_none(), || format!("{twice:?}"))
    }
}
