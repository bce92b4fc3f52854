//! Text for people, in one language or in several.

use super::fields::{Family, Field, Shape, Way};
use crate::json;
use serde::Serialize;
use serde_json::Value;

/// A text, in one or more languages; empty where the source says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Phrase>);

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// The language (BCP 47), where the source names it.
    pub language: Option<String>,
    /// The text; never markup but for the Markdown of narratives.
    pub text: String,
}

impl Text {
    /// A text in a language that is not named.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Phrase { language: None, text: text.into() }])
    }

    /// The text in English where there is one, else in the first language; empty without a text.
    pub fn as_str(&self) -> &str {
        let english = |phrase: &&Phrase| phrase.language.as_deref().is_some_and(|language| language.starts_with("en"));
        self.0.iter().find(english).or(self.0.first()).map_or("", |phrase| &phrase.text)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.as_str().is_empty() && self.0.iter().all(|phrase| phrase.text.is_empty())
    }
}

/// Text: plain, with a language, in several languages, or a list of these.
impl Shape for Text {
    fn read(&mut self, value: Value, _: Family) -> Option<Value> {
        let whole = self.add(&value);
        if self.is_empty() {
            self.0.clear();
        }
        (!whole || self.0.is_empty()).then_some(value)
    }

    fn says(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Field for Text {
    fn write(self, _: Way) -> Value {
        let mut all: Vec<Value> = self.0.into_iter().map(Phrase::write).collect();
        if all.len() == 1 { all.remove(0) } else { Value::Array(all) }
    }
}

impl Text {
    /// Adds what a value says; whether that is all of it.
    fn add(&mut self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.push(None, text),
            Value::Number(number) => self.push(None, &number.to_string()),
            Value::Array(all) => all.iter().filter(|value| !self.add(value)).count() == 0,
            Value::Object(fields) => match fields.get("@value") {
                Some(Value::String(text)) => {
                    let language = fields.get("@language").and_then(Value::as_str);
                    self.push(language, text);
                    fields.len() == 1 + usize::from(language.is_some())
                }
                _ if fields.iter().all(|(key, value)| is_language(key) && value.is_string()) => {
                    for (language, text) in fields {
                        self.push(
                            Some(language).filter(|name| *name != "@none").map(String::as_str),
                            text.as_str().unwrap_or_default(),
                        );
                    }
                    true
                }
                _ => false,
            },
            Value::Bool(_) | Value::Null => false,
        }
    }

    fn push(&mut self, language: Option<&str>, text: &str) -> bool {
        self.0.push(Phrase { language: language.map(str::to_owned), text: text.to_owned() });
        true
    }
}

impl Phrase {
    fn write(self) -> Value {
        let Some(language) = self.language else {
            return Value::String(self.text);
        };
        let fields = [("@language", language), ("@value", self.text)];
        Value::Object(json::object(&mut fields.into_iter().map(|(key, text)| (key.to_owned(), Value::String(text)))))
    }
}

/// Whether this looks like a language tag: two or three letters, and perhaps more behind a hyphen.
fn is_language(key: &str) -> bool {
    let mut parts = key.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = first.bytes().all(|byte| byte.is_ascii_alphabetic()) && (2..=3).contains(&first.len());
    key == "@none"
        || letters
            && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
