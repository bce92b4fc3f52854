//! Places in JSON.

use crate::error::{Kind, Result};
use serde_json::Value;

/// A JSON pointer (RFC 6901), parsed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// Parses `/a/b`; the empty text is the whole document.
    pub fn parse(text: &str) -> Result<Self> {
        match text.strip_prefix('/') {
            None if text.is_empty() => Ok(Self::default()),
            None => Err(Kind::BadDescription.at_field(text)),
            Some(rest) => {
                let unescape = |token: &str| token.replace("~1", "/").replace("~0", "~");
                Ok(Self(rest.split('/').map(unescape).collect()))
            }
        }
    }

    /// What it points at.
    pub fn of<'a>(&self, mut value: &'a Value) -> Option<&'a Value> {
        for token in &self.0 {
            value = match value {
                Value::Object(fields) => fields.get(token)?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// The names on the way, from the outside in.
    pub(super) fn into_tokens(self) -> Vec<String> {
        self.0
    }
}
