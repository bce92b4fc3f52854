//! A part of a badge that may stand elsewhere.

use crate::error::Error;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A part that stands in the badge, or at an address that the badge names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Linked<T> {
    /// The badge says nothing of it.
    #[default]
    Absent,
    /// It stands at this address, or has this id, and nobody has looked yet.
    Linked(String),
    /// It stands in the badge.
    Inline(T),
    /// It was fetched from this address, or given by hand.
    Fetched(String, T),
    /// It could not be had from this address.
    Failed(String, Error),
}

impl<T> Linked<T> {
    /// The part itself, where it is here.
    pub fn value(&self) -> Option<&T> {
        match self {
            Linked::Inline(value) | Linked::Fetched(_, value) => Some(value),
            Linked::Absent | Linked::Linked(_) | Linked::Failed(..) => None,
        }
    }

    /// The part itself, to be changed.
    pub fn value_mut(&mut self) -> Option<&mut T> {
        match self {
            Linked::Inline(value) | Linked::Fetched(_, value) => Some(value),
            Linked::Absent | Linked::Linked(_) | Linked::Failed(..) => None,
        }
    }

    /// The address that the badge names.
    pub fn url(&self) -> Option<&str> {
        match self {
            Linked::Linked(url) | Linked::Fetched(url, _) | Linked::Failed(url, _) => Some(url),
            Linked::Absent | Linked::Inline(_) => None,
        }
    }
}

impl<T: Serialize> Serialize for Linked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let state = match self {
            Linked::Absent => "absent",
            Linked::Linked(_) => "linked",
            Linked::Inline(_) => "inline",
            Linked::Fetched(..) => "fetched",
            Linked::Failed(..) => "failed",
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("state", state)?;
        if let Some(url) = self.url() {
            map.serialize_entry("url", url)?;
        }
        if let Some(value) = self.value() {
            map.serialize_entry("value", value)?;
        }
        if let Linked::Failed(_, error) = self {
            map.serialize_entry("error", &Said::of(error))?;
        }
        map.end()
    }
}

/// An error as JavaScript gets it.
#[derive(serde::Serialize)]
struct Said {
    code: &'static str,
    message: &'static str,
    at: String,
}

impl Said {
    fn of(error: &Error) -> Self {
        Self { code: error.code(), message: error.kind.sentence(), at: error.place.to_string() }
    }
}
