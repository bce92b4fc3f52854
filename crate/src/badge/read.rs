//! Reading: fields are taken out of JSON, and what is left is kept.

use super::Map;
use super::fields::{Family, Field, Names, Part, Pass, Shape};
use serde_json::Value;

/// Terms of JSON-LD may be written with the vocabulary that they are from.
const VOCABULARIES: [&str; 7] = [
    "schema:",
    "ob:",
    "obi:",
    "https://schema.org/",
    "http://schema.org/",
    "https://w3id.org/openbadges#",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
];

/// Reads an object within another one.
pub(super) fn part<P: Part>(map: Map, family: Family) -> P {
    root(map, &[], family)
}

/// Reads an object that may have the context that all of its family have.
pub(super) fn root<P: Part>(map: Map, context: Names, family: Family) -> P {
    let mut reader = Reader { fields: map.into_iter().collect(), family };
    let mut part = P::default();
    part.fields(&mut reader);
    reader.drop_usual("@context", context);
    reader.drop_types(family.of(P::TYPES));
    *part.more() = reader.rest();
    part
}

/// Takes fields out of an object. A list of them, because taking one out of a map is much code.
struct Reader {
    fields: Vec<(String, Value)>,
    family: Family,
}

impl Reader {
    fn rest(self) -> Map {
        let mut map = Map::new();
        for (key, value) in self.fields {
            map.insert(key, value);
        }
        map
    }

    /// The place of a field: by its name, or by its compact or full IRI.
    fn place(&self, name: &str) -> Option<usize> {
        let place = |is: &dyn Fn(&str) -> bool| self.fields.iter().position(|(key, _)| is(key));
        place(&|key| key == name).or_else(|| place(&|key| is_term(key, name)))
    }

    /// Fills a value from the field that is to be believed.
    fn take(&mut self, names: Names, value: &mut dyn Shape) {
        for rank in 0..3 {
            for name in names {
                if value.says() {
                    return;
                }
                let Some(place) = self.place(name) else {
                    continue;
                };
                if self.fields.get(place).is_none_or(|(_, found)| is_blank(found) || value.rank(found) != rank) {
                    continue;
                }
                let (key, found) = self.fields.swap_remove(place);
                if let Some(rest) = value.read(found, self.family) {
                    self.fields.push((key, rest));
                }
            }
        }
    }

    fn drop_types(&mut self, types: Names) {
        self.drop_usual("type", types);
        self.drop_usual("@type", types);
    }

    /// What the family says anyway need not be kept.
    fn drop_usual(&mut self, key: &str, usual: Names) {
        let said = |value: &Value| match value {
            Value::Array(all) => all.iter().map(Value::as_str).eq(usual.iter().copied().map(Some)),
            one => usual.len() == 1 && one.as_str() == usual.first().copied(),
        };
        self.fields.retain(|(name, value)| name != key || usual.is_empty() || !said(value));
    }
}

impl Pass for Reader {
    fn family(&self) -> Family {
        self.family
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    fn is_writing(&self) -> bool {
        false
    }

    fn field<T: Field>(&mut self, names: Names, value: &mut T) {
        self.take(names, value);
    }

    fn within(&mut self, name: &'static str, types: Names, fields: impl FnOnce(&mut Self)) {
        let Some(place) = self.place(name) else {
            return;
        };
        let (key, value) = self.fields.swap_remove(place);
        let (inner, others) = match inner(value) {
            Ok(found) => found,
            Err(value) => {
                self.fields.push((key, value));
                return;
            }
        };
        let mut within = Reader { fields: inner.into_iter().collect(), family: self.family };
        fields(&mut within);
        within.drop_types(types);
        let rest = within.rest();
        if !others.is_empty() || !rest.is_empty() {
            self.fields.push((key, outer(rest, others)));
        }
    }
}

/// An object, or the first of several and the others.
pub(super) fn inner(value: Value) -> Result<(Map, Vec<Value>), Value> {
    match value {
        Value::Object(inner) => Ok((inner, Vec::new())),
        Value::Array(mut all) if all.first().is_some_and(Value::is_object) => match all.remove(0) {
            Value::Object(inner) => Ok((inner, all)),
            other => Err(other),
        },
        other => Err(other),
    }
}

/// One object, or several, of which this one is the first.
pub(super) fn outer(inner: Map, others: Vec<Value>) -> Value {
    let inner = Value::Object(inner);
    match others.is_empty() {
        true => inner,
        false => Value::Array(std::iter::once(inner).chain(others).collect()),
    }
}

/// Whether a key is a term with its vocabulary before it.
pub(super) fn is_term(key: &str, name: &str) -> bool {
    VOCABULARIES.iter().any(|vocabulary| key.strip_prefix(vocabulary) == Some(name))
}

/// Whether a value says nothing; it is left where it is.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
