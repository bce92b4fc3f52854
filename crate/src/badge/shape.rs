//! The values that fields have, and the shapes that JSON may give them.

use super::fields::{Family, Part, Shape, Way};
use super::text::{Phrase, Text};
use super::{Linked, write};
use serde_json::Value;

/// A word, an address, an id: a text in no language. A number counts as one.
impl Shape for Option<String> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        match value {
            Value::String(text) => *self = Some(text),
            Value::Number(number) => *self = Some(number.to_string()),
            Value::Array(_) => return one(value, |value| self.read(value, family)),
            Value::Object(fields) => {
                let inner = ["id", "@id", "@value"].into_iter().find_map(|key| fields.get(key)?.as_str());
                *self = inner.filter(|text| !text.is_empty()).map(str::to_owned);
                if self.is_none() || fields.len() > 1 {
                    return Some(Value::Object(fields));
                }
            }
            other => return Some(other),
        }
        None
    }

    fn says(&self) -> bool {
        self.is_some()
    }

    fn write(self, _: Way) -> Value {
        self.map_or(Value::Null, Value::String)
    }
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

    fn write(self, _: Way) -> Value {
        Value::Bool(self)
    }
}

/// Words: one or many.
impl Shape for Vec<String> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        many(value, |value| {
            let mut word = None;
            let rest = word.read(value, family);
            self.extend(word);
            rest.is_none()
        })
    }

    fn says(&self) -> bool {
        !self.is_empty()
    }

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
            Value::Array(all) => all.iter().fold(true, |whole, value| self.add(value) && whole),
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
        Value::Object(fields.into_iter().map(|(key, text)| (key.to_owned(), Value::String(text))).collect())
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
        match value {
            Value::String(url) => *self = Linked::Linked(url),
            Value::Object(mut fields) => {
                let id = ["id", "@id"]
                    .into_iter()
                    .find(|key| fields.len() == 1 && fields.get(*key).is_some_and(Value::is_string));
                *self = match id.and_then(|id| fields.remove(id)) {
                    Some(Value::String(url)) => Linked::Linked(url),
                    _ => Linked::Inline(P::from_map(fields, family)),
                }
            }
            Value::Array(_) => return one(value, |value| self.read(value, family)),
            other => return Some(other),
        }
        None
    }

    fn says(&self) -> bool {
        !matches!(self, Linked::Absent)
    }

    /// As the source has it: what was fetched stays where it is.
    fn write(self, way: Way) -> Value {
        match self {
            Linked::Inline(part) => Value::Object(part.into_map(way)),
            Linked::Linked(url) | Linked::Fetched(url, _) | Linked::Failed(url, _) => Value::String(url),
            Linked::Absent => Value::Null,
        }
    }

    /// What is here is better than an address, and an address better than a number in a database.
    fn rank(value: &Value) -> u8 {
        match value {
            Value::String(text) if text.contains(':') => 1,
            Value::Object(_) | Value::Array(_) => 0,
            _ => 2,
        }
    }
}

/// A part that is there once or not at all.
impl<P: Part> Shape for Option<P> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        match value {
            Value::Array(_) => return one(value, |value| self.read(value, family)),
            value => match part(value, family) {
                Ok(part) => *self = Some(part),
                Err(value) => return Some(value),
            },
        }
        None
    }

    fn says(&self) -> bool {
        self.is_some()
    }

    fn write(self, way: Way) -> Value {
        self.map_or(Value::Null, |part| write::bare(part, way))
    }
}

/// Parts: one or many.
impl<P: Part> Shape for Vec<P> {
    fn read(&mut self, value: Value, family: Family) -> Option<Value> {
        many(value, |value| {
            let parts = P::spread(value).into_iter().map(|value| part(value, family));
            parts.fold(true, |whole, part| {
                let is_part = part.is_ok();
                self.extend(part.ok());
                whole && is_part
            })
        })
    }

    fn says(&self) -> bool {
        !self.is_empty()
    }

    fn write(self, way: Way) -> Value {
        let mut all: Vec<Value> = self.into_iter().map(|part| write::bare(part, way)).collect();
        if all.len() == 1 && !way.family.of(P::LISTED) { all.remove(0) } else { Value::Array(all) }
    }
}

/// A part from an object, or from a text in its place.
fn part<P: Part>(value: Value, family: Family) -> Result<P, Value> {
    match value {
        Value::Object(fields) => Ok(P::from_map(fields, family)),
        Value::String(text) if !text.is_empty() => Ok(P::of_text(text)),
        other => Err(other),
    }
}

/// A list where one is expected: its first, and all as they were where there are more.
fn one(value: Value, mut read: impl FnMut(Value) -> Option<Value>) -> Option<Value> {
    let Value::Array(mut all) = value else {
        return Some(value);
    };
    if all.len() == 1 {
        return read(all.remove(0)).map(|rest| Value::Array(vec![rest]));
    }
    if let Some(first) = all.first() {
        read(first.clone());
    }
    Some(Value::Array(all))
}

/// One where a list is expected, or a list; all as it was where a part of it was not understood.
fn many(value: Value, mut read: impl FnMut(Value) -> bool) -> Option<Value> {
    let all = match &value {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    all.into_iter().fold(true, |whole, value| read(value) && whole).then_some(()).map_or(Some(value), |()| None)
}
