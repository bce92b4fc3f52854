//! What is elsewhere: badges behind addresses, linked parts, the issuer's present copy.

use super::shapes::LookedUp;
use crate::badge::Document;
use crate::error::{Error, Kind};
use crate::job::{Job, News, Step, Ticket};
use crate::links::{Difference, Links, Lookup};
use crate::payload::Payload;
use crate::web::driver::Driver;
use crate::web::{said_to_js, thrown, to_js};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

/// What is behind the address of a badge.
#[wasm_bindgen(js_name = lookUp, unchecked_return_type = "LookedUp")]
pub async fn look_up(address: String, signal: Option<AbortSignal>) -> Result<JsValue, JsValue> {
    found(Lookup::new(&address), signal).await
}

/// The issuer's present copy of a badge, which is JSON or a signed badge.
#[wasm_bindgen(js_name = currentCopy, unchecked_return_type = "LookedUp")]
pub async fn current_copy(payload: String, from: String, signal: Option<AbortSignal>) -> Result<JsValue, JsValue> {
    let document = Payload::parse(&payload).map(|payload| Document::read(&payload));
    let lookup = document.and_then(|document| match document {
        Some(Document::Badge(badge)) => Lookup::current(&badge, &from),
        _ => Err(Kind::NotHosted.into()),
    });
    found(lookup, signal).await
}

/// A badge with the parts that it links: class and issuer. Without `from`, nobody is asked for them.
#[wasm_bindgen(js_name = followLinks, unchecked_return_type = "BadgeDocument")]
pub async fn follow_links(
    payload: String,
    given: Vec<String>,
    from: Option<String>,
    signal: Option<AbortSignal>,
) -> Result<JsValue, JsValue> {
    let links = Links::new(&payload, &given, from.as_deref().unwrap_or_default());
    let links = links.map(|links| if from.is_none() { links.from_given_only() } else { links });
    match done(links.map(|links| Errand::Links(links.into())), signal).await?.job() {
        Errand::Links(links) => said_to_js(links.document()),
        Errand::Lookup(_) => Err(thrown(&Kind::Misuse.into())),
    }
}

/// What changed between two copies of a badge.
#[wasm_bindgen(unchecked_return_type = "Difference[]")]
pub fn differences(old: &str, new: &str) -> Result<JsValue, JsValue> {
    to_js(&Difference::between(old, new).map_err(|error| thrown(&error))?)
}

async fn found(lookup: Result<Lookup, Error>, signal: Option<AbortSignal>) -> Result<JsValue, JsValue> {
    let driver = done(lookup.map(Errand::Lookup), signal).await?;
    match driver.job() {
        Errand::Lookup(lookup) => lookup.found().map(LookedUp::of),
        Errand::Links(_) => None,
    }
    .ok_or_else(|| thrown(&Kind::Misuse.into()))
}

/// Does a job to its end.
async fn done(job: Result<Errand, Error>, signal: Option<AbortSignal>) -> Result<Driver<Errand>, JsValue> {
    let job = job.map_err(|error| thrown(&error))?;
    let mut driver = Driver::new(job, None, None, None, signal);
    driver.piece().await?;
    Ok(driver)
}

/// Either job: the driver is large, and one for both is enough.
enum Errand {
    Lookup(Lookup),
    Links(Box<Links>),
}

impl Job for Errand {
    type Progress = ();
    const WRITES: bool = false;

    fn step(&mut self) -> Step {
        match self {
            Errand::Lookup(job) => job.step(),
            Errand::Links(job) => job.step(),
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        match self {
            Errand::Lookup(job) => job.told(ticket, news),
            Errand::Links(job) => job.told(ticket, news),
        }
    }

    fn progress(&self) {}
}
