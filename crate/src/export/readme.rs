//! The archive's README, and the head and tail of its report.

use super::book::Book;
use super::progress::{Counts, SectionProgress, SectionState};
use crate::archive::report;
use serde::Serialize;
use std::fmt::Write;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tail<'a> {
    sections: &'a [SectionProgress],
    complete: bool,
    counts: Counts,
    #[serde(flatten)]
    totals: Counts,
    not_obtainable: [&'static str; 4],
}

/// What stands before the report's records.
pub(super) fn report_head(book: &Book) -> String {
    report::head("badgepack.export-report", &book.exported_at, &book.portal)
}

/// What stands after them: the sections and the counts, which are known at the end only.
pub(super) fn report_tail(book: &Book) -> String {
    let counts = book.counts();
    let tail = Tail {
        sections: &book.sections,
        complete: book.is_complete(),
        counts,
        totals: counts,
        not_obtainable: NOT_OBTAINABLE,
    };
    let tail = json(&tail);
    format!("\n],\n{}\n", tail.strip_prefix('{').unwrap_or(&tail))
}

/// Structs of texts and numbers cannot fail to be JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What no portal's API lists, so that no one takes this copy for everything.
const NOT_OBTAINABLE: [&str; 4] = [
    "access and security logs",
    "records that the portal has deleted",
    "notes that staff keep about you",
    "e-mails that the portal has sent",
];

/// The README.
pub(super) fn readme(book: &Book) -> String {
    let counts = book.counts();
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line("YOUR BADGES AND DATA");
    line("====================");
    line("");
    line(&format!("From:     {} ({})", plain(&book.portal.name), book.portal.url));
    line(&format!("Exported: {}", book.exported_at));
    line(&format!("Made by:  {}, on your own machine; nothing was sent anywhere else", report::TOOL));
    line("");
    line("Start with index.html: it opens in any web browser, without internet.");
    line("");
    line("WHAT IS INSIDE");
    line("--------------");
    for section in &book.sections {
        line(&format!("  {:<34} {}", plain(&section.title), outcome(section)));
    }
    line("");
    line(&format!(
        "Of {} parts (each record, and of a badge its credential and its picture), {} are here,",
        counts.listed, counts.exported
    ));
    line(&format!("{} failed, and {} were left out for a reason.", counts.failed, counts.skipped));
    if book.is_complete() {
        line("Every list was read to its end.");
    } else {
        line("Some things are MISSING. report.json lists each of them with the reason.");
    }
    if !book.is_complete() {
        line("");
        line("MISSING");
        line("-------");
        for (section, what) in book.unread() {
            line(&format!("  {}: {what}", plain(&section.title)));
        }
        for missing in book.missing.iter().filter(|missing| missing.state == "failed").take(50) {
            let name = if missing.name.is_empty() { &missing.id } else { &missing.name };
            line(&format!("  {}: {}", plain(name), missing.why));
        }
        if counts.failed > 50 {
            line(&format!("  … and {} more, in report.json", counts.failed - 50));
        }
    }
    line("");
    line("THE FILES");
    line("---------");
    for (file, what) in FILES {
        line(&format!("  {file:<34} {what}"));
    }
    line("");
    line(ABOUT);
    out
}

fn outcome(section: &SectionProgress) -> String {
    match section.state {
        SectionState::LeftOut => "not asked for".to_owned(),
        SectionState::Absent => "the portal has none".to_owned(),
        SectionState::Incomplete => format!("{} – INCOMPLETE, see below", section.records),
        _ => section.records.to_string(),
    }
}

/// Without controls and without marks that turn the writing direction: a name is no command.
fn plain(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::new();
    for c in text.chars() {
        let _ = match c.is_control() || is_mark(c) {
            true => write!(out, "U+{:04X}", u32::from(c)),
            false => out.write_char(c),
        };
    }
    out
}

const FILES: [(&str, &str); 8] = [
    ("index.html", "look at everything, offline"),
    ("report.json", "each record, and what became of it"),
    ("SHA256SUMS", "checksums of all files"),
    ("badges/*.json", "the credentials, byte for byte as the portal serves them"),
    ("badges/*.jws", "credentials that are signed as a whole"),
    ("badges/*.png, *.svg", "the pictures, with the credential baked in"),
    ("badges/index.csv", "the list, for a spreadsheet"),
    ("badges/records.json", "what the portal itself lists"),
];

const ABOUT: &str = "\
GOOD TO KNOW
------------
* The pictures carry the badges: upload a picture to any Open Badges backpack, or keep it.
* A badge in this copy is not verified. Whether it holds is for its issuer to say.
* profile/special_category.json, if it is here, holds data that the law protects specially (sex,
  ethnicity, religion, health and the like). Leave it out when you share this copy.
* Other people may be named in here, too. Ask them before you publish what is about them.
* This copy is not encrypted. Keep it where only you can read it, and do not send it by e-mail.
* To check that no file has changed:
    Linux:    sha256sum -c SHA256SUMS
    macOS:    shasum -a 256 -c SHA256SUMS
    Windows:  certutil -hashfile FILE SHA256
  Checksums show accidents, not intent: whoever can change a file can change its checksum.
* In CSV files an apostrophe stands before cells that a spreadsheet would take for a formula.
* This copy holds what the portal's API lists. Logs, deleted records, staff's notes and sent
  e-mails are not in it. You may ask the portal for them, and for why it keeps your data, for how
  long, and who receives it: in the EU and the UK by Article 15 of the GDPR.
";
