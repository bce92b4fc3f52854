//! What the archive says of itself: report, checksums, viewer, and the counts behind them.

use super::lane::{Image, Lane, Part};
use super::progress::{Counts, ItemPart, Missing, PortalName, SectionProgress, SectionState};
use super::{readme, viewer};
use crate::archive::{Archive, EntryPath, Gather, Sha, Stem};
use crate::badge::Badge;
use crate::error::{Error, Result};
use crate::fingerprint::hex;
use crate::portal::Portal;
use serde::Serialize;

/// The most missing items that a summary lists; the report lists all.
const MISSING: usize = 1000;

/// The endings of all files that a badge may become.
const ENDINGS: [&str; 9] = ["json", "jws", "txt", "png", "svg", "jpg", "gif", "webp", "avif"];

/// Keeps the books of one export.
pub(super) struct Book {
    pub sections: Vec<SectionProgress>,
    pub missing: Vec<Missing>,
    pub current: Option<String>,
    pub portal: PortalName,
    pub exported_at: String,
    report: Gather,
    sums: Gather,
    viewer: Gather,
    has_rows: bool,
}

/// How an item ended.
pub(super) enum End<'a> {
    /// It is this entry, and this is to be said of it.
    Exported(&'a EntryPath, Option<&'a str>),
    Failed(&'a Error),
    Skipped(&'static str),
}

/// Which record an item belongs to.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub section: usize,
    pub id: &'a str,
    pub name: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    section: &'a str,
    id: &'a str,
    name: &'a str,
    part: ItemPart,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

/// The entries that a badge became.
pub(super) struct Entries {
    pub credential: Option<EntryPath>,
    pub picture: Option<EntryPath>,
}

impl Book {
    pub fn new(archive: &mut Archive, portal: &dyn Portal, exported_at: &str) -> Self {
        let portal_name = PortalName { name: portal.name().to_owned(), url: portal.site().address().to_owned() };
        let sections = portal.sections().iter().map(|section| SectionProgress {
            key: section.key.clone(),
            title: section.title.clone(),
            sensitive: section.sensitive,
            ..SectionProgress::default()
        });
        let mut book = Self {
            sections: sections.collect(),
            missing: Vec::new(),
            current: None,
            portal: portal_name,
            exported_at: exported_at.to_owned(),
            report: archive.gather(),
            sums: archive.gather(),
            viewer: archive.gather(),
            has_rows: false,
        };
        let head = readme::report_head(&book);
        archive.add(&mut book.report, head.as_bytes());
        let page = viewer::head(&book.portal, exported_at);
        archive.add(&mut book.viewer, page.as_bytes());
        book
    }

    /// The sum of all sections.
    pub fn counts(&self) -> Counts {
        self.sections.iter().fold(Counts::default(), |sum, section| sum.plus(section.counts))
    }

    /// Whether every list that was asked for was read to its end and nothing failed.
    pub fn is_complete(&self) -> bool {
        let whole = |section: &SectionProgress| section.state != SectionState::Incomplete && section.counts.failed == 0;
        self.sections.iter().all(whole)
    }

    /// The lists that could not be read to their end, and of each what came.
    pub fn unread(&self) -> impl Iterator<Item = (&SectionProgress, String)> {
        let incomplete = self.sections.iter().filter(|section| section.state == SectionState::Incomplete);
        incomplete.map(|section| {
            let why = section.why.as_deref().unwrap_or("The list could not be read to its end.");
            let here = match section.expected {
                Some(all) if all > section.records => format!("{} of {all} are here", section.records),
                _ => format!("{} are here, and there may be more", section.records),
            };
            (section, format!("{here}. {why}"))
        })
    }

    /// One more record of a section is done.
    pub fn one_more(&mut self, section: usize) {
        if let Some(progress) = self.sections.get_mut(section) {
            progress.records += 1;
        }
    }

    /// Writes an item into the report and counts it.
    pub fn item(&mut self, archive: &mut Archive, of: Of<'_>, part: ItemPart, end: End<'_>) {
        let Some(section) = self.sections.get_mut(of.section) else {
            return;
        };
        let counts = &mut section.counts;
        counts.listed += 1;
        let mut row = Row {
            section: &section.key,
            id: of.id,
            name: of.name,
            part,
            state: "exported",
            entry: None,
            code: None,
            why: None,
        };
        let sentence;
        match end {
            End::Exported(entry, note) => {
                counts.exported += 1;
                (row.entry, row.why) = (Some(entry.as_str()), note);
            }
            End::Failed(error) => {
                counts.failed += 1;
                sentence = error.to_string();
                (row.state, row.code, row.why) = ("failed", Some(error.code()), Some(sentence.as_str()));
            }
            End::Skipped(why) => {
                counts.skipped += 1;
                (row.state, row.code, row.why) = ("skipped", Some("withheld"), Some(why));
            }
        }
        if let (Some(code), Some(why)) = (row.code, row.why)
            && self.missing.len() < MISSING
        {
            self.missing.push(Missing {
                section: section.key.clone(),
                id: of.id.to_owned(),
                name: of.name.to_owned(),
                part,
                state: row.state,
                code,
                why: why.to_owned(),
            });
        }
        // Rows of plain texts cannot fail to be JSON.
        let json = serde_json::to_vec(&row).unwrap_or_default();
        let glue: &[u8] = if self.has_rows { b",\n" } else { b"" };
        self.has_rows = true;
        archive.add(&mut self.report, glue);
        archive.add(&mut self.report, &json);
    }

    /// Notes an entry's checksum.
    pub fn sum(&mut self, archive: &mut Archive, path: &EntryPath, sha: &Sha) {
        let line = format!("{}  {path}\n", hex(sha));
        archive.add(&mut self.sums, line.as_bytes());
    }

    /// Adds an entry that the core holds, with its checksum.
    pub fn entry(&mut self, archive: &mut Archive, path: &EntryPath, content: &[u8]) -> Result<()> {
        let sha = archive.text(path.clone(), content)?;
        self.sum(archive, path, &sha);
        Ok(())
    }

    /// Makes a gathered text an entry, with its checksum.
    pub fn close(&mut self, archive: &mut Archive, gather: Gather, path: &EntryPath) -> Result<()> {
        let sha = archive.close(gather, path.clone())?;
        self.sum(archive, path, &sha);
        Ok(())
    }

    /// Adds to the viewer.
    pub fn show(&mut self, archive: &mut Archive, html: &str) {
        archive.add(&mut self.viewer, html.as_bytes());
    }

    /// Puts a badge's files into the archive, or writes down why they are not there.
    pub fn badge(
        &mut self,
        archive: &mut Archive,
        section: usize,
        folder: &EntryPath,
        lane: &Lane,
        badge: &Badge,
    ) -> Result<Entries> {
        let (name, issued) = (lane.name(badge), lane.issued(badge));
        let of = Of { section, id: &lane.record.id, name };
        let mut stem = Stem::new(issued, name, of.id);
        if self.is_taken(archive, folder, &stem) {
            stem = stem.told_apart(&lane.raw);
        }
        let mut entries = Entries { credential: None, picture: None };
        match &lane.credential {
            Part::Have(payload, note) => {
                let path = EntryPath::within(folder, &stem, credential_ending(payload.form()))?;
                self.entry(archive, &path, payload.text().as_bytes())?;
                self.item(archive, of, ItemPart::Credential, End::Exported(&path, note.as_deref()));
                entries.credential = Some(path);
            }
            Part::Failed(error) => self.item(archive, of, ItemPart::Credential, End::Failed(error)),
            Part::Skipped(why) => self.item(archive, of, ItemPart::Credential, End::Skipped(why)),
            Part::Unlisted | Part::InPicture => {}
        }
        if let Part::Have(image, _) = &lane.picture {
            entries.picture = Some(EntryPath::within(folder, &stem, image.ending)?);
        }
        self.picture(archive, of, &lane.picture, entries.picture.as_ref())?;
        self.current = Some(name.to_owned());
        Ok(entries)
    }

    /// Puts a picture into the archive, or writes down why there is none.
    pub fn picture(
        &mut self,
        archive: &mut Archive,
        of: Of<'_>,
        part: &Part<Image>,
        path: Option<&EntryPath>,
    ) -> Result<()> {
        match (part, path) {
            (Part::Have(image, note), Some(path)) => {
                archive.stored(path.clone(), image.body)?;
                self.sum(archive, path, &image.sha);
                self.item(archive, of, ItemPart::Picture, End::Exported(path, note.as_deref()));
            }
            (Part::Failed(error), _) => self.item(archive, of, ItemPart::Picture, End::Failed(error)),
            (Part::Skipped(why), _) => self.item(archive, of, ItemPart::Picture, End::Skipped(why)),
            _ => {}
        }
        Ok(())
    }

    fn is_taken(&self, archive: &Archive, folder: &EntryPath, stem: &Stem) -> bool {
        ENDINGS.iter().any(|ending| EntryPath::within(folder, stem, ending).is_ok_and(|path| archive.has(&path)))
    }

    /// Writes README, viewer, report and checksums: the archive's last entries.
    pub fn finish(&mut self, archive: &mut Archive) -> Result<()> {
        let text = readme::readme(self);
        self.entry(archive, &EntryPath::parse("README.txt")?, text.as_bytes())?;
        self.show(archive, &viewer::tail(self));
        let viewer = std::mem::replace(&mut self.viewer, archive.gather());
        self.close(archive, viewer, &EntryPath::parse("index.html")?)?;
        let tail = readme::report_tail(self);
        archive.add(&mut self.report, tail.as_bytes());
        let report = std::mem::replace(&mut self.report, archive.gather());
        self.close(archive, report, &EntryPath::parse("report.json")?)?;
        let sums = std::mem::replace(&mut self.sums, archive.gather());
        archive.close(sums, EntryPath::parse("SHA256SUMS")?)?;
        archive.finish();
        Ok(())
    }
}

fn credential_ending(form: &str) -> &'static str {
    match form {
        "jwt" => "jws",
        "url" => "txt",
        _ => "json",
    }
}
