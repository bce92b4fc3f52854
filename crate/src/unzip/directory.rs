//! Which entries of a ZIP may be badges, told from the central directory alone.

use super::windows::Windows;
use crate::error::{Error, Kind, Result};
use crate::fingerprint::fingerprint;
use crate::limits;
use std::collections::BinaryHeap;
use zip::read::{Config, OwnedZipFileEntry, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// An entry that may be a badge.
pub(super) struct Candidate {
    pub entry: OwnedZipFileEntry,
    /// Its name as people may see it.
    pub name: String,
    pub expected: Expected,
    /// The number that it shares with the one other entry that says the same in another form.
    pub twin: Option<u32>,
    /// The first byte behind it, had it the longest header.
    pub end: u64,
    /// Whether bytes of it belong to another entry too, as those of a bomb do.
    pub overlaps: bool,
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

    fn of(name: &str) -> Expected {
        let ending = name.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
        match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
            "png" | "svg" => Expected::Picture,
            "json" | "jsonld" | "jws" | "jwt" => Expected::Credential,
            "txt" => Expected::Text,
            "zip" => Expected::Zip,
            _ => Expected::Anything,
        }
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
    let mut all = Vec::new();
    for entry in archive.files().map_err(|error| failure(&error))? {
        all.push(entry.map_err(|error| failure(&error))?);
    }
    let own = OwnExport::of(&all);
    let order: Vec<(u64, usize)> = all.iter().enumerate().map(|(index, entry)| (entry.header_start(), index)).collect();
    let mut all: Vec<Option<ZipFileEntry>> = all.into_iter().map(Some).collect();
    let mut candidates = Vec::new();
    let mut behind = 0;
    // A heap sorts in a tenth of the code.
    for (start, index) in BinaryHeap::from(order).into_sorted_vec() {
        let Some(entry) = all.get_mut(index).and_then(Option::take) else { continue };
        let overlaps = start < behind;
        let shortest = HEADER + entry.name_raw().len() as u64;
        behind = behind.max(start.saturating_add(shortest).saturating_add(entry.compressed_size()));
        candidates.extend(candidate(entry, &own, overlaps));
    }
    pair(&mut candidates);
    Ok(candidates)
}

/// The entry, unless its name tells that no one would look for a badge there.
fn candidate(entry: ZipFileEntry<'static>, own: &Option<OwnExport>, overlaps: bool) -> Option<Candidate> {
    let raw = String::from_utf8_lossy(entry.name_raw()).into_owned();
    let last = raw.rsplit('/').next().unwrap_or_default();
    // macOS adds files of its own, some of which have a picture's name.
    let is_macos = raw.starts_with("__MACOSX/") || raw.contains("/__MACOSX/") || last.starts_with("._");
    let is_foreign = own.as_ref().is_some_and(|own| !own.is_badge(&raw));
    if !entry.is_file() || is_macos || is_foreign {
        return None;
    }
    let end = entry.header_start().saturating_add(HEADER + LONGEST).saturating_add(entry.compressed_size());
    let name = match entry.name() {
        Ok(name) => shown(&name),
        Err(_) => shown(&raw),
    };
    let expected = Expected::of(&raw);
    Some(Candidate { entry: entry.into(), name, expected, twin: None, end, overlaps })
}

/// An entry's name without what could disturb the text around it, and not at any length.
fn shown(name: &str) -> String {
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
        Expected::Picture | Expected::Credential | Expected::Text => {
            one.name.rsplit_once('.').map(|(stem, _)| fingerprint(stem.as_bytes()))
        }
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

/// What this crate's own export is known by. Besides badges it holds much else as JSON.
struct OwnExport {
    /// What stands before the export's own names, where someone packed its folder once more.
    root: String,
    /// The folders with badges.
    folders: Vec<String>,
}

/// Folders with badges that are looked for in an export; it has two or three.
const FOLDERS: usize = 50;

impl OwnExport {
    fn of(all: &[ZipFileEntry<'_>]) -> Option<OwnExport> {
        let has = |folder: &str, name: &str| {
            let is_it = |raw: &[u8]| raw.strip_prefix(folder.as_bytes()) == Some(name.as_bytes());
            all.iter().any(|entry| is_it(entry.name_raw()))
        };
        let before = |name: &str| {
            let folder = |entry: &ZipFileEntry<'_>| {
                let folder = std::str::from_utf8(entry.name_raw()).ok()?.strip_suffix(name)?;
                (folder.is_empty() || folder.ends_with('/')).then(|| folder.to_owned())
            };
            let folders: Vec<String> = all.iter().filter_map(folder).take(FOLDERS).collect();
            folders
        };
        let is_root =
            |root: &String| ["report.json", "index.html", "README.txt"].into_iter().all(|name| has(root, name));
        let root = before("SHA256SUMS").into_iter().find(is_root)?;
        // Only folders with badges have both lists.
        let folders = before("index.csv").into_iter().filter(|folder| has(folder, "records.json")).collect();
        Some(OwnExport { root, folders })
    }

    fn is_badge(&self, name: &str) -> bool {
        let (folder, last) = name.split_at(name.rfind('/').map_or(0, |slash| slash + 1));
        let is_list = ["records.json", "index.csv", "SOURCES.txt"].contains(&last);
        !name.starts_with(&self.root) || (self.folders.iter().any(|one| one == folder) && !is_list)
    }
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
            ("README.txt", Expected::Text),
            ("more.zip", Expected::Zip),
        ] {
            assert_eq!(Expected::of(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_cannot_disturb_what_stands_around_it() {
        assert_eq!(shown("../a\u{202e}gnp.\0exe\n"), "../a\u{fffd}gnp.\u{fffd}exe\u{fffd}");
        assert_eq!(shown(&"ä".repeat(limits::ZIP_NAME)).chars().count(), limits::ZIP_NAME);
        assert_eq!(shown(&"ä".repeat(70_000)).chars().count(), limits::ZIP_NAME + 1);
    }
}
