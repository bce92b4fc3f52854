//! What goes wrong in one run, drawn from its seed.
//!
//! What befalls a request follows from its address and from how often it was tried, never from what
//! else is under way: so the same faults meet the same requests in any order of arrival.

use super::class::Class;
use super::seed::{Dice, mixed};
use badgepack::job::Fault;

/// What goes wrong, and when.
pub struct Schedule {
    pub seed: u64,
    pub classes: Vec<Class>,
    /// Whether all that goes wrong passes by itself, so that nothing of it may be seen afterwards.
    pub is_passing: bool,
    /// One address in so many is out of luck.
    often: u64,
    /// In which order answers come.
    pub order: u64,
    /// After so many requests with a token it is refused; whether there is a fresh one then.
    pub expires_after: Option<u64>,
    pub renews: bool,
    /// After so much news the run ends, because of this.
    pub stops: Option<(Class, u64)>,
    /// After so much news the clock jumps; after so much the requests that are under way are lost.
    pub jumps: Option<u64>,
    pub killed: Option<u64>,
    /// Room for bodies, and for the archive, in bytes.
    pub memory: Option<u64>,
    pub disk: Option<u64>,
}

/// What befalls one request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trouble {
    /// The portal says this, having done the work or not.
    Status { status: u16, retry_after: Option<u32>, is_done: bool },
    /// Nothing arrives, though the portal may have done the work.
    Lost { fault: Fault, after_ms: u64, is_done: bool },
    /// So many thousandths of the body arrive and pass for the whole.
    Part(u64),
    /// This arrives.
    Instead(&'static [u8]),
    /// It takes this long.
    Slow(u64),
    /// The page after this one is said to be this one again, the first one, or one elsewhere.
    Next(Next),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    Itself,
    First,
    Elsewhere(&'static str),
}

/// Those that befall single requests.
const OF_REQUESTS: [Class; 12] = {
    use Class::*;
    [SignedOut, Forbidden, Gone, TooMany, ServerFault, Cut, Hangs, Endless, Unreadable, WrongContent, Loop, OtherOrigin]
};
/// Those that pass by themselves.
const PASSING: [Class; 7] = {
    use Class::*;
    [SignedOut, TooMany, ServerFault, Cut, Hangs, ClockJump, CarrierKilled]
};
const UNREADABLE: [&[u8]; 7] = [
    b"<!doctype html><title>Sign in</title>",
    b"",
    b"{\"detail\": \"maintenance\"}",
    b"{\"status\": {\"success\": false, \"description\": \"no\"}, \"result\": []}",
    b"{\"result\": [nil], \"items\": [nil]}",
    b"null",
    b"[[[[",
];
const CONTENT: [&[u8]; 4] =
    [b"\xFF\xD8\xFF\xE0 a picture \xFF\xD9", b"GIF89a", b"<html>not found</html>", b"\x89PNG\r\n\x1a\n"];
const ELSEWHERE: [&str; 4] = [
    "https://evil.example/v1?page=2",
    "https://portal.example.evil.example/",
    "//evil.example/",
    "https://badges.example:8443/v2",
];

impl Schedule {
    /// Nothing goes wrong.
    pub fn calm(order: u64) -> Self {
        Self {
            seed: 0,
            classes: Vec::new(),
            is_passing: true,
            often: 1,
            order,
            expires_after: None,
            renews: false,
            stops: None,
            jumps: None,
            killed: None,
            memory: None,
            disk: None,
        }
    }

    /// Up to four of the classes that mean something to a job, which sends about so many requests.
    pub fn draw(seed: u64, apt: &[Class], requests: u64) -> Self {
        let mut dice = Dice::of(seed, "schedule");
        let is_passing = dice.one_in(4);
        let apt: Vec<Class> = apt.iter().copied().filter(|class| !is_passing || PASSING.contains(class)).collect();
        let mut classes: Vec<Class> = (0..dice.below(4) + u64::from(!is_passing)).map(|_| dice.pick(&apt)).collect();
        classes.dedup();
        let mut moment = |class: Class, most: u64| {
            let at = dice.below(most) + 1;
            classes.contains(&class).then_some(at)
        };
        let news = requests * 2;
        let stops = [Class::TabClosed, Class::Trap, Class::Cancelled];
        let stops = stops.into_iter().find_map(|class| moment(class, news).map(|at| (class, at)));
        let (jumps, killed) = (moment(Class::ClockJump, news), moment(Class::CarrierKilled, news));
        let (memory, disk) = (moment(Class::OutOfMemory, 4_000), moment(Class::DiskFull, 20_000));
        let expires_after = moment(Class::SignedOut, requests);
        Self {
            seed,
            is_passing,
            often: dice.pick(&[1, 2, 4, 10]),
            order: dice.next(),
            expires_after,
            renews: is_passing || dice.one_in(2),
            stops,
            jumps,
            killed,
            memory,
            disk,
            classes,
        }
    }

    /// The same faults, met in another order.
    pub fn in_order(self, order: u64) -> Self {
        Self { order, ..self }
    }

    pub fn has(&self, class: Class) -> bool {
        self.classes.contains(&class)
    }

    /// What befalls the how-manieth try at an address.
    pub fn trouble(&self, url: &str, nth: u64, writes: bool) -> Option<(Class, Trouble)> {
        let roll = |nth: u64| mixed(self.seed, url, nth);
        let single: Vec<Class> = self.classes.iter().copied().filter(|class| OF_REQUESTS.contains(class)).collect();
        if single.is_empty() || !roll(0).is_multiple_of(self.often) {
            return None;
        }
        let class = single[(roll(1) % single.len() as u64) as usize];
        let tries = match roll(2) % 4 {
            3 if !self.is_passing => u64::MAX,
            few => few.min(1) + 1,
        };
        if nth > tries || (self.is_passing && writes) {
            return None;
        }
        Some((class, self.trouble_of(class, roll(10 + nth))?))
    }

    fn trouble_of(&self, class: Class, roll: u64) -> Option<Trouble> {
        let is_done = roll.is_multiple_of(2);
        let of = |many: u64| (roll >> 8) % many;
        let status = |status: u16, retry_after: Option<u32>| Trouble::Status { status, retry_after, is_done: false };
        let lost = |fault: Fault, after_ms: u64| Trouble::Lost { fault, after_ms, is_done };
        Some(match class {
            // That of all requests is played by time.
            Class::SignedOut if self.is_passing => return None,
            Class::SignedOut => status(401, None),
            Class::Forbidden => status(403, None),
            Class::Gone => status(if of(2) == 0 { 404 } else { 410 }, None),
            Class::TooMany => {
                let longest = if self.is_passing { 3 } else { 5 };
                status(429, [None, Some(0), Some(3), Some(110), Some(500)][of(longest) as usize])
            }
            Class::ServerFault => {
                let retry_after = (of(5) == 0).then_some(if self.is_passing { 2 } else { 130 });
                Trouble::Status { status: [500, 502, 503, 504][of(4) as usize], retry_after, is_done }
            }
            Class::Cut => match of(5) {
                // Shorter than it said, a chunk too few, a reset: browsers tell.
                0..3 => lost(Fault::Unreachable, 40),
                // Inflated half-way, and without a length: they do not.
                _ => Trouble::Part((roll >> 16) % 1000),
            },
            Class::Hangs if of(3) == 0 => Trouble::Slow(25_000),
            Class::Hangs => lost(Fault::TimedOut, 30_000),
            Class::Endless => lost(Fault::TooLarge, 9_000),
            Class::Unreadable => Trouble::Instead(UNREADABLE[of(7) as usize]),
            Class::WrongContent => Trouble::Instead(CONTENT[of(4) as usize]),
            Class::Loop => Trouble::Next(if of(2) == 0 { Next::Itself } else { Next::First }),
            Class::OtherOrigin => Trouble::Next(Next::Elsewhere(ELSEWHERE[of(4) as usize])),
            _ => return None,
        })
    }
}
