//! What may be awarded: a badge class (Open Badges 1 and 2) or an achievement (3.0).

use super::fields::{DESCRIPTION, ID, IMAGE, NAME, Names, Part, Pass};
use super::{Image, Linked, Map, Profile, Text, read};
use serde::Serialize;
use serde_json::Value;

/// What may be awarded: a badge class, in 3.0 an achievement.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BadgeClass {
    /// Its id.
    pub id: Option<String>,
    /// What it is called.
    pub name: Text,
    /// What it is for.
    pub description: Text,
    /// What has to be done for it.
    pub criteria: Vec<Criteria>,
    /// Its picture.
    pub image: Option<Image>,
    /// Who awards it; in 3.0 its creator.
    pub issuer: Linked<Profile>,
    /// Skills and standards that it is aligned to.
    pub alignments: Vec<Alignment>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The `achievementType` of 3.0, e.g. `Badge` or `Certificate`.
    pub kind: Option<String>,
    /// Its own version, as the issuer counts.
    pub version: Option<String>,
    /// The language that it is written in (BCP 47).
    pub language: Option<String>,
    /// What the source says beyond these fields.
    pub more: Map,
}

/// What has to be done for a badge.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Criteria {
    /// Where it is written.
    pub url: Option<String>,
    /// What this one of several is called; no standard has it, some servers do.
    pub name: Text,
    /// In words; Markdown.
    pub narrative: Text,
    /// What the source says beyond these fields.
    pub more: Map,
}

/// A skill or standard that a class is aligned to.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alignment {
    /// What it is called.
    pub name: Text,
    /// Where it is.
    pub url: Option<String>,
    /// What it is.
    pub description: Text,
    /// The framework that it belongs to.
    pub framework: Option<String>,
    /// Its code in that framework.
    pub code: Option<String>,
    /// What the source says beyond these fields.
    pub more: Map,
}

impl Part for BadgeClass {
    const TYPES: [Names; 2] = [&["BadgeClass"], &["Achievement"]];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        pass.field(ID, &mut self.id);
        pass.field(NAME, &mut self.name);
        pass.field(DESCRIPTION, &mut self.description);
        // The API of Badgr has two fields for it.
        pass.field(&["criteria", "criteria", "criteriaUrl", "criteriaNarrative"], &mut self.criteria);
        if let Some(first) = self.criteria.first_mut() {
            pass.field(&["criteriaNarrative"], &mut first.narrative);
        }
        pass.field(IMAGE, &mut self.image);
        pass.field(&["issuer", "creator", "issuerOpenBadgeId"], &mut self.issuer);
        // Moodle and the API of Badgr write `alignments`.
        pass.field(&["alignment", "alignment", "alignments"], &mut self.alignments);
        pass.field(&["tags", "tag"], &mut self.tags);
        pass.field(&["achievementType"], &mut self.kind);
        pass.field(&["version"], &mut self.version);
        pass.field(&["@language", "inLanguage"], &mut self.language);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}

impl Part for Criteria {
    const TYPES: [Names; 2] = [&[], &[]];
    const LISTED: [bool; 2] = [false, false];
    const BARE: bool = true;

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        pass.field(ID, &mut self.url);
        pass.field(NAME, &mut self.name);
        pass.field(&["narrative", "narrative", "description"], &mut self.narrative);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }

    fn text_is(text: &str) -> &'static str {
        let is_address = text.contains(':') && !text.bytes().any(|byte| byte.is_ascii_whitespace());
        if is_address { "id" } else { "narrative" }
    }

    /// mint-o-badges has a list of named criteria where the standard has a text.
    fn parts(mut map: Map) -> Vec<Map> {
        let described = |item: &Value| item.get("description").is_some();
        let items = match map.get_mut("narrative") {
            Some(Value::Array(items)) if items.iter().all(described) => std::mem::take(items),
            _ => return vec![map],
        };
        let mut parts = Vec::new();
        if map.len() > 1 {
            parts.push(map);
        }
        for item in items {
            parts.extend(read::object(item));
        }
        parts
    }
}

impl Part for Alignment {
    const TYPES: [Names; 2] = [&[], &["Alignment"]];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        // The others are the names of 1.x.
        pass.field(&["targetName", "targetName", "name"], &mut self.name);
        pass.field(&["targetUrl", "targetUrl", "url", "id"], &mut self.url);
        pass.field(&["targetDescription", "targetDescription", "description"], &mut self.description);
        pass.field(&["targetFramework"], &mut self.framework);
        pass.field(&["targetCode"], &mut self.code);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}
