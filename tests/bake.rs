//! Baking, from outside: what pictures of other bakeries say, the laws of a bake, and damage.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "bake/damage.rs"]
mod damage;
#[path = "bake/fixtures.rs"]
mod fixtures;
#[path = "bake/laws.rs"]
mod laws;
#[path = "bake/pictures.rs"]
mod pictures;
#[path = "bake/samples.rs"]
mod samples;
