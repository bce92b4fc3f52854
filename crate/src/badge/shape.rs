//! The values that fields have, and the shapes that JSON may give them.

use super::fields::{Family, Field, Part, Shape, Way};
use super::{Map, write};
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
pub(super) fn one(value: Value, read: &mut dyn FnMut(Value) -> Option<Value>) -> Option<Value> {
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
