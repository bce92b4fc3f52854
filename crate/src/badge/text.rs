//! Text for people, in one language or in several.

use serde::Serialize;

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
