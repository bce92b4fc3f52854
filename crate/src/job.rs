//! How a job talks with the host that does its I/O: steps out, news in.
//!
//! A job is a value. It is asked for its next [`Step`], which the host carries out, and told what
//! came of it by [`News`]. It has no clock, no randomness and no network, so every fault can be
//! played in a test, and the same news give the same archive.

mod flights;
mod reading;

pub(crate) use flights::{Flights, Landed, Patience};
pub(crate) use reading::{Reading, Tools, Went};

use crate::archive::{Piece, Sha};
use crate::error::{Error, Kind};
use crate::portal::{Request, TokenHeader};
use crate::splice::Splice;
use serde::Serialize;

/// Work that a host carries out step by step.
pub trait Job {
    /// How far it is, as it is told to people.
    type Progress: Serialize;

    /// Whether it may write an archive; a host of others need not know how: neither [`Step::Rebuild`] nor
    /// [`Step::Archive`] comes of them.
    const WRITES: bool = true;

    /// The next thing to do; [`Step::Wait`] when only news can help.
    fn step(&mut self) -> Step;

    /// Tells what came of a step.
    fn told(&mut self, ticket: Ticket, news: News<'_>);

    /// How far it is.
    fn progress(&self) -> Self::Progress;

    /// How a token is sent, where one is.
    fn token_header(&self) -> TokenHeader {
        TokenHeader::default()
    }
}

/// The number of a request, and of the body that comes of it.
pub type Ticket = u32;

/// What a job wants next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send this; keep the body; tell [`News::Answer`] or [`News::Fault`].
    Send {
        /// The number for the request and its body.
        ticket: Ticket,
        /// What to ask.
        request: Request,
        /// The largest body to accept, in bytes.
        limit: u64,
    },
    /// Let time pass, and tell [`News::Woken`]. What is under way goes on; when the job is over, nobody waits for it.
    Pause {
        /// The request that waits, or that was told to.
        ticket: Ticket,
        /// How long, in milliseconds: longer does no harm.
        ms: u32,
    },
    /// Tell these bytes of a kept body by [`News::Bytes`].
    Read {
        /// The body.
        ticket: Ticket,
        /// The first byte, from 0.
        at: u64,
        /// How many bytes; fewer only at the body's end.
        len: u32,
    },
    /// Replace a kept body by the copy that this splice makes; tell [`News::Rebuilt`].
    Rebuild {
        /// The body.
        ticket: Ticket,
        /// How the copy is made.
        splice: Splice,
    },
    /// Forget a kept body.
    Drop(Ticket),
    /// Get a fresh token; tell [`News::Renewed`].
    Renew,
    /// Do this with bytes of the archive; `WriteBody` names a ticket.
    Archive(Piece),
    /// Nothing until there is news.
    Wait,
    /// It is over: the archive is whole.
    Done,
    /// It is over: there is no archive.
    Failed(Error),
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News<'a> {
    /// An answer, with its whole body kept.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The `Link` header.
        link: Option<&'a str>,
        /// The `Retry-After` header, in seconds.
        retry_after: Option<u32>,
        /// The body's length in bytes.
        len: u64,
    },
    /// No answer, or not a whole one.
    Fault(Fault),
    /// Bytes of a body.
    Bytes(&'a [u8]),
    /// A body was rebuilt; this is the copy's SHA-256.
    Rebuilt(Sha),
    /// Whether there is a fresh token.
    Renewed(bool),
    /// A pause is over.
    Woken,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No connection, or none that this page may have; browsers do not tell which.
    Unreachable,
    /// Nothing came for too long.
    TimedOut,
    /// The body is larger than the limit.
    TooLarge,
    /// It was never sent, and will not be.
    NotSent(Kind),
}

impl Fault {
    /// The kind of error that this is.
    pub fn kind(self) -> Kind {
        match self {
            Fault::Unreachable => Kind::Unreachable,
            Fault::TimedOut => Kind::TimedOut,
            Fault::TooLarge => Kind::TooLarge,
            Fault::NotSent(why) => why,
        }
    }
}
