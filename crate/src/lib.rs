//! badgepack: take Open Badges along, and work with them.
//!
//! The core does no I/O: bytes in, bytes and steps out.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod address;
pub mod archive;
pub mod badge;
pub mod error;
pub mod export;
mod fingerprint;
pub mod image;
pub mod job;
mod json;
pub mod limits;
pub mod payload;
pub mod portal;
pub mod splice;
pub mod table;
#[cfg(target_arch = "wasm32")]
mod web;

pub use error::{Error, Kind, Place, Result};
