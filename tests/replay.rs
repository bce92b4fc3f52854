//! Recorded traffic of real servers, played back to the adapter itself.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "replay/badgr.rs"]
mod badgr;
#[path = "replay/open_badges_3.rs"]
mod open_badges_3;

#[path = "../crate/examples/adapter.rs"]
mod adapter;
#[path = "replay/pocket.rs"]
mod pocket;
