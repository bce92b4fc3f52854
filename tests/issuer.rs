//! The issuer's jobs, from outside: tables, previews, portals that shift and fail.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "issuer/awards.rs"]
mod awards;
#[path = "issuer/document.rs"]
mod document;
#[path = "issuer/documented.rs"]
mod documented;
#[path = "issuer/estate.rs"]
mod estate;
#[path = "issuer/period.rs"]
mod period;
#[path = "issuer/recorded.rs"]
mod recorded;
#[path = "issuer/recorded_groups.rs"]
mod recorded_groups;
#[path = "issuer/refused.rs"]
mod refused;
#[path = "issuer/served.rs"]
mod served;
#[path = "issuer/sheet.rs"]
mod sheet;
#[path = "issuer/shifting.rs"]
mod shifting;
#[path = "issuer/tables.rs"]
mod tables;
