//! The issuer's jobs, from outside: tables, previews, portals that shift and fail.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]
