//! Any names and contents as entries: what an archive takes, the `zip` crate and the core's own reader find in it.
#![no_main]

use badgepack::archive::{Archive, EntryPath, Piece, Reader};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

fuzz_target!(|entries: Vec<(&str, u8, &[u8])>| {
    let (mut archive, mut wanted) = (Archive::new(), BTreeMap::new());
    for (name, way, content) in entries.into_iter().take(500) {
        let Ok(path) = EntryPath::parse(name) else { continue };
        let added = match way % 3 {
            0 => archive.text(path, content),
            1 => archive.as_it_is(path, content.to_vec()),
            _ => {
                let mut gather = archive.gather();
                content.chunks(1 + usize::from(way)).for_each(|piece| archive.add(&mut gather, piece));
                archive.close(gather, path)
            }
        };
        match added {
            Ok(_) => assert!(wanted.insert(name, content).is_none(), "two entries of a name"),
            Err(_) => assert!(!wanted.is_empty(), "the first entry has a name of its own"),
        }
    }
    archive.finish();
    let (mut bytes, mut shelves) = (Vec::new(), BTreeMap::<_, Vec<u8>>::new());
    for piece in archive.take() {
        match piece {
            Piece::Write(piece) => bytes.extend(piece),
            Piece::Shelve(shelf, piece) => shelves.entry(shelf.0).or_default().extend(piece),
            Piece::WriteShelf(shelf) => bytes.extend(shelves.remove(&shelf.0).unwrap_or_default()),
            Piece::WriteBody(_) => panic!("no body was given"),
        }
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a ZIP");
    assert_eq!(zip.len(), wanted.len());
    let own = Reader::open(&bytes);
    for (name, content) in wanted {
        let mut read = Vec::new();
        zip.by_name(name).expect("an entry").read_to_end(&mut read).expect("its bytes and their checksum");
        assert!(read == content, "{name}");
        let mut seen = Vec::new();
        let mut see = |piece: &[u8]| {
            seen.extend_from_slice(piece);
            Ok(())
        };
        own.as_ref().expect("an archive").read(name, u64::MAX, &mut see).expect("an entry");
        assert!(seen == content, "{name}");
    }
});
