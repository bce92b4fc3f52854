//! Watching a server that bakes by itself, so that nothing is done twice.

/// Awards that are watched, from the whole length of the list.
pub(super) const WATCHED: usize = 5;
/// So many looks without a new picture, and the server is not baking.
const PATIENCE: u32 = 3;
/// Looks in all: at five seconds each, some ten minutes.
const MOST_LOOKS: u32 = 120;
/// The pause before the first look; longer each time that nothing has changed.
const PAUSE_MS: u32 = 1_000;
/// The pause while it bakes.
const LONGER_PAUSE_MS: u32 = 5_000;

/// The looks at some awards.
#[derive(Default)]
pub(super) struct Watch {
    looks: u32,
    /// Looks since the last new picture.
    idle: u32,
    /// Watched awards that have the new picture, at this look and at the one before.
    pub fresh: usize,
    before: usize,
}

impl Watch {
    /// A look is over: the milliseconds until the next one; nothing where all have the new picture, or
    /// no more are to be expected.
    pub fn over(&mut self, watched: usize) -> Option<u32> {
        self.looks += 1;
        self.idle = if self.fresh > self.before { 0 } else { self.idle + 1 };
        self.before = std::mem::take(&mut self.fresh);
        let is_over = self.before >= watched || self.idle >= PATIENCE || self.looks >= MOST_LOOKS;
        (!is_over).then(|| self.pause())
    }

    /// The milliseconds until the next look.
    pub fn pause(&self) -> u32 {
        if self.before > 0 { LONGER_PAUSE_MS } else { PAUSE_MS << self.idle }
    }
}
