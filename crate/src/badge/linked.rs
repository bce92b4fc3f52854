//! A part of a badge that may stand elsewhere.

use super::Map;
use super::fields::{Family, Field, Part, Shape, Way};
use super::shape::one;
use crate::error::Error;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A part that stands in the badge, or at an address that the badge names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Linked<T> {
    /// The badge says nothing of it.
    #[default]
    Absent,
    /// It stands at this address, or has this id, and nobody has looked yet.
    Linked(String),
    /// It stands in the badge.
    Inline(T),
    /// It was fetched from this address, or given by hand.
    Fetched(String, T),
    /// It could not be had from this address.
    Failed(String, Error),
}

impl<T> Linked<T> {
    /// The part itself, where it is here.
    pub fn value(&self) -> Option<&T> {
        match self {
            Linked::Inline(value) | Linked::Fetched(_, value) => Some(value),
            Linked::Absent | Linked::Linked(_) | Linked::Failed(..) => None,
        }
    }

    /// The part itself, to be changed.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Linked::Inline(value) | Linked::Fetched(_, value) => Some(value),
            Linked::Absent | Linked::Linked(_) | Linked::Failed(..) => None,
        }
    }

    /// The address that the badge names.
    pub fn url(&self) -> Option<&str> {
        match self {
            Linked::Linked(url) | Linked::Fetched(url, _) | Linked::Failed(url, _) => Some(url),
            Linked::Absent | Linked::Inline(_) => None,
        }
    }
}

impl<T: Serialize> Serialize for Linked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let state = match self {
            Linked::Absent => "absent",
            Linked::Linked(_) => "linked",
            Linked::Inline(_) => "inline",
            Linked::Fetched(..) => "fetched",
            Linked::Failed(..) => "failed",
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("state", state)?;
        if let Some(url) = self.url() {
            map.serialize_entry("url", url)?;
        }
        if let Some(value) = self.value() {
            map.serialize_entry("value", value)?;
        }
        if let Linked::Failed(_, error) = self {
            map.serialize_entry("error", &Said::of(error))?;
        }
        map.end()
    }
}

/// An error as JavaScript gets it.
#[derive(serde::Serialize)]
struct Said {
    code: &'static str,
    message: &'static str,
    at: String,
}

impl Said {
    fn of(error: &Error) -> Self {
        Self { code: error.code(), message: error.kind.sentence(), at: error.place.to_string() }
    }
}

/// A part that stands in the object or elsewhere.
impl<P: Part> Shape for Linked<P> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        one(value, &mut |value| {
            *self = match value {
                Value::String(url) => Linked::Linked(url),
                Value::Object(map) => match only_id(&map) {
                    Some(url) => Linked::Linked(url),
                    None => Linked::Inline(P::from_map(map, family)),
                },
                other => return Some(other),
            };
            None
        })
    }

    fn says(&self) -> bool {
        !matches!(self, Linked::Absent)
    }

    /// What is here is better than an address, and an address better than a number in a database.
    fn rank(&self, value: &Value) -> u8 {
        match value {
            Value::String(text) if text.contains(':') => 1,
            Value::Object(map) if only_id(map).is_some() => 1,
            Value::Object(_) | Value::Array(_) => 0,
            _ => 2,
        }
    }
}

/// The id of an object that says nothing else.
fn only_id(map: &Map) -> Option<String> {
    let id = map.get("id").or_else(|| map.get("@id")).and_then(Value::as_str)?;
    (map.len() == 1).then(|| id.to_owned())
}

impl<P: Part> Field for Linked<P> {
    /// As the source has it: what was fetched stays where it is.
    fn write(self, way: Way) -> Value {
        match self {
            Linked::Inline(part) => Value::Object(part.into_map(way)),
            Linked::Linked(url) | Linked::Fetched(url, _) | Linked::Failed(url, _) => Value::String(url),
            Linked::Absent => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use serde_json::json;

    #[test]
    fn a_part_tells_its_state_where_it_stands_and_what_it_is() {
        let url = || "https://a.example/1".to_owned();
        for (part, told) in [
            (Linked::Absent, json!({"state": "absent"})),
            (Linked::Linked(url()), json!({"state": "linked", "url": url()})),
            (Linked::Inline(7), json!({"state": "inline", "value": 7})),
            (Linked::Fetched(url(), 7), json!({"state": "fetched", "url": url(), "value": 7})),
        ] {
            assert_eq!(serde_json::to_value(part).unwrap(), told);
        }
        let failed = serde_json::to_value(Linked::<u8>::Failed(url(), Kind::NotFound.at_url(url()))).unwrap();
        assert_eq!((&failed["state"], &failed["url"]), (&json!("failed"), &json!(url())));
        assert_eq!(failed["error"]["code"], "not-found");
        assert_eq!(failed.get("value"), None);
    }
}
