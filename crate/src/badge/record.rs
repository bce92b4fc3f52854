//! Several badges of one person in one document.

use super::fields::{ID, NAME, Names, Part, Pass};
use super::{Badge, Linked, Map, Profile, Recipient, Text, kind, recipient};
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
        let is = |name: &str| kind::is_a(name, |key| pass.get(key));
        let [is_presentation, is_collection, is_clr] =
            [is("VerifiablePresentation"), is("Collection"), is("ClrCredential")];
        pass.field(ID, &mut self.id);
        pass.field(NAME, &mut self.name);
        pass.field(&["issuer", "issuer", "iss"], &mut self.issuer);
        // Each kind has its own place for the badges; a reader looks at the others, too.
        if is_presentation {
            pass.field(CREDENTIALS, &mut self.badges);
        } else if is_collection {
            pass.field(&["badges"], &mut self.badges);
        }
        if !self.badges.is_empty() || !pass.is_writing() || !self.recipients.is_empty() {
            pass.within("credentialSubject", &["ClrSubject"], |subject| {
                recipient::subject(subject, &mut self.recipients);
                if is_clr {
                    self.achievements(subject);
                } else {
                    subject.field(CREDENTIALS, &mut self.badges);
                }
            });
        }
        pass.field(&["verifiableCredential", "verifiableCredential", "badges"], &mut self.badges);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}

const CREDENTIALS: Names = &["verifiableCredential"];

impl LearnerRecord {
    /// A `ClrSubject` holds credentials, or achievements alone; beside credentials these are what
    /// the credentials say anyway (CLR 2.0, ClrSubject).
    fn achievements<P: Pass>(&mut self, subject: &mut P) {
        let (mut classes, mut badges) = (Vec::new(), Vec::new());
        for badge in std::mem::take(&mut self.badges) {
            match badge.only_class() {
                Some(class) => classes.push(class),
                None => badges.push(badge),
            }
        }
        subject.field(CREDENTIALS, &mut badges);
        if badges.is_empty() {
            subject.field(&["achievement"], &mut classes);
        }
        self.badges = badges;
        self.badges.extend(classes.into_iter().map(Badge::of_class));
    }
}
