//! The badge model, from outside: what the samples say, the shapes that JSON may have, and the laws of reading and
//! writing.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "badge/almost.rs"]
mod almost;
#[path = "bake/fixtures.rs"]
mod fixtures;
#[path = "badge/forms.rs"]
mod forms;
#[path = "badge/laws.rs"]
mod laws;
#[path = "badge/made.rs"]
mod made;
#[path = "badge/samples.rs"]
mod samples;
