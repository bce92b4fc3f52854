//! Writes an archive of many entries or many bytes, for trying other programs on it.
//!
//! ```text
//! cargo run --release --example huge_archive -- entries 70000 FILE
//! cargo run --release --example huge_archive -- bytes 5GiB FILE
//! ```

use badgepack::archive::{Archive, Body, EntryPath, Piece, Shelf};
use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

/// A body of the size of a large picture.
const BODY: usize = 16 << 20;
/// From here on ZIP64 is needed.
const FOUR_GIB: u64 = 4 << 30;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [what, amount, file] = arguments.as_slice() else {
        return Err("usage: huge_archive entries NUMBER FILE | huge_archive bytes NUMBER[MiB|GiB] FILE".into());
    };
    let mut disk = Disk { file: BufWriter::new(File::create(file)?), shelves: HashMap::new(), body: noise() };
    let mut archive = Archive::new();
    match what.as_str() {
        "entries" => many_entries(&mut archive, &mut disk, amount.parse()?)?,
        "bytes" => many_bytes(&mut archive, &mut disk, bytes(amount)?)?,
        other => return Err(format!("neither entries nor bytes: {other}").into()),
    }
    archive.finish();
    disk.carry_out(&mut archive)?;
    disk.file.flush()?;
    println!("{} entries, {} bytes", archive.entries(), archive.written());
    Ok(())
}

/// As an export writes them: a text, then a picture.
fn many_entries(archive: &mut Archive, disk: &mut Disk, entries: u64) -> Result<(), Box<dyn Error>> {
    disk.body.truncate(1000);
    let body = Body { id: 0, len: disk.body.len() as u64, crc: crc32fast::hash(&disk.body) };
    for at in 0..entries {
        match at % 2 {
            0 => drop(archive.text(EntryPath::parse(&format!("badges/{at:06}-é.json"))?, JSON.as_bytes())?),
            _ => archive.stored(EntryPath::parse(&format!("badges/{at:06}-é.png"))?, body)?,
        }
        disk.carry_out(archive)?;
    }
    Ok(())
}

/// One table of over 4 GiB where there is room for it, then pictures, and a text behind them all.
fn many_bytes(archive: &mut Archive, disk: &mut Disk, bytes: u64) -> Result<(), Box<dyn Error>> {
    if bytes > FOUR_GIB {
        let mut gather = archive.gather();
        let mut size = 0;
        while size <= FOUR_GIB {
            archive.add(&mut gather, &disk.body);
            size += disk.body.len() as u64;
            disk.carry_out(archive)?;
        }
        archive.close(gather, EntryPath::parse("table.csv")?)?;
        disk.carry_out(archive)?;
    }
    let body = Body { id: 0, len: disk.body.len() as u64, crc: crc32fast::hash(&disk.body) };
    for at in 0.. {
        if archive.written() >= bytes {
            break;
        }
        archive.stored(EntryPath::parse(&format!("pictures/{at:05}.png"))?, body)?;
        disk.carry_out(archive)?;
    }
    archive.text(EntryPath::parse("last.json")?, JSON.as_bytes())?;
    Ok(())
}

const JSON: &str = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}"#;

/// A disk: the archive's file, its shelves, and the one body that all pictures have.
struct Disk {
    file: BufWriter<File>,
    shelves: HashMap<Shelf, Vec<Vec<u8>>>,
    body: Vec<u8>,
}

impl Disk {
    fn carry_out(&mut self, archive: &mut Archive) -> std::io::Result<()> {
        for piece in archive.take() {
            match piece {
                Piece::Write(bytes) => self.file.write_all(&bytes)?,
                Piece::WriteBody(_) => self.file.write_all(&self.body)?,
                Piece::Shelve(shelf, bytes) => self.shelves.entry(shelf).or_default().push(bytes),
                Piece::WriteShelf(shelf) => {
                    for bytes in self.shelves.remove(&shelf).unwrap_or_default() {
                        self.file.write_all(&bytes)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Bytes that a deflater cannot shrink much.
fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as u8
    };
    (0..BODY).map(|_| next()).collect()
}

fn bytes(text: &str) -> Result<u64, Box<dyn Error>> {
    let (number, unit) = match (text.strip_suffix("MiB"), text.strip_suffix("GiB")) {
        (Some(number), _) => (number, 1 << 20),
        (_, Some(number)) => (number, 1 << 30),
        _ => (text, 1),
    };
    Ok(number.parse::<u64>()? * unit)
}
