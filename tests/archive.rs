//! Archives, read back by the `zip` crate and by a judge of their headers.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "archive/entries.rs"]
mod entries;
#[path = "archive/headers.rs"]
mod headers;
#[path = "archive/large.rs"]
mod large;
#[path = "archive/read_back.rs"]
mod read_back;
