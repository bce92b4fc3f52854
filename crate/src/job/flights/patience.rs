//! How long an answer is worth waiting for, and which answers are one.

/// The pause before the second try; each later one is twice as long.
const PAUSE_MS: u32 = 500;
/// The pause after "too many requests" where the portal does not say for how long.
pub(super) const BLIND_PAUSE_MS: [u32; 3] = [5_000, 15_000, 45_000];

/// How long a request is worth waiting for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// How often it is tried.
    pub(super) attempts: u32,
    /// The longest wait that a portal may ask for, in seconds.
    pub(super) longest_wait_s: u32,
}

impl Patience {
    /// For work that goes on by itself.
    pub const JOB: Self = Self { attempts: 4, longest_wait_s: 120 };
    /// For someone who looks on.
    pub const PERSON: Self = Self { attempts: 2, longest_wait_s: 5 };
}

/// Which answers count as one, and when to ask again.
#[derive(PartialEq, Clone, Copy)]
pub(super) enum Manner {
    /// Only what is no error counts; else it is asked again.
    Usual,
    /// Any answer counts, whatever its status, unless it asks to come back later.
    Probe,
    /// Any answer counts, and only a portal that said that it did nothing is asked again.
    Once,
}

/// How long to wait before the next try.
#[derive(Clone, Copy)]
pub(super) enum Pause {
    /// Longer each time.
    Doubling,
    /// So many milliseconds, as the portal asks.
    Told(u32),
}

impl Pause {
    /// The milliseconds after this attempt, counted from 1.
    pub(super) fn ms(self, attempt: u32) -> u32 {
        match self {
            Pause::Doubling => PAUSE_MS << (attempt - 1),
            Pause::Told(ms) => ms,
        }
    }
}

/// Whether a status says that it may be another one in a moment.
pub(super) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}
