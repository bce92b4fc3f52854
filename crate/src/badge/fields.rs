//! The fields of an object, said once for both ways: a reader takes them out of JSON, a writer puts
//! them in.

use super::{Map, read, write};
use serde_json::Value;

/// The names of a field: first that of 2.0, then that of 3.0, then others that are in use. The
/// first that says something is believed.
pub(super) type Names = &'static [&'static str];

/// The two families of forms: an assertion, or a verifiable credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// 0.5 to 2.1; written as 2.0.
    Assertion,
    /// 3.0, Data Model 1.1 and 2.0; written as 3.0.
    Credential,
}

impl Family {
    /// What is said for each family, for this one.
    pub fn of<T: Copy>(self, each: [T; 2]) -> T {
        let [assertion, credential] = each;
        match self {
            Family::Assertion => assertion,
            Family::Credential => credential,
        }
    }
}

/// One way through the fields of an object: reading, or writing.
///
/// A reader fills what is empty; a writer empties what it writes.
pub(super) trait Pass: Sized {
    /// The family of the form that is read or written.
    fn family(&self) -> Family;

    /// A field that is not read yet, or is written already.
    fn get(&self, name: &str) -> Option<&Value>;

    /// Whether this way writes.
    fn is_writing(&self) -> bool;

    /// Reads or writes a field.
    fn field<T: Field>(&mut self, names: Names, value: &mut T);

    /// Reads or writes the fields of an object within this one, or of the first of several.
    fn within(&mut self, name: &'static str, types: Names, fields: impl FnOnce(&mut Self));
}

/// A value that a field may have, read.
///
/// Apart from [`Field`], so that one piece of code reads all of them: who only reads is to be small.
pub(super) trait Shape {
    /// Reads a value that is not blank. What cannot be read as a whole is handed back as it was,
    /// whether or not something was understood of it.
    fn read(&mut self, value: Value, family: Family) -> Option<Value>;

    /// Whether there is something to say.
    fn says(&self) -> bool;

    /// Which of several names to believe: the one whose value has the lowest rank, 0 to 2.
    fn rank(&self, _: &Value) -> u8 {
        0
    }
}

/// A value that a field may have, read and written.
pub(super) trait Field: Shape + Default + PartialEq {
    /// The value as JSON.
    fn write(self, way: Way) -> Value;
}

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub family: Family,
    /// Whether the source was of the other family, so that its types do not count.
    pub foreign: bool,
}

/// An object with fields of its own.
pub(super) trait Part: Default + PartialEq {
    /// The `type` in each family; empty where there is none.
    const TYPES: [Names; 2];
    /// Whether several, or only one, are always written as a list.
    const LISTED: [bool; 2] = [true, true];
    /// Whether one that has nothing but an address is written as that.
    const BARE: bool = false;

    /// Reads or writes the fields.
    fn fields<P: Pass>(&mut self, pass: &mut P);

    /// Where the rest is.
    fn more(&mut self) -> &mut Map;

    /// The field that a text in its place means.
    fn text_is(_: &str) -> &'static str {
        "id"
    }

    /// Reads one from what stands for it.
    fn from_map(map: Map, family: Family) -> Self {
        read::part(map, family)
    }

    /// The objects that are written as one.
    fn parts(map: Map) -> Vec<Map> {
        vec![map]
    }

    /// Its fields.
    fn into_map(self, way: Way) -> Map {
        write::part(self, way)
    }
}

pub(super) const ID: Names = &["id", "id", "@id", "openBadgeId", "jti"];
pub(super) const NAME: Names = &["name"];
pub(super) const DESCRIPTION: Names = &["description"];
pub(super) const NARRATIVE: Names = &["narrative"];
pub(super) const IMAGE: Names = &["image"];
