//! Whatever goes into an archive comes out of it, for readers that seek and for those that stream.

use crate::entries::{self, Entry, Way};
use crate::headers;
use badgepack::Kind;
use badgepack::archive::{Archive, EntryPath};
use proptest::prelude::*;
use std::io::{Cursor, Read};
use zip::read::read_zipfile_from_stream;

/// Names and contents by the directory.
pub fn by_directory(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    (0..zip.len()).map(|at| read(zip.by_index(at).unwrap())).collect()
}

/// Names and contents from the start on, as a program reads that cannot seek.
pub fn from_start(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut rest = archive;
    let mut entries = Vec::new();
    while let Some(file) = read_zipfile_from_stream(&mut rest).unwrap() {
        entries.push(read(file));
    }
    entries
}

fn read<R: Read>(mut file: zip::read::ZipFile<'_, R>) -> (String, Vec<u8>) {
    let name = file.name().unwrap().into_owned();
    let mut content = Vec::new();
    // Reading to the end checks the CRC.
    file.read_to_end(&mut content).unwrap();
    (name, content)
}

fn sorted(mut entries: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    entries.sort();
    entries
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_entries_are_read_back(entries in entries::entries()) {
        let archive = entries::archive(&entries);
        prop_assert_eq!(headers::judge(&archive), entries.len());
        let wanted = sorted(entries.iter().map(|Entry { name, content, .. }| (name.clone(), content.clone())).collect());
        prop_assert!(sorted(by_directory(&archive)) == wanted);
        if !entries.is_empty() {
            prop_assert!(sorted(from_start(&archive)) == wanted);
        }
        prop_assert!(entries::archive(&entries) == archive, "the same entries give the same bytes");
    }
}

#[test]
fn a_second_entry_of_a_name_is_refused_and_the_archive_goes_on() {
    let mut archive = Archive::new();
    let mut shelves = crate::host::shelves::Shelves::default();
    let path = |name: &str| EntryPath::parse(name).unwrap();
    archive.text(path("badges/Straße.json"), b"1").unwrap();
    for same in ["badges/Straße.json", "badges/STRASSE.json", "BADGES/strasse.JSON"] {
        let error = archive.text(path(same), b"2").unwrap_err();
        assert_eq!(error.kind, Kind::SameName, "{same}");
    }
    archive.text(path("badges/Strase.json"), b"3").unwrap();
    archive.finish();
    archive.take().for_each(|piece| shelves.carry_out(piece));
    assert_eq!(headers::judge(&shelves.archive), 2);
    let contents: Vec<Vec<u8>> = by_directory(&shelves.archive).into_iter().map(|(_, content)| content).collect();
    assert_eq!(contents, [b"1", b"3"]);
}

#[test]
fn thousands_of_texts_that_do_not_shrink() {
    let short = Entry {
        name: String::new(),
        way: Way::Text,
        content: b"https://badges.example/public/assertions/nothing-twice".to_vec(),
    };
    let entries: Vec<Entry> = (0..3000).map(|at| Entry { name: format!("{at}.txt"), ..short.clone() }).collect();
    let archive = entries::archive(&entries);
    assert_eq!(headers::judge(&archive), 3000);
    assert!(by_directory(&archive).iter().all(|(_, content)| *content == short.content));
}
