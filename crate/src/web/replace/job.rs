//! The jobs of a replacement as one: the driver is large, and once is enough.

use super::shapes::{draft_js, present_js};
use crate::error::Kind;
use crate::job::{Job, News, Step, Ticket};
use crate::replace::{Awards, Find, Look, Rebake, RebakeProgress, Replace, ReplacePhase, Save, SaveProgress};
use crate::web::{thrown, to_js};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Any job of a replacement.
pub enum ReplaceJob {
    Find(Box<Find>),
    Look(Box<Look>),
    Save(Box<Save>),
    Replace(Box<Replace>),
    Rebake(Box<Rebake>),
}

/// What JavaScript is told while a job goes on.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Told {
    Nothing,
    Look(Awards),
    Save(SaveProgress),
    Replace(ReplacePhase),
    Rebake(RebakeProgress),
}

impl ReplaceJob {
    /// What came of it, once it is done.
    pub fn result(&self) -> Result<JsValue, JsValue> {
        let misuse = || thrown(&Kind::Misuse.into());
        match self {
            Self::Find(job) => draft_js(job.draft().ok_or_else(misuse)?),
            Self::Look(job) => present_js(&job.present().ok_or_else(misuse)?),
            Self::Save(job) => to_js(&job.summary().ok_or_else(misuse)?),
            Self::Replace(job) => to_js(job.outcome().ok_or_else(misuse)?),
            Self::Rebake(job) => to_js(&job.summary().ok_or_else(misuse)?),
        }
    }
}

impl Job for ReplaceJob {
    type Progress = Told;

    fn step(&mut self) -> Step {
        match self {
            Self::Find(job) => job.step(),
            Self::Look(job) => job.step(),
            Self::Save(job) => job.step(),
            Self::Replace(job) => job.step(),
            Self::Rebake(job) => job.step(),
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        match self {
            Self::Find(job) => job.told(ticket, news),
            Self::Look(job) => job.told(ticket, news),
            Self::Save(job) => job.told(ticket, news),
            Self::Replace(job) => job.told(ticket, news),
            Self::Rebake(job) => job.told(ticket, news),
        }
    }

    fn progress(&self) -> Told {
        match self {
            Self::Find(_) => Told::Nothing,
            Self::Look(job) => Told::Look(job.progress()),
            Self::Save(job) => Told::Save(job.progress()),
            Self::Replace(job) => Told::Replace(job.progress()),
            Self::Rebake(job) => Told::Rebake(job.progress()),
        }
    }
}
