//! Reading JSON whose fields are known: what is missing, of another kind, or unknown is said by name.

pub(crate) use badgepack_pages::Json;

use crate::error::{Kind, Result};
use crate::limits;
use serde_json::{Map, Value};

/// Reads a text, up to the depth that `serde_json` allows.
///
/// All that reads JSON does it by this one function, the reader being large; but for [`record`], which is for records by the million.
pub(crate) fn read(text: &[u8]) -> serde_json::Result<Value> {
    serde_json::from_slice(text)
}

/// Reads a record where it stands, up to the same depth.
pub(crate) fn record(text: &[u8]) -> Result<Json<'_>> {
    Json::read(text, limits::JSON_DEPTH).ok_or(Kind::NotJson.into())
}

/// An object of these fields; the last of a name counts.
///
/// Collecting into a map sorts first, and each place that does so gets 3 kB of a sort of its own.
pub(crate) fn object(fields: &mut dyn Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut object = Map::new();
    for (key, value) in fields {
        object.insert(key, value);
    }
    object
}

/// An object whose fields are known.
pub(crate) struct Fields<'a> {
    fields: &'a Map<String, Value>,
    kind: Kind,
}

impl<'a> Fields<'a> {
    /// The fields of an object; any other value, and each error below, is of this kind.
    pub fn of(value: &'a Value, kind: Kind) -> Result<Self> {
        match value {
            Value::Object(fields) => Ok(Self { fields, kind }),
            _ => Err(kind.at_field("an object is expected")),
        }
    }

    /// Refuses fields of any other name: a typing error must not pass for an option left out.
    pub fn only(self, known: &[&str]) -> Result<Self> {
        match self.fields.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(self.kind.at_field(format!("unknown field {key}"))),
            None => Ok(self),
        }
    }

    /// A field; `null` is as good as none.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.fields.get(key).filter(|value| !value.is_null())
    }

    /// A text that may be left out.
    pub fn text_if_any(&self, key: &str) -> Result<Option<&'a str>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.kind.at_field(format!("{key} must be a text"))),
        }
    }

    /// A text.
    pub fn text(&self, key: &str) -> Result<&'a str> {
        self.text_if_any(key)?.ok_or_else(|| self.kind.at_field(format!("{key} is missing")))
    }

    /// A flag; `false` where it is left out.
    pub fn flag(&self, key: &str) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.kind.at_field(format!("{key} must be true or false"))),
        }
    }

    /// A list that may be left out.
    pub fn list_if_any(&self, key: &str) -> Result<Option<&'a [Value]>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Array(all)) => Ok(Some(all)),
            Some(_) => Err(self.kind.at_field(format!("{key} must be a list"))),
        }
    }
}
