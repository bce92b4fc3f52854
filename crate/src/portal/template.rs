//! Texts of a portal description that take values from a record: `{/badge/name}`.

use super::Pointer;
use crate::error::{Kind, Result};
use serde_json::Value;

/// A text with places that are filled from a record, e.g. `{/firstname} {/lastname}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Pointer),
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// [`Kind::BadDescription`] for a brace without its match, or a place that is no JSON pointer.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Kind::BadDescription.at_field(text);
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            if rest.as_bytes().get(open) == Some(&b'}') {
                return Err(bad());
            }
            let (before, after) = rest.split_at(open);
            let (field, behind) = after[1..].split_once('}').ok_or_else(bad)?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Field(Pointer::parse(field).map_err(|_| bad())?));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// The text for a record; empty where the record has none of the values.
    pub fn fill(&self, record: &Value) -> String {
        let mut out = String::new();
        let mut found = false;
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Field(pointer) => {
                    let before = out.len();
                    match pointer.of(record) {
                        Some(Value::String(text)) => out.push_str(text),
                        Some(Value::Number(number)) => out.push_str(&number.to_string()),
                        Some(Value::Bool(flag)) => out.push_str(&flag.to_string()),
                        _ => {}
                    }
                    found |= out.len() > before;
                }
            }
        }
        let is_fixed = self.0.iter().all(|part| matches!(part, Part::Text(_)));
        match found || is_fixed {
            true => out.trim().to_owned(),
            false => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_takes_what_the_record_has() {
        let record = serde_json::json!({"id": 7, "badge": {"name": "Fox"}, "none": null});
        let fill = |text| Template::parse(text).unwrap().fill(&record);
        assert_eq!(fill("v1/badges/{/id}/json"), "v1/badges/7/json");
        assert_eq!(fill("{/badge/name} {/badge/family}"), "Fox");
        assert_eq!(fill("pictures/{/none}.png"), "");
        assert_eq!(fill("Profile picture"), "Profile picture");
    }

    #[test]
    fn a_broken_template_is_refused() {
        for text in ["{/id", "id}", "{id}"] {
            assert_eq!(Template::parse(text).unwrap_err().kind, Kind::BadDescription, "{text}");
        }
    }
}
