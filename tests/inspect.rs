//! Inspecting, from outside: files as people have them, damaged and hostile ones, and ZIPs of any size.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "inspect/damage.rs"]
mod damage;
#[path = "bake/fixtures.rs"]
mod fixtures;
#[path = "inspect/hostile.rs"]
mod hostile;
#[path = "inspect/hostile_zips.rs"]
mod hostile_zips;
#[path = "inspect/large.rs"]
mod large;
#[path = "inspect/samples.rs"]
mod samples;
#[path = "inspect/search.rs"]
mod search;
#[path = "inspect/zips.rs"]
mod zips;
