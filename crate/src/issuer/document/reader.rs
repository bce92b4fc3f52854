//! Reads what a document is made of, in its order, and writes it down.

mod writing;

use super::class_awards::ClassAwards;
use super::{Desk, DocumentOptions, Subject};
use crate::error::{Error, Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::issuer::api::Ask;
use crate::issuer::award::text;
use crate::issuer::lists::{ListId, Pace};
use crate::issuer::table::Phase;
use crate::json::{self, Json};
use std::collections::VecDeque;
use writing::{id, is_called, of};

/// What a list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Issuer,
    /// The one badge class that the document is of.
    Class,
    /// Whether the portal has such a thing at all, before the first byte is written.
    LookFor(Section),
    Classes,
    Awards,
    /// The first pages of the same awards once more.
    Again,
    Groups,
    Pathways,
    /// One pathway with its steps.
    Pathway,
}

/// A list of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Classes,
    Groups,
    Pathways,
}

/// Where reading is.
pub(super) struct Reader {
    options: DocumentOptions,
    /// The lists that are open, and what they are.
    open: Vec<(ListId, List)>,
    issuer: Option<(Vec<u8>, Json<'static>)>,
    class: Option<(Vec<u8>, Json<'static>)>,
    issuer_id: String,
    /// Lists that stand in an envelope on this portal.
    enveloped: Vec<Section>,
    due: VecDeque<Section>,
    /// What was asked for and is not on this portal.
    lacking: Option<Section>,
    has_begun: bool,
    is_over: bool,
    /// Records of the section so far.
    records: u64,
    seen: Seen,
    /// Pathways whose steps are not read yet: the id, and the record without them.
    pathways: VecDeque<(String, Vec<u8>)>,
    /// The one that is asked for, until it is here.
    pathway: Option<String>,
    awards: ClassAwards,
}

impl Reader {
    pub fn new(options: DocumentOptions) -> Self {
        let include = options.include;
        let is_class = matches!(options.subject, Subject::BadgeClass(_));
        let sections = [
            (include.badge_classes || is_class, Section::Classes),
            (include.recipient_groups, Section::Groups),
            (include.pathways, Section::Pathways),
        ];
        Self {
            options,
            open: Vec::new(),
            issuer: None,
            class: None,
            issuer_id: String::new(),
            enveloped: Vec::new(),
            due: sections.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, section)| section).collect(),
            lacking: None,
            has_begun: false,
            is_over: false,
            records: 0,
            seen: seen(0),
            pathways: VecDeque::new(),
            pathway: None,
            awards: ClassAwards::of(String::new()),
        }
    }

    /// Whether everything is read and written down.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    pub fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        match self.options.subject.clone() {
            Subject::BadgeClass(id) => self.open(List::Class, &Ask::class(&id), desk),
            Subject::Issuer(id) => {
                self.issuer_id = id;
                self.open(List::Issuer, &self.ask_issuer(), desk)?;
                let wanted = self.due.iter().copied().filter(|section| *section != Section::Classes);
                wanted
                    .collect::<Vec<_>>()
                    .into_iter()
                    .try_for_each(|section| self.open(List::LookFor(section), &self.ask(section, false), desk))
            }
        }
    }

    pub fn record(&mut self, list: ListId, raw: Vec<u8>, desk: &mut Desk<'_>) -> Result<()> {
        let record = json::record(&raw)?;
        match self.list(list) {
            Some(List::Issuer) => {
                let record = record.into_owned();
                self.issuer = Some((raw, record));
                Ok(())
            }
            Some(List::Class) => {
                text(&record, "issuer").clone_into(&mut self.issuer_id);
                let record = record.into_owned();
                self.class = Some((raw, record));
                Ok(())
            }
            // One is enough to know that there are some.
            Some(List::LookFor(_)) => {
                desk.lists.close(list);
                self.end(list, Ok(()), desk)
            }
            Some(List::Classes) => self.class(&raw, &record, Some(list), desk),
            Some(List::Awards | List::Again) => self.awards.take(&raw, &record, &of("assertion", &record), desk),
            Some(List::Groups) => {
                if self.is_new(&raw, &record, desk) {
                    desk.tally.recipient_groups += 1;
                    self.write("recipient-group", &raw, &record, desk);
                }
                Ok(())
            }
            Some(List::Pathways) => {
                if self.is_new(&raw, &record, desk) {
                    self.pathways.push_back((id(&record).to_owned(), raw));
                }
                Ok(())
            }
            // Whatever else comes is another answer than the one that was asked for.
            Some(List::Pathway) => {
                if self.pathway.take_if(|asked| is_called(&record, asked)).is_some() {
                    desk.tally.pathways += 1;
                    self.write("pathway", &raw, &record, desk);
                }
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub fn page(&mut self, list: ListId, desk: &mut Desk<'_>) -> Result<()> {
        desk.tally.pages += 1;
        let Some(List::Awards | List::Again) = self.list(list) else {
            return Ok(());
        };
        if self.awards.page() {
            desk.lists.close(list);
            return self.end(list, Ok(()), desk);
        }
        Ok(())
    }

    pub fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()> {
        let Some(at) = self.open.iter().position(|(other, _)| *other == list) else {
            return Ok(());
        };
        let (_, list) = self.open.swap_remove(at);
        match (list, end) {
            (List::Issuer, Err(error)) if error.kind == Kind::NotFound && self.class.is_some() => {}
            (List::Issuer | List::Class, Err(error)) if error.kind == Kind::NotFound => {
                return Err(Error { kind: Kind::NoRights, ..error });
            }
            (List::LookFor(section), Err(error)) if error.kind == Kind::NotFound => {
                // An issuer that is not there has none of it either, and says so by itself.
                self.lacking = Some(section);
            }
            (List::LookFor(section), Err(error))
                if error.kind == Kind::Unexpected && !self.enveloped.contains(&section) =>
            {
                self.enveloped.push(section);
                return self.open(List::LookFor(section), &self.ask(section, false), desk);
            }
            (_, Err(error)) => return Err(error),
            (_, Ok(())) => {}
        }
        match list {
            List::Class if self.class.is_none() => Err(Kind::NoRights.into()),
            List::Class => self.open(List::Issuer, &self.ask_issuer(), desk),
            List::Issuer if self.issuer.is_none() && self.class.is_none() => Err(Kind::NoRights.into()),
            List::Issuer | List::LookFor(_) if self.open.is_empty() && !self.has_begun => self.write_issuer(desk),
            List::Issuer | List::LookFor(_) => Ok(()),
            List::Classes | List::Groups => self.end_section(desk),
            List::Awards if self.awards.again() => {
                *desk.phase = Phase::Checking;
                self.open(List::Again, &Ask::awards_of_class(&self.awards.class), desk)
            }
            List::Awards | List::Again => self.end_class(desk),
            List::Pathways | List::Pathway => match self.pathway.take() {
                Some(missing) => Err(Kind::Unexpected.at_field(missing)),
                None => self.next_pathway(desk),
            },
        }
    }

    /// A picture is done, so that a badge class may follow.
    pub fn has_room(&mut self, desk: &mut Desk<'_>) {
        if !self.open.iter().any(|(_, list)| matches!(list, List::Awards | List::Again)) {
            self.hold(false, desk);
        }
    }

    fn ask_issuer(&self) -> Ask {
        Ask::issuer(&self.issuer_id, self.options.include.staff)
    }

    fn ask(&self, section: Section, with_members: bool) -> Ask {
        let ask = match section {
            Section::Classes => return Ask::classes(&self.issuer_id),
            Section::Groups => Ask::each_group(&self.issuer_id, with_members),
            Section::Pathways => Ask::each_pathway(&self.issuer_id),
        };
        if self.enveloped.contains(&section) { ask.in_envelope() } else { ask }
    }

    fn open(&mut self, list: List, ask: &Ask, desk: &mut Desk<'_>) -> Result<()> {
        let pace = match list {
            List::Again | List::LookFor(_) => Pace::PageByPage,
            // Its next page would wait while awards are read.
            List::Classes if self.options.include.assertions => Pace::PageByPage,
            _ => Pace::Ahead,
        };
        self.open.push((desk.lists.open(ask, pace)?, list));
        Ok(())
    }

    fn list(&self, id: ListId) -> Option<List> {
        self.open.iter().find(|(other, _)| *other == id).map(|(_, list)| *list)
    }

    /// Lets the badge classes wait, or go on.
    fn hold(&self, is_held: bool, desk: &mut Desk<'_>) {
        for (id, _) in self.open.iter().filter(|(_, list)| *list == List::Classes) {
            desk.lists.hold(*id, is_held);
        }
    }

    fn is_new(&mut self, raw: &[u8], record: &Json<'_>, desk: &mut Desk<'_>) -> bool {
        let id = id(record);
        let is_new = self.seen.insert(fingerprint(if id.is_empty() { raw } else { id.as_bytes() }));
        desk.tally.duplicates += u64::from(!is_new);
        is_new
    }
}
