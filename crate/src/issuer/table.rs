//! The tables: records in, rows out, while the pages arrive.
//!
//! A table is a const list of [`Column`]s and a `RowSource`, which says what is asked for and
//! what row a record becomes. All the rest is the same for each: requests, retries, the file, the
//! preview, the counts. A file that is not whole never looks whole: whatever is broken for good
//! fails the job.

mod awards;
mod background;
mod badges;
mod column;
mod groups;
mod learners;
mod members;
mod preview;
mod progress;
mod sheet;

pub use awards::AWARDS;
pub(super) use awards::CHECKED;
pub use badges::BADGES;
pub use column::{Column, Columns};
pub use groups::GROUPS;
pub use learners::LEARNERS;
pub use members::MEMBERS;
pub use preview::Preview;
pub use progress::{ByStatus, Phase, Progress, Summary, Tally};

use super::lists::{Event, ListId, Lists};
use super::{Instant, Period};
use crate::archive::Piece;
use crate::error::{Error, Kind, Place, Result};
use crate::job::{Job, News, Step, Ticket};
use crate::portal::Site;
use crate::table::Cells;
use sheet::Sheet;

/// The tables that there are, in the order of the pages.
pub const TABLES: [&Columns; 5] = [&AWARDS, &GROUPS, &BADGES, &LEARNERS, &MEMBERS];

/// Whose records a table is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All issuers of this organisation, or, without one, all on whose staff the person is.
    Organization(Option<String>),
    /// One issuer, by its id.
    Issuer(String),
    /// One badge class, by its id.
    BadgeClass(String),
}

/// What a job does with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Writes them all.
    File,
    /// Keeps the first and counts the rest, for so many pages.
    Preview {
        /// The most pages of records to read.
        pages: u64,
    },
}

/// What is told of groups, in the tables that are made of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupOptions {
    /// Whether the columns of their creation are there.
    pub creation: bool,
    /// Whether the columns of their expiration are there.
    pub expiration: bool,
    /// Whether groups that are put away are there.
    pub archived: bool,
}

impl Default for GroupOptions {
    /// All columns, and the groups that are not put away.
    fn default() -> Self {
        Self { creation: true, expiration: true, archived: false }
    }
}

/// What to tabulate, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The table's name.
    pub table: String,
    /// Whose records.
    pub scope: Scope,
    /// Which of them, where the table has dates.
    pub period: Period,
    /// The columns, by name; all of them without. The table's order holds.
    pub columns: Option<Vec<String>>,
    /// How cells are written.
    pub cells: Cells,
    /// Whether colleagues' e-mail addresses are in it, where the table has them.
    pub staff: bool,
    /// What is told of groups.
    pub groups: GroupOptions,
    /// File or preview.
    pub extent: Extent,
    /// The present moment, by which a badge has expired or not.
    pub now: Instant,
    /// How many records there should be, where the caller knows it.
    pub expected: Option<u64>,
}

/// What a table is made of.
trait RowSource {
    /// Opens the first lists.
    fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()>;

    /// Takes a record of a list.
    fn record(&mut self, list: ListId, raw: &[u8], desk: &mut Desk<'_>) -> Result<()>;

    /// A page of a list is over.
    fn page(&mut self, _list: ListId, desk: &mut Desk<'_>) -> Result<()> {
        desk.tally.pages += 1;
        Ok(())
    }

    /// A list is over; what broke it fails the job, unless it is no loss.
    fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()>;

    /// Everything was read; says why there is nothing to export, where there is nothing.
    fn finish(&mut self, tally: &Tally) -> Result<()>;
}

/// What a row source works with.
struct Desk<'a> {
    pub lists: &'a mut Lists,
    pub sheet: &'a mut Sheet,
    pub tally: &'a mut Tally,
    pub phase: &'a mut Phase,
}

/// A table in the making: ask for a [`step`](Job::step), do it, [tell](Job::told) what came of it.
pub struct Table {
    lists: Lists,
    sheet: Sheet,
    tally: Tally,
    source: Box<dyn RowSource>,
    phase: Phase,
    extent: Extent,
    expected: Option<u64>,
    stage: Stage,
    /// Whether all was read; a preview may end before.
    is_whole: bool,
}

enum Stage {
    Fresh,
    Running,
    Done,
    Failed(Error),
}

/// What a table is made of; all but awards are made for one issuer.
fn source(table: &Columns, options: &Options) -> Result<Box<dyn RowSource>> {
    let issuer = match &options.scope {
        _ if table.name == AWARDS.name => return Ok(Box::new(awards::Awards::new(options))),
        Scope::Issuer(id) => id.clone(),
        _ => return Err(Kind::BadOption.at_field("scope: this table is made for one issuer")),
    };
    Ok(match table.name {
        name if name == GROUPS.name => Box::new(groups::Groups::new(issuer, options)),
        name if name == BADGES.name => Box::new(badges::Badges::new(issuer, options)),
        name if name == LEARNERS.name => Box::new(learners::Learners::new(issuer, options)),
        _ => Box::new(members::Members::new(issuer, options)),
    })
}

impl Table {
    /// A table that has not begun: nothing is asked for before the first step.
    ///
    /// # Errors
    /// [`Kind::BadOption`] for a table or a column that there is not.
    pub fn new(site: Site, options: Options) -> Result<Self> {
        let columns = TABLES.into_iter().find(|table| table.name == options.table);
        let columns = columns.ok_or_else(|| Kind::BadOption.at_field(format!("table: {}", options.table)))?;
        let chosen = columns.chosen(options.columns.as_deref());
        let mut chosen = chosen.map_err(|name| Kind::BadOption.at_field(format!("columns: {name}")))?;
        if columns.name == GROUPS.name {
            let out = groups::left_out(&options);
            chosen.retain(|at| columns.all.get(*at).is_some_and(|column| !out.contains(&column.name)));
        }
        if chosen.is_empty() {
            return Err(Kind::BadOption.at_field("columns"));
        }
        let is_preview = matches!(options.extent, Extent::Preview { .. });
        Ok(Self {
            lists: Lists::new(site),
            sheet: Sheet::new(columns, chosen, options.cells, is_preview),
            tally: Tally::default(),
            source: source(columns, &options)?,
            phase: Phase::Connecting,
            extent: options.extent,
            expected: options.expected,
            stage: Stage::Fresh,
            is_whole: false,
        })
    }

    /// How it ended, once it is [`Step::Done`].
    pub fn summary(&self) -> Option<Summary> {
        matches!(self.stage, Stage::Done).then(|| Summary {
            table: self.sheet.table(),
            tally: self.tally.clone(),
            bytes: self.sheet.bytes(),
            columns: self.sheet.names(),
            empty: self.sheet.empty(),
        })
    }

    /// What is known so far, where a preview was asked for.
    pub fn preview(&self) -> Option<Preview> {
        self.sheet.notes.as_ref().map(|notes| Preview {
            table: self.sheet.table(),
            columns: self.sheet.names(),
            rows: notes.rows.clone(),
            tally: self.tally.clone(),
            days: notes.days(),
            recipients: notes.recipients(),
            badges: notes.badges(),
            exact: self.is_whole,
            waiting: self.lists.waiting(),
        })
    }

    fn told_source(&mut self, tell: impl FnOnce(&mut dyn RowSource, &mut Desk<'_>) -> Result<()>) {
        let Self { lists, sheet, tally, phase, source, .. } = self;
        if let Err(error) = tell(source.as_mut(), &mut Desk { lists, sheet, tally, phase }) {
            self.fail(error);
        }
    }

    /// It is over, and the file not whole: says how far it came.
    fn fail(&mut self, error: Error) {
        self.lists.close_all();
        let place = match (&error.place, self.tally.rows) {
            (_, 0) => error.place,
            (Place::Unknown, rows) => Place::Field(format!("after {rows} rows")),
            (place, rows) => Place::Field(format!("{place}, after {rows} rows")),
        };
        self.stage = Stage::Failed(Error { place, ..error });
    }

    /// A preview ends early, unless there is nothing more anyway.
    fn page_is_over(&mut self) {
        if let Extent::Preview { pages } = self.extent
            && self.tally.pages >= pages
            && self.lists.has_more()
        {
            self.lists.close_all();
            self.end();
        }
    }

    fn end(&mut self) {
        self.phase = Phase::Done;
        self.stage = Stage::Done;
    }
}

impl Job for Table {
    type Progress = Progress;

    fn step(&mut self) -> Step {
        loop {
            match &self.stage {
                Stage::Fresh => {
                    self.stage = Stage::Running;
                    self.told_source(|source, desk| source.begin(desk));
                }
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Running | Stage::Done => {}
            }
            if let Some(piece) = self.sheet.piece(false) {
                return Step::Archive(Piece::Write(piece));
            }
            match self.lists.next() {
                Event::Step(step) => return step,
                Event::Record(list, raw) => self.told_source(|source, desk| source.record(list, &raw, desk)),
                Event::Page(list) => {
                    self.told_source(|source, desk| source.page(list, desk));
                    self.page_is_over();
                }
                Event::End(list, end) => self.told_source(|source, desk| source.end(list, end, desk)),
                Event::Wait | Event::Idle if let Some(piece) = self.sheet.piece(true) => {
                    return Step::Archive(Piece::Write(piece));
                }
                Event::Wait => return Step::Wait,
                Event::Idle if matches!(self.stage, Stage::Done) => return Step::Done,
                Event::Idle => match self.source.finish(&self.tally) {
                    Ok(()) => {
                        self.is_whole = true;
                        self.end();
                    }
                    Err(error) => self.fail(error),
                },
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.lists.told(ticket, &news);
    }

    fn progress(&self) -> Progress {
        Progress {
            phase: self.phase,
            tally: self.tally.clone(),
            bytes: self.sheet.bytes(),
            expected: self.expected,
            waiting: self.lists.waiting(),
        }
    }
}
