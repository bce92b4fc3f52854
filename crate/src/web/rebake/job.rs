//! The jobs that write a file as one: the driver is large, and once is enough.

use crate::error::Kind;
use crate::job::{Job, News, Step, Ticket};
use crate::replace::{Rebake, RebakeProgress, Save, SaveProgress};
use crate::web::ends::Ends;
use crate::web::{thrown, to_js};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// A safety copy, or awards baked anew.
pub enum RebakeJob {
    Save(Box<Save>),
    Rebake(Box<Rebake>),
}

/// What JavaScript is told while a job goes on.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Told {
    Save(SaveProgress),
    Rebake(RebakeProgress),
}

impl Ends for RebakeJob {
    fn result(&self) -> Result<JsValue, JsValue> {
        let misuse = || thrown(&Kind::Misuse.into());
        match self {
            Self::Save(job) => to_js(&job.summary().ok_or_else(misuse)?),
            Self::Rebake(job) => to_js(&job.summary().ok_or_else(misuse)?),
        }
    }
}

impl Job for RebakeJob {
    type Progress = Told;

    fn step(&mut self) -> Step {
        match self {
            Self::Save(job) => job.step(),
            Self::Rebake(job) => job.step(),
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        match self {
            Self::Save(job) => job.told(ticket, news),
            Self::Rebake(job) => job.told(ticket, news),
        }
    }

    fn progress(&self) -> Told {
        match self {
            Self::Save(job) => Told::Save(job.progress()),
            Self::Rebake(job) => Told::Rebake(job.progress()),
        }
    }
}
