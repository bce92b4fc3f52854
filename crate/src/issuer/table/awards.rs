//! The awards of an organisation, an issuer or a badge class: one row each, in the portal's order.

mod columns;
mod estimate;

pub use columns::AWARDS;

use super::{Desk, Options, Period, Phase, RowSource, Scope, Tally};
use crate::error::{Error, Kind, Result};
use crate::fingerprint::fingerprint;
use crate::issuer::Instant;
use crate::issuer::api::Ask;
use crate::issuer::award::{Award, Status, text};
use crate::issuer::lists::{ListId, Pace};
use crate::issuer::once::{Known, Once};
use crate::json::{self, Json};
use columns::{Around, cell, issued};
use estimate::Estimate;
use std::collections::{BTreeMap, VecDeque};

/// The most pages that are read once more at the end: what was awarded while the rest was read.
pub(in crate::issuer) const CHECKED: u64 = 20;

/// Reads the names first, then the awards, issuer after issuer.
pub(super) struct Awards {
    scope: Scope,
    period: Period,
    now: Instant,
    /// The lists that are open, and what they are.
    open: Vec<(ListId, List)>,
    /// Issuers that were not read yet, by id.
    due: VecDeque<String>,
    issuers: BTreeMap<String, String>,
    classes: BTreeMap<String, String>,
    /// How far the list of awards is that is being read, or read once more.
    run: Run,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Issuers,
    /// The one issuer, or the class's own, whose name alone is wanted.
    Issuer,
    Class,
    Classes,
    Awards,
    /// The first pages of the same list once more.
    Check,
}

struct Run {
    issuer: String,
    /// Classes of the issuer.
    classes: u64,
    /// Awards that were listed already.
    once: Once,
    pages: u64,
    /// Awards on the present page that were not listed before.
    news: u64,
    estimate: Estimate,
}

impl Run {
    fn of(issuer: String) -> Self {
        Self { issuer, classes: 0, once: Once::new(), pages: 0, news: 0, estimate: Estimate::default() }
    }
}

impl Awards {
    pub fn new(options: &Options) -> Self {
        Self {
            scope: options.scope.clone(),
            period: options.period,
            now: options.now,
            open: Vec::new(),
            due: VecDeque::new(),
            issuers: BTreeMap::new(),
            classes: BTreeMap::new(),
            run: Run::of(String::new()),
        }
    }

    fn open(&mut self, list: List, ask: &Ask, desk: &mut Desk<'_>) -> Result<()> {
        // A preview, and what is read once more, may end after any page.
        let pace = match list {
            List::Check => Pace::PageByPage,
            List::Awards if desk.sheet.notes.is_some() => Pace::PageByPage,
            _ => Pace::Ahead,
        };
        self.open.push((desk.lists.open(ask, pace)?, list));
        Ok(())
    }

    fn list(&self, id: ListId) -> Option<List> {
        self.open.iter().find(|(other, _)| *other == id).map(|(_, list)| *list)
    }

    /// Goes on with the next issuer: its classes first, which name its badges.
    fn next_issuer(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        match self.due.pop_front() {
            None => Ok(()),
            Some(id) => {
                self.run = Run::of(id.clone());
                desk.tally.current = self.issuers.get(&id).cloned();
                self.open(List::Classes, &Ask::classes(&id), desk)
            }
        }
    }

    /// The list of the awards that are being read.
    fn awards(&self) -> Ask {
        match &self.scope {
            Scope::BadgeClass(id) => Ask::awards_of_class(id),
            _ => Ask::awards_of_issuer(&self.run.issuer),
        }
    }

    fn issuer(&mut self, record: &Json<'_>) {
        let is_wanted = match &self.scope {
            Scope::Organization(Some(id)) => text(record, "organizationId") == id,
            _ => true,
        };
        let (id, name) = (text(record, "entityId"), text(record, "name"));
        let is_due = !matches!(self.scope, Scope::BadgeClass(_));
        if is_wanted && self.issuers.insert(id.to_owned(), name.to_owned()).is_none() && is_due {
            self.due.push_back(id.to_owned());
        }
    }

    /// About how many awards there are altogether: issuers to come are taken for average ones.
    fn estimate(&self, tally: &Tally) -> Option<u64> {
        let here = self.run.estimate.total()?;
        let so_far = (tally.listed - self.run.estimate.listed() + here).checked_mul(tally.issuers)?;
        so_far.checked_div(tally.issuers_done + 1).map(|total| total.max(tally.listed))
    }

    fn award(&mut self, raw: &[u8], record: &Json<'_>, list: List, desk: &mut Desk<'_>) -> Result<()> {
        let award = Award(record);
        // What has no id is told apart by all that it says.
        let id = Some(award.id()).filter(|id| !id.is_empty()).map_or(raw, str::as_bytes);
        let (id, made) = (fingerprint(id), award.moment("createdAt"));
        let known = if list == List::Check { self.run.once.take_again(id, made) } else { self.run.once.take(id, made) };
        let tally = &mut *desk.tally;
        match known {
            Known::New => {}
            Known::Listed => {
                tally.duplicates += u64::from(list == List::Awards);
                return Ok(());
            }
            Known::Forgotten => return Err(Kind::BadPage.at_field("it goes back to newer awards")),
        }
        self.run.news += 1;
        tally.listed += 1;
        if list == List::Awards {
            self.run.estimate.award(made);
        }
        let issued = issued(&award);
        if issued.is_some_and(|issued| !self.period.has(issued)) {
            tally.skipped += 1;
            return Ok(());
        }
        tally.rows += 1;
        tally.undated += u64::from(issued.is_none());
        tally.late += u64::from(list == List::Check);
        let status = award.status(self.now);
        *match status {
            Status::Active => &mut tally.by_status.active,
            Status::Expired => &mut tally.by_status.expired,
            Status::Revoked => &mut tally.by_status.revoked,
        } += 1;
        let badge = award.reference("badgeclass");
        let around = Around {
            badge_name: name(&self.classes, badge),
            issuer_name: name(&self.issuers, award.reference("issuer")),
            status: status.name(),
        };
        desk.sheet.row_of(|at| cell(&award, &around, at));
        if let Some(notes) = &mut desk.sheet.notes {
            notes.award(issued, award.identifier(), badge);
        }
        Ok(())
    }
}

/// The name of an issuer or a class; empty where nobody told it.
fn name<'a>(names: &'a BTreeMap<String, String>, id: &str) -> &'a str {
    names.get(id).map_or("", String::as_str)
}

/// When a record was made.
fn made(record: &Json<'_>) -> Option<Instant> {
    record.get("createdAt").and_then(Instant::of)
}

impl RowSource for Awards {
    fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        match &self.scope.clone() {
            Scope::Organization(_) => self.open(List::Issuers, &Ask::issuers(false), desk),
            Scope::Issuer(id) => self.open(List::Issuer, &Ask::issuer(id, false), desk),
            Scope::BadgeClass(id) => self.open(List::Class, &Ask::class(id), desk),
        }
    }

    fn record(&mut self, list: ListId, raw: &[u8], desk: &mut Desk<'_>) -> Result<()> {
        let record = json::record(raw)?;
        match self.list(list) {
            Some(List::Issuers | List::Issuer) => self.issuer(&record),
            Some(List::Class) => {
                self.classes.insert(text(&record, "entityId").to_owned(), text(&record, "name").to_owned());
                self.run.issuer = text(&record, "issuer").to_owned();
                self.run.estimate.class(made(&record));
                desk.tally.current = Some(text(&record, "name").to_owned());
            }
            Some(List::Classes) => {
                self.run.classes += 1;
                self.run.estimate.class(made(&record));
                self.classes.insert(text(&record, "entityId").to_owned(), text(&record, "name").to_owned());
            }
            Some(list @ (List::Awards | List::Check)) => self.award(raw, &record, list, desk)?,
            None => {}
        }
        Ok(())
    }

    fn page(&mut self, list: ListId, desk: &mut Desk<'_>) -> Result<()> {
        let list_id = list;
        let Some(list @ (List::Awards | List::Check)) = self.list(list) else {
            return Ok(());
        };
        desk.tally.pages += 1;
        self.run.pages += 1;
        desk.tally.estimated = self.estimate(desk.tally);
        let has_news = std::mem::take(&mut self.run.news) > 0;
        if list == List::Check && (!has_news || self.run.pages >= CHECKED) {
            desk.lists.close(list_id);
            return self.end(list_id, Ok(()), desk);
        }
        Ok(())
    }

    fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()> {
        let Some(at) = self.open.iter().position(|(other, _)| *other == list) else {
            return Ok(());
        };
        let (_, list) = self.open.swap_remove(at);
        match (list, end) {
            // Its name is all that is missing then.
            (List::Issuer, Err(error))
                if matches!(self.scope, Scope::BadgeClass(_)) && error.kind == Kind::NotFound => {}
            (List::Issuer | List::Class, Err(error)) if error.kind == Kind::NotFound => {
                return Err(Error { kind: Kind::NoRights, ..error });
            }
            (_, Err(error)) => return Err(error),
            (_, Ok(())) => {}
        }
        match list {
            List::Issuers | List::Issuer if !matches!(self.scope, Scope::BadgeClass(_)) => {
                if self.due.is_empty() {
                    return Err(Kind::NoIssuers.into());
                }
                desk.tally.issuers = self.due.len() as u64;
                self.next_issuer(desk)
            }
            List::Class => {
                let issuer = self.run.issuer.clone();
                desk.tally.issuers = 1;
                self.open(List::Issuer, &Ask::issuer(&issuer, false), desk)
            }
            List::Classes if self.run.classes == 0 && matches!(self.scope, Scope::Issuer(_)) => {
                Err(Kind::NoBadgeClasses.into())
            }
            List::Classes if self.run.classes == 0 => {
                desk.tally.issuers_done += 1;
                self.next_issuer(desk)
            }
            List::Issuers | List::Issuer | List::Classes => {
                *desk.phase = Phase::Reading;
                self.run.pages = 0;
                self.open(List::Awards, &self.awards(), desk)
            }
            // One page cannot shift while it is read. A preview is not exact anyway.
            List::Awards if self.run.pages > 1 && desk.sheet.notes.is_none() => {
                *desk.phase = Phase::Checking;
                self.run.pages = 0;
                self.open(List::Check, &self.awards(), desk)
            }
            List::Awards | List::Check => {
                desk.tally.issuers_done += 1;
                self.next_issuer(desk)
            }
        }
    }

    fn finish(&mut self, tally: &Tally) -> Result<()> {
        match (tally.rows, tally.listed, self.period.is_all()) {
            (1.., _, _) => Ok(()),
            (0, 1.., false) => Err(Kind::EmptyPeriod.into()),
            _ => Err(Kind::NoAwards.into()),
        }
    }
}
