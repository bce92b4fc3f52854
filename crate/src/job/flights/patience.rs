//! How long an answer is worth waiting for, and which answers are one.

/// The pause before the second try; each later one is twice as long.
const PAUSE_MS: u32 = 500;
/// The pause after the first "too many requests" where the portal does not say for how long; each later one is
/// three times as long, up to the longest.
const BLIND_PAUSE_MS: u32 = 5_000;
const LONGEST_BLIND_PAUSE_MS: u32 = 45_000;

/// How long a request is worth waiting for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// How often it is tried.
    pub(super) attempts: u32,
    /// The longest wait that a portal may ask for, in seconds.
    longest_wait_s: u32,
}

impl Patience {
    /// For work that goes on by itself.
    pub const JOB: Self = Self { attempts: 4, longest_wait_s: 120 };
    /// For someone who looks on.
    pub const PERSON: Self = Self { attempts: 2, longest_wait_s: 5 };

    /// The longest wait, in milliseconds.
    pub(super) fn longest_wait_ms(self) -> u32 {
        self.longest_wait_s * 1000
    }
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
    /// Much longer each time: the portal counts requests, and does not say when it has forgotten them.
    Blind,
    /// So many milliseconds, as the portal asks.
    Told(u32),
}

impl Pause {
    /// The milliseconds after this attempt, counted from 1.
    pub(super) fn ms(self, attempt: u32) -> u32 {
        match self {
            Pause::Doubling => PAUSE_MS << (attempt - 1),
            Pause::Blind => (BLIND_PAUSE_MS * 3_u32.pow(attempt - 1)).min(LONGEST_BLIND_PAUSE_MS),
            Pause::Told(ms) => ms,
        }
    }
}

/// Whether a status says that it may be another one in a moment.
pub(super) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}
