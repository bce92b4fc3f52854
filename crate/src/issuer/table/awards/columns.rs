//! The columns of the awards table, and the cells that an award has in them.

use crate::issuer::Instant;
use crate::issuer::award::Award;
use crate::issuer::table::{Column, Columns};
use std::borrow::Cow;

/// What stands between several pieces of evidence.
const GLUE: &str = " | ";

const fn column(name: &'static str, source: &'static str, about: &'static str) -> Column {
    Column { name, about, source, everywhere: true }
}

/// Awards, one row each; the first nine columns are those of the CSV by which Parchment awards badges in bulk.
pub const AWARDS: Columns = Columns {
    name: "awards",
    version: 1,
    all: &[
        column("Badge Class ID", "badgeclass", "The portal's id of the badge class."),
        column(
            "Identifier",
            "recipient.plaintextIdentity, recipient.identity",
            "The recipient's e-mail address, or whatever else the badge was awarded to; hashed only where the portal has nothing else.",
        ),
        Column {
            everywhere: false,
            ..column(
                "First Name",
                "none",
                "Empty: no portal tells given names apart. The column is there so that the file can be awarded again.",
            )
        },
        Column {
            everywhere: false,
            ..column(
                "Last Name",
                "none",
                "Empty: no portal tells family names apart. The column is there so that the file can be awarded again.",
            )
        },
        column("Narrative", "narrative", "What the recipient did to earn the badge."),
        column(
            "Evidence Narrative",
            "evidence[].narrative",
            "The texts of the evidence, with \" | \" between several.",
        ),
        column("Evidence URL", "evidence[].url", "The addresses of the evidence, with \" | \" between several."),
        column("Issue Date", "issuedOn", "When the badge was awarded: ISO 8601, UTC."),
        column("Expiration Date", "expires", "When the award ends: ISO 8601, UTC. Empty where it does not."),
        column("Identifier Type", "recipient.type", "What the identifier is: email, url, telephone or openBadgeId."),
        column(
            "Recipient Name",
            "extensions.extensions:recipientProfile.name",
            "The recipient's name, where the award carries it.",
        ),
        column(
            "Badge Name",
            "name of the badge class",
            "The name of the badge class; empty where the portal does not list the class any more.",
        ),
        column("Issuer ID", "issuer", "The portal's id of the issuer."),
        column("Issuer Name", "name of the issuer", "The name of the issuer."),
        column("Assertion ID", "entityId", "The portal's id of the award."),
        column("Open Badge ID", "openBadgeId", "The public address of the award."),
        column("Status", "revoked, expires", "Active, Expired (its end lies before the export) or Revoked."),
        column("Acceptance", "acceptance", "Whether the recipient took the badge: Unaccepted, Accepted or Rejected."),
        column("Revoked", "revoked", "true or false."),
        column("Revocation Reason", "revocationReason", "Why the award was revoked."),
        column("Created At", "createdAt", "When the portal made the record: ISO 8601, UTC."),
        column("Image URL", "image", "The address of the awarded picture; empty once the award is revoked."),
    ],
};

/// What is known of an award's surroundings.
pub(super) struct Around<'a> {
    pub badge_name: &'a str,
    pub issuer_name: &'a str,
    pub status: &'static str,
}

/// The cell of an award in the column that stands at this place: of a table of a million awards, most columns may not be wanted.
pub(super) fn cell<'a>(award: &Award<'a>, around: &Around<'a>, at: usize) -> Cow<'a, str> {
    CELLS.get(at).map_or(Cow::Borrowed(""), |cell| cell(award, around))
}

/// What stands in a column.
type Cell = for<'a> fn(&Award<'a>, &Around<'a>) -> Cow<'a, str>;

/// In the order of the columns.
const CELLS: [Cell; AWARDS.all.len()] = [
    |award, _| award.reference("badgeclass").into(),
    |award, _| award.identifier().into(),
    |_, _| "".into(),
    |_, _| "".into(),
    |award, _| award.text("narrative").into(),
    |award, _| joined(award.evidence("narrative")),
    |award, _| joined(award.evidence("url")),
    |award, _| award.date("issuedOn"),
    |award, _| award.date("expires"),
    |award, _| award.recipient("type").into(),
    |award, _| award.recipient_name().into(),
    |_, around| around.badge_name.into(),
    |award, _| award.reference("issuer").into(),
    |_, around| around.issuer_name.into(),
    |award, _| award.id().into(),
    |award, _| award.text("openBadgeId").into(),
    |_, around| around.status.into(),
    |award, _| award.text("acceptance").into(),
    |award, _| if award.is_revoked() { "true" } else { "false" }.into(),
    |award, _| award.text("revocationReason").into(),
    |award, _| award.date("createdAt"),
    |award, _| award.text("image").into(),
];

fn joined(texts: Vec<&str>) -> Cow<'_, str> {
    match texts.as_slice() {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(*one),
        many => Cow::Owned(many.join(GLUE)),
    }
}

/// The moment by which an award is in a period or not.
pub(super) fn issued(award: &Award<'_>) -> Option<Instant> {
    award.moment("issuedOn")
}
