//! Reading: fields are taken out of JSON, and what is left is kept.

use super::Map;
use super::fields::{Family, Names, Part, Pass, Shape};
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

/// Reads an object.
pub(super) fn part<P: Part>(map: Map, family: Family) -> P {
    let mut reader = Reader { map, family };
    let mut part = P::default();
    part.fields(&mut reader);
    reader.drop_types(family.of(P::TYPES));
    *part.more() = reader.map;
    part
}

/// Takes fields out of an object.
pub(super) struct Reader {
    pub map: Map,
    family: Family,
}

impl Reader {
    /// What the family says anyway need not be kept.
    fn drop_types(&mut self, types: Names) {
        for key in ["type", "@type"] {
            let said = match self.map.get(key) {
                Some(Value::String(one)) => types == [one.as_str()],
                Some(Value::Array(all)) => all.iter().map(Value::as_str).eq(types.iter().copied().map(Some)),
                _ => false,
            };
            if said && !types.is_empty() {
                self.map.remove(key);
            }
        }
    }
}

impl Pass for Reader {
    fn family(&self) -> Family {
        self.family
    }

    fn map(&self) -> &Map {
        &self.map
    }

    fn is_writing(&self) -> bool {
        false
    }

    fn field<T: Shape>(&mut self, names: Names, value: &mut T) {
        for rank in 0..3 {
            for name in names {
                if value.says() {
                    return;
                }
                let Some((key, found)) = take(&mut self.map, name, |value| T::rank(value) == rank) else {
                    continue;
                };
                if let Some(rest) = value.read(found, self.family) {
                    self.map.insert(key, rest);
                }
            }
        }
    }

    fn within(&mut self, name: &'static str, types: Names, fields: impl FnOnce(&mut Self)) {
        let (inner, others) = match self.map.remove(name) {
            Some(Value::Object(inner)) => (inner, Vec::new()),
            Some(Value::Array(mut all)) if all.first().is_some_and(Value::is_object) => match all.remove(0) {
                Value::Object(inner) => (inner, all),
                _ => (Map::new(), all),
            },
            Some(other) => {
                self.map.insert(name.to_owned(), other);
                return;
            }
            None => return,
        };
        let outer = std::mem::replace(&mut self.map, inner);
        fields(self);
        self.drop_types(types);
        let rest = std::mem::replace(&mut self.map, outer);
        if !others.is_empty() {
            let all = std::iter::once(Value::Object(rest)).chain(others).collect();
            self.map.insert(name.to_owned(), Value::Array(all));
        } else if !rest.is_empty() {
            self.map.insert(name.to_owned(), Value::Object(rest));
        }
    }
}

/// Takes out a field that says something; with the name that it has there.
fn take(map: &mut Map, name: &str, wanted: impl Fn(&Value) -> bool) -> Option<(String, Value)> {
    let key = key(map, name)?;
    let value = map.get(&key)?;
    if is_blank(value) || !wanted(value) {
        return None;
    }
    let value = map.remove(&key)?;
    Some((key, value))
}

/// The name that a field has in an object: as it is, or as a compact or full IRI.
pub(super) fn key(map: &Map, name: &str) -> Option<String> {
    let found = map.get_key_value(name).map(|(key, _)| key);
    let short = |key: &&String| VOCABULARIES.iter().any(|vocabulary| key.strip_prefix(vocabulary) == Some(name));
    found.or_else(|| map.keys().find(short)).cloned()
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
