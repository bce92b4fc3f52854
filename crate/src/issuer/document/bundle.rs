//! The archive around a document: its pictures, its report, its checksums.

use super::outlet::Of;
use super::picture::Image;
use crate::archive::report;
use crate::archive::{Archive, EntryPath, Gather, Piece, Sha, Stem};
use crate::error::Result;
use crate::fingerprint::hex;
use serde::Serialize;

const DOCUMENT: &str = "issuer.json";

/// An archive in the making.
pub(super) struct Bundle {
    archive: Archive,
    document: Gather,
    report: Gather,
    /// What the report says of pictures: after the records, so that it does not tell which came first.
    pictures: String,
    sums: Gather,
    portal: String,
    exported_at: String,
    exported: u64,
    failed: u64,
}

/// A record or a picture, and what became of it.
#[derive(Serialize)]
struct Row<'a> {
    part: &'a str,
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<bool>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

impl Bundle {
    pub fn new(portal: &str, exported_at: &str) -> Self {
        let mut archive = Archive::new();
        let (document, mut report, sums) = (archive.gather(), archive.gather(), archive.gather());
        let head = report::head("badgepack.issuer-export-report", exported_at, portal);
        archive.add(&mut report, head.as_bytes());
        Self {
            archive,
            document,
            report,
            pictures: String::new(),
            sums,
            portal: portal.to_owned(),
            exported_at: exported_at.to_owned(),
            exported: 0,
            failed: 0,
        }
    }

    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    pub fn take(&mut self) -> impl Iterator<Item = Piece> + use<> {
        self.archive.take()
    }

    /// The document goes on with this.
    pub fn write(&mut self, bytes: &[u8]) {
        self.archive.add(&mut self.document, bytes);
    }

    /// A record is in the document, or a picture in the archive, under this name.
    pub fn exported(&mut self, of: &Of, picture: Option<&EntryPath>) {
        self.row(&Row {
            part: of.part,
            id: &of.id,
            name: &of.name,
            picture: picture.map(|_| true),
            state: "exported",
            entry: Some(picture.map_or(DOCUMENT, EntryPath::as_str)),
            code: None,
            why: None,
        });
    }

    /// Puts a picture into the archive, or writes down why there is none, which it yields.
    pub fn picture(&mut self, of: &Of, image: Result<Image>) -> Result<()> {
        let stored = image.and_then(|image| self.store(of, &image));
        match &stored {
            Ok(path) => self.exported(of, Some(path)),
            Err(error) => self.row(&Row {
                part: of.part,
                id: &of.id,
                name: &of.name,
                picture: Some(true),
                state: "failed",
                entry: None,
                code: Some(error.code()),
                why: Some(error.to_string()),
            }),
        }
        stored.map(|_| ())
    }

    fn store(&mut self, of: &Of, image: &Image) -> Result<EntryPath> {
        let stem = Stem::timeless(&of.name, &of.id);
        let path = match named(&stem, image.ending)? {
            taken if self.archive.has(&taken) => named(&stem.told_apart(of.part.as_bytes()), image.ending)?,
            path => path,
        };
        self.archive.stored(path.clone(), image.body)?;
        self.sum(&path, &image.sha);
        Ok(path)
    }

    fn row(&mut self, row: &Row<'_>) {
        // A record comes before its picture.
        let glue = if self.exported + self.failed > 0 { ",\n" } else { "" };
        *if row.code.is_none() { &mut self.exported } else { &mut self.failed } += 1;
        for part in [glue, &json(row)] {
            match row.picture {
                Some(_) => self.pictures.push_str(part),
                None => self.archive.add(&mut self.report, part.as_bytes()),
            }
        }
    }

    fn sum(&mut self, path: &EntryPath, sha: &Sha) {
        let mut line = hex(sha);
        line.push_str("  ");
        line.push_str(path.as_str());
        line.push('\n');
        self.archive.add(&mut self.sums, line.as_bytes());
    }

    /// Writes the document, the report, the README and the checksums: the archive's last entries.
    pub fn finish(&mut self) -> Result<()> {
        let mut counts = std::mem::take(&mut self.pictures);
        counts.push_str("\n],\n\"listed\": ");
        counts.push_str(&(self.exported + self.failed).to_string());
        counts.push_str(", \"exported\": ");
        counts.push_str(&self.exported.to_string());
        counts.push_str(", \"failed\": ");
        counts.push_str(&self.failed.to_string());
        counts.push_str("}\n");
        self.archive.add(&mut self.report, counts.as_bytes());
        for (name, at) in [(DOCUMENT, 0), ("report.json", 1)] {
            let fresh = self.archive.gather();
            let gather = std::mem::replace(if at == 0 { &mut self.document } else { &mut self.report }, fresh);
            let path = EntryPath::parse(name)?;
            let sha = self.archive.close(gather, path.clone())?;
            self.sum(&path, &sha);
        }
        let path = EntryPath::parse("README.txt")?;
        let sha = self.archive.text(path.clone(), self.readme().as_bytes())?;
        self.sum(&path, &sha);
        let fresh = self.archive.gather();
        let sums = std::mem::replace(&mut self.sums, fresh);
        self.archive.close(sums, EntryPath::parse("SHA256SUMS")?)?;
        self.archive.finish();
        Ok(())
    }

    fn readme(&self) -> String {
        let mut out = String::from("AN ISSUER AND ITS BADGES\n========================\n\nFrom:     ");
        out.push_str(&self.portal);
        out.push_str("\nExported: ");
        out.push_str(&self.exported_at);
        out.push_str("\nMade by:  ");
        out.push_str(report::TOOL);
        out.push_str(", on your own machine; nothing was sent anywhere else\n\n");
        out.push_str(&self.exported.to_string());
        out.push_str(" records and pictures are here; ");
        out.push_str(&self.failed.to_string());
        out.push_str(" pictures could not be had, and report.json says why.\n\n");
        out.push_str(ABOUT);
        out
    }
}

fn named(stem: &Stem, ending: &str) -> Result<EntryPath> {
    EntryPath::within(&EntryPath::parse("images")?, stem, ending)
}

/// Structs of texts and numbers cannot fail to be JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

const ABOUT: &str = "\
  issuer.json    the portal's records, each byte for byte as it was served, nested:
                 the issuer, its badge classes, the awards in their class, groups, pathways
  images/        the pictures of the issuer and of its badge classes
  report.json    each record and each picture, and what became of it
  SHA256SUMS     checksums of all files

GOOD TO KNOW
------------
* With awards or groups in it this file holds personal data of everyone named there. Keep it where
  only those can read it who have to, do not send it by e-mail, and delete it once it has served.
* Colleagues' names and e-mail addresses (\"staff\") are in it only if you asked for them.
* To check that no file has changed:
    Linux:    sha256sum -c SHA256SUMS
    macOS:    shasum -a 256 -c SHA256SUMS
    Windows:  certutil -hashfile FILE SHA256
  Checksums show accidents, not intent: whoever can change a file can change its checksum.
";
