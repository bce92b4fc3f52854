//! badgepack: take Open Badges along, and work with them.
//!
//! The core does no I/O: bytes in, bytes and steps out.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod error;
pub mod image;
pub mod limits;
pub mod payload;
pub mod splice;

pub use error::{Error, Kind, Place, Result};
