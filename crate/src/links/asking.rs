//! Asks strangers: without a token, not for long, and with the whole answer in hand.

use crate::address::Address;
use crate::error::{Error, Kind, Result};
use crate::job::{Flights, Landed, News, Patience, Step, Ticket};
use crate::portal::Request;
use std::collections::VecDeque;

/// Requests under way, each with a number that says what it is for.
pub(super) struct Asking {
    flights: Flights<usize>,
    steps: VecDeque<Step>,
    /// Answers whose body is being read.
    reading: Vec<(Ticket, u16, Landed<usize>)>,
}

/// An answer, whatever its status.
pub(super) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// A request that is over.
pub(super) struct Came {
    pub purpose: usize,
    /// The address that was asked.
    pub url: String,
    pub answer: Result<Answer>,
}

impl Asking {
    /// So many requests at a time.
    pub fn new(most: usize) -> Self {
        let flights = Flights::new(most).with(Patience::PERSON);
        Self { flights, steps: VecDeque::new(), reading: Vec::new() }
    }

    /// Whether another request may be sent now.
    pub fn has_room(&self) -> bool {
        self.flights.has_room()
    }

    pub fn ask(&mut self, url: Address, limit: usize, purpose: usize) -> Result<()> {
        self.flights.probe(Request::of_stranger(url)?, limit as u64, purpose);
        Ok(())
    }

    pub fn step(&mut self) -> Option<Step> {
        self.flights.step().or_else(|| self.steps.pop_front())
    }

    /// Takes the news of a request; yields it once it is over.
    pub fn told(&mut self, ticket: Ticket, news: &News<'_>) -> Option<Came> {
        if let News::Bytes(bytes) = *news {
            let at = self.reading.iter().position(|(reading, ..)| *reading == ticket)?;
            let (_, status, landed) = self.reading.swap_remove(at);
            self.steps.push_back(Step::Drop(ticket));
            return Some(came(landed, |_| Ok(Answer { status, body: bytes.to_vec() })));
        }
        let landed = self.flights.told(ticket, news)?;
        match &landed.result {
            Ok(response) => {
                // No limit is past what a length in 32 bits can say.
                self.steps.push_back(Step::Read { ticket: response.ticket, at: 0, len: response.len as u32 });
                self.reading.push((response.ticket, response.status, landed));
                None
            }
            Err(error) => {
                let error = error.clone();
                Some(came(landed, |url| Err(unanswered(error, url))))
            }
        }
    }
}

fn came(landed: Landed<usize>, answer: impl FnOnce(&str) -> Result<Answer>) -> Came {
    let url = landed.request.url().to_owned();
    Came { purpose: landed.purpose, answer: answer(&url), url }
}

/// Whoever looks on can open the address, even where the page may not read it.
fn unanswered(error: Error, url: &str) -> Error {
    match error.kind {
        Kind::Unreachable => Kind::CrossOrigin.at_url(url),
        _ => error,
    }
}

/// What a status says of something that was asked for; nothing when it was given.
pub(super) fn refusal(status: u16) -> Option<Kind> {
    match status {
        200..=299 => None,
        401 | 403 => Some(Kind::Forbidden),
        404 => Some(Kind::NotFound),
        410 => Some(Kind::Gone),
        _ => Some(Kind::Refused),
    }
}
