//! A host that searches a ZIP: it gives what is wanted, and counts.

use badgepack::Result;
use badgepack::inspect::{Finding, Unpack, Unpacked};
use badgepack::unzip::{ZipReader, ZipStep};
use std::io::{Cursor, Write};
use std::ops::Range;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How a search went.
pub struct Search {
    pub findings: Vec<Finding>,
    /// The reader, with which an entry can be read once more.
    pub reader: ZipReader,
    /// The most bytes of the ZIP that it held at once.
    pub held: u64,
    /// Bytes that it asked for.
    pub asked: u64,
}

impl Search {
    /// Files, and what they are called, or why they cannot be read.
    pub fn told(&self) -> Vec<String> {
        let told = |finding: &Finding| match (&finding.error, &finding.without) {
            (Some(error), _) => format!("{}: {}", finding.file, error.code()),
            (None, Some(without)) => format!("{}: {}", finding.file, without.reason.code()),
            (None, None) => format!("{}: {}", finding.file, finding.name),
        };
        self.findings.iter().map(told).collect()
    }
}

/// Searches a ZIP in memory.
pub fn search(zip: &[u8]) -> Result<Search> {
    search_file(zip.len() as u64, |range| zip[range.start as usize..range.end as usize].to_vec())
}

/// Searches a ZIP that may be anywhere.
pub fn search_file(len: u64, read: impl Fn(Range<u64>) -> Vec<u8>) -> Result<Search> {
    let mut search = Search { findings: Vec::new(), reader: ZipReader::new(len), held: 0, asked: 0 };
    let mut unpacked = Unpacked::default();
    let mut passed = 0;
    loop {
        match search.reader.step()? {
            ZipStep::Want { at, len: wanted } => {
                assert!(wanted > 0 && at + wanted <= len, "{wanted} bytes at {at} of {len}");
                assert!(wanted <= badgepack::limits::ZIP_AHEAD);
                search.reader.give(at, &read(at..at + wanted));
                search.asked += wanted;
            }
            ZipStep::Entry(entry) => {
                let content = entry.content.as_deref().map_err(Clone::clone);
                let (index, expected, twin) = (entry.index, entry.expected, entry.twin);
                let found = unpacked.meet(Unpack { index, name: &entry.name, expected, twin, content });
                search.findings.extend(found.into_iter().flatten());
            }
            ZipStep::Passed => passed += 1,
            ZipStep::End => break,
        }
        search.held = search.held.max(search.reader.held());
        let (done, total) = search.reader.progress();
        assert!(done <= total && passed <= total + 1);
    }
    assert_eq!(search.reader.progress().0, search.reader.progress().1);
    Ok(search)
}

/// A ZIP of these files, deflated.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated), files)
}

/// A ZIP of these files, written in a way of its own.
pub fn zip_with(options: SimpleFileOptions, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A badge as JSON.
pub fn badge(name: &str) -> String {
    format!(
        r#"{{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://example.org/{name}","issuedOn":"2020-02-01","badge":{{"type":"BadgeClass","name":"{name}","description":"]]>","issuer":{{"name":"Org"}}}}}}"#
    )
}

/// A picture without a badge, and with one.
pub const PLAIN: &[u8] = include_bytes!("../fixtures/baked/p17_palette_private_chunks.png");
pub fn baked(credential: &str) -> Vec<u8> {
    bake(PLAIN, credential)
}
pub fn bake(picture: &[u8], credential: &str) -> Vec<u8> {
    let payload = badgepack::payload::Payload::parse(credential).unwrap();
    badgepack::image::bake(picture, &payload).unwrap().apply(picture)
}
