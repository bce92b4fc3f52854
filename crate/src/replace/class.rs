//! A badge class as a portal's API has it now.

use super::field::{Content, Field};
use crate::badge::Map;
use crate::error::{Kind, Result};
use crate::json;
use serde_json::Value;

/// What the API serves of a class and nobody can write.
const READ_ONLY: [&str; 22] = [
    "entityType",
    "entityId",
    "openBadgeId",
    "createdAt",
    "createdBy",
    "updatedAt",
    "updatedBy",
    "issuer",
    "issuerName",
    "issuerOpenBadgeId",
    "issuerRef",
    "badgrDomain",
    "recipientCount",
    "id",
    "source",
    "sourceUrl",
    "originalJson",
    "imagePath",
    "archived",
    "archivedDate",
    "archivalNote",
    "organizationId",
];

/// The families of servers that speak Badgr's API v2, each with traps of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    /// Badgr Server as it was published until 2021.
    OpenSource,
    /// mint-o-badges: what a PUT leaves out is set back, and pictures are framed unless one says no.
    Mint,
    /// Parchment Digital Badges (Canvas Credentials): a PUT has to say an image.
    Hosted,
}

/// A badge class of Badgr's API v2, with every field that it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    record: Map,
}

impl Class {
    /// Reads a record, or an answer of which it is the only one.
    ///
    /// # Errors
    /// [`Kind::NotJson`], and [`Kind::Unexpected`] where it is no badge class with an id and a name.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Self::of(json::read(bytes).map_err(|_| Kind::NotJson)?)
    }

    /// The same, from JSON.
    pub fn of(value: Value) -> Result<Self> {
        let Value::Object(mut map) = value else {
            return Err(Kind::Unexpected.into());
        };
        if let Some(Value::Array(all)) = map.get_mut("result") {
            let Some(Value::Object(only)) = all.pop().filter(|_| all.is_empty()) else {
                return Err(Kind::Unexpected.at_field("result"));
            };
            map = only;
        }
        let class = Self { record: map };
        for key in ["entityId", "name"] {
            if class.text(key).is_empty() {
                return Err(Kind::Unexpected.at_field(key));
            }
        }
        for field in Field::ALL {
            Content::read(field, &class.value(field))?;
        }
        Ok(class)
    }

    /// The portal's id of it.
    pub fn id(&self) -> &str {
        self.text("entityId")
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        self.text("name")
    }

    /// The address of its picture; may be empty.
    pub fn image(&self) -> &str {
        self.text("image")
    }

    /// Its public address; may be empty.
    pub fn open_badge_id(&self) -> &str {
        self.text("openBadgeId")
    }

    /// Where its public page has its picture; empty where it has no public address.
    pub(super) fn public_image(&self) -> String {
        match self.open_badge_id().split('?').next() {
            Some("") | None => String::new(),
            Some(id) => [id, "/image"].concat(),
        }
    }

    /// All of it, as the API serves it.
    pub fn record(&self) -> &Map {
        &self.record
    }

    /// Which server it is from, told from its fields.
    pub fn server(&self) -> Server {
        let has = |key: &&str| self.record.contains_key(*key);
        if ["expiration", "course_url"].iter().any(has) {
            Server::Mint
        } else if ["id", "archived", "achievementType", "ob3Properties"].iter().any(has) {
            Server::Hosted
        } else {
            Server::OpenSource
        }
    }

    /// What a field holds.
    pub fn content(&self, field: Field) -> Content {
        Content::read(field, &self.value(field)).unwrap_or_else(|_| Content::empty(field))
    }

    /// The fields in which it differs from another reading of it; the image by its address.
    pub fn differs(&self, other: &Class) -> Vec<Field> {
        Field::ALL.into_iter().filter(|field| !self.content(*field).is_like(&other.content(*field))).collect()
    }

    /// The fields that a PUT sends back whatever happens: all that the record has, but the image and
    /// what nobody can write.
    pub(super) fn writable(&self) -> Map {
        let mut fields = self.record.clone();
        fields.retain(|key, _| key != Field::Image.key() && !READ_ONLY.contains(&key.as_str()));
        fields
    }

    fn value(&self, field: Field) -> Value {
        let of = |key: &str| self.record.get(key).cloned().unwrap_or_default();
        match field {
            Field::Others => {
                let mut others = self.writable();
                others.retain(|key, _| Field::of(key).is_none() && key != "expiration");
                Value::Object(others)
            }
            Field::Expires if self.server() == Server::Mint => of("expiration"),
            field => of(field.key()),
        }
    }

    fn text(&self, key: &str) -> &str {
        self.record.get(key).and_then(Value::as_str).unwrap_or_default()
    }
}
