//! The lists that a job reads, some at a time: records come out, steps for the host, and ends.

use super::api::{ApiPages, Ask};
use crate::error::{Error, Result};
use crate::job::{self, Flights, Landed, News, Reading, Step, Ticket, Tools};
use crate::portal::{Pointer, Request, Site};
use std::collections::VecDeque;

/// The number of a list.
pub(super) type ListId = u32;

/// The most requests at a time; a list's pages come one by one.
const REQUESTS: usize = 4;

/// What happens next.
pub(super) enum Event {
    /// The host has to do this.
    Step(Step),
    /// A record of a list, byte for byte as served. Lists shift while they are read: one may come twice.
    Record(ListId, Vec<u8>),
    /// A page of a list is over.
    Page(ListId),
    /// A list is over: read to its end, or broken for good.
    End(ListId, Result<()>),
    /// Nothing, before there is news.
    Wait,
    /// Nothing: no list is open any more.
    Idle,
}

/// Lists of a portal under way.
pub(super) struct Lists {
    site: Site,
    flights: Flights<ListId>,
    steps: VecDeque<Step>,
    open: Vec<Open>,
    next: ListId,
    /// Bodies that were asked for by themselves, and those that came or cannot be had.
    fetching: Vec<ListId>,
    fetched: VecDeque<Landed<ListId>>,
}

/// How a list's pages are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// The next one while this one is read.
    Ahead,
    /// Each when the one before it is over: the list may be closed then.
    PageByPage,
}

struct Open {
    id: ListId,
    items: Pointer,
    pace: Pace,
    reading: Reading<ListId>,
    /// Whether it waits, because of another that has to be read first.
    is_held: bool,
    /// Why it is over, where that was not told yet.
    broken: Option<Error>,
}

/// What came of going on with a list.
enum Went {
    Nowhere,
    On,
    Told(Event),
}

impl Lists {
    /// No lists yet.
    pub fn new(site: Site) -> Self {
        Self {
            site,
            flights: Flights::new(REQUESTS),
            steps: VecDeque::new(),
            open: Vec::new(),
            next: 0,
            fetching: Vec::new(),
            fetched: VecDeque::new(),
        }
    }

    /// Begins a list.
    pub fn open(&mut self, ask: &Ask, pace: Pace) -> Result<ListId> {
        let id = self.next;
        let items = Pointer::parse(ask.items)?;
        let first = self.site.ask(&ask.path)?;
        let reading = Reading::new(&ApiPages { site: &self.site, items: &items, pace }, first);
        self.open.push(Open { id, items, pace, reading, is_held: false, broken: None });
        self.next += 1;
        Ok(id)
    }

    /// Asks for a single body, at most so long, whatever is in it.
    pub fn fetch(&mut self, request: Request, limit: u64) -> ListId {
        let id = self.next;
        self.next += 1;
        self.fetching.push(id);
        self.flights.send(request, limit, id);
        id
    }

    /// The next of those bodies that came, or that cannot be had.
    pub fn fetched(&mut self) -> Option<Landed<ListId>> {
        self.fetched.pop_front()
    }

    /// Asks again for a body that is damaged; says whether there is a try left.
    pub fn fetch_again(&mut self, landed: Landed<ListId>) -> bool {
        let id = landed.purpose;
        let more = self.flights.again(landed);
        if more {
            self.fetching.push(id);
        }
        more
    }

    /// Lets a list wait, its records where they are, or go on.
    pub fn hold(&mut self, id: ListId, is_held: bool) {
        if let Some(open) = self.open.iter_mut().find(|open| open.id == id) {
            open.is_held = is_held;
        }
    }

    /// Reads a list no further; its end is not told.
    pub fn close(&mut self, id: ListId) {
        if let Some(at) = self.open.iter().position(|open| open.id == id) {
            let mut open = self.open.remove(at);
            open.reading.stop(&mut Tools { flights: &mut self.flights, steps: &mut self.steps });
        }
    }

    /// Reads nothing any further.
    pub fn close_all(&mut self) {
        while let Some(id) = self.open.last().map(|open| open.id) {
            self.close(id);
        }
    }

    /// Whether there is more to read of any list than was read.
    pub fn has_more(&self) -> bool {
        self.open.iter().any(|open| !open.reading.is_over())
    }

    /// The seconds that the portal asked to wait, while that goes on.
    pub fn waiting(&self) -> Option<u32> {
        self.flights.waiting_ms().map(|ms| ms.div_ceil(1000))
    }

    /// What happens next.
    pub fn next(&mut self) -> Event {
        loop {
            if let Some(step) = self.steps.pop_front().or_else(|| self.flights.step()) {
                return Event::Step(step);
            }
            let mut went_on = false;
            for at in 0..self.open.len() {
                match self.go_on(at) {
                    Went::Nowhere => {}
                    Went::On => went_on = true,
                    Went::Told(event) => {
                        if let Event::End(..) = event {
                            self.open.remove(at);
                        }
                        return event;
                    }
                }
            }
            if !went_on {
                let is_idle = self.open.is_empty() && self.fetching.is_empty() && self.fetched.is_empty();
                return if is_idle { Event::Idle } else { Event::Wait };
            }
        }
    }

    /// Goes on with a list, as far as that comes to anything.
    fn go_on(&mut self, at: usize) -> Went {
        let Some(open) = self.open.get_mut(at).filter(|open| !open.is_held) else {
            return Went::Nowhere;
        };
        if let Some(error) = open.broken.take() {
            return Went::Told(Event::End(open.id, Err(error)));
        }
        if let Some(record) = open.reading.record() {
            return Went::Told(Event::Record(open.id, record));
        }
        if open.reading.is_over() {
            return Went::Told(Event::End(open.id, Ok(())));
        }
        let pages = ApiPages { site: &self.site, items: &open.items, pace: open.pace };
        let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
        match open.reading.go_on(&pages, open.id, &mut tools) {
            Ok(job::Went::Nowhere) => Went::Nowhere,
            Ok(job::Went::On | job::Went::Nothing) => Went::On,
            Ok(job::Went::OverPage) => Went::Told(Event::Page(open.id)),
            Err(error) => Went::Told(Event::End(open.id, Err(error))),
        }
    }

    /// Takes news of the host.
    pub fn told(&mut self, ticket: Ticket, news: &News<'_>) {
        match news {
            News::Bytes(bytes) => {
                if let Some(open) = self.open.iter_mut().find(|open| open.reading.holds(ticket)) {
                    let pages = ApiPages { site: &self.site, items: &open.items, pace: open.pace };
                    let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
                    open.broken = open.reading.bytes(bytes, &pages, &mut tools).err();
                }
            }
            _ => self.flights.heard(ticket, news).into_iter().for_each(|landed| self.landed(landed)),
        }
    }

    fn landed(&mut self, landed: Landed<ListId>) {
        if let Some(at) = self.fetching.iter().position(|id| *id == landed.purpose) {
            self.fetching.swap_remove(at);
            self.fetched.push_back(landed);
            return;
        }
        let open = self.open.iter_mut().find(|open| open.id == landed.purpose);
        match (open, &landed.result) {
            (Some(open), _) => {
                let pages = ApiPages { site: &self.site, items: &open.items, pace: open.pace };
                let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
                open.broken = open.reading.landed(landed, &pages, &mut tools).err();
            }
            // Of a list that is closed.
            (None, Ok(response)) => self.steps.push_back(Step::Drop(response.ticket)),
            (None, Err(_)) => {}
        }
    }
}
