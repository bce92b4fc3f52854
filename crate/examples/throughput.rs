//! How fast the core is on this machine, without a browser: what `./build.sh bench` prints beside the browser's figures.
//!
//! ```text
//! cargo run --release --example throughput
//! ```

use badgepack::archive::{Archive, Body, EntryPath, Piece};
use badgepack::image;
use badgepack::payload::Payload;
use std::error::Error;
use std::time::Instant;

const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let picture = png(60_000);
    let credential = credential(4096);
    let small = self::credential(2048);
    let rows = rows(8 << 20);

    measure("W1  2,000 pictures stored, 2,000 credentials of 4 KB deflated", 2_000 * (60_000 + 4_096), || {
        let mut archive = Archive::new();
        let body = Body { id: 0, len: picture.len() as u64, crc: crc32fast::hash(&picture) };
        for at in 0..2_000 {
            archive.stored(EntryPath::parse(&format!("badges/{at}.png"))?, body)?;
            archive.text(EntryPath::parse(&format!("badges/{at}.json"))?, credential.as_bytes())?;
            written(&mut archive);
        }
        Ok(())
    })?;
    measure("W2  20,000 credentials of 2 KB deflated", 20_000 * 2_048, || {
        let mut archive = Archive::new();
        for at in 0..20_000 {
            archive.text(EntryPath::parse(&format!("badges/{at}.json"))?, small.as_bytes())?;
            written(&mut archive);
        }
        Ok(())
    })?;
    measure("W4  a table of 64 MiB deflated", 64 << 20, || {
        let mut archive = Archive::new();
        let mut table = archive.gather();
        for piece in (0..8).flat_map(|_| rows.as_bytes().chunks(64 * 1024)) {
            archive.add(&mut table, piece);
            written(&mut archive);
        }
        archive.close(table, EntryPath::parse("awards.csv")?)?;
        Ok(())
    })?;
    measure("W5  2,000 credentials baked into pictures of 60 KB", 2_000 * 60_000, || {
        for _ in 0..2_000 {
            let splice = image::bake(&picture, &Payload::parse(&credential)?)?;
            std::hint::black_box(splice.apply(&picture));
        }
        Ok(())
    })
}

fn measure(
    what: &str,
    bytes: usize,
    mut work: impl FnMut() -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        work()?;
        times.push(started.elapsed());
    }
    times.sort();
    let median = times.get(ROUNDS / 2).copied().unwrap_or_default();
    let rate = bytes as f64 / 1e6 / median.as_secs_f64();
    println!("{what:<64} {:>6} ms {rate:>7.0} MB/s", median.as_millis());
    Ok(())
}

/// As a disk would take them, and forget them.
fn written(archive: &mut Archive) -> u64 {
    let length = |piece| match piece {
        Piece::Write(bytes) | Piece::Shelve(_, bytes) => bytes.len() as u64,
        Piece::WriteBody(_) | Piece::WriteShelf(_) => 0,
    };
    std::hint::black_box(archive.take().map(length).sum())
}

/// The same numbers in every run (xorshift32).
fn numbers(seed: u32) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    }
}

fn prose(next: &mut impl FnMut() -> u32, bytes: usize) -> String {
    const WORDS: &str =
        "and the of a to in learner project shows worked with team planned tested wrote built presented evidence";
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut text = String::new();
    while text.len() < bytes {
        text.push_str(words.get(next() as usize % words.len()).copied().unwrap_or_default());
        text.push(' ');
    }
    text.truncate(bytes);
    text
}

fn credential(bytes: usize) -> String {
    let head = r#"{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "narrative": ""#;
    let narrative = prose(&mut numbers(7), bytes.saturating_sub(head.len() + 2));
    [head, &narrative, "\"}"].concat()
}

fn rows(bytes: usize) -> String {
    let mut next = numbers(5);
    let mut text = String::new();
    while text.len() < bytes {
        let (person, award, second) = (next() % 100_000, next(), next() % 60);
        let name = prose(&mut next, 20);
        text.push_str(&format!(
            "\"{name}\",\"learner{person}@example.org\",\"2025-05-05T12:00:{second:02}Z\",\"{award:08x}{person:08x}\",\"Active\"\r\n"
        ));
    }
    text
}

/// A sound frame around noise, its data in chunks of 8 KiB as encoders write them.
fn png(bytes: usize) -> Vec<u8> {
    let mut next = numbers(1);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        out.extend((data.len() as u32).to_be_bytes());
        let start = out.len();
        out.extend(kind);
        out.extend(data);
        out.extend(crc32fast::hash(out.get(start..).unwrap_or_default()).to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 1, 0x90, 0, 0, 1, 0x90, 8, 6, 0, 0, 0]);
    for _ in 0..bytes / 8192 {
        let data: Vec<u8> = (0..8192).map(|_| (next() >> 8) as u8).collect();
        chunk(b"IDAT", &data);
    }
    chunk(b"IEND", &[]);
    out
}
