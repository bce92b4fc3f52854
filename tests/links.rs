//! What is elsewhere, from outside: addresses of badges, linked parts, and hosts that fail or lie.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "links/web.rs"]
mod web;

#[path = "links/differences.rs"]
mod differences;
#[path = "links/following.rs"]
mod following;
#[path = "links/hostile.rs"]
mod hostile;
#[path = "links/looking_up.rs"]
mod looking_up;
#[path = "links/recorded.rs"]
mod recorded;
