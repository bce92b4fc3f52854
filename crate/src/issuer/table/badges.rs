//! What the pathways of an issuer ask for: one row for each group and each badge or step that it needs.

use super::background::{Background, Ended, Wants};
use super::column::{everywhere, hosted};
use super::{Columns, Desk, Options, Phase, RowSource, Tally};
use crate::error::{Kind, Result};
use crate::issuer::lists::ListId;
use crate::issuer::pathway::Pathway;
use crate::json;
use std::collections::BTreeSet;

/// Badges and how groups are aligned with them.
pub const BADGES: Columns = Columns {
    name: "badges",
    version: 1,
    all: &[
        everywhere(
            "Group ID",
            "slug, entityId",
            "The portal's id of a group that follows the pathway; empty where none does.",
        ),
        everywhere("Group Name", "name", "The name of that group."),
        everywhere("Alignment Type", "pathways", "Pathway."),
        everywhere("Alignment ID", "slug of the pathway", "The id of the pathway."),
        everywhere("Alignment Name", "name of the pathway", "The name of the pathway."),
        everywhere(
            "Requirement ID",
            "elements[].requirements.badges, .elements",
            "The portal's id of the badge class, or of the step, that is asked for.",
        ),
        everywhere(
            "Requirement Name",
            "name of the badge class or step",
            "Its name; empty where the portal does not list the class any more.",
        ),
        everywhere("Requirement Type", "elements[].requirements", "Badge or Step."),
        everywhere(
            "Threshold",
            "elements[].requirements.junctionConfig.requiredNumber",
            "How many of the step's requirements are enough.",
        ),
        hosted(
            "Award Method",
            "none",
            "Empty: no API tells how a badge is awarded. The column is there because Parchment's own export has it.",
        ),
        hosted(
            "Visibility",
            "none",
            "Empty: no API tells who may see it. The column is there because Parchment's own export has it.",
        ),
        everywhere("Step ID", "elements[].slug", "The step of the pathway that asks for it."),
        everywhere("Step Name", "elements[].name", "The name of that step."),
    ],
};

/// Reads pathways and names of badges first, then the groups.
pub(super) struct Badges {
    around: Background,
    /// Pathways that some group follows.
    followed: BTreeSet<String>,
}

impl Badges {
    pub fn new(issuer: String, options: &Options) -> Self {
        let archived = options.groups.archived;
        let wants = Wants { pathways: true, steps: true, classes: true, archived, ..Wants::default() };
        Self { around: Background::new(issuer, wants), followed: BTreeSet::new() }
    }

    /// The rows of a pathway that a group follows.
    fn rows(&self, pathway: &Pathway, group: [&str; 2], desk: &mut Desk<'_>) {
        for step in &pathway.steps {
            let threshold = step.threshold.map(|number| number.to_string()).unwrap_or_default();
            let mut row = |id: &str, name: &str, kind: &str| {
                let [group_id, group_name] = group;
                desk.tally.rows += 1;
                desk.sheet.row(&[
                    group_id,
                    group_name,
                    "Pathway",
                    &pathway.slug,
                    &pathway.name,
                    id,
                    name,
                    kind,
                    &threshold,
                    "",
                    "",
                    &step.slug,
                    &step.name,
                ]);
            };
            step.badges.iter().for_each(|id| row(id, self.around.class(id), "Badge"));
            step.elements.iter().for_each(|slug| row(slug, pathway.step_name(slug), "Step"));
        }
    }

    /// Those that no group follows come last.
    fn rest(&self, desk: &mut Desk<'_>) {
        for pathway in self.around.pathways.iter().flatten() {
            if !self.followed.contains(&pathway.slug) {
                self.rows(pathway, ["", ""], desk);
            }
        }
    }
}

impl RowSource for Badges {
    fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.around.begin(desk)
    }

    fn record(&mut self, list: ListId, raw: &[u8], desk: &mut Desk<'_>) -> Result<()> {
        let record = json::record(raw)?;
        let Some(group) = self.around.group(list, &record, desk) else {
            return Ok(());
        };
        for (slug, _) in group.pathways() {
            self.followed.insert(slug.to_owned());
            if let Some(pathway) = self.around.pathway(slug) {
                self.rows(pathway, [group.id(), group.name()], desk);
            }
        }
        Ok(())
    }

    fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()> {
        match self.around.end(list, end, desk)? {
            Ended::Ready if self.around.pathways.is_none() => Err(Kind::NotOnPortal.at_field("pathways")),
            Ended::Ready => {
                *desk.phase = Phase::Reading;
                Ok(())
            }
            // Pathways may be there without groups.
            Ended::Groups(Err(error)) if error.kind != Kind::NotFound => Err(error),
            Ended::Groups(_) => {
                self.rest(desk);
                Ok(())
            }
            Ended::More | Ended::Other => Ok(()),
        }
    }

    fn finish(&mut self, tally: &Tally) -> Result<()> {
        if tally.rows == 0 { Err(Kind::NoPathways.into()) } else { Ok(()) }
    }
}
