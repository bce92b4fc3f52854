//! A judge of a ZIP's headers (APPNOTE 6.3.10): what one reader sees, every reader sees.

/// What both headers of an entry say.
#[derive(Debug, PartialEq, Eq)]
struct Fields {
    version: u16,
    flags: u16,
    method: u16,
    time_and_date: u32,
    crc: u32,
    packed: u32,
    size: u32,
    name: Vec<u8>,
}

/// Checks an archive without ZIP64 to its last byte; yields the number of entries.
pub fn judge(archive: &[u8]) -> usize {
    let end = archive.len() - 22;
    assert_eq!(number(archive, end, 4), 0x0605_4b50, "the end stands at the end, and no comment follows");
    let entries = number(archive, end + 10, 2) as usize;
    let (len, start) = (number(archive, end + 12, 4) as usize, number(archive, end + 16, 4) as usize);
    assert_eq!(start + len, end, "nothing stands between the directory and the end");
    let (mut at, mut record) = (0, start);
    for _ in 0..entries {
        assert_eq!(number(archive, record, 4), 0x0201_4b50);
        assert_eq!(number(archive, record + 42, 4) as usize, at, "the entries follow each other without a gap");
        let (listed, record_len) = fields(archive, record + 6, record + 46, [record + 28, record + 30]);
        assert_eq!(number(archive, record + 32, 2), 0, "no comment");
        assert_eq!(number(archive, at, 4), 0x0403_4b50);
        let (local, local_len) = fields(archive, at + 4, at + 30, [at + 26, at + 28]);
        assert_eq!(local, listed, "both headers say the same");
        assert_eq!(listed.flags, 1 << 11, "UTF-8 names, and no data descriptor");
        assert!(listed.method == 8 || listed.packed == listed.size);
        at += 30 + local_len + listed.packed as usize;
        record += 46 + record_len;
    }
    assert_eq!((at, record), (start, end), "nothing stands between the entries and the directory");
    entries
}

/// The fields from `from`, the name at `name`, and the length of the name; extra fields there are none.
fn fields(archive: &[u8], from: usize, name: usize, [name_len, extra_len]: [usize; 2]) -> (Fields, usize) {
    let len = number(archive, name_len, 2) as usize;
    assert_eq!(number(archive, extra_len, 2), 0, "no extra field where none is needed");
    let field = |at: usize, bytes: usize| number(archive, from + at, bytes);
    let fields = Fields {
        version: field(0, 2) as u16,
        flags: field(2, 2) as u16,
        method: field(4, 2) as u16,
        time_and_date: field(6, 4),
        crc: field(10, 4),
        packed: field(14, 4),
        size: field(18, 4),
        name: archive[name..name + len].to_vec(),
    };
    (fields, len)
}

fn number(archive: &[u8], at: usize, bytes: usize) -> u32 {
    archive[at..at + bytes].iter().rev().fold(0, |all, byte| (all << 8) | u32::from(*byte))
}
