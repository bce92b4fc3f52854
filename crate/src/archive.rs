//! A ZIP archive, told as steps: bytes to write, bytes to keep for later, bodies to pass on.
//!
//! Sizes and checksums are known before an entry's header is written, so there are no data
//! descriptors, every reader can stream the result, and the same entries give the same bytes
//! (APPNOTE 6.3.10; no times, no extra fields but ZIP64's, no comments).
//!
//! The archive holds nothing that grows: the central directory and the texts that grow with the
//! number of records are kept on *shelves*, which the host fills and, at the end, writes out.

mod check;
mod format;
mod gather;
mod letter;
mod name;
mod read;
pub(crate) mod report;

pub use check::Check;
pub use gather::{Gather, Gathered};
pub use name::{EntryPath, Stem, slug};
pub use read::Reader;

use crate::error::{Error, Kind, Place, Result};
use crate::fingerprint::{Seen, crc32, seen};
use crate::limits;
use badgepack_deflate::Deflater;
use format::Header;
use sha2::{Digest, Sha256};

/// A place outside the core where bytes wait for their turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shelf(pub u32);

/// What the host does next with bytes of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// These are the archive's next bytes.
    Write(Vec<u8>),
    /// The archive's next bytes are all that a body holds; the body is not needed any more.
    WriteBody(u32),
    /// These bytes wait on a shelf, after those that are there.
    Shelve(Shelf, Vec<u8>),
    /// The archive's next bytes are all that waits on this shelf.
    WriteShelf(Shelf),
}

/// The size and checksum of a body that the host holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Body {
    /// The host's number for it.
    pub id: u32,
    /// Bytes.
    pub len: u64,
    /// CRC-32 of the bytes.
    pub crc: u32,
}

/// The SHA-256 of an entry's content.
pub type Sha = [u8; 32];

const DIRECTORY: Shelf = Shelf(0);

/// An archive in the making.
///
/// ```
/// use badgepack::archive::{Archive, EntryPath, Piece};
/// let mut archive = Archive::new();
/// archive.text(EntryPath::parse("README.txt")?, b"hello")?;
/// archive.finish();
/// let steps: Vec<Piece> = archive.take().collect();
/// assert!(matches!(&steps[0], Piece::Write(header) if header.starts_with(b"PK\x03\x04")));
/// # Ok::<(), badgepack::Error>(())
/// ```
pub struct Archive {
    pieces: Vec<Piece>,
    deflater: Deflater,
    /// Folded names of the entries, as 64 bits of their hash: 70,000 names in half a megabyte.
    names: Seen,
    next_shelf: u32,
    written: u64,
    /// Directory records that are not shelved yet, and the length of all of them.
    records: Vec<u8>,
    directory: u64,
    entries: u64,
}

impl Default for Archive {
    fn default() -> Self {
        Self::new()
    }
}

impl Archive {
    /// An empty archive.
    pub fn new() -> Self {
        Self {
            pieces: Vec::new(),
            deflater: Deflater::new(),
            names: seen(limits::USUAL_ENTRIES),
            next_shelf: DIRECTORY.0 + 1,
            written: 0,
            records: Vec::new(),
            directory: 0,
            entries: 0,
        }
    }

    /// The steps since the last call, in order.
    pub fn take(&mut self) -> impl Iterator<Item = Piece> + use<> {
        std::mem::take(&mut self.pieces).into_iter()
    }

    /// Bytes written so far.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Entries so far.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Whether an entry of this name could not be added, because one of a name that some file
    /// system takes for the same is there.
    pub fn has(&self, path: &EntryPath) -> bool {
        self.names.contains(&path.folded())
    }

    /// Adds an entry that the core holds; deflated where that makes it smaller. Yields its SHA-256.
    pub fn text(&mut self, path: EntryPath, content: &[u8]) -> Result<Sha> {
        let (method, data) = match gather::deflate_whole(&mut self.deflater, content) {
            Some(packed) => (format::DEFLATED, packed),
            None => (format::STORED, content.to_vec()),
        };
        let header = Header { method, crc: crc32([content]), packed: data.len() as u64, size: content.len() as u64 };
        self.open(path, header)?;
        self.write(data);
        Ok(Sha256::digest(content).into())
    }

    /// Adds an entry that the core holds and that is packed already: a picture. Yields its SHA-256.
    pub fn as_it_is(&mut self, path: EntryPath, content: Vec<u8>) -> Result<Sha> {
        let len = content.len() as u64;
        let header = Header { method: format::STORED, crc: crc32([content.as_slice()]), packed: len, size: len };
        self.open(path, header)?;
        let sha = Sha256::digest(&content).into();
        self.write(content);
        Ok(sha)
    }

    /// Adds an entry whose bytes the host holds and passes on as they are.
    pub fn stored(&mut self, path: EntryPath, body: Body) -> Result<()> {
        let header = Header { method: format::STORED, crc: body.crc, packed: body.len, size: body.len };
        self.open(path, header)?;
        self.written += body.len;
        self.pieces.push(Piece::WriteBody(body.id));
        Ok(())
    }

    /// Begins a text that grows record by record and becomes an entry at its end.
    pub fn gather(&mut self) -> Gather {
        let shelf = Shelf(self.next_shelf);
        self.next_shelf += 1;
        Gather::new(shelf)
    }

    /// Adds bytes to a gathered text.
    pub fn add(&mut self, gather: &mut Gather, bytes: &[u8]) {
        let shelf = gather.shelf();
        gather.add(bytes, |packed| self.pieces.push(Piece::Shelve(shelf, packed)));
    }

    /// Makes a gathered text an entry. Yields its SHA-256.
    pub fn close(&mut self, gather: Gather, path: EntryPath) -> Result<Sha> {
        let shelf = gather.shelf();
        let done = gather.finish(|packed| self.pieces.push(Piece::Shelve(shelf, packed)));
        let header = Header { method: format::DEFLATED, crc: done.crc, packed: done.packed, size: done.size };
        self.open(path, header)?;
        self.written += done.packed;
        self.pieces.push(Piece::WriteShelf(shelf));
        Ok(done.sha)
    }

    /// Writes the central directory; nothing can follow.
    pub fn finish(&mut self) {
        let end = format::end(self.entries, self.directory, self.written);
        self.written += self.directory;
        self.shelve_records();
        self.pieces.push(Piece::WriteShelf(DIRECTORY));
        self.write(end);
    }

    fn open(&mut self, path: EntryPath, header: Header) -> Result<()> {
        if !self.names.insert(path.folded()) {
            return Err(Error { kind: Kind::SameName, place: Place::Entry(path.to_string()) });
        }
        let name = path.as_str().as_bytes();
        let record = header.directory(name, self.written);
        self.directory += record.len() as u64;
        self.entries += 1;
        self.records.extend_from_slice(&record);
        if self.records.len() >= gather::PIECE {
            self.shelve_records();
        }
        self.write(header.local(name));
        Ok(())
    }

    fn shelve_records(&mut self) {
        let records = std::mem::take(&mut self.records);
        self.pieces.push(Piece::Shelve(DIRECTORY, records));
    }

    fn write(&mut self, bytes: Vec<u8>) {
        self.written += bytes.len() as u64;
        self.pieces.push(Piece::Write(bytes));
    }
}
