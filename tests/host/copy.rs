//! A finished archive, opened by another program's reader.

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// What a learner has in hand at the end.
pub struct Copy {
    pub entries: BTreeMap<String, Vec<u8>>,
}

impl Copy {
    pub fn open(archive: &[u8]) -> Self {
        let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        let mut entries = BTreeMap::new();
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            assert_eq!(entries.insert(file.name().unwrap().into_owned(), content), None, "one entry of each name");
        }
        Self { entries }
    }

    pub fn bytes(&self, entry: &str) -> &[u8] {
        let names = || self.entries.keys().collect::<Vec<_>>();
        self.entries.get(entry).unwrap_or_else(|| panic!("no {entry} in {:?}", names()))
    }

    pub fn text(&self, entry: &str) -> &str {
        std::str::from_utf8(self.bytes(entry)).unwrap()
    }

    pub fn json(&self, entry: &str) -> Value {
        serde_json::from_slice(self.bytes(entry)).unwrap_or_else(|error| panic!("{entry}: {error}"))
    }

    pub fn has(&self, entry: &str) -> bool {
        self.entries.contains_key(entry)
    }

    /// Entries in a folder with this ending.
    pub fn within(&self, folder: &str, ending: &str) -> Vec<&str> {
        let is_here = |name: &&str| {
            let file = name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            file.is_some_and(|file| !file.contains('/') && file.ends_with(ending))
        };
        self.entries.keys().map(String::as_str).filter(is_here).collect()
    }

    /// The entries in which these bytes stand.
    pub fn holding(&self, bytes: &[u8]) -> Vec<&str> {
        let holds = |content: &[u8]| content.windows(bytes.len()).any(|window| window == bytes);
        self.entries.iter().filter(|(_, content)| holds(content)).map(|(name, _)| name.as_str()).collect()
    }

    /// `sha256sum -c SHA256SUMS`, and every entry but that file itself is in it.
    pub fn check_sums(&self) {
        let sums: BTreeMap<&str, &str> = self
            .text("SHA256SUMS")
            .lines()
            .map(|line| line.split_once("  ").unwrap())
            .map(|(sum, name)| (name, sum))
            .collect();
        let found: BTreeMap<&str, String> = self
            .entries
            .iter()
            .filter(|(name, _)| *name != "SHA256SUMS")
            .map(|(name, content)| {
                (name.as_str(), Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect())
            })
            .collect();
        assert_eq!(sums, found.iter().map(|(name, sum)| (*name, sum.as_str())).collect());
    }

    /// The report, whose counts must add up: in all, in each section, and by its own list of records.
    pub fn report(&self) -> Value {
        let report = self.json("report.json");
        let rows = report["records"].as_array().unwrap();
        let count = |of: &Value, name: &str| of[name].as_u64().unwrap();
        let sums = |of: &Value| {
            assert_eq!(count(of, "listed"), count(of, "exported") + count(of, "failed") + count(of, "skipped"), "{of}");
        };
        sums(&report);
        assert_eq!(count(&report, "listed"), rows.len() as u64);
        for state in ["exported", "failed", "skipped"] {
            let found = rows.iter().filter(|row| row["state"] == state).count() as u64;
            assert_eq!(count(&report, state), found, "{state}");
        }
        let sections = report["sections"].as_array().unwrap();
        sections.iter().for_each(sums);
        let listed: u64 = sections.iter().map(|section| count(section, "listed")).sum();
        assert_eq!(listed, count(&report, "listed"));
        for row in rows.iter().filter(|row| row["state"] == "exported") {
            assert!(self.has(row["entry"].as_str().unwrap()), "{row}");
        }
        report
    }

    /// A section of the report.
    pub fn section(&self, key: &str) -> Value {
        let report = self.report();
        let all = report["sections"].as_array().unwrap();
        all.iter().find(|section| section["key"] == key).unwrap().clone()
    }

    /// The report's rows that are not exported: section, part, state and code.
    pub fn missing(&self) -> Vec<[String; 4]> {
        let report = self.report();
        let rows = report["records"].as_array().unwrap().iter().filter(|row| row["state"] != "exported");
        let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
        rows.map(|row| ["section", "part", "state", "code"].map(|field| text(row, field))).collect()
    }
}
