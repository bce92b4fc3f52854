//! The issuer's jobs as one: the driver is large, and once is enough.

use crate::error::Kind;
use crate::issuer::table::{Preview, Progress, Table};
use crate::issuer::{ContentsJob, DirectoryJob, DocumentProgress, IssuerDocument};
use crate::job::{Job, News, Step, Ticket};
use crate::web::ends::Ends;
use crate::web::{thrown, to_js};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Any job of an issuer's.
pub enum IssuerJob {
    Directory(DirectoryJob),
    Contents(ContentsJob),
    Table(Box<Table>),
    Document(Box<IssuerDocument>),
}

/// What JavaScript is told while a job goes on.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Told {
    Nothing,
    Table(Progress),
    Preview(Preview),
    Document(DocumentProgress),
}

impl IssuerJob {
    fn job(&mut self) -> &mut dyn Steps {
        match self {
            Self::Directory(job) => job,
            Self::Contents(job) => job,
            Self::Table(job) => job.as_mut(),
            Self::Document(job) => job.as_mut(),
        }
    }
}

/// A job, whatever its progress is.
trait Steps {
    fn step(&mut self) -> Step;
    fn told(&mut self, ticket: Ticket, news: News<'_>);
}

impl<J: Job> Steps for J {
    fn step(&mut self) -> Step {
        Job::step(self)
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        Job::told(self, ticket, news);
    }
}

impl Ends for IssuerJob {
    fn result(&self) -> Result<JsValue, JsValue> {
        let misuse = || thrown(&Kind::Misuse.into());
        match self {
            Self::Directory(job) => to_js(job.found().ok_or_else(misuse)?),
            Self::Contents(job) => to_js(job.found().ok_or_else(misuse)?),
            Self::Table(job) => match job.preview() {
                Some(preview) => to_js(&preview),
                None => to_js(&job.summary().ok_or_else(misuse)?),
            },
            Self::Document(job) => to_js(&job.summary().ok_or_else(misuse)?),
        }
    }
}

impl Job for IssuerJob {
    type Progress = Told;

    fn step(&mut self) -> Step {
        self.job().step()
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.job().told(ticket, news);
    }

    fn progress(&self) -> Told {
        match self {
            Self::Directory(_) | Self::Contents(_) => Told::Nothing,
            Self::Table(job) => job.preview().map_or_else(|| Told::Table(job.progress()), Told::Preview),
            Self::Document(job) => Told::Document(job.progress()),
        }
    }
}
