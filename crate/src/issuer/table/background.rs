//! What is read before the rows of tables of groups: the issuer, its pathways, the names of its classes.

use super::Desk;
use crate::error::{Error, Kind, Result};
use crate::issuer::api::Ask;
use crate::issuer::award::text;
use crate::issuer::group::Group;
use crate::issuer::lists::{ListId, Pace};
use crate::issuer::pathway::Pathway;
use crate::json::Json;
use std::collections::{BTreeMap, BTreeSet};

/// What a table wants to know.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wants {
    /// The colleagues on the issuer's staff.
    pub staff: bool,
    /// The pathways, by name.
    pub pathways: bool,
    /// What each pathway consists of.
    pub steps: bool,
    /// The names of the badge classes.
    pub classes: bool,
    /// Who is in each group.
    pub members: bool,
    /// Groups that are put away, too.
    pub archived: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Issuer,
    Pathways,
    Pathway,
    Classes,
    Groups,
}

/// What came of the end of a list.
pub(super) enum Ended {
    /// It goes on.
    More,
    /// All but the groups is read, and those come next.
    Ready,
    /// The last group was read; or this portal knows no groups.
    Groups(Result<()>),
    /// It is none of these lists.
    Other,
}

/// What is around the rows.
pub(super) struct Background {
    issuer: String,
    wants: Wants,
    open: Vec<(ListId, List)>,
    /// Lists that stand in an envelope on this portal.
    enveloped: Vec<List>,
    is_ready: bool,
    /// The issuer's record.
    pub issuer_record: Json<'static>,
    /// The pathways in the order of the list; nothing where the portal knows none.
    pub pathways: Option<Vec<Pathway>>,
    pub classes: BTreeMap<String, String>,
    /// The pathways whose steps are here, by their lists.
    answered: Vec<ListId>,
    /// The groups that were listed.
    groups: BTreeSet<String>,
}

impl Background {
    pub fn new(issuer: String, wants: Wants) -> Self {
        Self {
            issuer,
            wants,
            open: Vec::new(),
            enveloped: Vec::new(),
            is_ready: false,
            issuer_record: Json::Null,
            pathways: None,
            classes: BTreeMap::new(),
            answered: Vec::new(),
            groups: BTreeSet::new(),
        }
    }

    pub fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.open(List::Issuer, desk)?;
        if self.wants.pathways {
            self.open(List::Pathways, desk)?;
        }
        if self.wants.classes {
            self.open(List::Classes, desk)?;
        }
        Ok(())
    }

    /// The pathway of this slug.
    pub fn pathway(&self, slug: &str) -> Option<&Pathway> {
        self.pathways.iter().flatten().find(|pathway| pathway.slug == slug)
    }

    /// The name of a badge class; empty where the portal does not list it any more.
    pub fn class(&self, id: &str) -> &str {
        self.classes.get(id).map_or("", String::as_str)
    }

    /// Whether this is the list of the groups.
    pub fn is_groups(&self, list: ListId) -> bool {
        self.list(list) == Some(List::Groups)
    }

    /// Whether a group was not listed before: of a page that was cut, those before the cut come twice.
    pub fn is_new(&mut self, group: &Json<'_>) -> bool {
        let id = Group(group).id();
        id.is_empty() || self.groups.insert(id.to_owned())
    }

    /// The group in a record, counted, unless it is to be left out; any other record is taken.
    pub fn group<'a>(&mut self, list: ListId, record: &'a Json<'a>, desk: &mut Desk<'_>) -> Option<Group<'a>> {
        if !self.is_groups(list) {
            self.record(list, record);
            return None;
        }
        if !self.is_new(record) {
            return None;
        }
        let group = Group(record);
        let is_wanted = self.wants.archived || !group.is_archived();
        desk.tally.listed += 1;
        desk.tally.skipped += u64::from(!is_wanted);
        is_wanted.then_some(group)
    }

    /// Takes a record, unless it is a group or of another list.
    pub fn record(&mut self, list: ListId, record: &Json<'_>) {
        match self.list(list) {
            Some(List::Issuer) => self.issuer_record = record.clone().into_owned(),
            Some(List::Pathways) => {
                let (read, all) = (Pathway::read(record), self.pathways.get_or_insert_default());
                if read.slug.is_empty() || all.iter().all(|one| one.slug != read.slug) {
                    all.push(read);
                }
            }
            Some(List::Pathway) => {
                let read = Pathway::read(record);
                if let Some(one) = self.pathways.iter_mut().flatten().find(|one| one.slug == read.slug) {
                    *one = read;
                    self.answered.push(list);
                }
            }
            Some(List::Classes) => {
                self.classes.insert(text(record, "entityId").to_owned(), text(record, "name").to_owned());
            }
            Some(List::Groups) | None => {}
        }
    }

    /// Takes the end of a list.
    pub fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<Ended> {
        let Some(at) = self.open.iter().position(|(other, _)| *other == list) else {
            return Ok(Ended::Other);
        };
        let (id, list) = self.open.swap_remove(at);
        match (list, end) {
            (List::Pathway, Ok(())) if !self.answered.contains(&id) => return Err(Kind::Unexpected.at_field("pathway")),
            (List::Issuer, Err(error)) if error.kind == Kind::NotFound => {
                return Err(Error { kind: Kind::NoRights, ..error });
            }
            (List::Pathways | List::Groups, Err(error))
                if error.kind == Kind::Unexpected && !self.enveloped.contains(&list) =>
            {
                self.enveloped.push(list);
                self.open(list, desk)?;
            }
            (List::Groups, end) => return Ok(Ended::Groups(end)),
            // Forks dropped pathways, and hosted portals keep them elsewhere.
            (List::Pathways, Err(error)) if error.kind == Kind::NotFound => {}
            (List::Pathways, Ok(())) => {
                let slugs: Vec<String> =
                    self.pathways.get_or_insert_default().iter().map(|pathway| pathway.slug.clone()).collect();
                for slug in slugs.iter().filter(|_| self.wants.steps) {
                    self.open.push((desk.lists.open(&Ask::pathway(&self.issuer, slug), Pace::Ahead)?, List::Pathway));
                }
            }
            (_, end) => end?,
        }
        if !self.open.is_empty() || self.is_ready {
            return Ok(Ended::More);
        }
        if self.issuer_record == Json::Null {
            return Err(Kind::NoRights.into());
        }
        self.is_ready = true;
        self.open(List::Groups, desk)?;
        Ok(Ended::Ready)
    }

    fn open(&mut self, list: List, desk: &mut Desk<'_>) -> Result<()> {
        let ask = match list {
            List::Issuer => Ask::issuer(&self.issuer, self.wants.staff),
            List::Pathways | List::Pathway => Ask::each_pathway(&self.issuer),
            List::Classes => Ask::classes(&self.issuer),
            List::Groups => Ask::each_group(&self.issuer, self.wants.members),
        };
        let ask = if self.enveloped.contains(&list) { ask.in_envelope() } else { ask };
        self.open.push((desk.lists.open(&ask, Pace::Ahead)?, list));
        Ok(())
    }

    fn list(&self, id: ListId) -> Option<List> {
        self.open.iter().find(|(other, _)| *other == id).map(|(_, list)| *list)
    }
}

/// Groups that are not on this portal, said so.
pub(super) fn not_here(end: Result<()>) -> Result<()> {
    match end {
        Err(error) if error.kind == Kind::NotFound => Err(Kind::NotOnPortal.at_field("recipient groups")),
        end => end,
    }
}
