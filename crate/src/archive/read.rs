//! Reads an archive back: one of ours, or one that somebody has packed anew.
//!
//! For ZIPs of strangers there is the `zip` crate, in an engine of its own; it is larger than all that
//! a safety copy needs of it.

use crate::error::{Kind, Result};
use badgepack_deflate::Crc;
use miniz_oxide::DataFormat;
use miniz_oxide::inflate::stream::{InflateState, inflate as inflate_on};
use miniz_oxide::{MZFlush, MZStatus};

/// The end record (APPNOTE 4.3.16), without its comment.
const END: usize = 22;
const LONGEST_COMMENT: usize = 65_535;
/// The fixed parts of a record of the directory (4.3.12), and of a local header (4.3.7).
const RECORD: usize = 46;
const LOCAL: usize = 30;
/// Entries that are looked for; a safety copy has some six.
const MOST: u64 = 1_000;
/// What is handed on at a time.
const PIECE: usize = 64 * 1024;

/// The entries of an archive that is held whole, by name.
pub struct Reader<'a> {
    bytes: &'a [u8],
    entries: Vec<(String, Entry)>,
}

struct Entry {
    method: u16,
    crc: u32,
    packed: usize,
    size: u64,
    /// Where its local header stands.
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    /// [`Kind::BadCopy`] for what is no ZIP, is cut, or has two entries of one name, and for ZIP64, which
    /// only archives beyond what is held whole have.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let end = end_record(bytes).ok_or(Kind::BadCopy)?;
        let (count, mut at) = (number(bytes, end + 10, 2), number(bytes, end + 16, 4));
        let mut entries: Vec<(String, Entry)> = Vec::new();
        for _ in 0..count.filter(|count| *count <= MOST).ok_or(Kind::BadCopy)? {
            let (name, entry, next) = at.and_then(|at| record(bytes, at as usize)).ok_or(Kind::BadCopy)?;
            if entries.iter().any(|(other, _)| *other == name) {
                return Err(Kind::BadCopy.into());
            }
            entries.push((name, entry));
            at = Some(next as u64);
        }
        Ok(Self { bytes, entries })
    }

    /// Reads an entry piece by piece, up to so many bytes.
    ///
    /// # Errors
    /// [`Kind::BadCopy`] for one that is not there, damaged, larger, or packed in another way than stored or
    /// deflated; whatever `see` says.
    pub fn read(&self, name: &str, limit: u64, see: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let found = self.entries.iter().find(|(other, entry)| other == name && entry.size <= limit);
        let (_, entry) = found.ok_or(Kind::BadCopy)?;
        let packed = self.packed(entry).ok_or(Kind::BadCopy)?;
        let (mut crc, mut size) = (Crc::new(), 0);
        let mut take = |piece: &[u8]| {
            size += piece.len() as u64;
            crc.update(piece);
            if size > entry.size { Err(Kind::BadCopy.into()) } else { see(piece) }
        };
        match entry.method {
            super::format::STORED => packed.chunks(PIECE).try_for_each(&mut take)?,
            super::format::DEFLATED => inflate(packed, &mut take)?,
            _ => return Err(Kind::BadCopy.into()),
        }
        match size == entry.size && crc.sum() == entry.crc {
            true => Ok(()),
            false => Err(Kind::BadCopy.into()),
        }
    }

    fn packed(&self, entry: &Entry) -> Option<&'a [u8]> {
        let at = entry.at;
        self.bytes.get(at..)?.starts_with(b"PK\x03\x04").then_some(())?;
        let (name, extra) = (number(self.bytes, at + 26, 2)?, number(self.bytes, at + 28, 2)?);
        let start = at.checked_add(LOCAL + name as usize + extra as usize)?;
        self.bytes.get(start..start.checked_add(entry.packed)?)
    }
}

fn inflate(mut packed: &[u8], take: &mut impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut room = vec![0; PIECE];
    loop {
        let step = inflate_on(&mut state, packed, &mut room, MZFlush::None);
        packed = packed.get(step.bytes_consumed..).unwrap_or_default();
        take(room.get(..step.bytes_written).unwrap_or_default())?;
        match step.status {
            Ok(MZStatus::StreamEnd) => return Ok(()),
            Ok(_) if step.bytes_written > 0 || step.bytes_consumed > 0 => {}
            _ => return Err(Kind::BadCopy.into()),
        }
    }
}

/// Where the end record stands: as near to the end as a comment lets it.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END)?;
    (last.saturating_sub(LONGEST_COMMENT)..=last).rev().find(|at| {
        let comment = number(bytes, at + 20, 2).map(|comment| comment as usize);
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x05\x06")) && comment == Some(last - at)
    })
}

/// A record of the directory, and where the next one stands.
fn record(bytes: &[u8], at: usize) -> Option<(String, Entry, usize)> {
    bytes.get(at..)?.starts_with(b"PK\x01\x02").then_some(())?;
    let field = |offset: usize, len: usize| number(bytes, at + offset, len);
    let (name, extra, comment) = (field(28, 2)? as usize, field(30, 2)? as usize, field(32, 2)? as usize);
    let start = at + RECORD;
    let entry = Entry {
        method: field(10, 2)? as u16,
        crc: field(16, 4)? as u32,
        packed: field(20, 4)? as usize,
        size: field(24, 4)?,
        at: field(42, 4)? as usize,
    };
    let text = std::str::from_utf8(bytes.get(start..start + name)?).ok()?;
    Some((text.to_owned(), entry, start + name + extra + comment))
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(len)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::{Archive, EntryPath, Piece, Shelf};
    use super::*;
    use std::collections::BTreeMap;

    /// An archive as a host writes it.
    fn written(mut archive: Archive) -> Vec<u8> {
        let (mut out, mut shelves) = (Vec::new(), BTreeMap::<Shelf, Vec<u8>>::new());
        for piece in archive.take() {
            match piece {
                Piece::Write(bytes) => out.extend(bytes),
                Piece::Shelve(shelf, bytes) => shelves.entry(shelf).or_default().extend(bytes),
                Piece::WriteShelf(shelf) => out.extend(shelves.remove(&shelf).unwrap_or_default()),
                Piece::WriteBody(_) => {}
            }
        }
        out
    }

    pub fn archive() -> Vec<u8> {
        let mut archive = Archive::new();
        let path = |name| EntryPath::parse(name).unwrap();
        archive.text(path("a.txt"), &b"abc".repeat(100_000)).unwrap();
        archive.as_it_is(path("b.png"), (0..200_000_u32).map(|at| (at % 251 * (at % 7)) as u8).collect()).unwrap();
        archive.text(path("empty"), b"").unwrap();
        archive.finish();
        written(archive)
    }

    fn read(bytes: &[u8], name: &str) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        Reader::open(bytes)?.read(name, 1 << 20, &mut |piece| {
            out.extend_from_slice(piece);
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn what_was_written_is_read() {
        let zip = archive();
        assert_eq!(read(&zip, "a.txt").unwrap(), b"abc".repeat(100_000));
        assert_eq!(read(&zip, "b.png").unwrap().len(), 200_000);
        assert_eq!(read(&zip, "empty").unwrap(), b"");
        assert_eq!(read(&zip, "other").unwrap_err().kind, Kind::BadCopy);
        let mut commented = zip.clone();
        let at = commented.len() - 2;
        commented[at] = 5;
        commented.extend(b"hello");
        assert_eq!(read(&commented, "empty").unwrap(), b"");
    }

    #[test]
    fn what_another_program_packed_is_read() {
        use std::io::Write;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, method) in [("a", zip::CompressionMethod::Deflated), ("b", zip::CompressionMethod::Stored)] {
            zip.start_file(name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
            zip.write_all(&b"hello ".repeat(1_000)).unwrap();
        }
        let zip = zip.finish().unwrap().into_inner();
        for name in ["a", "b"] {
            assert_eq!(read(&zip, name).unwrap(), b"hello ".repeat(1_000));
        }
    }

    #[test]
    fn damage_is_found_wherever_it_is() {
        let zip = archive();
        let whole = |zip: &[u8]| ["a.txt", "b.png", "empty"].map(|name| read(zip, name));
        let before = whole(&zip);
        for at in (0..zip.len()).step_by(61) {
            let mut damaged = zip.clone();
            damaged[at] ^= 0x11;
            for (one, other) in whole(&damaged).iter().zip(&before) {
                assert!(one.is_err() || one == other, "byte {at}");
            }
        }
        for len in [0, 10, zip.len() / 2, zip.len() - 1] {
            assert!(Reader::open(&zip[..len]).is_err());
        }
    }

    #[test]
    fn a_bomb_ends_at_the_size_that_it_says_and_at_the_limit() {
        let zip = archive();
        let reader = Reader::open(&zip).unwrap();
        assert_eq!(reader.read("a.txt", 1_000, &mut |_| Ok(())).unwrap_err().kind, Kind::BadCopy);
    }
}
