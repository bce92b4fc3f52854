//! Input that is made to hurt: one table of limits, and names and cells that mean harm.
//!
//! What hurts pictures stands in `bake/damage.rs`, files and ZIPs in `inspect/hostile*.rs`, linked parts in
//! `links/hostile.rs`, SVG that is cleaned and Markdown beside their code.

// Clippy's allow-unwrap-in-tests ends at the functions that are tests; here everything is one.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "host/host.rs"]
mod host;

#[path = "hostile/cells.rs"]
mod cells;
#[path = "hostile/lists.rs"]
mod lists;
#[path = "hostile/names.rs"]
mod names;
#[path = "hostile/pictures.rs"]
mod pictures;
#[path = "hostile/table.rs"]
mod table;
