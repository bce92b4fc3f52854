//! A picture that a badge names.

use super::Map;
use super::fields::{Names, Part, Pass};
use serde::Serialize;

/// A picture that a badge, a class or a profile names.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Where it is; an address or a `data:` URI that holds it.
    pub url: Option<String>,
    /// What it shows, for those who do not see it.
    pub caption: Option<String>,
    /// What the source says beyond these fields.
    pub more: Map,
}

impl Part for Image {
    const TYPES: [Names; 2] = [&[], &["Image"]];
    const BARE: bool = true;

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        pass.field(&["id", "id", "@id", "url"], &mut self.url);
        pass.field(&["caption"], &mut self.caption);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}
