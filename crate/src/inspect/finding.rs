//! What a list of badges shows of each.

use super::{Inspection, Without};
use crate::badge::Document;
use crate::error::{Error, Result};

/// A file in short, small enough to hold ten thousand of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file's name; in a ZIP with its folders.
    pub file: String,
    /// The number of the entry in a ZIP, for [`ZipReader::read`](crate::unzip::ZipReader::read).
    pub index: usize,
    /// What the badge is called; empty where nothing says so.
    pub name: String,
    /// Who issued it; empty where nothing says so.
    pub issuer: String,
    /// When, as the badge writes it.
    pub issued: Option<String>,
    /// When it ends, as the badge writes it.
    pub expires: Option<String>,
    /// The version of Open Badges.
    pub version: Option<&'static str>,
    /// `json`, `jwt` or `url`.
    pub form: Option<&'static str>,
    /// What the document is: `badge`, `class`, `issuer`, `record`, `list` or `unknown`.
    pub kind: Option<&'static str>,
    /// The codes of its warnings.
    pub warnings: Vec<&'static str>,
    /// Why it cannot be read.
    pub error: Option<Error>,
    /// Why the picture carries no badge.
    pub without: Option<Without>,
    /// A mark of the payload, to know it again in another file.
    pub(super) payload: Option<u64>,
}

impl Finding {
    /// What came of an inspection, in short.
    pub fn of(file: &str, index: usize, inspected: Result<Inspection>) -> Finding {
        let mut finding = Finding {
            file: file.to_owned(),
            index,
            name: String::new(),
            issuer: String::new(),
            issued: None,
            expires: None,
            version: None,
            form: None,
            kind: None,
            warnings: Vec::new(),
            error: None,
            without: None,
            payload: None,
        };
        match inspected {
            Err(error) => finding.error = Some(error),
            Ok(inspection) => finding.fill(inspection),
        }
        finding
    }

    fn fill(&mut self, inspection: Inspection) {
        (self.name, self.issuer) = (inspection.name(), inspection.issuer());
        if let Some(found) = &inspection.found {
            self.form = Some(found.form);
            self.version = Some(found.version.label());
            self.warnings = found.warnings.iter().map(|warning| warning.code()).collect();
        }
        if let Some(document) = &inspection.document {
            self.kind = Some(kind(document));
            if let Some(badge) = document.badges().first() {
                self.issued = badge.awarded.clone().or(badge.issued.clone());
                self.expires = badge.expires.clone();
            }
        }
        self.without = inspection.without;
    }
}

fn kind(document: &Document) -> &'static str {
    match document {
        Document::Badge(_) => "badge",
        Document::Class(_) => "class",
        Document::Issuer(_) => "issuer",
        Document::Record(_) => "record",
        Document::List(_) => "list",
        Document::Unknown(_) => "unknown",
    }
}
