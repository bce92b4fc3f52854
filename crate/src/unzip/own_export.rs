//! Where the badges are in this crate's own export.

use super::directory::split;
use zip::read::ZipFileEntry;

/// What this crate's own export is known by. Besides badges it holds much else as JSON.
pub(super) struct OwnExport {
    /// What stands before the export's own names, where someone packed its folder once more.
    root: String,
    /// The folders with badges.
    folders: Vec<String>,
}

/// Folders with badges that are looked for in an export; it has two or three.
const FOLDERS: usize = 50;

impl OwnExport {
    /// The export, where the entries' names are those of one.
    pub fn of(all: &[ZipFileEntry<'_>]) -> Option<OwnExport> {
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

    /// Whether an entry is a badge, or at least none of the export's other files.
    pub fn is_badge(&self, name: &[u8]) -> bool {
        let folder = split(name).0;
        let is_list =
            ["records.json", "index.csv", "SOURCES.txt"].iter().any(|list| name[folder.len()..] == *list.as_bytes());
        let is_known = self.folders.iter().any(|one| one.as_bytes() == folder);
        !name.starts_with(self.root.as_bytes()) || (is_known && !is_list)
    }
}
