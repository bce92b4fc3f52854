//! Who awards badges.

use super::fields::{DESCRIPTION, ID, IMAGE, NAME, Names, Part, Pass};
use super::{Image, Map, Text};
use serde::Serialize;

/// Who awards a badge, or made a class.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The id; an address or a DID.
    pub id: Option<String>,
    /// The name.
    pub name: Text,
    /// The own site.
    pub url: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// Who that is.
    pub description: Text,
    /// The logo.
    pub image: Option<Image>,
    /// What the source says beyond these fields; keys, too.
    pub more: Map,
}

impl Part for Profile {
    const TYPES: [Names; 2] = [&["Issuer"], &["Profile"]];

    fn fields<P: Pass>(&mut self, pass: &mut P) {
        pass.field(ID, &mut self.id);
        pass.field(NAME, &mut self.name);
        // 0.5 has an origin and a contact.
        pass.field(&["url", "url", "origin"], &mut self.url);
        pass.field(&["email", "email", "contact"], &mut self.email);
        pass.field(&["telephone", "phone"], &mut self.phone);
        pass.field(DESCRIPTION, &mut self.description);
        pass.field(IMAGE, &mut self.image);
    }

    fn more(&mut self) -> &mut Map {
        &mut self.more
    }
}
