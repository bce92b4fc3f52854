//! What a credential says, in one form for all versions of Open Badges.
//!
//! Reading is liberal and loses nothing: one or many, `id` or `@id`, old names and new ones are all
//! the same here, and what has no field of its own stays in the `more` of its object. Nothing here
//! is verified.

mod class;
mod date;
mod document;
mod evidence;
mod fields;
mod image;
mod jwt;
mod kind;
mod linked;
mod mine;
mod profile;
mod proof;
mod read;
mod recipient;
mod record;
mod root;
mod shape;
mod text;
mod write;

pub use class::{Alignment, BadgeClass, Criteria};
pub use document::Document;
pub use evidence::Evidence;
pub use image::Image;
pub use linked::Linked;
pub use mine::Mine;
pub use profile::Profile;
pub use proof::{Key, Proof};
pub use recipient::Recipient;
pub use record::LearnerRecord;
pub use text::{Phrase, Text};

use crate::payload::{Payload, Version};
use fields::{DESCRIPTION, Family, ID, IMAGE, NAME, NARRATIVE, Names, Part, Pass, Way};
use serde::Serialize;
use serde_json::Value;

/// Fields of JSON by their names.
pub type Map = serde_json::Map<String, Value>;

/// One award: an assertion of Open Badges 0.5 to 2.1, or a credential of 3.0.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Badge {
    /// The version that its form tells.
    pub version: Version,
    /// The credential's own id.
    pub id: Option<String>,
    /// Its own name (3.0); mostly only the class has one, see [`title`](Badge::title).
    pub name: Text,
    /// Its own description (3.0).
    pub description: Text,
    /// What was awarded: the badge class, in 3.0 the achievement.
    pub class: Linked<BadgeClass>,
    /// Who awarded it, where the award itself says so (3.0); before, the class does.
    pub issuer: Linked<Profile>,
    /// Whom it was awarded to; one person, perhaps named in several ways.
    pub recipients: Vec<Recipient>,
    /// Since when it is valid, as the credential writes it; Unix seconds become ISO 8601.
    pub issued: Option<String>,
    /// When it was awarded, where that is another date (3.0).
    pub awarded: Option<String>,
    /// When it ends.
    pub expires: Option<String>,
    /// What the issuer says of this award; Markdown.
    pub narrative: Text,
    /// What it was awarded for.
    pub evidence: Vec<Evidence>,
    /// The picture of this award.
    pub image: Option<Image>,
    /// Whether it says of itself that it was revoked.
    pub revoked: bool,
    /// Why it was revoked.
    pub revocation_reason: Option<String>,
    /// How it could be verified; a view of what stands in `more`.
    pub proof: Proof,
    /// What the source says beyond these fields; what is left of a `credentialSubject`, too.
    pub more: Map,
}

impl Badge {
    /// Reads a credential, a bare class among them; an address says nothing.
    ///
    /// ```
    /// use badgepack::{badge::Badge, payload::Payload};
    /// let payload = Payload::parse(r#"{"type": "Assertion", "badge": {"type": "BadgeClass", "name": "Fox"}}"#)?;
    /// assert_eq!(Badge::read(&payload).map(|badge| badge.title().to_owned()), Some("Fox".to_owned()));
    /// # Ok::<(), badgepack::Error>(())
    /// ```
    pub fn read(payload: &Payload) -> Option<Self> {
        let Value::Object(map) = payload.value()? else {
            return None;
        };
        Some(root::badge(map))
    }

    /// What people call it: the class's name, else the badge's own.
    pub fn title(&self) -> &str {
        let class = self.class.value().map_or("", |class| class.name.as_str());
        if class.is_empty() { self.name.as_str() } else { class }
    }

    /// Who awarded it, where that is known: the badge itself says so, or its class does.
    pub fn issuer(&self) -> Option<&Profile> {
        self.issuer.value().or_else(|| self.class.value()?.issuer.value())
    }

    /// The issuer's name; empty where it is not known.
    pub fn issuer_name(&self) -> &str {
        self.issuer().map_or("", |issuer| issuer.name.as_str())
    }

    /// When it was awarded, else since when it is valid.
    pub fn given(&self) -> Option<&str> {
        self.awarded.as_deref().or(self.issued.as_deref())
    }
}

impl Part for Badge {
    const TYPES: [Names; 2] = [&["Assertion"], &["VerifiableCredential", "OpenBadgeCredential"]];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        pass.field(ID, &mut self.id);
        pass.field(NAME, &mut self.name);
        pass.field(DESCRIPTION, &mut self.description);
        pass.field(&["issuer", "issuer", "issuerOpenBadgeId", "iss"], &mut self.issuer);
        date::field(pass, &["issuedOn", "validFrom", "issuanceDate", "issued_on", "nbf"], &mut self.issued);
        date::field(pass, &["awardedDate"], &mut self.awarded);
        date::field(pass, &["expires", "validUntil", "expirationDate", "exp"], &mut self.expires);
        pass.field(&["evidence"], &mut self.evidence);
        pass.field(IMAGE, &mut self.image);
        pass.field(&["revoked"], &mut self.revoked);
        pass.field(&["revocationReason"], &mut self.revocation_reason);
        match pass.family() {
            Family::Assertion => self.assertion(pass),
            Family::Credential => self.credential(pass),
        }
        pass.field(NARRATIVE, &mut self.narrative);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }

    fn from_map(map: Map, _: Family) -> Self {
        jwt::opened(&map).unwrap_or_else(|| root::badge(map))
    }

    /// A compact JWS, or an id.
    fn text_is(text: &str) -> &'static str {
        if text.starts_with("ey") { jwt::COMPACT } else { "id" }
    }

    fn into_map(self, way: Way) -> Map {
        root::write_badge(self, way.family)
    }
}

impl Badge {
    /// An achievement of a learner record, of which nothing else is said.
    fn of_class(class: BadgeClass) -> Self {
        Self { version: Version::V3_0, class: Linked::Inline(class), ..Self::default() }
    }

    /// The achievement, where there is nothing else.
    fn only_class(&self) -> Option<BadgeClass> {
        let class = self.class.value()?;
        (*self == Self::of_class(class.clone())).then(|| class.clone())
    }

    fn assertion<P: Pass>(&mut self, pass: &mut P) {
        pass.field(&["badge", "badge", "badgeclassOpenBadgeId", "badgeclass"], &mut self.class);
        pass.field(&["recipient"], &mut self.recipients);
        // 0.5 has the salt beside the recipient.
        if let Some(recipient) = self.recipients.first_mut() {
            pass.field(&["salt"], &mut recipient.salt);
        }
    }

    fn credential<P: Pass>(&mut self, pass: &mut P) {
        pass.within("credentialSubject", &["AchievementSubject"], |subject| {
            recipient::subject(subject, &mut self.recipients);
            subject.field(&["achievement"], &mut self.class);
            subject.field(NARRATIVE, &mut self.narrative);
            subject.field(IMAGE, &mut self.image);
        });
        recipient::claim(pass, &mut self.recipients);
    }
}
