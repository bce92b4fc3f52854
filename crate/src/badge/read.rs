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
    let mut reader = Reader::of(map, family);
    let mut part = P::default();
    part.fields(&mut reader);
    *part.more() = reader.rest(context, family.of(P::TYPES));
    part
}

/// The object that a value is.
pub(super) fn object(value: Value) -> Option<Map> {
    match value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// Takes fields out of an object. A list of them, because taking one out of a map is much code.
struct Reader {
    fields: Vec<(String, Value)>,
    family: Family,
}

impl Reader {
    fn of(map: Map, family: Family) -> Self {
        let mut fields = Vec::with_capacity(map.len());
        for field in map {
            fields.push(field);
        }
        Self { fields, family }
    }

    /// What is left; what the family says anyway need not be kept.
    fn rest(self, context: Names, types: Names) -> Map {
        // Two that say what it is are kept both.
        let is_twice = ["type", "@type"].iter().all(|name| self.get(name).is_some());
        let types = if is_twice { &[] } else { types };
        let mut map = Map::new();
        for (key, value) in self.fields {
            let usual = match key.as_str() {
                "@context" => context,
                "type" | "@type" => types,
                _ => &[],
            };
            // Of the claims of a JWT mostly nothing is left.
            let is_empty = key == "vc" && is_blank(&value);
            if !is_empty && (usual.is_empty() || !is_usual(&value, usual)) {
                map.insert(key, value);
            }
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
        let mut within = Reader::of(inner, self.family);
        fields(&mut within);
        let rest = within.rest(&[], types);
        if others.len() > 1 || !rest.is_empty() {
            self.fields.push((key, outer(rest, others)));
        }
    }
}

/// An object, or the first of several, taken out of them.
pub(super) fn inner(mut value: Value) -> Result<(Map, Vec<Value>), Value> {
    let first = match &mut value {
        Value::Array(all) => all.first_mut(),
        one => Some(one),
    };
    let Some(Value::Object(inner)) = first else {
        return Err(value);
    };
    let inner = std::mem::take(inner);
    match value {
        Value::Array(all) => Ok((inner, all)),
        _ => Ok((inner, Vec::new())),
    }
}

/// The object put back; one of a list of one is written as the one.
pub(super) fn outer(inner: Map, mut all: Vec<Value>) -> Value {
    match all.as_mut_slice() {
        [first, _, ..] => *first = Value::Object(inner),
        _ => return Value::Object(inner),
    }
    Value::Array(all)
}

/// Whether a value is these words; a list of one may be written as the one.
fn is_usual(value: &Value, usual: Names) -> bool {
    let all = match value {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    all.len() == usual.len() && all.iter().zip(usual).all(|(said, usual)| said == usual)
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
