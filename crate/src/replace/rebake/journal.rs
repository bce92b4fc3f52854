//! What a run has finished, so that a later one does the rest only.

use super::account::State;
use crate::archive::Sha;
use crate::error::{Kind, Result};
use crate::fingerprint::hex;
use crate::json::Fields;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

const FORMAT: &str = "badgepack.rebake-journal";

/// The awards that are finished, and those for which the server was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Journal {
    badge_class: String,
    drawing: String,
    done: BTreeMap<String, State>,
    asked: BTreeSet<String>,
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
        let done = done.iter().map(|(id, state)| Some((id.clone(), State::of(state.as_str()?)?)));
        let asked = fields.list_if_any("asked")?.unwrap_or_default().iter();
        Ok(Self {
            badge_class: fields.text("badgeClass")?.to_owned(),
            drawing: fields.text("drawing")?.to_owned(),
            done: done.collect::<Option<_>>().ok_or_else(wrong)?,
            asked: asked.map(|id| id.as_str().map(str::to_owned)).collect::<Option<_>>().ok_or_else(wrong)?,
        })
    }

    /// As plain JSON.
    pub fn write(&self) -> Value {
        let done = self.done.iter().map(|(id, state)| (id.clone(), Value::from(state.label())));
        let fields = [
            ("format", Value::from(FORMAT)),
            ("version", Value::from(1)),
            ("badgeClass", Value::from(self.badge_class.as_str())),
            ("drawing", Value::from(self.drawing.as_str())),
            ("done", Value::Object(done.collect())),
            ("asked", self.asked.iter().map(|id| Value::from(id.as_str())).collect()),
        ];
        Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
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
        self.done.get(id).copied()
    }

    pub(super) fn was_asked(&self, id: &str) -> bool {
        self.asked.contains(id)
    }

    pub(super) fn ask(&mut self, id: &str) {
        self.asked.insert(id.to_owned());
    }

    /// Counts an award as finished. What failed is not: a later run tries it again.
    pub(super) fn finish(&mut self, id: &str, state: State) {
        if state != State::Failed {
            self.done.insert(id.to_owned(), state);
        }
    }
}
