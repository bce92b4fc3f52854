//! Who waits because a portal said "too many", or "later": everyone.

use crate::job::Ticket;

/// What a portal asked for while it was asked for something: nobody leaves before all of these are over, and then
/// whoever was told so first.
#[derive(Default)]
pub(super) struct Holds(Vec<Hold>);

struct Hold {
    /// Whose request was turned away.
    ticket: Ticket,
    ms: u32,
    /// Whether the pause is over.
    is_over: bool,
}

impl Holds {
    /// This request was told to wait for so many milliseconds.
    pub fn begin(&mut self, ticket: Ticket, ms: u32) {
        if ms > 0 {
            self.0.push(Hold { ticket, ms, is_over: false });
        }
    }

    /// The pause of this request is over; one that was given up holds nobody any more.
    pub fn woken(&mut self, ticket: Ticket, is_given_up: bool) {
        self.0.retain(|hold| hold.ticket != ticket || !is_given_up);
        self.0.iter_mut().filter(|hold| hold.ticket == ticket).for_each(|hold| hold.is_over = true);
    }

    /// This request has its answer: the others may leave, unless it is told to wait again.
    pub fn answered(&mut self, ticket: Ticket) {
        self.0.retain(|hold| hold.ticket != ticket);
    }

    /// Whether this request may leave now.
    pub fn lets(&self, ticket: Ticket) -> bool {
        self.0.is_empty() || (self.0.iter().all(|hold| hold.is_over) && self.0.iter().any(|hold| hold.ticket == ticket))
    }

    /// How long this request was told to wait, in milliseconds.
    pub fn of(&self, ticket: Ticket) -> Option<u32> {
        self.0.iter().find(|hold| hold.ticket == ticket).map(|hold| hold.ms)
    }

    /// The longest of the waits that go on, in milliseconds.
    pub fn longest(&self) -> Option<u32> {
        self.0.iter().map(|hold| hold.ms).max()
    }
}
