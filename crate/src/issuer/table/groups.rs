//! The recipient groups of an issuer: one row for each, or for each pathway that it follows.

use super::background::{Background, Ended, Wants, not_here};
use super::column::{everywhere, hosted};
use super::{Columns, Desk, Options, Phase, RowSource, Tally};
use crate::error::{Kind, Result};
use crate::issuer::lists::ListId;
use crate::json;
use std::borrow::Cow;

/// Groups, with the columns of Parchment's export of groups, general data.
pub const GROUPS: Columns = Columns {
    name: "groups",
    version: 1,
    all: &[
        everywhere("Group ID", "slug, entityId", "The portal's id of the group."),
        everywhere("Group name", "name", "The name of the group."),
        everywhere(
            "Course/Pathway ID",
            "pathways[].slug",
            "The id of the pathway that the group follows; one row for each.",
        ),
        everywhere("URL", "pathways[].@id", "The address of that pathway."),
        everywhere("Learners", "member_count", "How many people are in the group."),
        everywhere("Alignment type", "pathways[]", "What the group is aligned with: Pathway, or nothing."),
        everywhere("Alignment ID", "pathways[].slug", "The id of the pathway."),
        everywhere("Alignment name", "name of the pathway", "The name of the pathway."),
        hosted("Creation date", "createdAt", "When the group was made: ISO 8601, UTC."),
        hosted(
            "Creation method",
            "none",
            "Empty: no API tells how a group was made. The column is there because Parchment's own export has it.",
        ),
        hosted(
            "Expiration date",
            "none",
            "Empty: no API tells when a group ended. The column is there because Parchment's own export has it.",
        ),
        hosted(
            "Expiration method",
            "none",
            "Empty: no API tells how a group ended. The column is there because Parchment's own export has it.",
        ),
        hosted(
            "Staff member name",
            "none",
            "Empty: no API tells a group's staff. The column is there, where staff is asked for, because Parchment's own export has it.",
        ),
        hosted(
            "Staff member ID",
            "none",
            "Empty: no API tells a group's staff. The column is there, where staff is asked for, because Parchment's own export has it.",
        ),
    ],
};

/// The columns that these options leave out.
pub(super) fn left_out(options: &Options) -> Vec<&'static str> {
    let toggles = [
        (options.groups.creation, ["Creation date", "Creation method"]),
        (options.groups.expiration, ["Expiration date", "Expiration method"]),
        (options.staff, ["Staff member name", "Staff member ID"]),
    ];
    toggles.into_iter().filter(|(is_wanted, _)| !is_wanted).flat_map(|(_, names)| names).collect()
}

/// Reads the names of the pathways first, then the groups.
pub(super) struct Groups {
    around: Background,
}

impl Groups {
    pub fn new(issuer: String, options: &Options) -> Self {
        let wants = Wants { pathways: true, archived: options.groups.archived, ..Wants::default() };
        Self { around: Background::new(issuer, wants) }
    }
}

impl RowSource for Groups {
    fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.around.begin(desk)
    }

    fn record(&mut self, list: ListId, raw: &[u8], desk: &mut Desk<'_>) -> Result<()> {
        let record = json::record(raw)?;
        let Some(group) = self.around.group(list, &record, desk) else {
            return Ok(());
        };
        let pathways = group.pathways();
        let count = group.count().to_string();
        let made = group.made();
        let mut row = |kind: &str, slug: &str, url: &str, name: &str| {
            let cells: [Cow<'_, str>; 9] = [
                group.id().into(),
                group.name().into(),
                slug.into(),
                url.into(),
                count.as_str().into(),
                kind.into(),
                slug.into(),
                name.into(),
                made.clone(),
            ];
            desk.tally.rows += 1;
            desk.sheet.row(&cells);
        };
        if pathways.is_empty() {
            row("", "", "", "");
        }
        for (slug, url) in pathways {
            row("Pathway", slug, url, self.around.pathway(slug).map_or("", |pathway| &pathway.name));
        }
        Ok(())
    }

    fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()> {
        match self.around.end(list, end, desk)? {
            Ended::Ready => *desk.phase = Phase::Reading,
            Ended::Groups(end) => not_here(end)?,
            Ended::More | Ended::Other => {}
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> Result<()> {
        if tally.rows == 0 { Err(Kind::NoGroups.into()) } else { Ok(()) }
    }
}
