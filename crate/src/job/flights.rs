//! The requests of a job that are under way: retried, held back, and signed in again.

mod hold;
mod patience;

pub(crate) use patience::Patience;

use super::{Fault, News, Step, Ticket};
use crate::error::{Error, Kind};
use crate::portal::{Access, Request};
use hold::Holds;
use patience::{Manner, Pause, is_passing};
use std::collections::VecDeque;

/// So many refusals in a row, and the sign-in is over; fewer may be a resource of its own mind.
const REFUSALS: u32 = 3;

/// Requests under way, each with what it is for.
pub(crate) struct Flights<P> {
    next: Ticket,
    flights: Vec<Flight<P>>,
    steps: VecDeque<Step>,
    holds: Holds,
    most: usize,
    patience: Patience,
    sign_in: SignIn,
    /// How often the token was renewed; a flight of an older one may try again.
    token: u32,
    /// How often the token was refused since it was last accepted.
    refusals: u32,
    /// How often the token has to be accepted before a refusal is worth renewing it.
    proof: u32,
    accepted: u32,
}

struct Flight<P> {
    ticket: Ticket,
    request: Request,
    purpose: P,
    limit: u64,
    attempt: u32,
    manner: Manner,
    token: u32,
    /// Was refused once already and sent again with a fresh token.
    renewed: bool,
    /// Waits for a fresh token.
    parked: bool,
}

#[derive(PartialEq, Clone, Copy)]
enum SignIn {
    Valid,
    Renewing,
    Over,
}

/// A request that is over.
pub(crate) struct Landed<P> {
    pub purpose: P,
    pub request: Request,
    pub limit: u64,
    pub attempt: u32,
    pub result: Result<Response, Error>,
}

/// An answer that was not an error; its body is kept under the ticket.
pub(crate) struct Response {
    pub ticket: Ticket,
    pub status: u16,
    pub link: Option<String>,
    pub len: u64,
}

impl<P> Flights<P> {
    pub fn new(most: usize) -> Self {
        Self {
            next: 0,
            flights: Vec::new(),
            steps: VecDeque::new(),
            holds: Holds::default(),
            most: most.clamp(1, 32),
            patience: Patience::JOB,
            sign_in: SignIn::Valid,
            token: 0,
            refusals: 0,
            proof: 0,
            accepted: 0,
        }
    }

    /// Waits so long for an answer, and no longer.
    pub fn with(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// What the host has to do for the requests; while the portal asks to wait, they stay here.
    pub fn step(&mut self) -> Option<Step> {
        let may_go = |step: &Step| match step {
            Step::Send { ticket, .. } => self.holds.lets(*ticket),
            _ => true,
        };
        let at = self.steps.iter().position(may_go)?;
        self.steps.remove(at)
    }

    /// Whether another request may be sent now.
    pub fn has_room(&self) -> bool {
        self.flights.len() < self.most && self.waiting_ms().is_none() && self.sign_in != SignIn::Renewing
    }

    /// Whether the portal does not accept the sign-in any more.
    pub fn signed_out(&self) -> bool {
        self.sign_in == SignIn::Over
    }

    /// The milliseconds that the portal asked to wait, while that goes on.
    pub fn waiting_ms(&self) -> Option<u32> {
        self.holds.longest()
    }

    pub fn send(&mut self, request: Request, limit: u64, purpose: P) {
        self.start(request, limit, purpose, 1, 0);
    }

    /// Asks to find out who is there: any answer is one, whatever its status, unless it is a
    /// fault of the moment.
    pub fn probe(&mut self, request: Request, limit: u64, purpose: P) {
        self.start(request, limit, purpose, 1, 0);
        if let Some(flight) = self.flights.last_mut() {
            flight.manner = Manner::Probe;
        }
    }

    /// Asks after a pause, in milliseconds.
    pub fn send_later(&mut self, request: Request, limit: u64, purpose: P, after_ms: u32) {
        self.start(request, limit, purpose, 1, after_ms);
    }

    /// Writes, once: any answer counts as one, whatever its status. Without an answer nobody knows
    /// what came of it, and it is not for this to find out by doing it again; only a portal that
    /// did nothing for want of a token (401) or of time (429) is asked again.
    pub fn once(&mut self, request: Request, limit: u64, purpose: P) {
        self.start(request, limit, purpose, 1, 0);
        if let Some(flight) = self.flights.last_mut() {
            flight.manner = Manner::Once;
        }
    }

    /// Asks again for what arrived whole, but damaged; says whether there is a try left.
    pub fn again(&mut self, landed: Landed<P>) -> bool {
        let more = landed.attempt < self.patience.attempts;
        if more {
            let pause = Pause::Doubling.ms(landed.attempt);
            self.start(landed.request, landed.limit, landed.purpose, landed.attempt + 1, pause);
        }
        more
    }

    fn start(&mut self, request: Request, limit: u64, purpose: P, attempt: u32, after_ms: u32) {
        let ticket = self.next;
        self.next += 1;
        let flight = Flight {
            ticket,
            request,
            purpose,
            limit,
            attempt,
            manner: Manner::Usual,
            token: self.token,
            renewed: false,
            parked: false,
        };
        self.flights.push(flight);
        self.leave(ticket, after_ms);
    }

    /// Has a request leave, after a pause, in milliseconds.
    fn leave(&mut self, ticket: Ticket, after_ms: u32) {
        if after_ms > 0 {
            self.steps.push_back(Step::Pause { ticket, ms: after_ms });
        } else if let Some(flight) = self.flight(ticket) {
            let (request, limit) = (flight.request.clone(), flight.limit);
            self.steps.push_back(Step::Send { ticket, request, limit });
        }
    }

    /// Takes any news; yields the requests that are over by it.
    pub fn heard(&mut self, ticket: Ticket, news: &News<'_>) -> Vec<Landed<P>> {
        match news {
            News::Renewed(fresh) => self.renewed(*fresh),
            _ => self.told(ticket, news).into_iter().collect(),
        }
    }

    /// Takes the news of a request; yields it once it is over.
    pub fn told(&mut self, ticket: Ticket, news: &News<'_>) -> Option<Landed<P>> {
        if let News::Woken = news {
            self.holds.woken(ticket, self.flight(ticket).is_none());
            self.leave(ticket, 0);
            return None;
        }
        self.holds.answered(ticket);
        let wait = match *news {
            News::Answer { status, retry_after, .. } => self.asks_to_wait(ticket, status, retry_after),
            _ => None,
        };
        match *news {
            News::Answer { status: status @ 200..=299, link, len, .. } => {
                if self.flight(ticket).is_some_and(|flight| flight.request.access() == Access::Token) {
                    self.refusals = 0;
                    self.accepted = self.accepted.saturating_add(1);
                }
                let response = Response { ticket, status, link: link.map(str::to_owned), len };
                self.land(ticket, Ok(response))
            }
            News::Answer { status, link, len, .. } if self.counts(ticket, status) => {
                let response = Response { ticket, status, link: link.map(str::to_owned), len };
                self.land(ticket, Ok(response))
            }
            News::Answer { status, .. } => {
                self.steps.push_back(Step::Drop(ticket));
                self.refused(ticket, status, wait)
            }
            News::Fault(fault) => {
                // Who is not there, or does not let the page in, will not be by asking again.
                let again = match self.manner(ticket) {
                    Manner::Usual => matches!(fault, Fault::Unreachable | Fault::TimedOut),
                    Manner::Probe => fault == Fault::TimedOut,
                    Manner::Once => false,
                };
                self.retry_or_land(ticket, fault.kind(), again, Pause::Doubling)
            }
            _ => None,
        }
    }

    /// Takes the news of a fresh token; yields the requests that are over because there is none.
    pub fn renewed(&mut self, fresh: bool) -> Vec<Landed<P>> {
        self.sign_in = if fresh || self.refusals < REFUSALS { SignIn::Valid } else { SignIn::Over };
        self.token += u32::from(fresh);
        let parked: Vec<Ticket> =
            self.flights.iter().filter(|flight| flight.parked).map(|flight| flight.ticket).collect();
        let mut landed = Vec::new();
        for ticket in parked {
            match fresh {
                true => self.resend(ticket, 0),
                false => landed.extend(self.fail(ticket, Kind::SignedOut)),
            }
        }
        landed
    }

    fn flight(&self, ticket: Ticket) -> Option<&Flight<P>> {
        self.flights.iter().find(|flight| flight.ticket == ticket)
    }

    fn manner(&self, ticket: Ticket) -> Manner {
        self.flight(ticket).map_or(Manner::Usual, |flight| flight.manner)
    }

    /// Whether an answer of this status is one for whoever asked.
    fn counts(&self, ticket: Ticket, status: u16) -> bool {
        match self.manner(ticket) {
            Manner::Usual => false,
            Manner::Probe => !is_passing(status),
            Manner::Once => !matches!(status, 401 | 429),
        }
    }

    /// Whether an answer asks to wait, and how long, in milliseconds: then all requests do. For longer than anyone would wait
    /// nobody does: the one that was told so is given up.
    fn asks_to_wait(&mut self, ticket: Ticket, status: u16, retry_after: Option<u32>) -> Option<u32> {
        let pause = match (status, retry_after) {
            (429 | 503, Some(seconds)) => Pause::Told(seconds.saturating_mul(1000)),
            (429, None) => Pause::Blind,
            // A fault says "503" too, and is over sooner than a portal that counts requests.
            (503, None) => Pause::Doubling,
            _ => return None,
        };
        let wait = pause.ms(self.flight(ticket)?.attempt);
        if wait <= self.patience.longest_wait_ms() {
            self.holds.begin(ticket, wait);
        }
        Some(wait)
    }

    fn refused(&mut self, ticket: Ticket, status: u16, wait: Option<u32>) -> Option<Landed<P>> {
        match status {
            401 => self.unauthorized(ticket),
            403 => self.fail(ticket, Kind::Forbidden),
            404 | 410 => self.fail(ticket, Kind::NotFound),
            429 | 503 => {
                let kind = if status == 429 { Kind::TooMany } else { Kind::ServerFault };
                let wait = wait.unwrap_or(0);
                self.retry_or_land(ticket, kind, wait <= self.patience.longest_wait_ms(), Pause::Told(wait))
            }
            408 | 425 | 500..=599 => {
                let kind = if status < 500 { Kind::TimedOut } else { Kind::ServerFault };
                self.retry_or_land(ticket, kind, true, Pause::Doubling)
            }
            _ => self.fail(ticket, Kind::Refused),
        }
    }

    fn unauthorized(&mut self, ticket: Ticket) -> Option<Landed<P>> {
        let flight = self.flights.iter_mut().find(|flight| flight.ticket == ticket)?;
        if flight.request.access() == Access::Anonymous {
            return self.fail(ticket, Kind::Forbidden);
        }
        if self.sign_in == SignIn::Valid && flight.token < self.token {
            self.resend(ticket, 0);
            return None;
        }
        self.refusals += 1;
        match self.sign_in {
            SignIn::Renewing => {
                (flight.parked, flight.renewed) = (true, true);
                None
            }
            SignIn::Valid if !flight.renewed && self.accepted >= self.proof => {
                (flight.parked, flight.renewed) = (true, true);
                (self.accepted, self.proof) = (0, self.proof.max(1));
                self.sign_in = SignIn::Renewing;
                self.steps.push_back(Step::Renew);
                None
            }
            // What refuses a fresh token, too, is not helped by another one: renewing is worth less.
            SignIn::Valid | SignIn::Over => {
                if flight.renewed {
                    self.proof = (self.proof * 4).min(1_000);
                }
                if self.refusals >= REFUSALS {
                    self.sign_in = SignIn::Over;
                }
                self.fail(ticket, Kind::SignedOut)
            }
        }
    }

    fn retry_or_land(&mut self, ticket: Ticket, kind: Kind, again: bool, pause: Pause) -> Option<Landed<P>> {
        let attempts = self.patience.attempts;
        let flight = self.flights.iter_mut().find(|flight| flight.ticket == ticket)?;
        if !again || flight.attempt >= attempts {
            return self.fail(ticket, kind);
        }
        let after_ms = pause.ms(flight.attempt);
        flight.attempt += 1;
        self.resend(ticket, after_ms);
        None
    }

    fn resend(&mut self, ticket: Ticket, after_ms: u32) {
        let token = self.token;
        if let Some(flight) = self.flights.iter_mut().find(|flight| flight.ticket == ticket) {
            flight.parked = false;
            flight.token = token;
        }
        self.leave(ticket, after_ms);
    }

    fn fail(&mut self, ticket: Ticket, kind: Kind) -> Option<Landed<P>> {
        let url = self.flight(ticket)?.request.url().to_owned();
        self.land(ticket, Err(kind.at_url(url)))
    }

    fn land(&mut self, ticket: Ticket, result: Result<Response, Error>) -> Option<Landed<P>> {
        let at = self.flights.iter().position(|flight| flight.ticket == ticket)?;
        let flight = self.flights.remove(at);
        // The others wait even so.
        if let Some(ms) = self.holds.of(ticket) {
            self.steps.push_back(Step::Pause { ticket, ms });
        }
        Some(Landed {
            purpose: flight.purpose,
            request: flight.request,
            limit: flight.limit,
            attempt: flight.attempt,
            result,
        })
    }
}
