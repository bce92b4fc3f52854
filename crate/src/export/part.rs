//! The section that an export is in: its list, and the files that it becomes.

use super::Purpose;
use super::badges::Badges;
use super::book::{Book, End, Of};
use super::json_array::JsonArray;
use super::lane::{Lane, Part};
use super::progress::{ItemPart, SectionState};
use super::viewer;
use crate::archive::{Archive, EntryPath};
use crate::error::{Error, Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::job::Reading;
use crate::limits;
use crate::portal::{Form, Picture, Portal, Record, Section, SectionPages};

/// The section that an export is in.
pub(super) struct Running {
    pub section: usize,
    pub list: Reading<Purpose>,
    /// What was listed already. The same bytes twice are one record; the same id with other bytes
    /// is for the reader to see.
    seen: Seen,
    /// How many different records the pages before the present one have.
    listed: u64,
    /// What was seen first on the present page, and what of that its present try has; garbage is on none but the first.
    here: Seen,
    tried: Seen,
    restarts: u32,
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
    List {
        entry: EntryPath,
        array: Box<JsonArray>,
    },
    Picture {
        entry: EntryPath,
    },
    Badges(Box<Badges>),
}

impl Running {
    pub fn new(archive: &mut Archive, portal: &dyn Portal, section: usize, form: &Form) -> Result<Self> {
        let files = match form.clone() {
            Form::Document(entry) => Files::Document { entry, done: false },
            Form::List(entry) => Files::List { entry, array: Box::new(JsonArray::new(archive)) },
            Form::Picture(entry) => Files::Picture { entry },
            Form::Badges(folder) => Files::Badges(Box::new(Badges::new(archive, &folder))),
        };
        Ok(Self {
            section,
            list: Reading::new(&SectionPages { portal, section }, portal.first_page(section)?),
            seen: seen(limits::USUAL_ENTRIES),
            listed: 0,
            here: seen(0),
            tried: seen(0),
            restarts: 0,
            broken: None,
            absent: false,
            files,
        })
    }

    /// The next record that was not listed before.
    pub fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            let record = self.list.record()?;
            let which = fingerprint(&record);
            let is_new = self.seen.insert(which);
            if is_new {
                self.here.insert(which);
            }
            if std::mem::replace(&mut self.restarts, self.list.restarts()) != self.list.restarts() {
                self.tried.clear();
            }
            if self.here.contains(&which) {
                self.tried.insert(which);
            }
            if is_new {
                return Some(record);
            }
        }
    }

    /// A page was read to its end.
    pub fn turned(&mut self) {
        // Where its last try had nothing, what is noted is of a try before.
        if self.restarts == self.list.restarts() {
            self.listed += self.tried.len() as u64;
        }
        self.restarts = self.list.restarts();
        self.here.clear();
        self.tried.clear();
    }

    /// Why the list is not whole, though it came to its end: what was taken away from a page that was read
    /// already moves a record there from the next one, which then nobody reads.
    pub fn gap(&self) -> Option<Error> {
        let (listed, announced) = (self.listed, self.list.announced()?);
        let told = || [&listed.to_string(), " of ", &announced.to_string(), " records"].concat();
        (listed < announced).then(|| Kind::BadPage.at_field(told()))
    }

    /// Whether records of this section need requests of their own.
    pub fn has_lanes(&self) -> bool {
        matches!(self.files, Files::Picture { .. } | Files::Badges(_))
    }

    /// Whether this record does: each badge, and a picture where one is listed.
    pub fn has_lane_for(&self, record: &Record) -> bool {
        match self.files {
            Files::Badges(_) => true,
            Files::Picture { .. } => record.picture != Picture::None,
            Files::Document { .. } | Files::List { .. } => false,
        }
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
            Files::List { entry, array } => {
                array.add(archive, raw);
                Ok(entry.clone())
            }
            Files::Picture { .. } | Files::Badges(_) => Err(Kind::Misuse.into()),
        }
    }

    /// Puts a finished lane into the archive.
    pub fn lane(&mut self, archive: &mut Archive, book: &mut Book, lane: &Lane) -> Result<()> {
        let of = Of { section: self.section, id: &lane.record.id, name: &lane.record.name };
        if let Some(error) = &lane.unreadable {
            book.item(archive, of, ItemPart::Record, End::Failed(error));
        }
        match &mut self.files {
            Files::Badges(badges) => badges.add(archive, book, self.section, lane),
            Files::Picture { entry } => {
                let path = match &lane.picture {
                    Part::Have(image, _) => Some(entry.with_ending(image.ending)?),
                    _ => None,
                };
                book.picture(archive, of, &lane.picture, path.as_ref())?;
                if let Some(path) = path {
                    book.show(archive, &viewer::portrait(&path));
                }
                Ok(())
            }
            Files::Document { .. } | Files::List { .. } => Err(Kind::Misuse.into()),
        }
    }

    /// Closes the section's files, and tells the books how its list ended.
    pub fn finish(self, archive: &mut Archive, book: &mut Book, section: &Section) -> Result<()> {
        if let Some(progress) = book.sections.get_mut(self.section) {
            progress.state = match &self.broken {
                _ if self.absent => SectionState::Absent,
                Some(_) => SectionState::Incomplete,
                None => SectionState::Complete,
            };
            progress.code = self.broken.as_ref().map(Error::code);
            progress.why = self.broken.as_ref().map(Error::to_string);
        }
        match self.files {
            // A list without records is worth a file: it says that there are none.
            Files::List { entry, array } if !self.absent => array.finish(archive, book, &entry)?,
            Files::Badges(badges) if !self.absent => badges.finish(archive, book)?,
            _ => {}
        }
        let html = viewer::section_tail(section, book.sections.get(self.section));
        book.show(archive, &html);
        Ok(())
    }
}
