//! The columns of the learners table.

use crate::issuer::table::Columns;
use crate::issuer::table::column::everywhere;

/// Learners' progress, with the columns of Parchment's export of it.
pub const LEARNERS: Columns = Columns {
    name: "learners",
    version: 1,
    all: &[
        everywhere("Group ID", "slug, entityId", "The portal's id of the group."),
        everywhere("Group Name", "name", "The name of the group."),
        everywhere("Learner Name", "members[].name", "The learner's name, as the group has it."),
        everywhere(
            "Learner ID",
            "members[].email, .@id",
            "The learner's e-mail address, or whatever else badges are awarded to.",
        ),
        everywhere(
            "Last Badge Earned",
            "name of the badge class of the latest award",
            "The badge that this issuer awarded to the learner last, and did not revoke.",
        ),
        everywhere("Alignment Type", "pathways[]", "What the group is aligned with: Pathway, or nothing."),
        everywhere("Alignment ID", "pathways[].slug", "The id of the pathway; one row for each."),
        everywhere("Alignment Name", "name of the pathway", "The name of the pathway."),
        everywhere(
            "Status",
            "completions[].completed",
            "Completed, In progress or Not started; empty where the group follows no pathway.",
        ),
        everywhere(
            "Detailed Progress",
            "completions[].completed",
            "How many of the steps are done, and which: 2 of 3 steps: Wheels | Maps.",
        ),
        everywhere(
            "Evidence",
            "evidence[].url, .narrative of the awards",
            "The evidence of the learner's awards of this issuer, by address or else by text, with \" | \" between several.",
        ),
    ],
};
