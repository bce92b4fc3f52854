//! Badges whose names, ids and dates mean harm, all the way into the archive.

use crate::host::copy::Copy;
use crate::host::learner::{self, BADGES};
use crate::host::run::Host;
use badgepack::export::Options;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Names for files, for spreadsheets, for pages and for terminals.
const NAMES: [&str; 40] = [
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\win.ini",
    "\\\\server\\share",
    "a/../../b",
    "..",
    ".",
    "...",
    "CON",
    "nul.png",
    "COM1",
    "LPT9.txt",
    "aux",
    "name:stream",
    "a*b?c\"d<e>f|g",
    "trailing.",
    "trailing ",
    " leading",
    "-rf",
    ".hidden",
    "~root",
    "$HOME",
    "%APPDATA%",
    "`id`",
    "$(id)",
    "a\u{202e}gnp.exe",
    "a\u{200b}b",
    "a\u{feff}b",
    "e\u{301}",
    "\u{e9}",
    "=1+1",
    "@SUM(1)",
    "＝1+1",
    "<script>alert(1)</script>",
    "\u{2028}",
    "İ",
    "ß",
    "SS",
    "README",
    "SHA256SUMS",
];
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether every system takes this name for a file in the folder where it stands.
fn judge(name: &str) {
    assert!(!name.is_empty() && name.len() <= 240 && !name.starts_with('/'), "{name:?}");
    assert!(name.nfc().eq(name.chars()), "{name:?} is not composed");
    for part in name.split('/') {
        assert!(!part.is_empty() && !part.starts_with(['.', '-', ' ', '~']) && !part.ends_with(['.', ' ']), "{name:?}");
        let odd = |letter: char| {
            letter.is_control()
                || "\\:*?\"<>|$%`\u{200b}\u{200e}\u{200f}\u{202e}\u{2028}\u{2029}\u{feff}".contains(letter)
        };
        assert!(!part.contains(odd), "{name:?}");
        let stem = part.split('.').next().unwrap().to_lowercase();
        let is_port = stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
        assert!(!RESERVED.contains(&stem.as_str()) && !is_port, "{name:?}");
    }
}

fn copy() -> Copy {
    let mut account = learner::empty();
    account.page = 100;
    for (at, name) in NAMES.iter().enumerate() {
        account.award(at + 1);
        let record = account.lists.get_mut(BADGES).unwrap().last_mut().unwrap();
        let quoted = serde_json::to_string(name).unwrap();
        *record = record.replace(&format!("\"Badge {}\"", at + 1), &quoted);
    }
    let (archive, summary) = Host::new(&account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    assert!(summary.complete, "{:?}", summary.missing);
    Copy::open(&archive)
}

#[test]
fn every_entry_has_a_name_that_every_system_takes() {
    let copy = copy();
    copy.check_sums();
    let folded: BTreeSet<String> =
        copy.entries.keys().map(|name| name.nfkd().collect::<String>().to_lowercase()).collect();
    assert_eq!(folded.len(), copy.entries.len(), "and no two are one name to any of them");
    copy.entries.keys().for_each(|name| judge(name));
    assert_eq!(copy.within("badges", ".png").len() + copy.within("badges", ".svg").len(), NAMES.len());
}

#[test]
fn every_name_is_in_the_report_letter_for_letter_and_markup_nowhere() {
    let copy = copy();
    let report = copy.report();
    let told: BTreeSet<&str> =
        report["records"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    // Blanks around a name are not part of it.
    for name in NAMES.map(str::trim).into_iter().filter(|name| !name.is_empty()) {
        assert!(told.contains(name), "{name:?} in {told:?}");
    }
    assert!(!copy.text("index.html").contains("<script>alert"));
}

#[test]
fn no_cell_of_the_index_is_run() {
    let copy = copy();
    let text = copy.bytes("badges/index.csv").strip_prefix(b"\xEF\xBB\xBF").unwrap();
    let mut cells = 0;
    for row in csv::ReaderBuilder::new().has_headers(false).from_reader(text).records() {
        for cell in row.unwrap().iter() {
            cells += 1;
            let first = cell.trim_start().nfkc().next();
            assert!(!first.is_some_and(|first| "=+-@|%\t\r\n".contains(first)), "{cell:?}");
        }
    }
    assert!(cells > NAMES.len() * 8, "{cells}");
}
