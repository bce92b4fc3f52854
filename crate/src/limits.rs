//! Every limit on what is read, in one table: hostile input is normal input.
//!
//! Whatever is past a limit ends in [`Kind::TooLarge`](crate::Kind::TooLarge).

/// Bytes of one mebibyte.
const MIB: usize = 1 << 20;

/// Bytes of a picture file, before and after a bake.
pub const IMAGE: usize = 16 * MIB;

/// Bytes of a picture that is sent to a portal.
pub const CLASS_IMAGE: usize = 5 * MIB;

/// Pixels of a side of a picture that is sent to a portal.
pub const CLASS_IMAGE_SIDE: u32 = 4_096;

/// Bytes of one record, and so of one payload.
pub const RECORD: usize = 4 * MIB;

/// Levels of objects and arrays in JSON. The number is that of `serde_json`, which checks it.
pub const JSON_DEPTH: usize = 128;

/// Chunks of a PNG. libpng stops at 1 000; animations have more.
pub const PNG_CHUNKS: usize = 100_000;

/// Bytes of a compressed badge text once it is inflated. Other text chunks are never inflated.
pub const INFLATED_TEXT: usize = RECORD;

/// Bytes of an SVG, before and after a bake.
pub const SVG: usize = 2 * MIB;

/// Levels of elements in an SVG.
pub const SVG_DEPTH: usize = 128;

/// Elements of an SVG.
pub const SVG_ELEMENTS: usize = 50_000;

/// Attributes of one tag of an SVG.
pub const SVG_ATTRIBUTES: usize = 200;

// ZIPs that are opened

/// Entries of a ZIP.
pub const ZIP_ENTRIES: usize = 100_000;

/// Bytes of a ZIP's central directory with all that follows it.
pub const ZIP_DIRECTORY: u64 = 64 * MIB as u64;

/// Bytes of a ZIP that are asked for at once, unless one entry needs more.
pub const ZIP_AHEAD: u64 = MIB as u64;

/// Characters of an entry's name that are told.
pub const ZIP_NAME: usize = 300;

/// Chunks or elements that are listed of one picture.
pub const PARTS: usize = 200;

// Portals

/// Bytes of a page of records without its records.
pub const FRAME: usize = MIB;
/// Bytes of a key in a page of records, as far as it is looked at.
pub const KEY: usize = 256;
/// Pages of a list.
pub const PAGES: usize = 10_000;
/// Bytes of the answer to a request for a list; an unpaged backpack of 70,000 awards has 200 MB.
pub const LIST: u64 = 512 * MIB as u64;

// Linked parts

/// Requests for the linked parts of one document.
pub const LINKS: usize = 16;
/// Bytes of linked parts that are put into one document; many badges may link one class.
pub const LINKED: usize = 64 * MIB;

// Archive

/// Entries, and records of a list, for which room is made at once: up to here memory stays level,
/// beyond it grows by some 18 bytes for each. No limit.
pub const USUAL_ENTRIES: usize = 14_000;
