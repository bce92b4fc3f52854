//! Reads what a document is made of, in its order, and writes it down.

use super::heading::heading;
use super::outlet::Of;
use super::splice::{opened, without};
use super::{Desk, DocumentOptions, Subject};
use crate::error::{Error, Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::issuer::api::Ask;
use crate::issuer::award::{Award, text};
use crate::issuer::lists::{ListId, Pace};
use crate::issuer::once::{Known, Once};
use crate::issuer::table::{CHECKED, Phase};
use crate::json;
use serde_json::Value;
use std::collections::VecDeque;

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
    issuer: Option<(Vec<u8>, Value)>,
    class: Option<(Vec<u8>, Value)>,
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
    run: Run,
}

/// How far the awards of a badge class are.
struct Run {
    class: String,
    once: Once,
    awards: u64,
    pages: u64,
    /// Awards on the present page that were not listed before.
    news: u64,
}

impl Run {
    fn of(class: String) -> Self {
        Self { class, once: Once::new(), awards: 0, pages: 0, news: 0 }
    }
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
            run: Run::of(String::new()),
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
        let record = json::read(&raw).map_err(|_| Kind::NotJson)?;
        match self.list(list) {
            Some(List::Issuer) => {
                self.issuer = Some((raw, record));
                Ok(())
            }
            Some(List::Class) => {
                text(&record, "issuer").clone_into(&mut self.issuer_id);
                self.class = Some((raw, record));
                Ok(())
            }
            // One is enough to know that there are some.
            Some(List::LookFor(_)) => {
                desk.lists.close(list);
                self.end(list, Ok(()), desk)
            }
            Some(List::Classes) => self.class(&raw, &record, Some(list), desk),
            Some(which @ (List::Awards | List::Again)) => self.award(&raw, &record, which, desk),
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
            Some(List::Pathway) => {
                desk.tally.pathways += 1;
                self.write("pathway", &raw, &record, desk);
                Ok(())
            }
            None => Ok(()),
        }
    }

    pub fn page(&mut self, list: ListId, desk: &mut Desk<'_>) -> Result<()> {
        desk.tally.pages += 1;
        let Some(which @ (List::Awards | List::Again)) = self.list(list) else {
            return Ok(());
        };
        self.run.pages += 1;
        let has_news = std::mem::take(&mut self.run.news) > 0;
        if which == List::Again && (!has_news || self.run.pages >= CHECKED) {
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
            // One page cannot shift while it is read.
            List::Awards if self.run.pages > 1 => {
                *desk.phase = Phase::Checking;
                self.run.pages = 0;
                self.open(List::Again, &Ask::awards_of_class(&self.run.class), desk)
            }
            List::Awards | List::Again => self.end_class(desk),
            List::Pathways | List::Pathway => self.next_pathway(desk),
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

    fn is_new(&mut self, raw: &[u8], record: &Value, desk: &mut Desk<'_>) -> bool {
        let id = id(record);
        let is_new = self.seen.insert(fingerprint(if id.is_empty() { raw } else { id.as_bytes() }));
        desk.tally.duplicates += u64::from(!is_new);
        is_new
    }

    /// All that may be asked in vain was asked: the document begins.
    fn write_issuer(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        if let Some(section) = self.lacking {
            return Err(Kind::NotOnPortal.at_field(section.name()));
        }
        self.has_begun = true;
        *desk.phase = Phase::Reading;
        desk.out.write(heading(&self.options, desk.site.address()).as_bytes());
        desk.out.write(b"\n\"issuer\": ");
        match self.issuer.take() {
            None => desk.out.write(b"null"),
            Some((raw, record)) => {
                match self.options.include.staff {
                    true => desk.out.write(&raw),
                    false => desk.out.write(&without(&raw, "staff")),
                }
                desk.out.record(&of("issuer", &record));
                self.picture("issuer", &record, desk);
            }
        }
        self.next_section(desk)
    }

    fn next_section(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.records = 0;
        self.seen.clear();
        match self.due.pop_front() {
            None => {
                desk.out.write(b"\n}\n");
                self.is_over = true;
                Ok(())
            }
            Some(section) => {
                desk.out.write(b",\n\"");
                desk.out.write(section.name().as_bytes());
                desk.out.write(b"\": [");
                match (section, self.class.take()) {
                    (Section::Classes, Some((raw, record))) => self.class(&raw, &record, None, desk),
                    (Section::Classes, None) => self.open(List::Classes, &self.ask(section, true), desk),
                    (Section::Groups, _) => self.open(List::Groups, &self.ask(section, true), desk),
                    (Section::Pathways, _) => self.open(List::Pathways, &self.ask(section, true), desk),
                }
            }
        }
    }

    fn end_section(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        desk.out.write(if self.records > 0 { b"\n]" } else { b"]" });
        desk.tally.current = None;
        self.next_section(desk)
    }

    /// Goes on with a record of the section.
    fn write(&mut self, part: &'static str, raw: &[u8], record: &Value, desk: &mut Desk<'_>) {
        desk.out.write(if self.records > 0 { b",\n" } else { b"\n" });
        self.records += 1;
        desk.out.write(raw);
        desk.out.record(&of(part, record));
    }

    fn class(&mut self, raw: &[u8], record: &Value, list: Option<ListId>, desk: &mut Desk<'_>) -> Result<()> {
        if !self.is_new(raw, record, desk) {
            return Ok(());
        }
        desk.tally.badge_classes += 1;
        desk.tally.current = Some(text(record, "name").to_owned());
        let has_awards = self.options.include.assertions;
        match has_awards {
            true => self.write("badge-class", &opened(raw), record, desk),
            false => self.write("badge-class", raw, record, desk),
        }
        self.picture("badge-class", record, desk);
        if has_awards {
            desk.out.write(b"\"assertions\": [");
            self.run = Run::of(text(record, "entityId").to_owned());
            self.hold(true, desk);
            return self.open(List::Awards, &Ask::awards_of_class(&self.run.class), desk);
        }
        match list {
            None => self.end_section(desk),
            Some(_) => {
                self.hold(desk.pictures.is_full(), desk);
                Ok(())
            }
        }
    }

    fn end_class(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        *desk.phase = Phase::Reading;
        desk.out.write(if self.run.awards > 0 { b"\n]}" } else { b"]}" });
        if !self.open.iter().any(|(_, list)| *list == List::Classes) {
            return self.end_section(desk);
        }
        self.hold(desk.pictures.is_full(), desk);
        Ok(())
    }

    fn award(&mut self, raw: &[u8], record: &Value, list: List, desk: &mut Desk<'_>) -> Result<()> {
        let award = Award(record);
        // What has no id is told apart by all that it says.
        let id = Some(award.id()).filter(|id| !id.is_empty()).map_or(raw, str::as_bytes);
        let (id, made) = (fingerprint(id), award.moment("createdAt"));
        let once = &mut self.run.once;
        match if list == List::Again { once.take_again(id, made) } else { once.take(id, made) } {
            Known::Listed => {
                desk.tally.duplicates += u64::from(list == List::Awards);
                return Ok(());
            }
            Known::Forgotten => return Err(Kind::BadPage.at_field("it goes back to newer awards")),
            Known::New => {}
        }
        self.run.news += 1;
        desk.tally.assertions += 1;
        desk.tally.late += u64::from(list == List::Again);
        desk.out.write(if self.run.awards > 0 { b",\n" } else { b"\n" });
        self.run.awards += 1;
        desk.out.write(raw);
        desk.out.record(&of("assertion", record));
        Ok(())
    }

    /// Goes on with the pathways one by one: their list leaves out the steps.
    fn next_pathway(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        match self.pathways.pop_front() {
            None => self.end_section(desk),
            Some((slug, _)) if !slug.is_empty() => {
                self.open(List::Pathway, &Ask::pathway(&self.issuer_id, &slug), desk)
            }
            Some((_, raw)) => {
                let record = json::read(&raw).map_err(|_| Kind::NotJson)?;
                desk.tally.pathways += 1;
                self.write("pathway", &raw, &record, desk);
                self.next_pathway(desk)
            }
        }
    }

    fn picture(&self, part: &'static str, record: &Value, desk: &mut Desk<'_>) {
        let url = text(record, "image");
        if desk.out.takes_pictures() && !url.is_empty() {
            desk.pictures.ask(desk.site, url, of(part, record), desk.lists);
        }
    }
}

impl Section {
    /// The name of the list in the document.
    fn name(self) -> &'static str {
        match self {
            Section::Classes => "badgeClasses",
            Section::Groups => "recipientGroups",
            Section::Pathways => "pathways",
        }
    }
}

fn of(part: &'static str, record: &Value) -> Of {
    Of { part, id: id(record).to_owned(), name: text(record, "name").to_owned() }
}

/// The id of a record, which groups and pathways call their slug.
fn id(record: &Value) -> &str {
    ["entityId", "slug", "id"]
        .into_iter()
        .map(|field| text(record, field))
        .find(|id| !id.is_empty())
        .unwrap_or_default()
}
