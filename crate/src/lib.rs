//! badgepack: take Open Badges along, and work with them.
//!
//! The core does no I/O: bytes in, bytes and steps out. A picture is baked by saying which bytes
//! to keep and which to insert; an export is a value that says what it wants next, and is told what
//! came of it. Whoever runs it (a browser, Node, a test) does the rest.
//!
//! ```
//! use badgepack::{image, payload::Payload};
//! # let picture = std::fs::read("../tests/fixtures/baked/p17_palette_private_chunks.png").unwrap();
//! let credential = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}"#;
//! let baked = image::bake(&picture, &Payload::parse(credential)?)?.apply(&picture);
//!
//! let found = image::unbake(&baked)?.ok_or(badgepack::Kind::Empty)?;
//! assert_eq!(found.payload.text(), credential);
//! assert_eq!(image::strip(&baked)?.apply(&baked), picture);
//! # Ok::<(), badgepack::Error>(())
//! ```
//!
//! The way of the data, and who knows of whom:
//!
//! ```text
//! web (wasm32 only) → export · links → archive · image · badge · table · portal → payload · splice · error
//! export:  portal → records → entries → pieces → ReadableStream → disk
//! ```
//!
//! * [`export`]: the learner's job, everything a portal holds of one person as one ZIP.
//! * [`issuer`]: the issuer's jobs, tables and documents of everything an issuer awarded.
//! * [`replace`]: a badge class replaced by another badge, safely, and its awards baked anew.
//! * [`portal`]: adapters to existing APIs, and portals described by data.
//! * [`image`]: bake, unbake, strip; [`payload`]: what a picture carries; [`badge`]: what that says.
//! * [`inspect`]: what a file is and says, and what it is made of; [`unzip`]: ZIPs, opened piece by piece.
//! * [`archive`]: the ZIP, as steps; [`table`]: CSV that stays inert in spreadsheets.
//! * [`links`]: what is elsewhere, a badge behind an address and the parts that it links.
//! * [`job`]: how a job talks with the host that does its I/O.
//! * [`limits`]: every limit on what is read; [`error`]: what went wrong, and where.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod address;
pub mod archive;
pub mod badge;
pub mod error;
pub mod export;
mod fingerprint;
pub mod image;
pub mod inspect;
pub mod issuer;
pub mod job;
mod json;
pub mod limits;
pub mod links;
pub mod payload;
pub mod portal;
pub mod replace;
pub mod splice;
pub mod table;
pub mod unzip;
#[cfg(target_arch = "wasm32")]
mod web;

pub use error::{Error, Kind, Place, Result};
