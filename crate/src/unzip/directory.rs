//! Which entries of a ZIP may be badges, told from the central directory alone.

use super::own_export::OwnExport;
use super::windows::Windows;
use crate::error::{Error, Kind, Result};
use crate::limits;
use std::collections::BinaryHeap;
use std::hash::{DefaultHasher, Hasher};
use zip::read::{Config, OwnedZipFileEntry, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// An entry that may be a badge.
pub(super) struct Candidate {
    pub entry: OwnedZipFileEntry,
    pub expected: Expected,
    /// The number that it shares with the one other entry that says the same in another form.
    pub twin: Option<u32>,
    /// The first byte behind it, had it the longest header.
    pub end: u64,
    /// Whether bytes of it belong to another entry too, as those of a bomb do.
    pub overlaps: bool,
}

impl Candidate {
    /// Its name as people may see it.
    pub fn name(&self) -> String {
        match self.entry.name() {
            Ok(name) => shown(&name),
            Err(_) => shown(&String::from_utf8_lossy(self.entry.name_raw())),
        }
    }
}

/// What an entry is, as its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A picture: whatever is wrong with it is worth saying.
    Picture,
    /// JSON or a signed badge: worth saying where it is no such thing.
    Credential,
    /// Text, which is a badge only if it says so.
    Text,
    /// A ZIP in the ZIP.
    Zip,
    /// Anything: its first bytes will tell.
    Anything,
}

impl Expected {
    /// Every one of them.
    pub const ALL: [Expected; 5] =
        [Expected::Picture, Expected::Credential, Expected::Text, Expected::Zip, Expected::Anything];

    /// The same in a word, which JavaScript passes on.
    pub fn label(self) -> &'static str {
        match self {
            Expected::Picture => "picture",
            Expected::Credential => "credential",
            Expected::Text => "text",
            Expected::Zip => "zip",
            Expected::Anything => "anything",
        }
    }

    fn of(name: &[u8]) -> Expected {
        let is = |endings: &[&str]| endings.iter().any(|ending| ending.as_bytes().eq_ignore_ascii_case(split(name).2));
        if is(&["png", "svg"]) {
            Expected::Picture
        } else if is(&["json", "jsonld", "jws", "jwt"]) {
            Expected::Credential
        } else if is(&["txt"]) {
            Expected::Text
        } else if is(&["zip"]) {
            Expected::Zip
        } else {
            Expected::Anything
        }
    }
}

/// A name as folders, the name without its ending, and the ending without its dot.
pub(super) fn split(name: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let last = name.iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |slash| slash + 1);
    let (folders, file) = name.split_at(last);
    match file.iter().rposition(|byte| *byte == b'.') {
        Some(dot) => (folders, &file[..dot], &file[dot + 1..]),
        None => (folders, file, &[]),
    }
}

/// Fixed part of a local header, and the longest name and extra fields after it (APPNOTE 4.3.7).
const HEADER: u64 = 30;
const LONGEST: u64 = 2 * u16::MAX as u64;

/// Reads the central directory; in the order of the file, whatever the directory's own is.
///
/// Fails with any error where a part of the directory is not here; [`Windows::missing`] tells.
pub(super) fn read(windows: &mut Windows) -> Result<Vec<Candidate>> {
    let mut archive = ZipIterable::try_new(windows, Config::default()).map_err(|error| failure(&error))?;
    if archive.len() > limits::ZIP_ENTRIES {
        return Err(Kind::TooLarge.into());
    }
    let mut all = Vec::with_capacity(archive.len());
    for entry in archive.files().map_err(|error| failure(&error))? {
        all.push(entry.map_err(|error| failure(&error))?);
    }
    let own = OwnExport::of(&all);
    let mut candidates = Vec::with_capacity(all.len());
    let mut behind = 0;
    for entry in in_order(all) {
        let start = entry.header_start();
        let overlaps = start < behind;
        let shortest = HEADER + entry.name_raw().len() as u64;
        behind = behind.max(start.saturating_add(shortest).saturating_add(entry.compressed_size()));
        candidates.extend(candidate(entry, &own, overlaps));
    }
    pair(&mut candidates);
    Ok(candidates)
}

/// The entries in the order of the file, which is the directory's own as good as always.
fn in_order(all: Vec<ZipFileEntry<'static>>) -> Vec<ZipFileEntry<'static>> {
    if all.is_sorted_by_key(|entry| entry.header_start()) {
        return all;
    }
    let starts: Vec<(u64, usize)> =
        all.iter().enumerate().map(|(index, entry)| (entry.header_start(), index)).collect();
    let mut all: Vec<Option<ZipFileEntry>> = all.into_iter().map(Some).collect();
    // A heap sorts in a tenth of the code.
    let order = BinaryHeap::from(starts).into_sorted_vec();
    order.into_iter().filter_map(|(_, index)| all.get_mut(index)?.take()).collect()
}

/// The entry, unless its name tells that no one would look for a badge there.
fn candidate(entry: ZipFileEntry<'static>, own: &Option<OwnExport>, overlaps: bool) -> Option<Candidate> {
    let name = entry.name_raw();
    let (folders, file, _) = split(name);
    // macOS adds files of its own, some of which have a picture's name.
    let is_macos = folders.split(|byte| *byte == b'/').any(|folder| folder == b"__MACOSX") || file.starts_with(b"._");
    let is_foreign = own.as_ref().is_some_and(|own| !own.is_badge(name));
    if !entry.is_file() || is_macos || is_foreign {
        return None;
    }
    let expected = Expected::of(name);
    let end = entry.header_start().saturating_add(HEADER + LONGEST).saturating_add(entry.compressed_size());
    Some(Candidate { entry: entry.into(), expected, twin: None, end, overlaps })
}

/// An entry's name without what could disturb the text around it, and not at any length.
fn shown(name: &str) -> String {
    if name.len() <= limits::ZIP_NAME && name.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return name.to_owned();
    }
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}')
    };
    let mut letters = name.chars().map(|letter| if is_odd(letter) { char::REPLACEMENT_CHARACTER } else { letter });
    let mut shown: String = letters.by_ref().take(limits::ZIP_NAME).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Gives a number to each two entries that differ in the ending only and may be picture and
/// credential of one badge.
fn pair(candidates: &mut [Candidate]) {
    let stem = |one: &Candidate| match one.expected {
        Expected::Picture | Expected::Credential | Expected::Text => Some(hash(split(one.entry.name_raw()))),
        Expected::Zip | Expected::Anything => None,
    };
    let stems: Vec<(u64, usize)> =
        candidates.iter().enumerate().filter_map(|(index, one)| Some((stem(one)?, index))).collect();
    let stems = BinaryHeap::from(stems).into_sorted_vec();
    let mut number = 0;
    for same in stems.chunk_by(|one, other| one.0 == other.0) {
        let is_picture =
            |(_, index): &(u64, usize)| candidates.get(*index).is_some_and(|one| one.expected == Expected::Picture);
        if let [one, other] = same
            && is_picture(one) != is_picture(other)
        {
            for (_, index) in same {
                if let Some(one) = candidates.get_mut(*index) {
                    one.twin = Some(number);
                }
            }
            number += 1;
        }
    }
}

/// The same for names that differ in the ending only. Were it the same for two others, they would
/// be two findings all the same.
fn hash((folders, file, _): (&[u8], &[u8], &[u8])) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(folders);
    hasher.write(file);
    hasher.finish()
}

/// The error in our words.
pub(super) fn failure(error: &ZipError) -> Error {
    let kind = match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Kind::Encrypted,
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => Kind::Packing,
        _ => Kind::BadZip,
    };
    kind.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_to_expect() {
        for (name, expected) in [
            ("a/b.PNG", Expected::Picture),
            ("b.svg", Expected::Picture),
            ("b.jwt", Expected::Credential),
            ("b.json", Expected::Credential),
            ("json", Expected::Anything),
            ("a.json/b", Expected::Anything),
            ("a.b\\c", Expected::Anything),
            ("README.txt", Expected::Text),
            ("more.zip", Expected::Zip),
        ] {
            assert_eq!(Expected::of(name.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn a_name_cannot_disturb_what_stands_around_it() {
        assert_eq!(shown("../a\u{202e}gnp.\0exe\n"), "../a\u{fffd}gnp.\u{fffd}exe\u{fffd}");
        assert_eq!(shown(&"ä".repeat(limits::ZIP_NAME)).chars().count(), limits::ZIP_NAME);
        assert_eq!(shown(&"ä".repeat(70_000)).chars().count(), limits::ZIP_NAME + 1);
    }
}
