//! An issuer, or one badge class, as a document: the portal's own records, nested.
//!
//! ```text
//! {"format": "badgepack.issuer-export", "version": 1, …, "issuer": {…},
//!  "badgeClasses": [{…, "assertions": [{…}, …]}, …], "recipientGroups": [{…}, …], "pathways": [{…}, …]}
//! ```
//!
//! Each record is the bytes that the portal served; a badge class has its awards before its last
//! brace, and of the issuer `staff` is left out unless it is asked for. A list that is broken for
//! good fails the job, so a document that ends is whole. A picture that cannot be had does not.

mod bundle;
mod class_awards;
mod heading;
mod outlet;
mod picture;
mod progress;
mod reader;
mod splice;

pub use progress::{DocumentProgress, DocumentSummary, DocumentTally, MissingPicture};

use super::lists::{Event, Lists};
use super::table::Phase;
use crate::error::{Error, Kind, Place, Result};
use crate::job::{Job, News, Step, Ticket};
use crate::portal::Site;
use outlet::Outlet;
use picture::Pictures;
use reader::Reader;

/// What a document is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An issuer, by its id.
    Issuer(String),
    /// One badge class, by its id, with its issuer.
    BadgeClass(String),
}

/// What is in a document besides the issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Include {
    /// The badge classes. The document of a badge class has it in any case.
    pub badge_classes: bool,
    /// Every award, in its badge class; expired and revoked ones, too.
    pub assertions: bool,
    /// The recipient groups with their members.
    pub recipient_groups: bool,
    /// The pathways with their steps.
    pub pathways: bool,
    /// The colleagues on the issuer's staff, with their e-mail addresses.
    pub staff: bool,
}

/// What to export, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentOptions {
    /// What the document is of.
    pub subject: Subject,
    /// What is in it.
    pub include: Include,
    /// Whether it comes in a ZIP archive, with the pictures and a report.
    pub compress: bool,
    /// What the document says of when it was made.
    pub exported_at: String,
}

/// What the reader of a document works with.
struct Desk<'a> {
    lists: &'a mut Lists,
    out: &'a mut Outlet,
    pictures: &'a mut Pictures,
    tally: &'a mut DocumentTally,
    phase: &'a mut Phase,
    site: &'a Site,
}

/// A document in the making: ask for a [`step`](Job::step), do it, [tell](Job::told) what came of it.
pub struct IssuerDocument {
    site: Site,
    lists: Lists,
    out: Outlet,
    pictures: Pictures,
    reader: Reader,
    tally: DocumentTally,
    missing: Vec<MissingPicture>,
    phase: Phase,
    stage: Stage,
}

enum Stage {
    Fresh,
    Running,
    /// All is written; only the host's work is left.
    Done,
    Failed(Error),
}

impl IssuerDocument {
    /// A document that has not begun: nothing is asked for before the first step.
    ///
    /// # Errors
    /// [`Kind::BadOption`] for awards without badge classes, and for groups or pathways of a badge class.
    pub fn new(site: Site, options: DocumentOptions) -> Result<Self> {
        let include = options.include;
        let is_class = matches!(options.subject, Subject::BadgeClass(_));
        if include.assertions && !include.badge_classes && !is_class {
            return Err(Kind::BadOption.at_field("include: assertions only with badgeClasses"));
        }
        if is_class && (include.recipient_groups || include.pathways) {
            return Err(Kind::BadOption.at_field("include: recipientGroups and pathways only of an issuer"));
        }
        Ok(Self {
            lists: Lists::new(site.clone()),
            out: Outlet::new(options.compress, site.address(), &options.exported_at),
            pictures: Pictures::default(),
            reader: Reader::new(options),
            tally: DocumentTally::default(),
            missing: Vec::new(),
            phase: Phase::Connecting,
            stage: Stage::Fresh,
            site,
        })
    }

    /// How it ended, once it is [`Step::Done`].
    pub fn summary(&self) -> Option<DocumentSummary> {
        matches!(self.stage, Stage::Done).then(|| DocumentSummary {
            tally: self.tally.clone(),
            bytes: self.out.bytes(),
            entries: self.out.entries(),
            missing: self.missing.clone(),
        })
    }

    fn tell(&mut self, tell: impl FnOnce(&mut Reader, &mut Desk<'_>) -> Result<()>) {
        let Self { lists, out, pictures, reader, tally, phase, site, .. } = self;
        if let Err(error) = tell(reader, &mut Desk { lists, out, pictures, tally, phase, site }) {
            self.fail(error);
        }
    }

    /// It is over, and the document not whole: says how far it came.
    fn fail(&mut self, error: Error) {
        self.lists.close_all();
        let place = match (error.place, self.tally.badge_classes + self.tally.assertions) {
            (place, 0) => place,
            (Place::Unknown, records) => Place::Field(format!("after {records} records")),
            (place, records) => Place::Field(format!("{place}, after {records} records")),
        };
        self.stage = Stage::Failed(Error { kind: error.kind, place });
    }

    /// Puts the pictures that came into the archive, in the order of their records.
    fn pictures(&mut self) {
        while let Some(landed) = self.lists.fetched() {
            self.pictures.landed(landed);
        }
        while let Some((of, image)) = self.pictures.next() {
            match self.out.picture(&of, image) {
                None => self.tally.pictures += 1,
                Some(error) => {
                    self.tally.failed += 1;
                    if self.missing.len() < progress::MISSING {
                        let (code, why) = (error.code(), error.to_string());
                        self.missing.push(MissingPicture { part: of.part, id: of.id, name: of.name, code, why });
                    }
                }
            }
            self.tell(|reader, desk| {
                reader.has_room(desk);
                Ok(())
            });
        }
    }

    /// Nothing is asked for any more: either all is written, or this is the end.
    fn idle(&mut self) -> Result<()> {
        if self.reader.is_over() && self.pictures.is_empty() {
            self.out.finish()?;
            self.phase = Phase::Done;
            self.stage = Stage::Done;
            return Ok(());
        }
        Err(Kind::Misuse.into())
    }
}

impl Job for IssuerDocument {
    type Progress = DocumentProgress;

    fn step(&mut self) -> Step {
        loop {
            match &self.stage {
                Stage::Fresh => {
                    self.stage = Stage::Running;
                    self.tell(|reader, desk| reader.begin(desk));
                }
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Running | Stage::Done => {}
            }
            self.pictures();
            if let Some(piece) = self.out.piece(false) {
                return Step::Archive(piece);
            }
            if let Some(step) = self.pictures.step() {
                return step;
            }
            match self.lists.next() {
                Event::Step(step) => return step,
                Event::Record(list, raw) => self.tell(|reader, desk| reader.record(list, raw, desk)),
                Event::Page(list) => self.tell(|reader, desk| reader.page(list, desk)),
                Event::End(list, end) => self.tell(|reader, desk| reader.end(list, end, desk)),
                Event::Wait | Event::Idle if let Some(piece) = self.out.piece(true) => return Step::Archive(piece),
                Event::Wait => return Step::Wait,
                Event::Idle if matches!(self.stage, Stage::Done) => return Step::Done,
                // A picture is being told its checksum.
                Event::Idle if !self.pictures.is_empty() => return Step::Wait,
                Event::Idle => {
                    if let Err(error) = self.idle() {
                        self.fail(error);
                    }
                }
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        match news {
            News::Rebuilt(sha) => self.pictures.hashed(ticket, sha),
            News::Bytes(bytes) if self.pictures.bytes(ticket, bytes, &mut self.lists) => {}
            news => self.lists.told(ticket, &news),
        }
    }

    fn progress(&self) -> DocumentProgress {
        DocumentProgress {
            phase: self.phase,
            tally: self.tally.clone(),
            bytes: self.out.bytes(),
            waiting: self.lists.waiting(),
        }
    }
}
