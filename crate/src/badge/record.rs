//! Several badges of one person in one document.

use super::fields::{ID, NAME, Names, Part, Pass};
use super::{Badge, Linked, Map, Profile, Recipient, Text, document, recipient};
use serde::Serialize;

/// Several badges in one document: a Comprehensive Learner Record 2.0, a verifiable presentation, or
/// a collection that a backpack shares.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LearnerRecord {
    /// Its id.
    pub id: Option<String>,
    /// What it is called.
    pub name: Text,
    /// Who made it.
    pub issuer: Linked<Profile>,
    /// Whose it is.
    pub recipients: Vec<Recipient>,
    /// The badges in it.
    pub badges: Vec<Badge>,
    /// What the source says beyond these fields; what is left of a `credentialSubject`, too.
    pub more: Map,
}

impl Part for LearnerRecord {
    const TYPES: [Names; 2] = [&[], &[]];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        const CREDENTIALS: Names = &["verifiableCredential"];
        const BADGES: Names = &["badges"];
        pass.field(ID, &mut self.id);
        pass.field(NAME, &mut self.name);
        pass.field(&["issuer", "issuer", "iss"], &mut self.issuer);
        let is = |name: &str| document::is_a(name, |key| pass.get(key));
        let (is_presentation, is_collection) = (is("VerifiablePresentation"), is("Collection"));
        // Each kind has its own place for the badges; a reader looks at the others, too.
        if is_presentation {
            pass.field(CREDENTIALS, &mut self.badges);
        } else if is_collection {
            pass.field(BADGES, &mut self.badges);
        }
        if !self.badges.is_empty() || !pass.is_writing() || self.is_of_somebody() {
            pass.within("credentialSubject", &["ClrSubject"], |subject| {
                recipient::subject(subject, &mut self.recipients);
                subject.field(CREDENTIALS, &mut self.badges);
            });
        }
        pass.field(CREDENTIALS, &mut self.badges);
        pass.field(BADGES, &mut self.badges);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}

impl LearnerRecord {
    fn is_of_somebody(&self) -> bool {
        !self.recipients.is_empty() || self.more.contains_key("credentialSubject")
    }
}
