//! What issuers ask for: everything that they awarded, as tables and as documents. Reads only.
//!
//! ```text
//! portal → lists → records → rows → pieces        Table: a CSV file, or its preview
//! portal → lists → records → bytes → pieces        IssuerDocument: JSON, or a ZIP with the pictures
//! portal → lists → records                        Directory, Contents: what there is to choose from
//! ```
//!
//! The lists are those of Badgr's API v2, the open-source server's and the hosted ones'. Tables
//! keep the portal's order, newest first, and hold a page at a time, whatever their length.

mod api;
mod award;
mod contents;
mod directory;
mod document;
mod group;
mod inquiry;
mod instant;
mod lists;
mod once;
mod pathway;
mod period;
pub mod table;

pub(crate) use api::{ApiPages, Ask, segment};
pub(crate) use lists::Pace;

pub use contents::{Availability, BadgeClassEntry, Contents, ContentsJob};
pub use directory::{Directory, DirectoryJob, IssuerEntry, OrganizationEntry, Person};
pub use document::{
    DocumentOptions, DocumentProgress, DocumentSummary, DocumentTally, Include, IssuerDocument, MissingPicture, Subject,
};
pub use instant::Instant;
pub use period::Period;
