//! The section that an export is in: its list, and the files that grow with it.

use super::Purpose;
use super::book::Book;
use super::lane::Lane;
use super::progress::SectionState;
use super::viewer;
use crate::archive::{Archive, EntryPath, Gather};
use crate::error::{Error, Kind, Result};
use crate::job::Landed;
use crate::portal::{Form, Listing, Portal, Request, Section};
use crate::table;

/// Where the reading of the section's list is.
pub(super) enum Page {
    /// This page is to be asked for.
    Due(Request),
    /// It is asked for.
    Asked,
    /// Its body is here and read up to this byte; `reading` while more of it is on the way.
    Body { landed: Landed<Purpose>, at: u64, reading: bool },
    /// The list is over.
    Over,
}

/// The section that an export is in.
pub(super) struct Running {
    pub section: usize,
    pub form: Form,
    pub listing: Listing,
    pub page: Page,
    /// Why the list was not read to its end.
    pub broken: Option<Error>,
    /// Whether the portal says that there is no such data.
    pub absent: bool,
    files: Files,
}

enum Files {
    /// One record's own bytes.
    Document {
        entry: EntryPath,
        done: bool,
    },
    /// An array that grows.
    List {
        entry: EntryPath,
        array: Gather,
        records: u64,
    },
    Picture,
    Badges {
        folder: EntryPath,
        index: Gather,
        records: Gather,
        sources: Gather,
        count: u64,
        imports: u64,
    },
}

impl Running {
    pub fn new(archive: &mut Archive, portal: &dyn Portal, section: usize, form: &Form) -> Result<Self> {
        let files = match form {
            Form::Document(entry) => Files::Document { entry: entry.clone(), done: false },
            Form::List(entry) => Files::List { entry: entry.clone(), array: archive.gather(), records: 0 },
            Form::Picture(_) => Files::Picture,
            Form::Badges(folder) => {
                let (mut index, records, sources) = (archive.gather(), archive.gather(), archive.gather());
                archive.add(&mut index, table::BYTE_ORDER_MARK);
                archive.add(&mut index, &table::row(INDEX));
                Files::Badges { folder: folder.clone(), index, records, sources, count: 0, imports: 0 }
            }
        };
        Ok(Self {
            section,
            form: form.clone(),
            listing: Listing::new(portal, section),
            page: Page::Due(portal.first_page(section)?),
            broken: None,
            absent: false,
            files,
        })
    }

    /// Whether records of this section need requests of their own.
    pub fn has_lanes(&self) -> bool {
        matches!(self.files, Files::Picture | Files::Badges { .. })
    }

    /// Takes a record that needs no requests; yields the entry that holds it.
    pub fn record(&mut self, archive: &mut Archive, book: &mut Book, raw: &[u8]) -> Result<EntryPath> {
        match &mut self.files {
            Files::Document { entry, done } => {
                if std::mem::replace(done, true) {
                    return Err(Kind::Unexpected.at_field("a second record where one was expected"));
                }
                book.entry(archive, entry, raw)?;
                Ok(entry.clone())
            }
            Files::List { entry, array, records } => {
                grow(archive, array, records, raw);
                Ok(entry.clone())
            }
            Files::Picture | Files::Badges { .. } => Err(Kind::Misuse.into()),
        }
    }

    /// Puts a finished lane into the archive.
    pub fn lane(&mut self, archive: &mut Archive, book: &mut Book, lane: &Lane) -> Result<()> {
        let (folder, index, records, sources, count, imports) = match (&mut self.files, &self.form) {
            (Files::Badges { folder, index, records, sources, count, imports }, _) => {
                (folder, index, records, sources, count, imports)
            }
            (_, Form::Picture(entry)) => {
                let name = lane.record.name.as_str();
                let of = super::book::Of { section: self.section, id: &lane.record.id, name };
                let path = match &lane.picture {
                    super::lane::Part::Have(image, _) => Some(entry.with_ending(image.ending)?),
                    _ => None,
                };
                book.picture(archive, of, &lane.picture, path.as_ref())?;
                if let Some(path) = path {
                    book.show(archive, &viewer::portrait(&path));
                }
                return Ok(());
            }
            _ => return Err(Kind::Misuse.into()),
        };
        let files = book.badge(archive, self.section, folder, lane)?;
        grow(archive, records, count, &lane.raw);
        let badge = lane.badge().unwrap_or_default();
        let name = if badge.name.is_empty() { &lane.record.name } else { &badge.name };
        let local = |path: &Option<EntryPath>| {
            path.as_ref()
                .map(|path| path.as_str().rsplit('/').next().unwrap_or_default().to_owned())
                .unwrap_or_default()
        };
        let platform = lane.record.source.as_ref().map_or("", |source| source.platform.as_str());
        let issued = lane.record.issued.as_deref().or(badge.issued.as_deref()).unwrap_or_default();
        let row = table::row([
            issued,
            name,
            &badge.issuer.name,
            badge.expires.as_deref().unwrap_or_default(),
            if badge.revoked.is_some() { "revoked" } else { "" },
            &local(&files.credential),
            &local(&files.picture),
            &lane.record.id,
            platform,
        ]);
        archive.add(index, &row);
        if let Some(source) = &lane.record.source {
            *imports += 1;
            let file = local(&files.credential);
            let line = format!("{file}: imported from {} {}\r\n", source.platform, source.url);
            archive.add(sources, line.as_bytes());
        }
        let html = viewer::card(&badge, name, issued, lane.record.source.as_ref(), &files);
        book.show(archive, &html);
        Ok(())
    }

    /// Closes the section's files, and tells the books how its list ended.
    pub fn finish(self, archive: &mut Archive, book: &mut Book, section: &Section) -> Result<()> {
        let absent = self.absent;
        if let Some(progress) = book.sections.get_mut(self.section) {
            progress.state = match (&self.broken, absent) {
                (_, true) => SectionState::Absent,
                (Some(_), false) => SectionState::Incomplete,
                (None, false) => SectionState::Complete,
            };
            progress.why = self.broken.as_ref().map(Error::to_string);
            progress.expected = Some(progress.records.max(progress.expected.unwrap_or(0)));
        }
        match self.files {
            Files::List { entry, mut array, records } => {
                // A list without records is worth a file: it says that there are none.
                if !absent {
                    end(archive, &mut array, records);
                    book.close(archive, array, &entry)?;
                }
            }
            Files::Badges { folder, index, mut records, mut sources, count, imports } if !absent => {
                let within = |name: &str| EntryPath::parse(&format!("{folder}/{name}"));
                end(archive, &mut records, count);
                book.close(archive, index, &within("index.csv")?)?;
                book.close(archive, records, &within("records.json")?)?;
                if imports > 0 {
                    archive.add(&mut sources, SOURCES_NOTE.as_bytes());
                    book.close(archive, sources, &within("SOURCES.txt")?)?;
                }
            }
            _ => {}
        }
        let html = viewer::section_tail(section, book.sections.get(self.section));
        book.show(archive, &html);
        Ok(())
    }
}

const INDEX: [&str; 9] =
    ["Issued", "Badge", "Issuer", "Expires", "Status", "Credential file", "Picture file", "ID", "Imported from"];

const SOURCES_NOTE: &str = "\r\nThese badges were awarded elsewhere and imported into the portal. The files are the \
snapshots that the portal holds; the platform named beside each may hold a newer version.\r\n";

fn grow(archive: &mut Archive, array: &mut Gather, records: &mut u64, raw: &[u8]) {
    archive.add(array, if *records == 0 { b"[\n" } else { b",\n" });
    archive.add(array, raw);
    *records += 1;
}

fn end(archive: &mut Archive, array: &mut Gather, records: u64) {
    archive.add(array, if records == 0 { b"[]\n" } else { b"\n]\n" });
}
