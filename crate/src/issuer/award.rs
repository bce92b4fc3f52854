//! An award as issuers see it: an assertion of Badgr's API v2.

use super::Instant;
use crate::json::Json;

/// The extension in which issuers keep the recipient's name.
const PROFILE: &str = "extensions:recipientProfile";

/// Whether an award is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Active,
    Expired,
    Revoked,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Status::Active => "Active",
            Status::Expired => "Expired",
            Status::Revoked => "Revoked",
        }
    }
}

/// An award, read as it is asked: fields that are not there, or of another kind, are empty.
pub(super) struct Award<'a>(pub &'a Json<'a>);

impl<'a> Award<'a> {
    /// The portal's id; may be empty.
    pub fn id(&self) -> &'a str {
        text(self.0, "entityId")
    }

    /// A field that is a text.
    pub fn text(&self, field: &str) -> &'a str {
        text(self.0, field)
    }

    /// A field that names another record: by its id, or by the record itself.
    pub fn reference(&self, field: &str) -> &'a str {
        match self.0.get(field) {
            Some(Json::Text(id)) => id,
            Some(record) => text(record, "entityId"),
            None => "",
        }
    }

    /// A field of the recipient.
    pub fn recipient(&self, field: &str) -> &'a str {
        self.0.get("recipient").map_or("", |recipient| text(recipient, field))
    }

    /// Whom it was awarded to, in plain text where the portal tells it.
    pub fn identifier(&self) -> &'a str {
        match self.recipient("plaintextIdentity") {
            "" => self.recipient("identity"),
            plain => plain,
        }
    }

    /// The recipient's name, where the award carries it.
    pub fn recipient_name(&self) -> &'a str {
        let profile = self.0.get("extensions").and_then(|all| all.get(PROFILE));
        profile.map_or("", |profile| text(profile, "name"))
    }

    /// What all pieces of evidence have in a field.
    pub fn evidence(&self, field: &str) -> Vec<&'a str> {
        let all = self.0.get("evidence").and_then(Json::list);
        all.into_iter().flatten().map(|one| text(one, field)).filter(|text| !text.is_empty()).collect()
    }

    /// A moment, as the portal writes it and as it is read.
    pub fn moment(&self, field: &str) -> Option<Instant> {
        self.0.get(field).and_then(Instant::of)
    }

    /// A moment for people: as the portal writes it where that is UTC already, or cannot be read.
    pub fn date(&self, field: &str) -> std::borrow::Cow<'a, str> {
        match (self.text(field), self.moment(field)) {
            (written, Some(moment)) if !written.ends_with('Z') => moment.to_string().into(),
            (written, _) => written.into(),
        }
    }

    pub fn is_revoked(&self) -> bool {
        self.0.get("revoked") == Some(&Json::Bool(true))
    }

    /// Whether it is in force at this moment.
    pub fn status(&self, now: Instant) -> Status {
        match self.moment("expires") {
            _ if self.is_revoked() => Status::Revoked,
            Some(end) if end <= now => Status::Expired,
            _ => Status::Active,
        }
    }
}

/// A text of an object; empty where there is none.
pub(super) fn text<'a>(value: &'a Json<'a>, field: &str) -> &'a str {
    value.get(field).and_then(Json::text).unwrap_or_default()
}
