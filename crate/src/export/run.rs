//! An export under way: section after section, many records of one at a time.

mod pages;

use super::book::{Book, End, Of};
use super::lane::{Lane, LaneId, Want};
use super::part::Running;
use super::progress::{ItemPart, Phase, Progress, SectionState, Summary};
use super::wanted::Wanted;
use super::{Extent, Options, Purpose};
use crate::archive::{Archive, Sha};
use crate::error::{Error, Kind, Result};
use crate::job::{Landed, Step, Ticket};
use crate::portal::{Access, Portal, Record, SectionPages};
use std::collections::VecDeque;

/// Records under work for each request under way, so that a slow one does not stop the rest.
const LANES_PER_REQUEST: usize = 4;

/// An export that knows its portal.
pub(super) struct Run {
    portal: Box<dyn Portal>,
    extent: Extent,
    wanted: Vec<Wanted>,
    archive: Archive,
    book: Book,
    is_over: bool,
    next_section: usize,
    running: Option<Running>,
    lanes: VecDeque<Lane>,
    next_lane: LaneId,
    most_lanes: usize,
    /// Which lane a body belongs to that is being read or rebuilt.
    bodies: Vec<(Ticket, LaneId)>,
    /// Whether the portal was found by asking it, so that it is there.
    is_known: bool,
    /// Whether a list has been read at all, and why the first one could not.
    has_read: bool,
    first_error: Option<Error>,
}

type Tools<'a> = crate::job::Tools<'a, Purpose>;

impl Run {
    pub fn new(portal: Box<dyn Portal>, options: &Options, is_known: bool) -> Result<Self> {
        let is_section = |key: &&String| portal.sections().iter().any(|section| section.key == **key);
        if let Some(key) = options.sections.iter().flatten().find(|key| !is_section(key)) {
            return Err(Kind::BadOption.at_field(format!("sections: {key}")));
        }
        let mut archive = Archive::new();
        let book = Book::new(&mut archive, portal.as_ref(), &options.exported_at);
        Ok(Self {
            wanted: portal.sections().iter().map(|section| Wanted::of(&section.key, options)).collect(),
            portal,
            extent: options.extent,
            archive,
            book,
            is_over: false,
            next_section: 0,
            running: None,
            lanes: VecDeque::new(),
            next_lane: 0,
            most_lanes: options.concurrency * LANES_PER_REQUEST,
            bodies: Vec::new(),
            is_known,
            has_read: false,
            first_error: None,
        })
    }

    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Goes on as far as it can; says whether anything came of it.
    pub fn advance(&mut self, mut tools: Tools<'_>) -> Result<bool> {
        let went_on = !self.is_over
            && match self.running.take() {
                None => self.begin_section()?,
                Some(mut running) => {
                    let went_on = self.emit(&mut running)? | self.fill(&mut running, &mut tools)?;
                    if running.list.is_over() && self.lanes.is_empty() {
                        self.end_section(running)?;
                        true
                    } else {
                        self.running = Some(running);
                        went_on
                    }
                }
            };
        let pieces = self.archive.take();
        if self.extent == Extent::Archive {
            tools.steps.extend(pieces.map(Step::Archive));
        }
        Ok(went_on || !tools.steps.is_empty())
    }

    fn begin_section(&mut self) -> Result<bool> {
        let section = self.next_section;
        self.next_section += 1;
        match (self.portal.sections().get(section), self.wanted.get(section)) {
            (Some(description), Some(Wanted::All | Wanted::These(_))) => {
                let running = Running::new(&mut self.archive, self.portal.as_ref(), section, &description.form)?;
                let html = super::viewer::section_head(description);
                self.book.show(&mut self.archive, &html);
                self.set_state(section, SectionState::Running);
                self.running = Some(running);
            }
            (Some(_), _) => self.set_state(section, SectionState::LeftOut),
            (None, _) => {
                if let (false, Some(error)) = (self.has_read, self.first_error.take()) {
                    return Err(error);
                }
                if self.extent == Extent::Archive {
                    self.book.finish(&mut self.archive)?;
                }
                self.is_over = true;
            }
        }
        Ok(true)
    }

    fn end_section(&mut self, running: Running) -> Result<()> {
        let section = running.section;
        if let Some(description) = self.portal.sections().get(section) {
            running.finish(&mut self.archive, &mut self.book, description)?;
        }
        Ok(())
    }

    fn set_state(&mut self, section: usize, state: SectionState) {
        if let Some(progress) = self.book.sections.get_mut(section) {
            progress.state = state;
        }
    }

    /// Writes the lanes that are ready, in the order of the list.
    fn emit(&mut self, running: &mut Running) -> Result<bool> {
        let mut went_on = false;
        while self.lanes.front().is_some_and(Lane::is_ready)
            && let Some(lane) = self.lanes.pop_front()
        {
            if let Err(error) = running.lane(&mut self.archive, &mut self.book, &lane) {
                // A name that cannot be had is one record's misfortune.
                let of = Of { section: running.section, id: &lane.record.id, name: &lane.record.name };
                self.book.item(&mut self.archive, of, ItemPart::Record, End::Failed(&error));
            }
            self.book.one_more(running.section);
            went_on = true;
        }
        Ok(went_on)
    }

    /// Takes a record of the list: into its file, or onto a lane of its own.
    fn take(&mut self, running: &mut Running, raw: Vec<u8>, tools: &mut Tools<'_>) {
        let section = running.section;
        if self.extent == Extent::Survey {
            self.book.one_more(section);
            return;
        }
        match self.portal.record(section, &raw) {
            Ok(record) if !self.wanted.get(section).is_some_and(|wanted| wanted.has(&record.id)) => {}
            Ok(record) if running.has_lane_for(&record) => self.start(Lane::new(self.next_lane, record, raw), tools),
            Err(error) if running.has_lanes() => self.start(Lane::unreadable(self.next_lane, raw, error), tools),
            read => self.keep(running, read, &raw),
        }
    }

    fn start(&mut self, mut lane: Lane, tools: &mut Tools<'_>) {
        self.next_lane += 1;
        let (id, want) = (lane.id, lane.begin());
        self.lanes.push_back(lane);
        self.serve(id, want, tools);
    }

    /// Puts a record that needs no requests into its file, even one that says nothing to us.
    fn keep(&mut self, running: &mut Running, read: Result<Record>, raw: &[u8]) {
        let section = running.section;
        // What is no JSON would make the whole list none.
        let kept = match &read {
            Err(error) if error.kind == Kind::NotJson => Err(error.clone()),
            _ => running.record(&mut self.archive, &mut self.book, raw),
        };
        let (id, name) = read.as_ref().map_or(("", ""), |record| (&record.id, &record.name));
        let of = Of { section, id, name };
        match (&read, kept) {
            // A profile without a picture lists none.
            (Ok(_), Err(error)) if error.kind == Kind::Misuse => {
                running.absent = true;
                return;
            }
            (Ok(_), Ok(entry)) => {
                self.book.item(&mut self.archive, of, ItemPart::Record, End::Exported(&entry, None));
                let description = self.portal.sections().get(section);
                let html = super::viewer::record(description, name, raw);
                self.book.show(&mut self.archive, &html);
            }
            (Err(error), _) => self.book.item(&mut self.archive, of, ItemPart::Record, End::Failed(error)),
            (_, Err(error)) => self.book.item(&mut self.archive, of, ItemPart::Record, End::Failed(&error)),
        }
        self.book.one_more(section);
    }

    /// A request is over.
    pub fn landed(&mut self, landed: Landed<Purpose>, mut tools: Tools<'_>) -> Result<()> {
        match landed.purpose {
            Purpose::Lane(id) => self.lane_news(id, &mut tools, |lane, _| lane.landed(landed)),
            _ => {
                let Some(mut running) = self.running.take() else {
                    return Ok(());
                };
                let pages = SectionPages { portal: self.portal.as_ref(), section: running.section };
                let told = running.list.landed(landed, &pages, &mut tools);
                let told = told.or_else(|error| self.break_off(&mut running, error));
                self.running = Some(running);
                return told;
            }
        }
        Ok(())
    }

    /// Bytes of a body that was wanted.
    pub fn bytes(&mut self, ticket: Ticket, bytes: &[u8], mut tools: Tools<'_>) -> Result<()> {
        if let Some(id) = self.lane_of(ticket) {
            self.lane_news(id, &mut tools, |lane, portal| lane.bytes(portal, bytes));
            let is_kept = self.bodies.iter().any(|(other, _)| *other == ticket);
            if !is_kept {
                tools.steps.push_back(Step::Drop(ticket));
            }
            return Ok(());
        }
        let Some(mut running) = self.running.take() else {
            return Ok(());
        };
        let pages = SectionPages { portal: self.portal.as_ref(), section: running.section };
        let told = running.list.bytes(bytes, &pages, &mut tools);
        let told = told.or_else(|error| self.break_off(&mut running, error));
        self.running = Some(running);
        told
    }

    /// The lane that waits for a body, which it then does not any more.
    fn lane_of(&mut self, ticket: Ticket) -> Option<LaneId> {
        let at = self.bodies.iter().position(|(other, _)| *other == ticket)?;
        Some(self.bodies.swap_remove(at).1)
    }

    /// A picture is rebuilt.
    pub fn rebuilt(&mut self, ticket: Ticket, sha: Sha) {
        let id = self.lane_of(ticket);
        if let Some(lane) = self.lanes.iter_mut().find(|lane| Some(lane.id) == id) {
            lane.rebuilt(sha);
        }
    }

    fn lane_news(&mut self, id: LaneId, tools: &mut Tools<'_>, tell: impl FnOnce(&mut Lane, &dyn Portal) -> Want) {
        let Some(lane) = self.lanes.iter_mut().find(|lane| lane.id == id) else {
            return;
        };
        let mut want = tell(lane, self.portal.as_ref());
        while let Want::Again(landed, error) = want {
            want = match tools.flights.again(landed) {
                true => Want::Nothing,
                false => lane.damaged(error),
            };
        }
        self.serve(id, want, tools);
    }

    fn serve(&mut self, id: LaneId, mut want: Want, tools: &mut Tools<'_>) {
        // What needs a sign-in that is over would be refused, and is not asked for.
        while let Want::Ask(request, _) = &want
            && request.access() == Access::Token
            && tools.flights.signed_out()
            && let Some(lane) = self.lanes.iter_mut().find(|lane| lane.id == id)
        {
            want = lane.damaged(Kind::SignedOut.at_url(request.url()));
        }
        match want {
            Want::Ask(request, limit) => tools.flights.send(request, limit, Purpose::Lane(id)),
            Want::Read { ticket, len } => {
                self.bodies.push((ticket, id));
                tools.steps.push_back(Step::Read { ticket, at: 0, len: len as u32 });
            }
            Want::Rebuild { ticket, splice } => {
                self.bodies.push((ticket, id));
                tools.steps.push_back(Step::Rebuild { ticket, splice });
            }
            Want::Again(..) | Want::Nothing => {}
        }
    }

    pub fn portal(&self) -> &dyn Portal {
        self.portal.as_ref()
    }

    pub fn progress(&self, phase: Phase, waiting: Option<u32>) -> Progress {
        Progress {
            phase,
            current: self.book.current.clone(),
            counts: self.book.counts(),
            bytes: self.archive.written(),
            waiting,
            sections: self.book.sections.clone(),
        }
    }

    pub fn summary(&self) -> Summary {
        Summary {
            counts: self.book.counts(),
            bytes: self.archive.written(),
            entries: self.archive.entries(),
            portal: self.book.portal.clone(),
            sections: self.book.sections.clone(),
            missing: self.book.missing.clone(),
            complete: self.book.is_complete(),
        }
    }
}
