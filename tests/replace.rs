//! Replacing a badge, from outside: whole paths, portals that fail half-way, and a thousand awards.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "replace/consent.rs"]
mod consent;
#[path = "replace/faults.rs"]
mod faults;
#[path = "replace/laws.rs"]
mod laws;
#[path = "replace/path.rs"]
mod path;
#[path = "replace/portal.rs"]
mod portal;
#[path = "replace/rebaking.rs"]
mod rebaking;
#[path = "replace/restoring.rs"]
mod restoring;
#[path = "replace/resuming.rs"]
mod resuming;
#[path = "replace/servers.rs"]
mod servers;
#[path = "replace/sources.rs"]
mod sources;
#[path = "replace/writing.rs"]
mod writing;
