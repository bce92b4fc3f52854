//! Reads an archive of ours from its first byte to its last, as it will be handed out, and holds it against every checksum in it.
//!
//! What was written right may be kept wrong, and no reader of ZIPs is sure to notice: before an archive is handed out, it is read
//! once more. It goes forward and holds 64 KiB; the directory is made anew from the headers on the way, and must be the same.

use super::format::{DEFLATED, Header, STORED, end};
use crate::Place;
use crate::error::{Error, Kind, Result};
use badgepack_deflate::Crc;
use miniz_oxide::DataFormat;
use miniz_oxide::inflate::stream::{InflateState, MinReset, inflate};
use miniz_oxide::{MZError, MZFlush, MZStatus};

/// The fixed part of a local header (APPNOTE 4.3.7).
const LOCAL: usize = 30;
/// The longest end (4.3.14 to 4.3.16), without a comment: ours has none.
const END: usize = 56 + 20 + 22;
/// What is unpacked at a time.
const ROOM: usize = 64 * 1024;

/// An archive that is being read; give it all bytes in their order.
///
/// ```
/// use badgepack::archive::Check;
/// let empty = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
/// let mut check = Check::new();
/// check.push(empty)?;
/// assert_eq!(check.finish()?, 0);
/// # Ok::<(), badgepack::Error>(())
/// ```
pub struct Check {
    at: At,
    /// Bytes that were read.
    read: u64,
    /// Bytes of a header that has not come to its end, or of what ends the archive.
    held: Vec<u8>,
    entries: u64,
    /// The directory as it has to be: its length and checksum.
    directory: (u64, Crc),
    unpacking: Box<InflateState>,
    room: Vec<u8>,
}

enum At {
    /// Before a header, or within it.
    Header,
    Content(Entry),
    /// In the directory, which began here: what is left of it, and what was read.
    Directory {
        start: u64,
        left: u64,
        crc: Crc,
    },
}

struct Entry {
    name: Vec<u8>,
    header: Header,
    offset: u64,
    /// Bytes that are to come.
    left: u64,
    size: u64,
    crc: Crc,
    is_unpacked: bool,
}

impl Default for Check {
    fn default() -> Self {
        Self::new()
    }
}

impl Check {
    /// A check of an archive of which nothing was read.
    pub fn new() -> Self {
        Self {
            at: At::Header,
            read: 0,
            held: Vec::new(),
            entries: 0,
            directory: (0, Crc::new()),
            unpacking: InflateState::new_boxed(DataFormat::Raw),
            room: vec![0; ROOM],
        }
    }

    /// Goes on with these bytes.
    ///
    /// # Errors
    /// [`Kind::DamagedArchive`] with the entry that is not as it was written, or the byte at which no header of ours stands.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let taken = match &mut self.at {
                At::Header => self.header(bytes)?,
                At::Content(entry) => {
                    let piece = bytes.get(..(entry.left.min(bytes.len() as u64)) as usize).unwrap_or_default();
                    entry.take(piece, &mut self.unpacking, &mut self.room)?;
                    piece.len()
                }
                At::Directory { left, crc, .. } => {
                    let piece = bytes.get(..(*left).min(bytes.len() as u64) as usize).unwrap_or_default();
                    crc.update(piece);
                    *left -= piece.len() as u64;
                    self.held.extend_from_slice(bytes.get(piece.len()..).unwrap_or_default());
                    if self.held.len() > END {
                        return Err(self.broken());
                    }
                    bytes.len()
                }
            };
            self.read += taken as u64;
            bytes = bytes.get(taken..).unwrap_or_default();
            self.end_entry()?;
        }
        Ok(())
    }

    /// Ends the archive; yields how many entries it has.
    ///
    /// # Errors
    /// [`Kind::DamagedArchive`] when it is cut, or its directory is another one.
    pub fn finish(self) -> Result<u64> {
        match &self.at {
            // An archive without entries has no directory.
            At::Header if self.entries == 0 && self.held == end(0, 0, 0) => Ok(0),
            At::Directory { start, left: 0, crc }
                if crc.sum() == self.directory.1.sum() && self.held == end(self.entries, self.directory.0, *start) =>
            {
                Ok(self.entries)
            }
            At::Content(entry) => Err(entry.broken()),
            _ => Err(self.broken()),
        }
    }

    fn broken(&self) -> Error {
        Kind::DamagedArchive.at_byte(self.read as usize)
    }

    /// Takes bytes of a header, or the first of the directory; yields how many.
    fn header(&mut self, bytes: &[u8]) -> Result<usize> {
        let mut taken = 0;
        loop {
            let wanted = self.wanted();
            let more = bytes.get(taken..bytes.len().min(taken + wanted - self.held.len())).unwrap_or_default();
            self.held.extend_from_slice(more);
            taken += more.len();
            if self.held.len() < wanted {
                return Ok(taken);
            }
            let start = self.read + taken as u64 - self.held.len() as u64;
            if self.held == b"PK\x01\x02" {
                let mut crc = Crc::new();
                crc.update(&self.held);
                let left = self.directory.0.checked_sub(self.held.len() as u64).ok_or_else(|| self.broken())?;
                self.held.clear();
                self.at = At::Directory { start, left, crc };
                return Ok(taken);
            }
            if self.held.len() == self.wanted() {
                self.at = At::Content(self.entry(start)?);
                self.held.clear();
                self.unpacking.reset_as(MinReset);
                return Ok(taken);
            }
        }
    }

    /// How many bytes the header has, as far as those that are here tell.
    fn wanted(&self) -> usize {
        match self.held.len() {
            ..4 => 4,
            4..LOCAL => LOCAL,
            _ => LOCAL + (self.field(26, 2) + self.field(28, 2)) as usize,
        }
    }

    fn field(&self, at: usize, len: usize) -> u64 {
        let bytes = self.held.get(at..at + len).unwrap_or_default();
        bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    /// The entry of a whole header.
    fn entry(&self, offset: u64) -> Result<Entry> {
        let (name, extra) = (self.field(26, 2) as usize, self.field(28, 2));
        let (packed, size) = match extra {
            0 => (self.field(18, 4), self.field(22, 4)),
            // Those of ZIP64 stand behind the name, the other way round.
            _ => (self.field(LOCAL + name + 12, 8), self.field(LOCAL + name + 4, 8)),
        };
        let header = Header { method: self.field(8, 2) as u16, crc: self.field(14, 4) as u32, packed, size };
        let name = self.held.get(LOCAL..LOCAL + name).unwrap_or_default().to_vec();
        // One of ours is this to the last bit.
        if !matches!(header.method, STORED | DEFLATED) || header.local(&name) != self.held {
            return Err(self.broken());
        }
        let is_unpacked = header.method == STORED;
        Ok(Entry { name, offset, left: packed, header, size: 0, crc: Crc::new(), is_unpacked })
    }

    /// Goes on behind an entry that is over.
    fn end_entry(&mut self) -> Result<()> {
        match std::mem::replace(&mut self.at, At::Header) {
            At::Content(entry) if entry.left == 0 => {
                let Entry { header, .. } = &entry;
                if !entry.is_unpacked || entry.size != header.size || entry.crc.sum() != header.crc {
                    return Err(entry.broken());
                }
                let record = header.directory(&entry.name, entry.offset);
                self.directory.0 += record.len() as u64;
                self.directory.1.update(&record);
                self.entries += 1;
            }
            other => self.at = other,
        }
        Ok(())
    }
}

impl Entry {
    fn broken(&self) -> Error {
        Kind::DamagedArchive.at(Place::Entry(String::from_utf8_lossy(&self.name).into_owned()))
    }

    fn take(&mut self, piece: &[u8], unpacking: &mut InflateState, room: &mut [u8]) -> Result<()> {
        self.left -= piece.len() as u64;
        if self.header.method == STORED {
            self.see(piece);
            return Ok(());
        }
        let mut packed = piece;
        loop {
            let step = inflate(unpacking, packed, room, MZFlush::None);
            packed = packed.get(step.bytes_consumed..).unwrap_or_default();
            self.see(room.get(..step.bytes_written).unwrap_or_default());
            match step.status {
                Ok(MZStatus::StreamEnd) => {
                    self.is_unpacked = packed.is_empty() && self.left == 0;
                    return if self.is_unpacked { Ok(()) } else { Err(self.broken()) };
                }
                // It wants more than there is now.
                Ok(_) | Err(MZError::Buf) if packed.is_empty() && step.bytes_written < room.len() => return Ok(()),
                Ok(_) if self.size <= self.header.size => {}
                _ => return Err(self.broken()),
            }
        }
    }

    fn see(&mut self, text: &[u8]) {
        self.size += text.len() as u64;
        self.crc.update(text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::read::tests::archive;
    use super::*;

    fn checked(bytes: &[u8], piece: usize) -> Result<u64> {
        let mut check = Check::new();
        bytes.chunks(piece).try_for_each(|piece| check.push(piece))?;
        check.finish()
    }

    #[test]
    fn a_whole_archive_passes_in_any_pieces() {
        let zip = archive();
        for piece in [1, 3, 29, 30, 31, 4_096, zip.len()] {
            assert_eq!(checked(&zip, piece), Ok(3), "{piece}");
        }
    }

    #[test]
    fn each_changed_byte_is_found_and_so_is_each_cut() {
        let zip = archive();
        for at in (0..zip.len()).step_by(101).chain(zip.len() - 400..zip.len()) {
            let mut damaged = zip.clone();
            damaged[at] ^= 0x11;
            assert!(checked(&damaged, 4_096).is_err(), "byte {at}");
            assert!(checked(&zip[..at], 4_096).is_err(), "cut at {at}");
        }
        assert!(checked(&[zip.as_slice(), b"x"].concat(), 4_096).is_err());
    }

    #[test]
    fn the_entry_that_is_damaged_is_named() {
        let mut zip = archive();
        let middle = zip.len() / 2;
        zip[middle] ^= 1;
        let error = checked(&zip, 999).unwrap_err();
        assert_eq!((error.kind, error.place), (Kind::DamagedArchive, Place::Entry("b.png".into())));
    }
}
