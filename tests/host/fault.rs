//! What goes wrong, by rule: which request, on which try, and what comes instead of the answer.

use badgepack::job::Fault;
use badgepack::portal::Access;

/// A request as it left the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub url: String,
    pub access: Access,
    /// Whether it writes.
    pub writes: bool,
    /// The how-manieth request to this address: 1 for the first.
    pub nth: usize,
    /// When it was sent, in milliseconds since the run began.
    pub at: u64,
    /// When its answer came.
    pub answered: u64,
    /// How many fresh tokens there had been when it was sent.
    pub renewals: u32,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Reply { status: u16, link: Option<String>, retry_after: Option<u32>, body: Vec<u8> },
    None(Fault),
}

impl Answer {
    pub fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::Reply { status: 200, link: None, retry_after: None, body: body.into() }
    }

    pub fn status(status: u16) -> Self {
        Self::Reply { status, link: None, retry_after: None, body: b"<h1>no</h1>".to_vec() }
    }

    pub fn wait(status: u16, seconds: u32) -> Self {
        Self::Reply { status, link: None, retry_after: Some(seconds), body: Vec::new() }
    }
}

/// Says what comes instead of the portal's own answer, if anything.
pub type Rule = Box<dyn Fn(&Asked) -> Option<Answer>>;

/// Every try of the addresses that have this in them.
pub fn always(part: &'static str, answer: Answer) -> Rule {
    first(usize::MAX, part, answer)
}

/// The first tries of each address that has this in it.
pub fn first(tries: usize, part: &'static str, answer: Answer) -> Rule {
    Box::new(move |asked| (asked.url.contains(part) && asked.nth <= tries).then(|| answer.clone()))
}
