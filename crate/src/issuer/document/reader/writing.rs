//! What a reader writes down: the document's brackets and commas, and the records between them.

use super::{ClassAwards, Desk, List, Reader, Section};
use crate::error::{Kind, Result};
use crate::issuer::api::Ask;
use crate::issuer::award::text;
use crate::issuer::document::heading::heading;
use crate::issuer::document::outlet::Of;
use crate::issuer::document::splice::{opened, without};
use crate::issuer::lists::ListId;
use crate::issuer::table::Phase;
use crate::json::{self, Json};

impl Reader {
    /// All that may be asked in vain was asked: the document begins.
    pub(super) fn write_issuer(&mut self, desk: &mut Desk<'_>) -> Result<()> {
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

    pub(super) fn end_section(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        desk.out.write(if self.records > 0 { b"\n]" } else { b"]" });
        desk.tally.current = None;
        self.next_section(desk)
    }

    /// Goes on with a record of the section.
    pub(super) fn write(&mut self, part: &'static str, raw: &[u8], record: &Json<'_>, desk: &mut Desk<'_>) {
        desk.out.write(if self.records > 0 { b",\n" } else { b"\n" });
        self.records += 1;
        desk.out.write(raw);
        desk.out.record(&of(part, record));
    }

    pub(super) fn class(
        &mut self,
        raw: &[u8],
        record: &Json<'_>,
        list: Option<ListId>,
        desk: &mut Desk<'_>,
    ) -> Result<()> {
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
            self.awards = ClassAwards::of(text(record, "entityId").to_owned());
            self.hold(true, desk);
            return self.open(List::Awards, &Ask::awards_of_class(&self.awards.class), desk);
        }
        match list {
            None => self.end_section(desk),
            Some(_) => {
                self.hold(desk.pictures.is_full(), desk);
                Ok(())
            }
        }
    }

    pub(super) fn end_class(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        *desk.phase = Phase::Reading;
        desk.out.write(self.awards.end());
        if !self.open.iter().any(|(_, list)| *list == List::Classes) {
            return self.end_section(desk);
        }
        self.hold(desk.pictures.is_full(), desk);
        Ok(())
    }

    /// Goes on with the pathways one by one: their list leaves out the steps.
    pub(super) fn next_pathway(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        match self.pathways.pop_front() {
            None => self.end_section(desk),
            Some((slug, _)) if !slug.is_empty() => {
                let ask = Ask::pathway(&self.issuer_id, &slug);
                self.pathway = Some(slug);
                self.open(List::Pathway, &ask, desk)
            }
            Some((_, raw)) => {
                let record = json::record(&raw)?;
                desk.tally.pathways += 1;
                self.write("pathway", &raw, &record, desk);
                self.next_pathway(desk)
            }
        }
    }

    fn picture(&self, part: &'static str, record: &Json<'_>, desk: &mut Desk<'_>) {
        let url = text(record, "image");
        if desk.out.takes_pictures() && !url.is_empty() {
            desk.pictures.ask(desk.site, url, of(part, record), desk.lists);
        }
    }
}

impl Section {
    /// The name of the list in the document.
    pub(super) fn name(self) -> &'static str {
        match self {
            Section::Classes => "badgeClasses",
            Section::Groups => "recipientGroups",
            Section::Pathways => "pathways",
        }
    }
}

pub(super) fn of(part: &'static str, record: &Json<'_>) -> Of {
    Of { part, id: id(record).to_owned(), name: text(record, "name").to_owned() }
}

/// What portals call the id of a record; of groups and pathways it is the slug.
const IDS: [&str; 3] = ["entityId", "slug", "id"];

/// Whether this is the record of this id.
pub(super) fn is_called(record: &Json<'_>, id: &str) -> bool {
    IDS.iter().any(|field| text(record, field) == id)
}

/// The id of a record.
pub(super) fn id<'a>(record: &'a Json<'_>) -> &'a str {
    IDS.into_iter().map(|field| text(record, field)).find(|id| !id.is_empty()).unwrap_or_default()
}
