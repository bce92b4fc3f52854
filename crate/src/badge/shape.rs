//! The values that fields have, and the shapes that JSON may give them.

use super::fields::{Family, Field, Part, Shape, Way};
use super::text::{Phrase, Text};
use super::{Linked, Map, write};
use crate::json;
use serde_json::Value;

/// A word, an address, an id: a text in no language. A number counts as one.
impl Shape for Option<String> {
    fn read(&mut self, value: Value, _: Family) -> Option<Value> {
        word(self, value)
    }

    fn says(&self) -> bool {
        self.is_some()
    }
}

impl Field for Option<String> {
    fn write(self, _: Way) -> Value {
        self.map_or(Value::Null, Value::String)
    }
}

fn word(word: &mut Option<String>, value: Value) -> Option<Value> {
    one(value, &mut |value| {
        *word = match &value {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Object(map) => {
                let inner = ["id", "@id", "@value"].into_iter().find_map(|key| map.get(key));
                inner.and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
            }
            _ => None,
        };
        let is_whole = word.is_some() && value.as_object().is_none_or(|map| map.len() == 1);
        (!is_whole).then_some(value)
    })
}

/// A flag that has to be said.
impl Shape for Option<bool> {
    fn read(&mut self, value: Value, _: Family) -> Option<Value> {
        *self = match &value {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) if text == "true" => Some(true),
            Value::String(text) if text == "false" => Some(false),
            _ => return Some(value),
        };
        None
    }

    fn says(&self) -> bool {
        self.is_some()
    }
}

impl Field for Option<bool> {
    fn write(self, _: Way) -> Value {
        self.map_or(Value::Null, Value::Bool)
    }
}

/// A flag that is only said where it is set.
impl Shape for bool {
    fn read(&mut self, value: Value, _: Family) -> Option<Value> {
        *self = value == true;
        (!*self).then_some(value)
    }

    fn says(&self) -> bool {
        *self
    }
}

impl Field for bool {
    fn write(self, _: Way) -> Value {
        Value::Bool(self)
    }
}

/// Words: one or many.
impl Shape for Vec<String> {
    fn read(&mut self, value: Value, _: Family) -> Option<Value> {
        many(value, &mut |value| {
            let mut word = None;
            let rest = self::word(&mut word, value);
            self.extend(word);
            rest.is_none()
        })
    }

    fn says(&self) -> bool {
        !self.is_empty()
    }
}

impl Field for Vec<String> {
    fn write(self, _: Way) -> Value {
        self.into_iter().map(Value::String).collect()
    }
}

/// Text: plain, with a language, in several languages, or a list of these.
impl Shape for Text {
    fn read(&mut self, value: Value, _: Family) -> Option<Value> {
        let whole = self.add(&value);
        if self.is_empty() {
            self.0.clear();
        }
        (!whole || self.0.is_empty()).then_some(value)
    }

    fn says(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Field for Text {
    fn write(self, _: Way) -> Value {
        let mut all: Vec<Value> = self.0.into_iter().map(Phrase::write).collect();
        if all.len() == 1 { all.remove(0) } else { Value::Array(all) }
    }
}

impl Text {
    /// Adds what a value says; whether that is all of it.
    fn add(&mut self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.push(None, text),
            Value::Number(number) => self.push(None, &number.to_string()),
            Value::Array(all) => all.iter().filter(|value| !self.add(value)).count() == 0,
            Value::Object(fields) => match fields.get("@value") {
                Some(Value::String(text)) => {
                    let language = fields.get("@language").and_then(Value::as_str);
                    self.push(language, text);
                    fields.len() == 1 + usize::from(language.is_some())
                }
                _ if fields.iter().all(|(key, value)| is_language(key) && value.is_string()) => {
                    for (language, text) in fields {
                        self.push(
                            Some(language).filter(|name| *name != "@none").map(String::as_str),
                            text.as_str().unwrap_or_default(),
                        );
                    }
                    true
                }
                _ => false,
            },
            Value::Bool(_) | Value::Null => false,
        }
    }

    fn push(&mut self, language: Option<&str>, text: &str) -> bool {
        self.0.push(Phrase { language: language.map(str::to_owned), text: text.to_owned() });
        true
    }
}

impl Phrase {
    fn write(self) -> Value {
        let Some(language) = self.language else {
            return Value::String(self.text);
        };
        let fields = [("@language", language), ("@value", self.text)];
        Value::Object(json::object(&mut fields.into_iter().map(|(key, text)| (key.to_owned(), Value::String(text)))))
    }
}

/// Whether this looks like a language tag: two or three letters, and perhaps more behind a hyphen.
fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = first.bytes().all(|byte| byte.is_ascii_alphabetic()) && (2..=3).contains(&first.len());
    key == "@none"
        || letters
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
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

/// A part that is there once or not at all.
impl<P: Part> Shape for Option<P> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        one(value, &mut |value| match map(value, P::text_is) {
            Ok(map) => {
                *self = Some(P::from_map(map, family));
                None
            }
            Err(value) => Some(value),
        })
    }

    fn says(&self) -> bool {
        self.is_some()
    }
}

impl<P: Part> Field for Option<P> {
    fn write(self, way: Way) -> Value {
        self.map_or(Value::Null, |part| write::bare(part, way))
    }
}

/// Parts: one or many.
impl<P: Part> Shape for Vec<P> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        many(value, &mut |value| match map(value, P::text_is) {
            Ok(map) => {
                for map in P::parts(map) {
                    self.push(P::from_map(map, family));
                }
                true
            }
            Err(_) => false,
        })
    }

    fn says(&self) -> bool {
        !self.is_empty()
    }
}

impl<P: Part> Field for Vec<P> {
    fn write(self, way: Way) -> Value {
        let mut all: Vec<Value> = self.into_iter().map(|part| write::bare(part, way)).collect();
        if all.len() == 1 && !way.family.of(P::LISTED) { all.remove(0) } else { Value::Array(all) }
    }
}

/// An object, or one around a text in its place.
fn map(value: Value, text_is: fn(&str) -> &'static str) -> Result<Map, Value> {
    match value {
        Value::Object(map) => Ok(map),
        Value::String(text) if !text.is_empty() => {
            let mut map = Map::new();
            map.insert(text_is(&text).to_owned(), Value::String(text));
            Ok(map)
        }
        other => Err(other),
    }
}

/// One, or the only one of a list; the first of many, and all of them as they were.
fn one(value: Value, read: &mut dyn FnMut(Value) -> Option<Value>) -> Option<Value> {
    let Value::Array(all) = value else {
        return read(value);
    };
    let rest = all.first().cloned().and_then(&mut *read);
    (all.len() != 1 || rest.is_some()).then_some(Value::Array(all))
}

/// One or many; all as they were where one of them was not understood.
fn many(value: Value, read: &mut dyn FnMut(Value) -> bool) -> Option<Value> {
    let all = match &value {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut whole = true;
    for value in all {
        whole &= read(value.clone());
    }
    (!whole).then_some(value)
}
