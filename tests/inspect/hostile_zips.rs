//! ZIPs that are made to hurt.

use crate::search::{badge, baked, search, zip};
use badgepack::{Kind, limits};
use std::time::{Duration, Instant};

/// Two badges, deflated.
fn two() -> Vec<u8> {
    zip(&[("fox.json", badge("fox").as_bytes()), ("hen.png", &baked(&badge("hen")))])
}

/// The place of a central header.
fn central(zip: &[u8], number: usize) -> usize {
    zip.windows(4).enumerate().filter(|(_, four)| four == b"PK\x01\x02").nth(number).unwrap().0
}

/// The place of the end record.
fn end(zip: &[u8]) -> usize {
    zip.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap()
}

fn put(zip: &mut [u8], at: usize, bytes: &[u8]) {
    zip[at..at + bytes.len()].copy_from_slice(bytes);
}

fn told(zip: &[u8]) -> Vec<String> {
    let start = Instant::now();
    let told = search(zip).unwrap().told();
    assert!(start.elapsed() < Duration::from_secs(5), "took {:?}", start.elapsed());
    told
}

fn refused(zip: &[u8]) -> Kind {
    search(zip).err().unwrap().kind
}

#[test]
fn a_bomb_is_not_inflated() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = zip(&[("bomb.png", &zeros), ("bomb", &zeros), ("fox.json", badge("fox").as_bytes())]);
    assert_eq!(told(&bomb), ["bomb.png: too-large", "fox.json: fox"]);
    // One that says to be small goes as far as it says.
    let mut liar = bomb.clone();
    let at = central(&liar, 0) + 24;
    put(&mut liar, at, &4_000_u32.to_le_bytes());
    assert_eq!(told(&liar), ["bomb.png: bad-zip", "fox.json: fox"]);
}

#[test]
fn an_entry_that_overlaps_another_is_not_unpacked() {
    let mut zip = two();
    let (first, second) = (central(&zip, 0), central(&zip, 1));
    let entry = zip[first + 42..first + 46].to_vec();
    put(&mut zip, second + 42, &entry);
    assert_eq!(told(&zip), ["fox.json: fox", "hen.png: bad-zip"]);
    // A local header within another entry's data, as in the bombs that overlap on purpose.
    put(&mut zip, second + 42, &10_u32.to_le_bytes());
    assert_eq!(told(&zip), ["fox.json: fox", "hen.png: bad-zip"]);
}

#[test]
fn sizes_of_4_gib_and_more_are_refused_unread() {
    for field in [20, 24] {
        let mut zip = two();
        let at = central(&zip, 0) + field;
        put(&mut zip, at, &(u32::MAX - 1).to_le_bytes());
        let told = told(&zip);
        assert_eq!(told[0], "fox.json: too-large", "{told:?}");
    }
    // With the ZIP64 field that must follow, and does not.
    let mut zip = two();
    let at = central(&zip, 0) + 20;
    put(&mut zip, at, &[0xff; 8]);
    assert_eq!(told(&zip)[0], "fox.json: too-large");
}

#[test]
fn a_wrong_checksum_is_told_of_its_entry_alone() {
    let mut zip = two();
    let at = central(&zip, 0) + 16;
    zip[at] ^= 1;
    assert_eq!(told(&zip), ["fox.json: bad-zip", "hen.png: hen"]);
}

#[test]
fn a_locked_entry_and_an_unknown_packing_say_so() {
    let mut zip = two();
    let (first, second) = (central(&zip, 0), central(&zip, 1));
    zip[first + 8] |= 1;
    put(&mut zip, second + 10, &12_u16.to_le_bytes());
    assert_eq!(told(&zip), ["fox.json: encrypted", "hen.png: packing"]);
}

#[test]
fn absurd_names_are_only_told() {
    let long = format!("{}.json", "a/".repeat(30_000));
    let fox = badge("fox");
    let names = ["../../etc/fox.json", "C:\\fox.json", "a\u{202e}gnp.json", long.as_str()];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, fox.as_bytes())).collect();
    let found = search(&zip(&files)).unwrap().findings;
    let told: Vec<&str> = found.iter().map(|finding| finding.file.as_str()).collect();
    assert_eq!(told[..3], ["../../etc/fox.json", "C:\\fox.json", "a\u{fffd}gnp.json"]);
    assert_eq!(told[3].chars().count(), limits::ZIP_NAME + 1);
}

#[test]
fn entries_of_one_name_are_both_found() {
    let mut zip = zip(&[("a.json", badge("fox").as_bytes()), ("b.json", badge("hen").as_bytes())]);
    let at = central(&zip, 1) + 46;
    put(&mut zip, at, b"a");
    assert_eq!(told(&zip), ["a.json: fox", "a.json: hen"]);
}

#[test]
fn more_entries_than_the_limit_and_a_directory_past_it_are_refused() {
    let mut zip = two();
    let at = end(&zip);
    for count in [3_u16, 65_000] {
        put(&mut zip, at + 8, &[count.to_le_bytes(), count.to_le_bytes()].concat());
        assert!(search(&zip).is_err());
    }
    let name = |index: usize| format!("{index}.png");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..=limits::ZIP_ENTRIES {
        writer.start_file(name(index), zip::write::SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(refused(&writer.finish().unwrap().into_inner()), Kind::TooLarge);
}

/// A central directory of this many bytes with its end record, which stands behind so many bytes of nothing.
fn directory(bytes: u64, before: u32) -> Vec<u8> {
    const HEADER: usize = 46 + 5;
    let (mut out, mut count) = (Vec::new(), 0_u16);
    while (out.len() as u64) < bytes - 22 {
        let left = (bytes - 22) as usize - out.len();
        let comment = if left <= HEADER + 65_000 { left - HEADER } else { 64_000 };
        let mut header = [0; 46];
        put(&mut header, 0, b"PK\x01\x02");
        put(&mut header, 28, &5_u16.to_le_bytes());
        put(&mut header, 32, &(comment as u16).to_le_bytes());
        out.extend(header);
        out.extend(format!("{count:05}").bytes());
        out.resize(out.len() + comment, b' ');
        count += 1;
    }
    let size = out.len() as u32;
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend([size.to_le_bytes(), before.to_le_bytes()].concat());
    out.extend([0; 2]);
    out
}

#[test]
fn a_directory_has_a_limit() {
    const BEFORE: u32 = 4 << 20;
    let kind = |bytes: u64| {
        let zip = [vec![0; BEFORE as usize], directory(bytes, BEFORE)].concat();
        assert_eq!(zip.len() as u64, u64::from(BEFORE) + bytes);
        search(&zip).err().map(|error| error.kind)
    };
    assert_eq!(kind(limits::ZIP_DIRECTORY), None);
    assert_eq!(kind(limits::ZIP_DIRECTORY + 1), Some(Kind::TooLarge));
}

#[test]
fn every_prefix_and_flipped_bit_gives_an_answer() {
    let zip = two();
    for length in 0..zip.len() {
        assert!(search(&zip[..length]).is_err(), "{length} bytes");
    }
    let mut flipped = zip.clone();
    for bit in 0..zip.len() * 8 {
        flipped[bit / 8] ^= 1 << (bit % 8);
        let start = Instant::now();
        let _ = search(&flipped);
        assert!(start.elapsed() < Duration::from_secs(2), "bit {bit} took {:?}", start.elapsed());
        flipped[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn what_is_no_zip_is_refused() {
    for bytes in [&b""[..], b"PK\x03\x04", &[0; 100_000], b"PK\x05\x06", &b"PK\x05\x06".repeat(20_000)] {
        assert_eq!(refused(bytes), Kind::BadZip);
    }
}
