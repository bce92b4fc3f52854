//! Writing: fields are put into JSON, beside what reading left.

use super::Map;
use super::fields::{Family, Field, Names, Part, Pass, Way};
use super::read;
use serde_json::Value;

/// The fields of a part, with all that was left of its source.
pub(super) fn part<P: Part>(mut part: P, way: Way) -> Map {
    let mut writer = Writer { map: std::mem::take(part.more()), way, is_inner: false };
    part.fields(&mut writer);
    writer.add_types(way.family.of(P::TYPES));
    writer.map
}

/// A part within another one; as an address, where that is all and the standard has it so.
pub(super) fn bare<P: Part>(part: P, way: Way) -> Value {
    let map = part.into_map(way);
    match map.get("id") {
        Some(Value::String(url)) if P::BARE && map.len() == 1 && url.contains(':') => Value::String(url.clone()),
        _ => Value::Object(map),
    }
}

/// What has another name in the Data Model 1.1 of verifiable credentials.
const DATA_MODEL_1: [[&str; 2]; 2] = [["validFrom", "issuanceDate"], ["validUntil", "expirationDate"]];

/// Puts fields into an object.
struct Writer {
    map: Map,
    way: Way,
    /// Whether this is an object within that of the part, so that fields may find their place outside.
    is_inner: bool,
}

impl Writer {
    /// Says what it is, where the source does not.
    fn add_types(&mut self, types: Names) {
        if types.is_empty() {
            return;
        }
        if self.way.foreign {
            self.map.remove("@type");
            self.map.remove("type");
        }
        if self.key("@type").is_some() || self.key("type").is_some() {
            return;
        }
        let said = match (self.way.family, types) {
            // The schemas of 3.0 want a list but for these two.
            (Family::Assertion, [one]) | (_, [one @ ("Image" | "IdentityObject")]) => Value::from(*one),
            _ => Value::from(types),
        };
        self.map.insert("type".to_owned(), said);
    }

    /// Whether the source has the context of the Data Model 1.1.
    fn is_data_model_1(&self) -> bool {
        let is_old = |context: &Value| {
            context.as_str().is_some_and(|context| context.starts_with("https://www.w3.org/2018/credentials/"))
        };
        match self.map.get("@context") {
            Some(Value::Array(all)) => all.iter().any(is_old),
            context => context.is_some_and(is_old),
        }
    }

    /// The name that a field has here.
    fn key(&self, name: &str) -> Option<String> {
        let found = self.map.get_key_value(name).map(|(key, _)| key);
        found.or_else(|| self.map.keys().find(|key| read::is_term(key, name))).cloned()
    }

    /// Which field a reader would believe, what it says, and whether that is less than stands there.
    fn believed<T: Field>(&self, names: Names) -> Option<(String, T, bool)> {
        for rank in 0..3 {
            for key in names.iter().filter_map(|name| self.key(name)) {
                let mut said = T::default();
                let wanted = |value: &&Value| !read::is_blank(value) && said.rank(value) == rank;
                let Some(value) = self.map.get(&key).filter(wanted) else {
                    continue;
                };
                let rest = said.read(value.clone(), self.way.family);
                if said.says() {
                    return Some((key, said, rest.is_some()));
                }
            }
        }
        None
    }
}

impl Pass for Writer {
    fn family(&self) -> Family {
        self.way.family
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.map.get(name)
    }

    fn is_writing(&self) -> bool {
        true
    }

    /// Writes a field under a name that will be believed. A source that says the same and more, in
    /// words that the model has no room for, stays as it is.
    fn field<T: Field>(&mut self, names: Names, value: &mut T) {
        if !value.says() {
            return;
        }
        let believed = self.believed::<T>(names);
        if believed.as_ref().is_some_and(|(_, said, is_view)| *is_view && said == value) {
            *value = T::default();
            return;
        }
        let own = self.way.family.of([names.first(), names.get(1).or(names.first())]).copied().unwrap_or_default();
        let old = DATA_MODEL_1.iter().find(|[new, _]| *new == own && self.is_data_model_1());
        let own = old.map_or(own, |[_, old]| *old);
        let json = std::mem::take(value).write(self.way);
        for name in std::iter::once(&own).chain(names) {
            if self.map.contains_key(*name) {
                continue;
            }
            self.map.insert((*name).to_owned(), json.clone());
            if self.believed::<T>(names).is_some_and(|(key, ..)| key == *name) {
                return;
            }
            self.map.remove(*name);
        }
        let key = believed.map_or_else(|| own.to_owned(), |(key, ..)| key);
        // What cannot be read is overwritten only where there is no other place.
        if self.is_inner && self.map.get(&key).is_some_and(|said| !read::is_blank(said)) {
            value.read(json, self.way.family);
            return;
        }
        self.map.insert(key, json);
    }

    fn within(&mut self, name: &'static str, types: Names, fields: impl FnOnce(&mut Self)) {
        let (inner, others) = match self.map.remove(name).map(read::inner) {
            Some(Ok(found)) => found,
            Some(Err(other)) if !read::is_blank(&other) => {
                self.map.insert(name.to_owned(), other);
                return;
            }
            _ => (Map::new(), Vec::new()),
        };
        let outer = std::mem::replace(&mut self.map, inner);
        let was_inner = std::mem::replace(&mut self.is_inner, true);
        fields(self);
        self.is_inner = was_inner;
        self.add_types(types);
        let inner = std::mem::replace(&mut self.map, outer);
        self.map.insert(name.to_owned(), read::outer(inner, others));
    }
}
