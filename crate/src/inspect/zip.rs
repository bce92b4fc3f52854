//! Badges in a ZIP of any size, found while only a part of it is in memory.
//!
//! A [`ZipReader`] does no I/O: it says which bytes it wants, is given them, and tells what it
//! finds, entry by entry in the order of the file. The `zip` crate reads the formats; what is ours
//! is when, how much, and what may be a badge.

mod directory;
mod twins;
mod windows;

use super::{Finding, Inspection};
use crate::error::{Kind, Result};
use crate::{image, limits};
use directory::{Candidate, Expected};
use std::io::Read;
use std::ops::Range;
use twins::Twins;
use windows::Windows;
use zip::ZipReadOptions;

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
    /// A badge, or what should be one.
    Found(Box<Finding>),
    /// One more entry was looked at.
    Passed,
    /// There is nothing more.
    End,
}

/// A ZIP that is searched for badges.
///
/// What is wrong with one entry is told in its [`Finding`]; what is wrong with the ZIP ends the
/// search.
///
/// ```
/// use badgepack::archive::{Archive, EntryPath, Piece};
/// use badgepack::inspect::{ZipReader, ZipStep};
/// # let mut archive = Archive::new();
/// # archive.text(EntryPath::parse("fox.json")?, br#"{"type": "Assertion", "badge": {"type": "BadgeClass", "name": "Fox"}}"#)?;
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
///         ZipStep::Found(finding) => names.push(finding.name),
///         ZipStep::Passed => {}
///         ZipStep::End => break,
///     }
/// }
/// assert_eq!(names, ["Fox"]);
/// # Ok::<(), badgepack::Error>(())
/// ```
pub struct ZipReader {
    windows: Windows,
    stage: Stage,
    candidates: Vec<Candidate>,
    twins: Twins,
    /// The second finding of twins that are not the same after all.
    ready: Option<Finding>,
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
        Self {
            windows: Windows::new(len),
            stage: Stage::Opening(len.saturating_sub(TAIL)),
            candidates: Vec::new(),
            twins: Twins::default(),
            ready: None,
        }
    }

    /// What comes next.
    ///
    /// # Errors
    /// [`Kind::BadZip`] where the directory cannot be read, [`Kind::TooLarge`] past
    /// [`limits::ZIP_ENTRIES`] and [`limits::ZIP_DIRECTORY`].
    pub fn step(&mut self) -> Result<ZipStep> {
        if let Some(finding) = self.ready.take() {
            return Ok(ZipStep::Found(Box::new(finding)));
        }
        match self.stage {
            Stage::Opening(from) => self.open_directory(from),
            Stage::Entry(index) if index < self.candidates.len() => Ok(self.next_entry(index)),
            Stage::Entry(_) => Ok(ZipStep::End),
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

    /// The bytes of the ZIP that [`read`](ZipReader::read) needs for an entry, known by
    /// [`Finding::index`].
    pub fn place(&self, index: usize) -> Option<Range<u64>> {
        let one = self.candidates.get(index)?;
        Some(one.entry.header_start()..one.end.min(self.windows.len()))
    }

    /// An entry's content once more, out of the bytes at its [`place`](ZipReader::place).
    ///
    /// # Errors
    /// Those that [`Finding::error`] tells of an entry, and [`Kind::Misuse`] for no entry.
    pub fn read(&self, index: usize, bytes: &[u8]) -> Result<Vec<u8>> {
        let (one, place) = self.candidates.get(index).zip(self.place(index)).ok_or(Kind::Misuse)?;
        let mut windows = Windows::new(self.windows.len());
        windows.give(place.start, bytes);
        content(one, &mut windows)
    }

    fn open_directory(&mut self, from: u64) -> Result<ZipStep> {
        let len = self.windows.len();
        if let Some(wish) = self.windows.wish(from..len, len) {
            return Ok(want(wish));
        }
        let candidates = directory::read(&mut self.windows);
        if let Some(at) = self.windows.missing() {
            // Everything behind it, before the next try: a try begins anew.
            if at >= from || len - at > limits::ZIP_DIRECTORY {
                return Err(Kind::TooLarge.into());
            }
            self.stage = Stage::Opening(at);
            return self.open_directory(at);
        }
        self.candidates = candidates?;
        if self.windows.held() > limits::ZIP_AHEAD {
            self.windows.forget_before(len);
        }
        self.stage = Stage::Entry(0);
        Ok(ZipStep::Passed)
    }

    fn next_entry(&mut self, index: usize) -> ZipStep {
        let (head, whole) = match self.candidates.get(index) {
            Some(one) => (needed(one, PACKED_HEAD), needed(one, u64::MAX)),
            None => return ZipStep::End,
        };
        self.windows.forget_before(head.start);
        let looked = match self.candidates.get(index) {
            Some(one) if refusal(one).is_none() => {
                let is_known = one.expected != Expected::Anything;
                let range = if is_known { whole.clone() } else { head };
                if let Some(wish) = self.windows.wish(range, self.neighbours(index)) {
                    return want(wish);
                }
                // What may be a badge by its first bytes is read whole.
                is_known || looks_like_badge(&first_bytes(one, &mut self.windows))
            }
            _ => true,
        };
        self.stage = Stage::Entry(index + 1);
        let Some(one) = self.candidates.get(index) else { return ZipStep::End };
        let mut found = None;
        if looked {
            if refusal(one).is_none()
                && let Some(wish) = self.windows.wish(whole, self.neighbours(index))
            {
                self.stage = Stage::Entry(index);
                return want(wish);
            }
            let content = content(one, &mut self.windows);
            found = judge(one, index, content);
        }
        let [first, second] = self.twins.meet(one, found);
        self.ready = second;
        match first.or_else(|| self.ready.take()) {
            Some(finding) => ZipStep::Found(Box::new(finding)),
            None => ZipStep::Passed,
        }
    }

    /// The end of the entries that follow this one closely: they are fetched with it.
    fn neighbours(&self, index: usize) -> u64 {
        let Some(first) = self.candidates.get(index) else { return 0 };
        let mut end = first.end;
        for one in self.candidates.iter().skip(index + 1) {
            let start = one.entry.header_start();
            if start > end.saturating_add(APART) || start > first.entry.header_start().saturating_add(limits::ZIP_AHEAD)
            {
                break;
            }
            end = end.max(one.end);
        }
        end
    }
}

fn want(range: Range<u64>) -> ZipStep {
    ZipStep::Want { at: range.start, len: range.end - range.start }
}

/// Where an entry's header and so much of its data stand, had it the longest header.
fn needed(one: &Candidate, data: u64) -> Range<u64> {
    let start = one.entry.header_start();
    let without = one.end.saturating_sub(one.entry.compressed_size());
    start..without.saturating_add(one.entry.compressed_size().min(data))
}

/// Why an entry is not even fetched, where the directory tells.
fn refusal(one: &Candidate) -> Option<Kind> {
    if one.expected == Expected::Zip {
        Some(Kind::Zip)
    } else if one.entry.encrypted() {
        Some(Kind::Encrypted)
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

fn looks_like_badge(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts: [&[u8]; 6] = [b"<", b"{", b"[", b"eyJ", b"http://", b"https://"];
    image::detect(bytes).is_some() || starts.iter().any(|start| text.starts_with(start))
}

/// What an entry is worth saying: nothing where no one would take it for a badge.
fn judge(one: &Candidate, index: usize, content: Result<Vec<u8>>) -> Option<Finding> {
    let is_picture = content.as_ref().is_ok_and(|bytes| image::detect(bytes).is_some());
    let inspected = content.and_then(|bytes| super::inspect(&one.name, &bytes));
    let is_worth = match (&inspected, one.expected) {
        (_, Expected::Picture | Expected::Zip) => true,
        (_, Expected::Anything) if is_picture => true,
        (Ok(inspection), _) => inspection.is_badge(),
        (Err(_), Expected::Credential) => true,
        (Err(_), Expected::Text | Expected::Anything) => false,
    };
    // Only what has a twin is compared.
    let payload = one.twin.and(inspected.as_ref().ok()).and_then(Inspection::mark);
    is_worth.then(|| Finding { payload, ..Finding::of(&one.name, index, inspected) })
}
