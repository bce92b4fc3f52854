//! What a run has finished, so that a later one does the rest only.

use super::account::State;
use crate::archive::Sha;
use crate::error::{Kind, Result};
use crate::fingerprint::hex;
use crate::json::{self, Fields};
use serde_json::{Map, Value};

const FORMAT: &str = "badgepack.rebake-journal";

/// The awards that are finished, and those for which the server was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    badge_class: String,
    drawing: String,
    /// The states of those that are finished, and who was asked for: maps of JSON, as they are written.
    done: Map<String, Value>,
    asked: Map<String, Value>,
}

impl Journal {
    /// Reads what [`write`](Journal::write) wrote.
    ///
    /// # Errors
    /// [`Kind::BadOption`] for anything else.
    pub fn read(value: &Value) -> Result<Self> {
        let fields = Fields::of(value, Kind::BadOption)?;
        let wrong = || Kind::BadOption.at_field("journal");
        if fields.text("format")? != FORMAT || fields.get("version").and_then(Value::as_u64) != Some(1) {
            return Err(wrong());
        }
        let done = fields.get("done").and_then(Value::as_object).ok_or_else(wrong)?;
        let asked = fields.list_if_any("asked")?.unwrap_or_default();
        let are_states = done.values().all(|state| state.as_str().and_then(State::of).is_some());
        if !are_states || !asked.iter().all(Value::is_string) {
            return Err(wrong());
        }
        let asked = asked.iter().filter_map(Value::as_str);
        Ok(Self {
            badge_class: fields.text("badgeClass")?.to_owned(),
            drawing: fields.text("drawing")?.to_owned(),
            done: done.clone(),
            asked: json::object(&mut asked.map(|id| (id.to_owned(), Value::Bool(true)))),
        })
    }

    /// As plain JSON.
    pub fn write(&self) -> Value {
        let fields = [
            ("format", Value::from(FORMAT)),
            ("version", Value::from(1)),
            ("badgeClass", Value::from(self.badge_class.as_str())),
            ("drawing", Value::from(self.drawing.as_str())),
            ("done", Value::Object(self.done.clone())),
            ("asked", self.asked.keys().map(|id| Value::from(id.as_str())).collect()),
        ];
        Value::Object(json::object(&mut fields.into_iter().map(|(key, value)| (key.to_owned(), value))))
    }

    /// The journal for this class and this picture: what was done for another one does not count.
    pub(super) fn going_on(self, badge_class: &str, drawing: &Sha) -> Self {
        let drawing = hex(drawing);
        match self.badge_class == badge_class && self.drawing == drawing {
            true => self,
            false => Self { badge_class: badge_class.to_owned(), drawing, ..Self::default() },
        }
    }

    pub(super) fn state(&self, id: &str) -> Option<State> {
        self.done.get(id).and_then(Value::as_str).and_then(State::of)
    }

    pub(super) fn was_asked(&self, id: &str) -> bool {
        self.asked.contains_key(id)
    }

    pub(super) fn ask(&mut self, id: &str) {
        self.asked.insert(id.to_owned(), Value::Bool(true));
    }

    /// Counts an award as finished. What failed is not: a later run tries it again.
    pub(super) fn finish(&mut self, id: &str, state: State) {
        if state != State::Failed {
            self.done.insert(id.to_owned(), Value::from(state.label()));
        }
    }
}
