//! The learner's job, from outside: whole accounts, portals that fail, and what is in the archive.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "export/account.rs"]
mod account;
#[path = "export/contact.rs"]
mod contact;
#[path = "export/faults.rs"]
mod faults;
#[path = "export/lists.rs"]
mod lists;
#[path = "export/order.rs"]
mod order;
#[path = "export/part.rs"]
mod part;
#[path = "export/report.rs"]
mod report;
#[path = "export/schedules.rs"]
mod schedules;
#[path = "export/sign_in.rs"]
mod sign_in;
#[path = "export/waiting.rs"]
mod waiting;
