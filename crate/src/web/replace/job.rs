//! The jobs of a replacement as one: the driver is large, and once is enough.

use super::shapes::{draft_js, present_js};
use crate::error::Kind;
use crate::job::{Job, News, Step, Ticket};
use crate::replace::{Awards, Find, Look, Replace, ReplacePhase};
use crate::web::ends::Ends;
use crate::web::{thrown, to_js};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Any job of a replacement.
pub enum ReplaceJob {
    Find(Box<Find>),
    Look(Box<Look>),
    Replace(Box<Replace>),
}

/// What JavaScript is told while a job goes on.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Told {
    Nothing,
    Look(Awards),
    Replace(ReplacePhase),
}

impl ReplaceJob {
    /// The hosts that somebody has to agree to before it goes on.
    pub fn strangers(&self) -> Option<Vec<String>> {
        match self {
            Self::Find(job) => job.strangers(),
            Self::Look(_) | Self::Replace(_) => None,
        }
    }

    /// Somebody agreed to these hosts, or did not.
    pub fn allow(&mut self, agreed: bool) {
        if let Self::Find(job) = self {
            job.allow(agreed);
        }
    }
}

impl Ends for ReplaceJob {
    fn result(&self) -> Result<JsValue, JsValue> {
        let misuse = || thrown(&Kind::Misuse.into());
        match self {
            Self::Find(job) => draft_js(job.draft().ok_or_else(misuse)?),
            Self::Look(job) => present_js(&job.present().ok_or_else(misuse)?),
            Self::Replace(job) => to_js(job.outcome().ok_or_else(misuse)?),
        }
    }
}

impl Job for ReplaceJob {
    type Progress = Told;
    const WRITES: bool = false;

    fn step(&mut self) -> Step {
        match self {
            Self::Find(job) => job.step(),
            Self::Look(job) => job.step(),
            Self::Replace(job) => job.step(),
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        match self {
            Self::Find(job) => job.told(ticket, news),
            Self::Look(job) => job.told(ticket, news),
            Self::Replace(job) => job.told(ticket, news),
        }
    }

    fn progress(&self) -> Told {
        match self {
            Self::Find(_) => Told::Nothing,
            Self::Look(job) => Told::Look(job.progress()),
            Self::Replace(job) => Told::Replace(job.progress()),
        }
    }
}
