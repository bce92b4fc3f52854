//! An export under way: section after section, many records of one at a time.

use super::book::{Book, End, Of};
use super::lane::{Lane, LaneId, Want};
use super::part::{Page, Running};
use super::progress::{ItemPart, Phase, Progress, SectionState, Summary};
use super::wanted::Wanted;
use super::{Extent, Options, Purpose};
use crate::archive::{Archive, Sha};
use crate::error::{Error, Kind, Result};
use crate::job::{Flights, Landed, Step, Ticket};
use crate::limits;
use crate::portal::{Credential, Picture, Portal, TokenHeader, Turn};
use std::collections::{BTreeMap, VecDeque};

/// What is read of a list at a time: its records are few enough to wait.
const SLICE: u64 = 64 * 1024;
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
    bodies: BTreeMap<Ticket, LaneId>,
    /// Whether a list has been read at all.
    in_contact: bool,
}

/// What a run does its work with: requests, and steps for the host.
pub(super) struct Tools<'a> {
    pub flights: &'a mut Flights<Purpose>,
    pub steps: &'a mut VecDeque<Step>,
}

impl Run {
    pub fn new(portal: Box<dyn Portal>, options: &Options) -> Self {
        let mut archive = Archive::new();
        let book = Book::new(&mut archive, portal.as_ref(), &options.exported_at);
        Self {
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
            bodies: BTreeMap::new(),
            in_contact: false,
        }
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
                    if matches!(running.page, Page::Over) && self.lanes.is_empty() {
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
            running.lane(&mut self.archive, &mut self.book, &lane)?;
            self.book.one_more(running.section);
            went_on = true;
        }
        Ok(went_on)
    }

    /// Reads the list and starts lanes, as long as there is room.
    fn fill(&mut self, running: &mut Running, tools: &mut Tools<'_>) -> Result<bool> {
        if let Page::Due(request) = &running.page {
            if tools.flights.signed_out() {
                self.break_off(running, Kind::SignedOut.at_url(request.url()))?;
                return Ok(true);
            }
            if !tools.flights.has_room() {
                return Ok(false);
            }
            tools.flights.send(request.clone(), limits::LIST, Purpose::Page);
            running.page = Page::Asked;
            return Ok(true);
        }
        let mut went_on = false;
        while self.lanes.len() < self.most_lanes && tools.flights.has_room() {
            match running.listing.record() {
                Some(raw) => self.take(running, raw, tools),
                None => return Ok(went_on | self.read_on(running, tools)?),
            }
            went_on = true;
        }
        Ok(went_on)
    }

    /// Asks for the next slice of the list, or ends the page.
    fn read_on(&mut self, running: &mut Running, tools: &mut Tools<'_>) -> Result<bool> {
        let Page::Body { landed, at, reading: reading @ false } = &mut running.page else {
            return Ok(false);
        };
        let Ok(response) = &landed.result else {
            return Ok(false);
        };
        let slice = SLICE.min(response.len - *at);
        if slice > 0 {
            *reading = true;
            tools.steps.push_back(Step::Read { ticket: response.ticket, at: *at, len: slice as u32 });
            return Ok(true);
        }
        if response.len == 0 {
            // 204, or an empty answer: there is no such data.
            running.absent = true;
            self.in_contact = true;
            drop_page(running, tools);
            return Ok(true);
        }
        let turned = running.listing.turn(self.portal.as_ref(), &landed.request, response.link.as_deref());
        let total = running.listing.total();
        if let Some(progress) = self.book.sections.get_mut(running.section) {
            progress.expected = self.wanted.get(running.section).map_or(total, |wanted| wanted.count(total));
        }
        match turned {
            Err(error) => self.damaged(running, error, tools)?,
            Ok(turn) => {
                self.in_contact = true;
                drop_page(running, tools);
                let is_counted = self.extent == Extent::Survey && total.is_some();
                if let Turn::Next(request) = turn
                    && !is_counted
                {
                    running.page = Page::Due(request);
                }
            }
        }
        Ok(true)
    }

    /// A page that arrived, but not as a page: tries again where it may be the network's fault.
    fn damaged(&mut self, running: &mut Running, error: Error, tools: &mut Tools<'_>) -> Result<()> {
        let page = drop_page(running, tools);
        let is_cut = matches!(error.kind, Kind::Truncated | Kind::NotJson);
        if let Some(landed) = page
            && is_cut
        {
            running.listing.restart(self.portal.as_ref());
            if tools.flights.again(landed) {
                running.page = Page::Asked;
                return Ok(());
            }
        }
        self.break_off(running, error)
    }

    /// The list cannot be read on. Before anything was read, that is the end of the job.
    fn break_off(&mut self, running: &mut Running, error: Error) -> Result<()> {
        running.page = Page::Over;
        let is_missing = error.kind == Kind::NotFound && self.portal.may_be_absent(running.section);
        let is_refusal = matches!(error.kind, Kind::NotFound | Kind::Forbidden | Kind::Refused);
        if is_missing {
            running.absent = true;
        } else if self.in_contact || is_refusal {
            running.broken = Some(error);
        } else {
            return Err(error);
        }
        Ok(())
    }

    /// Takes a record of the list: into its file, or onto a lane of its own.
    fn take(&mut self, running: &mut Running, raw: Vec<u8>, tools: &mut Tools<'_>) {
        let section = running.section;
        if self.extent == Extent::Survey {
            self.book.one_more(section);
            return;
        }
        let record = match self.portal.record(section, &raw) {
            Ok(record) => record,
            Err(error) => {
                // What the record says is lost on us, but not its bytes.
                let _ = running.record(&mut self.archive, &mut self.book, &raw);
                let of = Of { section, id: "", name: "" };
                self.book.item(&mut self.archive, of, ItemPart::Record, End::Failed(&error));
                self.book.one_more(section);
                return;
            }
        };
        if !self.wanted.get(section).is_some_and(|wanted| wanted.has(&record.id)) {
            return;
        }
        let needs_lane = record.credential != Credential::None || record.picture != Picture::None;
        if running.has_lanes() && needs_lane {
            let mut lane = Lane::new(self.next_lane, record, raw);
            self.next_lane += 1;
            let want = lane.begin();
            self.serve(lane.id, want, tools);
            self.lanes.push_back(lane);
            return;
        }
        let of = Of { section, id: &record.id, name: &record.name };
        match running.record(&mut self.archive, &mut self.book, &raw) {
            Ok(entry) => {
                self.book.item(&mut self.archive, of, ItemPart::Record, End::Exported(&entry, None));
                let description = self.portal.sections().get(section);
                let html = super::viewer::record(description, &record.name, &raw);
                self.book.show(&mut self.archive, &html);
            }
            // A profile without a picture lists none.
            Err(error) if error.kind == Kind::Misuse => running.absent = true,
            Err(error) => self.book.item(&mut self.archive, of, ItemPart::Record, End::Failed(&error)),
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
                let told = match &landed.result {
                    Ok(_) => {
                        running.page = Page::Body { landed, at: 0, reading: false };
                        Ok(())
                    }
                    Err(error) => self.break_off(&mut running, error.clone()),
                };
                self.running = Some(running);
                return told;
            }
        }
        Ok(())
    }

    /// Bytes of a body that was wanted.
    pub fn bytes(&mut self, ticket: Ticket, bytes: &[u8], mut tools: Tools<'_>) -> Result<()> {
        if let Some(id) = self.bodies.remove(&ticket) {
            self.lane_news(id, &mut tools, |lane, portal| lane.bytes(portal, bytes));
            let is_kept = self.bodies.contains_key(&ticket);
            if !is_kept {
                tools.steps.push_back(Step::Drop(ticket));
            }
            return Ok(());
        }
        let Some(mut running) = self.running.take() else {
            return Ok(());
        };
        let mut told = Ok(());
        if let Page::Body { at, reading, .. } = &mut running.page {
            *at += bytes.len() as u64;
            *reading = false;
            if let Err(error) = running.listing.push(bytes) {
                told = self.damaged(&mut running, error, &mut tools);
            }
        }
        self.running = Some(running);
        told
    }

    /// A picture is rebuilt.
    pub fn rebuilt(&mut self, ticket: Ticket, sha: Sha) {
        let id = self.bodies.remove(&ticket);
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

    fn serve(&mut self, id: LaneId, want: Want, tools: &mut Tools<'_>) {
        match want {
            Want::Ask(request, limit) => tools.flights.send(request, limit, Purpose::Lane(id)),
            Want::Read { ticket, len } => {
                self.bodies.insert(ticket, id);
                tools.steps.push_back(Step::Read { ticket, at: 0, len: len as u32 });
            }
            Want::Rebuild { ticket, splice } => {
                self.bodies.insert(ticket, id);
                tools.steps.push_back(Step::Rebuild { ticket, splice });
            }
            Want::Again(..) | Want::Nothing => {}
        }
    }

    pub fn token_header(&self) -> TokenHeader {
        self.portal.token_header()
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

/// Forgets the page's body; yields the request that it came from.
fn drop_page(running: &mut Running, tools: &mut Tools<'_>) -> Option<Landed<Purpose>> {
    match std::mem::replace(&mut running.page, Page::Over) {
        Page::Body { landed, .. } => {
            if let Ok(response) = &landed.result {
                tools.steps.push_back(Step::Drop(response.ticket));
            }
            Some(landed)
        }
        _ => None,
    }
}
