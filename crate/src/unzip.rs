//! A ZIP of any size, unpacked entry by entry while only a part of it is in memory.
//!
//! A [`ZipReader`] does no I/O: it says which bytes it wants, is given them, and hands out what may
//! be a badge, in the order of the file. The `zip` crate reads the formats; what is ours is when,
//! how much, and which entries are worth it. What they are is told by [`inspect`](crate::inspect).

mod directory;
mod own_export;
mod windows;

use crate::error::{Kind, Result};
use crate::limits;
use directory::Candidate;
pub use directory::Expected;
use std::io::Read;
use std::ops::Range;
use windows::Windows;
use zip::{CompressionMethod, ZipReadOptions};

/// How a reader goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZipStep {
    /// It wants these bytes of the ZIP by [`ZipReader::give`], at most [`limits::ZIP_AHEAD`] of them.
    Want {
        /// The first byte, from 0.
        at: u64,
        /// How many.
        len: u64,
    },
    /// What may be a badge, or should be one.
    Entry(Entry),
    /// One more entry was looked at, and is nothing of interest.
    Passed,
    /// There is nothing more.
    End,
}

/// An entry of a ZIP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, for [`ZipReader::read`].
    pub index: usize,
    /// Its name with its folders, made fit for people's eyes; it is no path to write to.
    pub name: String,
    /// What its name makes of it.
    pub expected: Expected,
    /// The number that it shares with the one other entry whose name differs in the ending only:
    /// picture and credential of one badge, perhaps.
    pub twin: Option<u32>,
    /// What is in it, or why that cannot be had.
    pub content: Result<Vec<u8>>,
}

/// A ZIP that is unpacked piece by piece.
///
/// What is wrong with one entry stands in it; what is wrong with the ZIP ends the reading.
///
/// ```
/// use badgepack::archive::{Archive, EntryPath, Piece};
/// use badgepack::unzip::{ZipReader, ZipStep};
/// # let mut archive = Archive::new();
/// # archive.text(EntryPath::parse("fox.json")?, b"{}")?;
/// # archive.finish();
/// # let mut shelf = Vec::new();
/// # let mut zip = Vec::new();
/// # for piece in archive.take() {
/// #     match piece {
/// #         Piece::Write(bytes) => zip.extend(bytes),
/// #         Piece::Shelve(_, bytes) => shelf.extend(bytes),
/// #         _ => zip.append(&mut shelf),
/// #     }
/// # }
/// let mut reader = ZipReader::new(zip.len() as u64);
/// let mut names = Vec::new();
/// loop {
///     match reader.step()? {
///         ZipStep::Want { at, len } => reader.give(at, &zip[at as usize..][..len as usize]),
///         ZipStep::Entry(entry) => names.push(entry.name),
///         ZipStep::Passed => {}
///         ZipStep::End => break,
///     }
/// }
/// assert_eq!(names, ["fox.json"]);
/// # Ok::<(), badgepack::Error>(())
/// ```
pub struct ZipReader {
    windows: Windows,
    stage: Stage,
    candidates: Vec<Candidate>,
}

enum Stage {
    /// The directory is read; all from this byte to the end is needed for it.
    Opening(u64),
    /// This entry is next.
    Entry(usize),
}

/// The longest end record with its comment, and the ZIP64 records before it.
const TAIL: u64 = 72 << 10;
/// Bytes that are read of an entry to tell what it is.
const HEAD: u64 = 256;
/// The same, still compressed.
const PACKED_HEAD: u64 = 4 << 10;
/// Entries with no more than this between them are fetched together.
const APART: u64 = 64 << 10;

impl ZipReader {
    /// A ZIP of this many bytes.
    pub fn new(len: u64) -> Self {
        let stage = Stage::Opening(len.saturating_sub(TAIL));
        Self { windows: Windows::new(len), stage, candidates: Vec::new() }
    }

    /// What comes next.
    ///
    /// # Errors
    /// [`Kind::BadZip`] where the directory cannot be read, [`Kind::TooLarge`] past
    /// [`limits::ZIP_ENTRIES`] and [`limits::ZIP_DIRECTORY`].
    pub fn step(&mut self) -> Result<ZipStep> {
        match self.stage {
            Stage::Opening(from) => self.open(from),
            Stage::Entry(index) => Ok(self.entry(index)),
        }
    }

    /// Gives bytes of the ZIP.
    pub fn give(&mut self, at: u64, bytes: &[u8]) {
        self.windows.give(at, bytes);
    }

    /// Entries that were looked at, and entries that are to be.
    pub fn progress(&self) -> (usize, usize) {
        let done = match self.stage {
            Stage::Opening(_) => 0,
            Stage::Entry(index) => index,
        };
        (done, self.candidates.len())
    }

    /// Bytes of the ZIP that are in memory.
    pub fn held(&self) -> u64 {
        self.windows.held()
    }

    /// The bytes of the ZIP that [`read`](ZipReader::read) needs for an entry.
    pub fn place(&self, index: usize) -> Option<Range<u64>> {
        let one = self.candidates.get(index)?;
        Some(one.entry.header_start()..one.end.min(self.windows.len()))
    }

    /// An entry's content once more, out of the bytes at its [`place`](ZipReader::place).
    ///
    /// # Errors
    /// Those of [`Entry::content`], and [`Kind::Misuse`] for no entry.
    pub fn read(&self, index: usize, bytes: &[u8]) -> Result<Vec<u8>> {
        let (one, place) = self.candidates.get(index).zip(self.place(index)).ok_or(Kind::Misuse)?;
        let mut windows = Windows::new(self.windows.len());
        windows.give(place.start, bytes);
        content(one, &mut windows)
    }

    fn open(&mut self, from: u64) -> Result<ZipStep> {
        let len = self.windows.len();
        if let Some(wish) = self.windows.wish(from..len, len) {
            return Ok(want(wish));
        }
        let candidates = directory::read(&mut self.windows);
        if let Some(at) = self.windows.missing() {
            // Everything behind it before the next try, because a try begins anew.
            if at >= from || len - at > limits::ZIP_DIRECTORY {
                return Err(Kind::TooLarge.into());
            }
            self.stage = Stage::Opening(at);
            return self.open(at);
        }
        self.candidates = candidates?;
        if self.windows.held() > limits::ZIP_AHEAD {
            self.windows.forget_before(len);
        }
        self.stage = Stage::Entry(0);
        Ok(ZipStep::Passed)
    }

    fn entry(&mut self, index: usize) -> ZipStep {
        let Some(one) = self.candidates.get(index) else {
            return ZipStep::End;
        };
        self.windows.forget_before(one.entry.header_start());
        let content = match refusal(one) {
            Some(kind) => Err(kind.into()),
            None => {
                if one.expected == Expected::Anything {
                    if let Some(wish) = self.wish(index, needed(one, PACKED_HEAD)) {
                        return want(wish);
                    }
                    if !looks_like_badge(&first_bytes(one, &mut self.windows)) {
                        self.stage = Stage::Entry(index + 1);
                        return ZipStep::Passed;
                    }
                }
                if let Some(wish) = self.wish(index, needed(one, u64::MAX)) {
                    return want(wish);
                }
                content(one, &mut self.windows)
            }
        };
        self.stage = Stage::Entry(index + 1);
        if one.expected == Expected::Anything && content.is_err() {
            return ZipStep::Passed;
        }
        ZipStep::Entry(Entry { index, name: one.name(), expected: one.expected, twin: one.twin, content })
    }

    /// What to ask for, so that this part of an entry is here; with it the entries that follow closely.
    fn wish(&self, index: usize, range: Range<u64>) -> Option<Range<u64>> {
        let far = self.windows.gap(range.clone())?.start.saturating_add(limits::ZIP_AHEAD);
        let start = |one: &Candidate| one.entry.header_start();
        let close = self.candidates.iter().skip(index + 1).take_while(|one| start(one) < far);
        let ahead = close.fold(range.end, |end, one| if start(one) <= end + APART { end.max(one.end) } else { end });
        self.windows.wish(range, ahead)
    }
}

fn want(range: Range<u64>) -> ZipStep {
    ZipStep::Want { at: range.start, len: range.end - range.start }
}

/// Where an entry's header and so much of its data stand, had it the longest header.
fn needed(one: &Candidate, data: u64) -> Range<u64> {
    let packed = one.entry.compressed_size();
    one.entry.header_start()..one.end.saturating_sub(packed).saturating_add(packed.min(data))
}

/// Why an entry is not even fetched, where the directory tells.
fn refusal(one: &Candidate) -> Option<Kind> {
    if one.expected == Expected::Zip {
        Some(Kind::Zip)
    } else if one.entry.encrypted() {
        Some(Kind::Encrypted)
    } else if !matches!(one.entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        Some(Kind::Packing)
    } else if one.overlaps {
        Some(Kind::BadZip)
    } else if one.entry.size() > limits::IMAGE as u64 || one.entry.compressed_size() > limits::IMAGE as u64 + TAIL {
        Some(Kind::TooLarge)
    } else {
        None
    }
}

/// An entry's content, held to its limit by what is inflated and not by what it says of itself.
fn content(one: &Candidate, windows: &mut Windows) -> Result<Vec<u8>> {
    if let Some(kind) = refusal(one) {
        return Err(kind.into());
    }
    let entry = one.entry.as_ref().with_reader(windows, ZipReadOptions::new());
    let entry = entry.map_err(|error| directory::failure(&error))?;
    let mut bytes = Vec::new();
    let read = entry.take(limits::IMAGE as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limits::IMAGE {
        return Err(Kind::TooLarge.into());
    }
    read.map_err(|_| Kind::BadZip)?;
    Ok(bytes)
}

/// An entry's first bytes; none where they cannot be read.
fn first_bytes(one: &Candidate, windows: &mut Windows) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(entry) = one.entry.as_ref().with_reader(windows, ZipReadOptions::new()) {
        // What could be read before it went wrong is enough to tell.
        let _ = entry.take(HEAD).read_to_end(&mut bytes);
    }
    bytes
}

/// Whether it begins as a PNG, as XML, as JSON, as a signed badge or as an address, whatever it is called.
fn looks_like_badge(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts: [&[u8]; 9] =
        [b"\x89PNG", b"<", b"{", b"[", b"eyJ", b"http://", b"https://", b"\xff\xfe<", b"\xfe\xff\0<"];
    starts.iter().any(|start| text.starts_with(start))
}
