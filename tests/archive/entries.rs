//! Entries made up at random, and an archive of them.

use crate::host::shelves::Shelves;
use badgepack::archive::{Archive, Body, EntryPath};
use proptest::collection::vec;
use proptest::prelude::*;

/// How an entry comes into the archive.
#[derive(Debug, Clone, Copy)]
pub enum Way {
    /// The core holds it.
    Text,
    /// The host holds it.
    Stored,
    /// It grows by pieces of this size while the others are written.
    Gathered(usize),
}

#[derive(Clone)]
pub struct Entry {
    pub name: String,
    pub way: Way,
    pub content: Vec<u8>,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({:?}, {} bytes)", self.name, self.way, self.content.len())
    }
}

/// Some entries, each with a name of its own.
pub fn entries() -> impl Strategy<Value = Vec<Entry>> {
    vec((part(), part(), way(), content()), 0..8).prop_map(|all| {
        let named = all.into_iter().enumerate().map(|(at, (folder, file, way, content))| {
            let name = format!("{folder}/{at}_{file}");
            Entry { name, way, content }
        });
        named.collect()
    })
}

fn part() -> impl Strategy<Value = String> {
    let letters = "abcXYZ012_-.éßœ中文дж".chars().collect::<Vec<_>>();
    vec(proptest::sample::select(letters), 0..30).prop_map(|letters| format!("p{}q", String::from_iter(letters)))
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![Just(Way::Text), Just(Way::Stored), (1_usize..40_000).prop_map(Way::Gathered)]
}

/// Nothing, noise, or something that shrinks.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let size = prop_oneof![3 => 0_usize..20, 2 => 0_usize..20_000, 1 => 0_usize..200_000];
    (size, any::<u32>(), 1_u32..9).prop_map(|(size, seed, bits)| {
        let mut state = seed | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 8) as u8 >> (8 - bits)
        };
        (0..size).map(|_| next()).collect()
    })
}

/// The archive of these entries; gathered ones are closed at the end.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut archive = Archive::new();
    let mut shelves = Shelves::default();
    let path = |entry: &Entry| EntryPath::parse(&entry.name).unwrap();
    let mut gathers = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        match entry.way {
            Way::Text => drop(archive.text(path(entry), &entry.content).unwrap()),
            Way::Stored => {
                let body =
                    Body { id: at as u32, len: entry.content.len() as u64, crc: crc32fast::hash(&entry.content) };
                shelves.bodies.insert(body.id, entry.content.clone());
                archive.stored(path(entry), body).unwrap();
            }
            Way::Gathered(size) => gathers.push((archive.gather(), entry.content.chunks(size), entry)),
        }
        for (gather, pieces, _) in &mut gathers {
            pieces.next().into_iter().for_each(|piece| archive.add(gather, piece));
        }
        archive.take().for_each(|piece| shelves.carry_out(piece));
    }
    for (mut gather, pieces, entry) in gathers {
        pieces.for_each(|piece| archive.add(&mut gather, piece));
        archive.close(gather, path(entry)).unwrap();
    }
    archive.finish();
    archive.take().for_each(|piece| shelves.carry_out(piece));
    assert_eq!(archive.written(), shelves.archive.len() as u64);
    assert_eq!(archive.entries(), entries.len() as u64);
    assert!(shelves.is_cleared());
    shelves.archive
}
