//! Faults by simulation: thousands of portals that fail, each on a schedule of its own, on a clock of their own.
//!
//! A schedule follows from its seed. One that broke a promise is played again by its seed:
//! `SEED=123 cargo test -p badgepack --test simulation one_schedule -- --nocapture`; and it is kept in
//! `simulation/seeds.txt`, whose seeds are played each time. `SCHEDULES=1000000` plays more of them.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "issuer/estate.rs"]
mod estate;
#[path = "host/host.rs"]
mod host;
#[path = "replace/portal.rs"]
mod portal;
#[path = "issuer/served.rs"]
#[allow(dead_code)] // The tests of the issuer's jobs use more of it.
mod served;
#[path = "replace/writing.rs"]
mod writing;

#[path = "simulation/account.rs"]
mod account;
#[path = "simulation/awards.rs"]
mod awards;
#[path = "simulation/backpack.rs"]
mod backpack;
#[path = "simulation/broken.rs"]
mod broken;
#[path = "simulation/class.rs"]
mod class;
#[path = "simulation/clock.rs"]
mod clock;
#[path = "simulation/copying.rs"]
mod copying;
#[path = "simulation/crooked.rs"]
mod crooked;
#[path = "simulation/difference.rs"]
mod difference;
#[path = "simulation/documents.rs"]
mod documents;
#[path = "simulation/driver.rs"]
mod driver;
#[path = "simulation/evidence.rs"]
mod evidence;
#[path = "simulation/inquiries.rs"]
mod inquiries;
#[path = "simulation/learner.rs"]
mod learner;
#[path = "simulation/many.rs"]
mod many;
#[path = "simulation/orders.rs"]
mod orders;
#[path = "simulation/play.rs"]
mod play;
#[path = "simulation/promise.rs"]
mod promise;
#[path = "simulation/rebaking.rs"]
mod rebaking;
#[path = "simulation/replacing.rs"]
mod replacing;
#[path = "simulation/schedule.rs"]
mod schedule;
#[path = "simulation/seed.rs"]
mod seed;
#[path = "simulation/shifting.rs"]
mod shifting;
#[path = "simulation/tables.rs"]
mod tables;
