//! Ten thousand pictures in one ZIP: all are found, and only a little of it is ever held.

use crate::search::{badge, bake, search, search_file};
use badgepack::archive::{Archive, Body, EntryPath, Piece};
use badgepack::limits;

const PICTURES: usize = 10_000;

/// A picture of some 2,000 bytes, which is as good as one of 200,000 for this.
fn picture(number: usize) -> Vec<u8> {
    let svg = format!("<svg><title>{number}</title><path d='{}'/></svg>", "M0 0".repeat(400));
    bake(svg.as_bytes(), &badge(&format!("badge {number}")))
}

/// A ZIP of stored pictures, as this crate's own export writes them.
fn pictures(count: usize) -> Vec<u8> {
    let mut archive = Archive::new();
    let (mut zip, mut shelf) = (Vec::new(), Vec::new());
    for number in 0..count {
        let bytes = picture(number);
        let mut crc = crc32fast::Hasher::new();
        crc.update(&bytes);
        let body = Body { id: 0, len: bytes.len() as u64, crc: crc.finalize() };
        archive.stored(EntryPath::parse(&format!("pictures/{number}.svg")).unwrap(), body).unwrap();
        write(&mut archive, &mut zip, &mut shelf, &bytes);
    }
    archive.finish();
    write(&mut archive, &mut zip, &mut shelf, &[]);
    zip
}

fn write(archive: &mut Archive, zip: &mut Vec<u8>, shelf: &mut Vec<u8>, body: &[u8]) {
    for piece in archive.take() {
        match piece {
            Piece::Write(bytes) => zip.extend(bytes),
            Piece::WriteBody(_) => zip.extend(body),
            Piece::Shelve(_, bytes) => shelf.extend(bytes),
            Piece::WriteShelf(_) => zip.append(shelf),
        }
    }
}

#[test]
fn ten_thousand_pictures_are_found_with_little_in_memory() {
    let zip = pictures(PICTURES);
    let found = search(&zip).unwrap();
    assert_eq!(found.findings.len(), PICTURES);
    for (number, finding) in found.findings.iter().enumerate() {
        assert_eq!((finding.name.as_str(), finding.error.as_ref()), (format!("badge {number}").as_str(), None));
    }
    // The directory, then the piece at hand and what is left of the one before.
    assert!(found.held <= 3 * limits::ZIP_AHEAD, "{} bytes held of {}", found.held, zip.len());
    assert!(found.asked <= zip.len() as u64 * 11 / 10, "{} bytes asked for of {}", found.asked, zip.len());
}

#[test]
fn a_few_pictures_between_large_files_are_found_without_those() {
    let zip = pictures(3);
    // The same entries, each shifted behind a hole of 2 GiB, which is nobody's entry.
    let hole = 2_u64 << 30;
    let found = search_file(hole + zip.len() as u64, |range| {
        range.map(|at| at.checked_sub(hole).map_or(0, |at| zip[at as usize])).collect()
    });
    let found = found.unwrap();
    assert_eq!(found.findings.len(), 3);
    assert!(found.asked <= 2 * zip.len() as u64 + (1 << 20));
}
