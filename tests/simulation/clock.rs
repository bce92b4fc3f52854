//! Time that passes only when everyone waits.

pub struct Clock<E> {
    now: u64,
    turn: u64,
    due: Vec<(u64, u64, E)>,
}

impl<E> Clock<E> {
    pub fn new() -> Self {
        Self { now: 0, turn: 0, due: Vec::new() }
    }

    /// Milliseconds since the run began.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// So many milliseconds from now this happens.
    pub fn later(&mut self, ms: u64, event: E) {
        self.turn += 1;
        self.due.push((self.now + ms, self.turn, event));
    }

    /// Lets time pass until something happens; nothing where nothing ever will.
    pub fn next(&mut self) -> Option<E> {
        let soonest = self.due.iter().enumerate().min_by_key(|(_, (when, turn, _))| (*when, *turn))?.0;
        let (when, _, event) = self.due.swap_remove(soonest);
        self.now = when;
        Some(event)
    }

    /// All that is to happen.
    pub fn waiting(&mut self) -> impl Iterator<Item = &mut E> {
        self.due.iter_mut().map(|(_, _, event)| event)
    }

    pub fn is_empty(&self) -> bool {
        self.due.is_empty()
    }

    /// The clock jumps past all that waits: it is due now, and the last first.
    pub fn jump(&mut self) {
        let now = self.now;
        for (when, turn, _) in &mut self.due {
            (*when, *turn) = (now, u64::MAX / 2 - *turn);
        }
    }
}
