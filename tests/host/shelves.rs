//! What a host keeps for a job: bodies, shelves, and the archive's bytes so far.

use badgepack::archive::{Piece, Shelf};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Shelves {
    pub bodies: BTreeMap<u32, Vec<u8>>,
    pub shelves: BTreeMap<Shelf, Vec<u8>>,
    pub archive: Vec<u8>,
}

impl Shelves {
    pub fn carry_out(&mut self, piece: Piece) {
        match piece {
            Piece::Write(bytes) => self.archive.extend(bytes),
            Piece::WriteBody(id) => self.archive.extend(self.bodies.remove(&id).expect("a body that is kept")),
            Piece::Shelve(shelf, bytes) => self.shelves.entry(shelf).or_default().extend(bytes),
            Piece::WriteShelf(shelf) => self.archive.extend(self.shelves.remove(&shelf).unwrap_or_default()),
        }
    }

    /// Whether nothing is kept any more.
    pub fn is_cleared(&self) -> bool {
        self.bodies.is_empty() && self.shelves.is_empty()
    }
}
