//! What every page of records goes through: records are cut out of JSON as it arrives, and read without a copy.
//!
//! ```
//! use badgepack_pages::{Json, Limits, Page};
//! let mut page = Page::new(vec!["items".into()], Limits { record: 1_000, frame: 1_000, key: 100, depth: 10 });
//! page.push(br#"{"items": [{"name": "Wea"#)?;
//! page.push(br#"ving"}], "next": null}"#)?;
//! let record = page.record().unwrap();
//! assert_eq!(Json::read(&record, 10).unwrap().get("name").and_then(Json::text), Some("Weaving"));
//! assert_eq!(page.finish()?, br#"{"items":[],"next":null}"#);
//! # Ok::<(), badgepack_pages::Fault>(())
//! ```
//!
//! This is a crate of its own because its loops are compiled for speed, and all else for size.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod borrowed;
mod cut;
mod page;
mod plain;

pub use borrowed::Json;
pub use page::{Fault, Limits, Page, Reason};
