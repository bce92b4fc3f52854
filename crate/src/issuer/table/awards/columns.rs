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

/// The cells of an award, in the order of the columns.
pub(super) fn cells<'a>(award: &Award<'a>, around: &Around<'a>) -> [Cow<'a, str>; 22] {
    let joined = |field: &str| match award.evidence(field).as_slice() {
        [] => Cow::Borrowed(""),
        [one] => Cow::Borrowed(*one),
        many => Cow::Owned(many.join(GLUE)),
    };
    [
        award.reference("badgeclass").into(),
        award.identifier().into(),
        "".into(),
        "".into(),
        award.text("narrative").into(),
        joined("narrative"),
        joined("url"),
        award.date("issuedOn"),
        award.date("expires"),
        award.recipient("type").into(),
        award.recipient_name().into(),
        around.badge_name.into(),
        award.reference("issuer").into(),
        around.issuer_name.into(),
        award.id().into(),
        award.text("openBadgeId").into(),
        around.status.into(),
        award.text("acceptance").into(),
        if award.is_revoked() { "true" } else { "false" }.into(),
        award.text("revocationReason").into(),
        award.date("createdAt"),
        award.text("image").into(),
    ]
}

/// The moment by which an award is in a period or not.
pub(super) fn issued(award: &Award<'_>) -> Option<Instant> {
    award.moment("issuedOn")
}
