//! Carries out a job's steps: requests in flight, bodies kept, time left to others.

use super::body::{Body, Page};
use super::fetch::{Answer, Credentials, fetch, within};
use super::flying::Flying;
use super::outlet::Outlet;
use super::turn::Turn;
use super::{thrown, to_js};
use crate::archive::Piece;
use crate::error::Kind;
use crate::job::{Fault, Job, News, Step, Ticket};
use crate::portal::{Request, Token, TokenHeader};
use crate::splice::Splice;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function, Promise, Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Crypto};

/// What is read at a time, at most; larger bodies have it grow.
const PAGE: usize = 128 * 1024;
/// Room for what a run riddles, in bytes.
const SLACK: usize = 1 << 20;
/// So many pictures on, all that stays in memory has its place.
const SETTLED: usize = 16;
/// How long a fresh token may take, in milliseconds.
const RENEW_MS: u32 = 60_000;
/// How often progress is told, in milliseconds.
const PROGRESS_MS: f64 = 80.0;

/// What is known when something that was waited for is there.
enum Landed {
    Answer(Ticket, Result<Answer, Fault>),
    Rebuilt(Ticket, Uint8Array, [u8; 32]),
    Renewed(Option<Token>),
    Woken(Ticket),
    Stopped,
    /// It is time to tell how far it is.
    Tick,
}

/// A job and all that it needs of the browser; dropping it stops everything.
pub struct Driver<J> {
    job: J,
    token: Option<Token>,
    progress: Option<Function>,
    renew: Option<Function>,
    /// What sends requests in place of the browser's own `fetch`.
    sender: Option<Function>,
    signal: Option<AbortSignal>,
    flying: Flying<Landed>,
    /// Some dozens at most.
    bodies: Vec<(Ticket, Body)>,
    outlet: Outlet,
    page: Page,
    /// WebAssembly's memory never shrinks, and long-lived and short-lived pieces by turns riddle it
    /// by some hundred kB, more or less by chance: this room for them is let go once all that
    /// stays has its place, some bodies on.
    slack: Vec<u8>,
    passed: usize,
    /// Answers, copies and tokens that the job will be told of.
    outstanding: usize,
    told_at: f64,
    ticking: bool,
    turn: Turn,
}

impl<J: Job> Driver<J> {
    pub fn new(
        job: J,
        token: Option<Token>,
        progress: Option<Function>,
        renew: Option<Function>,
        signal: Option<AbortSignal>,
    ) -> Self {
        let mut flying = Flying::new();
        if let Some(signal) = signal.clone() {
            // Being told to stop is one more thing that may happen next.
            flying.push(async move {
                aborted(signal).await;
                Landed::Stopped
            });
        }
        Self {
            job,
            token,
            progress,
            renew,
            sender: None,
            signal,
            flying,
            bodies: Vec::new(),
            page: Page::new(PAGE),
            outlet: Outlet::new(),
            outstanding: 0,
            slack: std::hint::black_box(Vec::with_capacity(SLACK)),
            passed: 0,
            told_at: 0.0,
            ticking: false,
            turn: Turn::new(),
        }
    }

    /// The same, with its requests sent by a function of the caller's: a `Request` in, a promise of a `Response` out.
    #[cfg(feature = "learner")]
    pub fn sending_by(self, sender: Option<Function>) -> Self {
        Self { sender, ..self }
    }

    /// The archive's next piece; nothing at its end.
    pub async fn piece(&mut self) -> Result<Option<Uint8Array>, JsValue> {
        self.turn.begin();
        loop {
            if let Some(piece) = self.outlet.next() {
                self.tell_progress(false)?;
                return Ok(Some(piece));
            }
            if self.signal.as_ref().is_some_and(AbortSignal::aborted) {
                return Err(thrown(&Kind::Cancelled.into()));
            }
            match self.job.step() {
                Step::Send { ticket, request, limit } => self.send(ticket, request, limit),
                Step::Pause { ticket, ms } => self.pause(ticket, ms),
                Step::Read { ticket, at, len } => self.read(ticket, at, len),
                Step::Rebuild { ticket, splice } if J::WRITES => self.rebuild(ticket, &splice),
                Step::Drop(ticket) => drop(self.take_body(ticket)),
                Step::Renew => self.ask_for_token(),
                Step::Archive(piece) if J::WRITES => self.archive(piece),
                Step::Rebuild { .. } | Step::Archive(_) => return Err(thrown(&Kind::Misuse.into())),
                Step::Wait => {
                    // Waiting for nothing would be for ever.
                    let misuse = || thrown(&Kind::Misuse.into());
                    if self.outstanding == 0 {
                        return Err(misuse());
                    }
                    self.tick();
                    let landed = self.flying.next().await.ok_or_else(misuse)?;
                    self.turn.begin();
                    self.land(landed);
                    self.tell_progress(false)?;
                }
                Step::Failed(error) => return Err(thrown(&error)),
                Step::Done => {
                    if J::WRITES {
                        self.outlet.flush();
                    }
                    if self.outlet.is_empty() {
                        self.tell_progress(true)?;
                        return Ok(None);
                    }
                }
            }
            // Steps need no event in between, but the page does.
            self.turn.give_way().await;
        }
    }

    fn pause(&mut self, ticket: Ticket, ms: u32) {
        self.outstanding += 1;
        self.flying.push(async move {
            // Many readers that were turned away together do not come back together, and none
            // before the portal's Retry-After is over.
            let pause = f64::from(ms) * (1.0 + js_sys::Math::random() / 2.0);
            TimeoutFuture::new(pause as u32).await;
            Landed::Woken(ticket)
        });
    }

    fn send(&mut self, ticket: Ticket, request: Request, limit: u64) {
        let (token, header, sender) = (self.token.clone(), self.job.token_header(), self.sender.clone());
        self.outstanding += 1;
        self.flying.push(async move {
            Landed::Answer(ticket, ask(&request, token.as_ref(), &header, sender.as_ref(), limit).await)
        });
    }

    fn read(&mut self, ticket: Ticket, at: u64, len: u32) {
        if let Some((_, body)) = self.bodies.iter_mut().find(|(other, _)| *other == ticket) {
            let len = body.read(at, u64::from(len), &mut self.page);
            body.forget_before(at);
            self.job.told(ticket, News::Bytes(self.page.bytes(len)));
        }
    }

    fn rebuild(&mut self, ticket: Ticket, splice: &Splice) {
        if let Some(body) = self.take_body(ticket) {
            let copy = body.rebuilt(splice);
            self.outstanding += 1;
            self.flying.push(async move {
                let sha = sha256(&copy).await;
                Landed::Rebuilt(ticket, copy, sha)
            });
        }
    }

    fn ask_for_token(&mut self) {
        self.outstanding += 1;
        let asked = self.renew.as_ref().map(|renew| renew.call0(&JsValue::NULL));
        self.flying.push(async move {
            let token = match asked {
                Some(Ok(promise)) => within(RENEW_MS, JsFuture::from(Promise::resolve(&promise))).await.ok(),
                _ => None,
            };
            Landed::Renewed(token.and_then(|token| Token::parse(&token.ok()?.as_string()?).ok()?))
        });
    }

    fn archive(&mut self, piece: Piece) {
        let body = match &piece {
            Piece::WriteBody(ticket) => {
                self.passed += 1;
                if self.passed == SETTLED {
                    self.slack = Vec::new();
                }
                self.take_body(*ticket)
            }
            _ => None,
        };
        self.outlet.put(piece, body);
    }

    fn take_body(&mut self, ticket: Ticket) -> Option<Body> {
        let at = self.bodies.iter().position(|(other, _)| *other == ticket)?;
        Some(self.bodies.swap_remove(at).1)
    }

    fn land(&mut self, landed: Landed) {
        self.outstanding -= usize::from(!matches!(landed, Landed::Stopped | Landed::Tick));
        match landed {
            Landed::Answer(ticket, Ok(answer)) => {
                let Answer { status, link, retry_after, body } = answer;
                let len = body.len();
                self.bodies.push((ticket, body));
                self.job.told(ticket, News::Answer { status, link: link.as_deref(), retry_after, len });
            }
            Landed::Answer(ticket, Err(fault)) => self.job.told(ticket, News::Fault(fault)),
            Landed::Rebuilt(ticket, copy, sha) => {
                self.bodies.push((ticket, Body::whole(copy)));
                self.job.told(ticket, News::Rebuilt(sha));
            }
            Landed::Woken(ticket) => self.job.told(ticket, News::Woken),
            // The loop looks at the signal before each step.
            Landed::Stopped => {}
            Landed::Tick => self.ticking = false,
            Landed::Renewed(token) => {
                let fresh = token.is_some();
                self.token = token.or(self.token.take());
                self.job.told(0, News::Renewed(fresh));
            }
        }
    }

    /// While all wait, what changed last is told a little later.
    fn tick(&mut self) {
        if !std::mem::replace(&mut self.ticking, true) {
            self.flying.push(async {
                TimeoutFuture::new(PROGRESS_MS as u32).await;
                Landed::Tick
            });
        }
    }

    fn tell_progress(&mut self, is_last: bool) -> Result<(), JsValue> {
        let now = Date::now();
        if let Some(progress) = &self.progress
            && (is_last || now - self.told_at >= PROGRESS_MS)
        {
            self.told_at = now;
            progress.call1(&JsValue::NULL, &to_js(&self.job.progress())?)?;
        }
        Ok(())
    }

    /// The job itself.
    pub fn job(&self) -> &J {
        &self.job
    }

    /// The job itself, to be told what no step asked for.
    #[cfg(feature = "replace")]
    pub fn job_mut(&mut self) -> &mut J {
        &mut self.job
    }
}

/// What listens to a signal, for as long as somebody waits for it: a page's own signal outlives many runs.
struct Listening(AbortSignal, Option<Function>);

impl Drop for Listening {
    fn drop(&mut self) {
        if let Some(listener) = &self.1 {
            let _ = self.0.remove_event_listener_with_callback("abort", listener);
        }
    }
}

/// Done when the signal is aborted.
async fn aborted(signal: AbortSignal) {
    let mut listening = Listening(signal, None);
    let promise = Promise::new(&mut |resolve, _| {
        // Listening to a signal cannot fail; if it did, the work would only go on.
        let _ = listening.0.add_event_listener_with_callback("abort", &resolve);
        listening.1 = Some(resolve);
    });
    let _ = JsFuture::from(promise).await;
}

async fn ask(
    request: &Request,
    token: Option<&Token>,
    header: &TokenHeader,
    sender: Option<&Function>,
    limit: u64,
) -> Result<Answer, Fault> {
    let credentials = token.map(|token| Credentials { header, token });
    fetch(request, credentials, sender, limit).await
}

/// By the browser's own code where there is any (secure pages), else by ours.
async fn sha256(bytes: &Uint8Array) -> [u8; 32] {
    match native_sha256(bytes).await {
        Some(sha) => sha,
        None => Sha256::digest(bytes.to_vec()).into(),
    }
}

async fn native_sha256(bytes: &Uint8Array) -> Option<[u8; 32]> {
    let crypto: Crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?.unchecked_into();
    if crypto.is_undefined() || crypto.subtle().is_undefined() {
        return None;
    }
    let promise = crypto.subtle().digest_with_str_and_buffer_source("SHA-256", bytes).ok()?;
    let buffer = JsFuture::from(promise).await.ok()?;
    Uint8Array::new(&buffer).to_vec().try_into().ok()
}
