//! What is promised of each run, and how a broken promise is told.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

/// What holds after each run, whatever went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// The archive is whole, by another program's reader and by its checksums, or there is none.
    Whole,
    /// Every record that the portal lists is in it, or it is said why not.
    Accounted,
    /// Nothing is tried without end, nor after a pause that nobody would sit through.
    Attempts,
    /// Nobody asks anything of a portal that asked to wait, before that is over.
    Patience,
    /// Nothing is written twice.
    Once,
    /// The token is seen by the portal's own origin only.
    Token,
    /// It ends.
    Ends,
    /// It asks for little memory.
    Memory,
    /// The order in which answers come, and faults that pass, leave no trace.
    SameBytes,
    /// What is said of the portal is what the portal is.
    Truth,
    /// It never panics.
    NoPanic,
}

/// A promise that did not hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    pub promise: Promise,
    pub what: String,
}

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    /// Where the last assertion failed.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Checks a promise by assertions.
pub fn holds<T>(promise: Promise, check: impl FnOnce() -> T) -> Result<T, Broken> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |info| match IS_QUIET.get() {
            true => PLACE.set(info.location().map(ToString::to_string).unwrap_or_default()),
            false => usual(info),
        }));
    });
    let was_quiet = IS_QUIET.replace(true);
    let held = catch_unwind(AssertUnwindSafe(check));
    IS_QUIET.set(was_quiet);
    held.map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let text: String = text.unwrap_or("no reason given").chars().take(2_000).collect();
        Broken { promise, what: format!("{}: {text}", PLACE.take()) }
    })
}

/// Checks a promise by a condition.
pub fn must(promise: Promise, is_so: bool, what: impl FnOnce() -> String) -> Result<(), Broken> {
    if is_so { Ok(()) } else { Err(Broken { promise, what: what() }) }
}
