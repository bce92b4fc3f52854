//! What a badge was awarded for.

use super::fields::{DESCRIPTION, NAME, NARRATIVE, Names, Part, Pass};
use super::{Map, Text};
use serde::Serialize;

/// What a badge was awarded for.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Where it is; an address or a data URI.
    pub url: Option<String>,
    /// What it is called.
    pub name: Text,
    /// In words; Markdown.
    pub narrative: Text,
    /// What it is.
    pub description: Text,
    /// What kind of thing it is, e.g. `Essay`.
    pub genre: Option<String>,
    /// Whom it was made for.
    pub audience: Option<String>,
    /// What the source says beyond these fields.
    pub more: Map,
}

impl Part for Evidence {
    const TYPES: [Names; 2] = [&["Evidence"], &["Evidence"]];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        pass.field(&["id", "id", "@id", "url"], &mut self.url);
        pass.field(NAME, &mut self.name);
        pass.field(NARRATIVE, &mut self.narrative);
        pass.field(DESCRIPTION, &mut self.description);
        pass.field(&["genre"], &mut self.genre);
        pass.field(&["audience"], &mut self.audience);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}
