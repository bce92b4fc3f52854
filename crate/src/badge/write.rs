//! Writing: fields are put into JSON, beside what reading left.

use super::Map;
use super::fields::{Family, Field, Names, Part, Pass, Way};
use super::read;
use serde_json::Value;

/// The fields of a part, with all that was left of its source.
pub(super) fn part<P: Part>(mut part: P, way: Way) -> Map {
    let mut writer = Writer { map: std::mem::take(part.more()), way };
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

/// Puts fields into an object.
struct Writer {
    map: Map,
    way: Way,
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
        let value = std::mem::take(value);
        if !value.says() {
            return;
        }
        let believed = self.believed::<T>(names);
        if believed.as_ref().is_some_and(|(_, said, is_view)| *is_view && *said == value) {
            return;
        }
        let own = self.way.family.of([names.first(), names.get(1).or(names.first())]).copied().unwrap_or_default();
        let json = value.write(self.way);
        for name in std::iter::once(&own).chain(names) {
            if self.key(name).is_some() {
                continue;
            }
            self.map.insert((*name).to_owned(), json.clone());
            if self.believed::<T>(names).is_some_and(|(key, ..)| key == *name) {
                return;
            }
            self.map.remove(*name);
        }
        let key = believed.map_or_else(|| own.to_owned(), |(key, ..)| key);
        self.map.insert(key, json);
    }

    fn within(&mut self, name: &'static str, types: Names, fields: impl FnOnce(&mut Self)) {
        let said = self.map.remove(name).and_then(|said| read::inner(said).ok());
        let (inner, others) = said.unwrap_or_default();
        let outer = std::mem::replace(&mut self.map, inner);
        fields(self);
        self.add_types(types);
        let inner = std::mem::replace(&mut self.map, outer);
        self.map.insert(name.to_owned(), read::outer(inner, others));
    }
}
