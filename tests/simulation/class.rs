//! The classes of faults that are played, and how often each was met.

/// What can go wrong, from the network to the person at the desk. The numbers are those of the faults that are
/// played over sockets, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// 401: the sign-in ends on the way.
    SignedOut = 1,
    /// 403.
    Forbidden,
    /// 404 or 410.
    Gone,
    /// 429, with `Retry-After` and without.
    TooMany,
    /// 500, 502, 503, 504.
    ServerFault,
    /// An answer that is cut: browsers say so, or take the part for the whole.
    Cut,
    /// No answer, or one that drips.
    Hangs,
    /// A body without an end.
    Endless,
    /// A page of HTML, broken JSON, another JSON, nothing at all.
    Unreadable,
    /// A picture that is none, or another kind of one than its address says.
    WrongContent,
    /// The same record twice; the same id with other bytes.
    Duplicates,
    /// A list that leads back to where it was.
    Loop,
    /// Records that come and go while a list is read.
    Shift,
    /// A list that leads to another origin.
    OtherOrigin,
    /// The tab is closed.
    TabClosed,
    /// The engine breaks: the job is gone, and what the page knew of it is of a moment before.
    Trap,
    /// No room for a body.
    OutOfMemory,
    /// No room for the archive.
    DiskFull,
    /// Somebody stops it.
    Cancelled,
    /// A clock that jumps: all that waits is due at once.
    ClockJump,
    /// Whoever carries the requests is ended: all that are under way are lost at once.
    CarrierKilled,
    /// A PUT whose answer is lost: it was done, was not, or will be.
    PutLost,
    /// Somebody else changes the class.
    ChangedMeanwhile,
    /// A PUT that the portal refuses.
    PutRefused,
    /// A picture that the server makes another one of.
    PictureAltered,
    /// A server that stops baking half-way.
    BakingUnfinished,
}

pub const CLASSES: [Class; 26] = {
    use Class::*;
    [
        SignedOut,
        Forbidden,
        Gone,
        TooMany,
        ServerFault,
        Cut,
        Hangs,
        Endless,
        Unreadable,
        WrongContent,
        Duplicates,
        Loop,
        Shift,
        OtherOrigin,
        TabClosed,
        Trap,
        OutOfMemory,
        DiskFull,
        Cancelled,
        ClockJump,
        CarrierKilled,
        PutLost,
        ChangedMeanwhile,
        PutRefused,
        PictureAltered,
        BakingUnfinished,
    ]
};

/// How often each class was met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Met([u64; CLASSES.len()]);

impl Met {
    pub fn note(&mut self, class: Class) {
        self.0[class as usize - 1] += 1;
    }

    pub fn times(&self, class: Class) -> u64 {
        self.0[class as usize - 1]
    }

    pub fn has(&self, class: Class) -> bool {
        self.times(class) > 0
    }

    pub fn is_nothing(&self) -> bool {
        self.0.iter().all(|times| *times == 0)
    }

    pub fn add(&mut self, other: &Met) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, times)| *sum += times);
    }
}
