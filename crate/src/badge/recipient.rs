//! Whom a badge was awarded to, and whether that is somebody.

use super::Map;
use super::fields::{Family, Names, Part, Pass};
use serde::Serialize;

/// Whom a badge was awarded to.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    /// Who it is: as plain text, or as a hash like `sha256$…`.
    pub identity: Option<String>,
    /// What names the person: `email`, `url`, `telephone`, `id`, or a type of 3.0 like `studentId`.
    pub kind: Option<String>,
    /// Whether the identity is a hash.
    pub hashed: bool,
    /// What was appended to the identity before it was hashed.
    pub salt: Option<String>,
    /// What the source says beyond these fields.
    pub more: Map,
}

impl Part for Recipient {
    const TYPES: [Names; 2] = [&[], &["IdentityObject"]];
    const LISTED: [bool; 2] = [false, true];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        let kind: Names = pass.family().of([&["type"], &["identityType", "identityType", "type"]]);
        // Always said, unless the source says something that is neither.
        let is_told = pass.is_writing() && pass.get("hashed").is_none();
        let mut hashed = is_told.then_some(self.hashed);
        pass.field(&["identity", "identityHash"], &mut self.identity);
        pass.field(&["hashed"], &mut hashed);
        pass.field(&["salt"], &mut self.salt);
        if pass.family() == Family::Credential {
            rename(&mut self.kind, false);
        }
        pass.field(kind, &mut self.kind);
        if pass.family() == Family::Credential {
            rename(&mut self.kind, true);
        }
        // 0.5 has the identity alone; it is an e-mail address.
        if self.kind.is_none()
            && self.identity.as_deref().is_some_and(|identity| is_hash(identity) || identity.contains('@'))
        {
            self.kind = Some("email".to_owned());
        }
        self.hashed = hashed.unwrap_or_else(|| self.identity.as_deref().is_some_and(is_hash));
    }

    fn text_is(_: &str) -> &'static str {
        "identity"
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}

impl Recipient {
    /// Somebody who is named by an id: a DID, or an address.
    pub(super) fn of_id(id: String) -> Self {
        Self { identity: Some(id), kind: Some(ID.to_owned()), ..Self::default() }
    }

    /// Whether there is nothing but an id.
    pub(super) fn is_id(&self) -> bool {
        !self.hashed && self.salt.is_none() && self.more.is_empty() && self.kind.as_deref() == Some(ID)
    }
}

pub(super) const ID: &str = "id";

/// Kinds of identity in 2.0 and in 3.0, where they differ.
const KINDS: [[&str; 2]; 3] = [["email", "emailAddress"], ["url", "ext:url"], ["telephone", "ext:telephone"]];

fn rename(kind: &mut Option<String>, is_inward: bool) {
    for [ours, theirs] in KINDS {
        let (from, to) = if is_inward { (theirs, ours) } else { (ours, theirs) };
        if kind.as_deref() == Some(from) {
            *kind = Some(to.to_owned());
            return;
        }
    }
}

pub(super) fn is_hash(identity: &str) -> bool {
    ["sha256$", "md5$"].iter().any(|algorithm| identity.starts_with(algorithm))
}

/// Reads or writes whom a `credentialSubject` names: by an id, and by identifiers.
pub(super) fn subject<P: Pass>(pass: &mut P, recipients: &mut Vec<Recipient>) {
    let mut id = take_id(recipients);
    pass.field(&["id", "id", "@id"], &mut id);
    pass.field(&["identifier"], recipients);
    put_id(recipients, id);
}

/// Reads or writes what a JWT says of its subject beside the credential.
pub(super) fn claim<P: Pass>(pass: &mut P, recipients: &mut Vec<Recipient>) {
    let mut id = take_id(recipients);
    pass.field(&["sub"], &mut id);
    put_id(recipients, id);
}

fn take_id(recipients: &mut Vec<Recipient>) -> Option<String> {
    match recipients.first() {
        Some(first) if first.is_id() => recipients.remove(0).identity,
        _ => None,
    }
}

fn put_id(recipients: &mut Vec<Recipient>, id: Option<String>) {
    if let Some(id) = id {
        recipients.insert(0, Recipient::of_id(id));
    }
}
