//! What JavaScript gets back of the inspector; `shapes.ts` says the same in TypeScript.

use crate::image;
use serde::Serialize;

#[derive(Serialize)]
pub struct Unbaked {
    payload: String,
    form: &'static str,
    version: &'static str,
    at: (usize, usize),
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    message: String,
}

impl Unbaked {
    pub fn of(unbaked: &image::Unbaked) -> Self {
        let warning =
            |warning: &image::Warning| Warning { code: warning.code(), message: warning.sentence().to_owned() };
        Self {
            payload: unbaked.payload.text().to_owned(),
            form: unbaked.payload.form(),
            version: unbaked.version().label(),
            at: (unbaked.place.start, unbaked.place.end),
            warnings: unbaked.warnings.iter().map(warning).collect(),
        }
    }
}
