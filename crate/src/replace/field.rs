//! The fields of a badge class that can be replaced, and what they hold.

use crate::badge::Map;
use crate::error::{Kind, Result};
use crate::json;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A field of a badge class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What it is called.
    Name,
    /// What it is for.
    Description,
    /// Where is written what has to be done for it.
    CriteriaUrl,
    /// What has to be done for it; Markdown.
    CriteriaNarrative,
    /// Its picture.
    Image,
    /// Words to find it by.
    Tags,
    /// Skills and standards that it is aligned to.
    Alignments,
    /// How long its awards are good.
    Expires,
    /// Whatever else the portal lets one write: extensions, and settings that only some servers have.
    Others,
}

impl Field {
    /// Every field, in the order in which people read them.
    pub const ALL: [Field; 9] = [
        Field::Name,
        Field::Description,
        Field::CriteriaUrl,
        Field::CriteriaNarrative,
        Field::Image,
        Field::Tags,
        Field::Alignments,
        Field::Expires,
        Field::Others,
    ];

    /// The name that Badgr's API v2 has for it; `others` for the rest.
    pub fn key(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Description => "description",
            Field::CriteriaUrl => "criteriaUrl",
            Field::CriteriaNarrative => "criteriaNarrative",
            Field::Image => "image",
            Field::Tags => "tags",
            Field::Alignments => "alignments",
            Field::Expires => "expires",
            Field::Others => "others",
        }
    }

    /// The field of this name.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// What a field holds; an empty one holds nothing, which is not the same as not being said.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// Name, description, criteria; the picture's address.
    Text(String),
    /// Tags. Their order does not count: servers keep one of their own.
    Tags(Vec<String>),
    /// Alignments; their order does not count either.
    Alignments(Vec<Alignment>),
    /// How long awards are good; for ever without.
    Expires(Option<Expires>),
    /// Fields by name.
    Others(Map),
}

impl Content {
    /// Reads what an API's record, or a page, has for a field; `null` is empty.
    ///
    /// # Errors
    /// [`Kind::Unexpected`] for a value of another kind.
    pub fn read(field: Field, value: &Value) -> Result<Self> {
        let wrong = || Kind::Unexpected.at_field(field.key());
        let list = || match value {
            Value::Null => Ok([].as_slice()),
            Value::Array(all) => Ok(all.as_slice()),
            _ => Err(wrong()),
        };
        Ok(match field {
            Field::Name | Field::Description | Field::CriteriaUrl | Field::CriteriaNarrative | Field::Image => {
                match value {
                    Value::Null => Content::Text(String::new()),
                    Value::String(text) => Content::Text(text.clone()),
                    _ => return Err(wrong()),
                }
            }
            Field::Tags => {
                let words = list()?.iter().map(|word| word.as_str().map(str::to_owned));
                Content::Tags(words.collect::<Option<_>>().ok_or_else(wrong)?)
            }
            Field::Alignments => {
                let all = list()?.iter().map(|one| one.as_object().cloned().map(Alignment));
                Content::Alignments(all.collect::<Option<_>>().ok_or_else(wrong)?)
            }
            Field::Expires => Content::Expires(Expires::read(value).ok_or_else(wrong)?),
            Field::Others => match value {
                Value::Null => Content::Others(Map::new()),
                Value::Object(map) => Content::Others(map.clone()),
                _ => return Err(wrong()),
            },
        })
    }

    /// Nothing, for a field.
    pub fn empty(field: Field) -> Self {
        match field {
            Field::Tags => Content::Tags(Vec::new()),
            Field::Alignments => Content::Alignments(Vec::new()),
            Field::Expires => Content::Expires(None),
            Field::Others => Content::Others(Map::new()),
            _ => Content::Text(String::new()),
        }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Content::Text(text) => text.trim().is_empty(),
            Content::Tags(all) => all.is_empty(),
            Content::Alignments(all) => all.is_empty(),
            Content::Expires(expires) => expires.is_none(),
            Content::Others(map) => map.is_empty(),
        }
    }

    /// Whether a portal would keep both as the same: blanks around texts and the order of lists do not count.
    pub fn is_like(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Text(one), Content::Text(other)) => {
                one.trim().replace("\r\n", "\n") == other.trim().replace("\r\n", "\n")
            }
            (Content::Tags(one), Content::Tags(other)) => {
                let has = |all: &[String], tag: &String| all.iter().any(|other| other.trim() == tag.trim());
                one.iter().all(|tag| has(other, tag)) && other.iter().all(|tag| has(one, tag))
            }
            (Content::Alignments(one), Content::Alignments(other)) => {
                one.len() == other.len() && one.iter().all(|alignment| other.contains(alignment))
            }
            (one, other) => one == other,
        }
    }

    /// As Badgr's API takes it; an empty text as `null`.
    pub(super) fn write(&self) -> Value {
        match self {
            Content::Text(text) if text.trim().is_empty() => Value::Null,
            Content::Text(text) => Value::String(text.clone()),
            Content::Tags(all) => all.iter().map(|tag| Value::String(tag.clone())).collect(),
            Content::Alignments(all) => all.iter().map(|one| Value::Object(one.0.clone())).collect(),
            Content::Expires(expires) => {
                let (amount, duration) = match expires {
                    Some(Expires { amount, duration }) => (Value::from(*amount), Value::String(duration.clone())),
                    // A bare `null` is passed over by the open-source server, as recorded.
                    None => (Value::Null, Value::Null),
                };
                let fields = [("amount", amount), ("duration", duration)];
                Value::Object(json::object(&mut fields.into_iter().map(|(key, value)| (key.to_owned(), value))))
            }
            Content::Others(map) => Value::Object(map.clone()),
        }
    }
}

/// An alignment in the words of Badgr's API, with whatever else a server adds to it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Alignment(pub Map);

impl Alignment {
    /// The fields that all servers have.
    pub const FIELDS: [&str; 5] = ["targetName", "targetUrl", "targetDescription", "targetFramework", "targetCode"];

    /// A field; empty where it says nothing.
    pub fn text(&self, key: &str) -> &str {
        self.0.get(key).and_then(Value::as_str).unwrap_or_default().trim()
    }
}

impl PartialEq for Alignment {
    fn eq(&self, other: &Self) -> bool {
        Self::FIELDS.iter().all(|key| self.text(key) == other.text(key))
    }
}

/// How long an award is good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expires {
    /// How many.
    pub amount: u64,
    /// Of what: `days`, `weeks`, `months` or `years`.
    pub duration: String,
}

impl Expires {
    /// `{amount, duration}` of 2021, or the days that the server of 2026 has; `Some(None)` for no expiry.
    fn read(value: &Value) -> Option<Option<Self>> {
        match value {
            Value::Null => Some(None),
            Value::Number(days) => Some(Some(Self { amount: days.as_u64()?, duration: "days".to_owned() })),
            Value::Object(map) => match (map.get("amount"), map.get("duration")) {
                (Some(Value::Number(amount)), Some(Value::String(duration))) => {
                    let is_known = ["days", "weeks", "months", "years"].contains(&duration.as_str());
                    is_known.then_some(Some(Self { amount: amount.as_u64()?, duration: duration.clone() }))
                }
                (None | Some(Value::Null), _) => Some(None),
                _ => None,
            },
            _ => None,
        }
    }

    /// The same in days, for a server that counts nothing else.
    pub(super) fn in_days(self) -> Self {
        let days = match self.duration.as_str() {
            "weeks" => 7,
            "months" => 30,
            "years" => 365,
            _ => 1,
        };
        Self { amount: self.amount.saturating_mul(days), duration: "days".to_owned() }
    }
}
