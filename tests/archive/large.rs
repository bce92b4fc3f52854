//! Archives beyond the limits of the first ZIPs: 65,535 entries and 4 GiB.

use crate::headers;
use crate::host::shelves::Shelves;
use crate::read_back::{by_directory, from_start};
use badgepack::archive::{Archive, Body, EntryPath, Piece};
use std::io::{Read, Result, Seek, SeekFrom};

fn of_entries(count: usize) -> Vec<u8> {
    let mut archive = Archive::new();
    let mut shelves = Shelves::default();
    for at in 0..count {
        archive.text(EntryPath::parse(&format!("records/{at:05}.txt")).unwrap(), b"x").unwrap();
        archive.take().for_each(|piece| shelves.carry_out(piece));
    }
    archive.finish();
    archive.take().for_each(|piece| shelves.carry_out(piece));
    shelves.archive
}

#[test]
fn as_many_entries_as_there_are() {
    for count in [65_534, 65_535, 65_536, 70_000] {
        let archive = of_entries(count);
        let entries = by_directory(&archive);
        assert_eq!(entries.len(), count);
        let whole = |(at, (name, content)): (usize, &(String, Vec<u8>))| {
            *name == format!("records/{at:05}.txt") && content == b"x"
        };
        assert!(entries.iter().enumerate().all(whole));
        assert!(from_start(&archive) == entries);
        // ZIP64 only where it is needed.
        let has_locator = archive[archive.len() - 42..].starts_with(b"PK\x06\x07");
        assert_eq!(has_locator, count >= 65_535, "{count}");
        if !has_locator {
            assert_eq!(headers::judge(&archive), count);
        }
    }
}

/// An archive in which some bodies are nothing but zeros, and are not held.
#[derive(Default)]
struct Sparse {
    /// What is held, with the place where it begins.
    held: Vec<(u64, Vec<u8>)>,
    len: u64,
    at: u64,
}

impl Read for Sparse {
    fn read(&mut self, out: &mut [u8]) -> Result<usize> {
        let count = out.len().min((self.len - self.at) as usize);
        out[..count].fill(0);
        let end = self.at + count as u64;
        for (start, bytes) in &self.held {
            let (from, to) = (self.at.max(*start), end.min(start + bytes.len() as u64));
            if from < to {
                let here = &bytes[(from - start) as usize..(to - start) as usize];
                out[(from - self.at) as usize..(to - self.at) as usize].copy_from_slice(here);
            }
        }
        self.at = end;
        Ok(count)
    }
}

impl Seek for Sparse {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            SeekFrom::End(by) => self.len.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

/// Two small entries around bodies of zeros of these sizes.
fn around(sizes: &[u64]) -> Sparse {
    let mut archive = Archive::new();
    let path = |name: String| EntryPath::parse(&name).unwrap();
    archive.text(path("first.txt".into()), b"first").unwrap();
    for (at, len) in sizes.iter().enumerate() {
        archive.stored(path(format!("zeros-{at}.bin")), Body { id: at as u32, len: *len, crc: 0 }).unwrap();
    }
    archive.text(path("last.txt".into()), b"last").unwrap();
    archive.finish();
    let mut sparse = Sparse::default();
    let mut directory = Vec::new();
    for piece in archive.take() {
        match piece {
            Piece::Write(bytes) => {
                let len = bytes.len() as u64;
                sparse.held.push((sparse.len, bytes));
                sparse.len += len;
            }
            Piece::WriteBody(id) => sparse.len += sizes[id as usize],
            Piece::Shelve(_, bytes) => directory.extend(bytes),
            Piece::WriteShelf(_) => {
                let bytes = std::mem::take(&mut directory);
                let len = bytes.len() as u64;
                sparse.held.push((sparse.len, bytes));
                sparse.len += len;
            }
        }
    }
    assert_eq!(archive.written(), sparse.len);
    sparse
}

#[test]
fn as_many_bytes_as_there_are() {
    const FULL: u64 = u32::MAX as u64;
    /// The first entry, and the header of the second.
    const BEFORE: u64 = (30 + 9 + 5) + (30 + 11);
    for sizes in [
        vec![FULL - 1],
        vec![FULL],
        vec![FULL + 1],
        vec![3 << 30, 3 << 30],
        vec![5 << 30, 5 << 30, 1],
        // The next entry begins one byte before the limit, and at it.
        vec![FULL - BEFORE - 1, 1],
        vec![FULL - BEFORE, 1],
    ] {
        let mut zip = zip::ZipArchive::new(around(&sizes)).unwrap();
        assert_eq!(zip.len(), sizes.len() + 2, "{sizes:?}");
        for (name, wanted) in [("first.txt", "first"), ("last.txt", "last")] {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, wanted, "{sizes:?}");
        }
        for (at, len) in sizes.iter().enumerate() {
            let file = zip.by_name(&format!("zeros-{at}.bin")).unwrap();
            assert_eq!((file.size(), file.compressed_size()), (*len, *len));
        }
    }
}
