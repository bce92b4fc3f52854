//! Work by turns with the page's own.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// How long the page may be kept from its other work, in milliseconds; 50 would be felt.
const TURN_MS: f64 = 10.0;

/// A turn, and when it began: milliseconds of the clock.
pub struct Turn(f64);

impl Turn {
    /// A turn that was over long ago.
    pub fn new() -> Self {
        Self(0.0)
    }

    /// Begins a new one: the page has had its turn.
    pub fn begin(&mut self) {
        self.0 = Date::now();
    }

    /// Lets the page do its other work when this turn is over.
    pub async fn give_way(&mut self) {
        if Date::now() - self.0 <= TURN_MS {
            return;
        }
        match behind_others() {
            // A task that does nothing cannot fail.
            Some(task) => drop(JsFuture::from(task).await),
            None => TimeoutFuture::new(0).await,
        }
        self.begin();
    }
}

/// A task behind those that wait, where the browser has such: timers that call each other wait for 4 ms at least.
fn behind_others() -> Option<Promise> {
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).ok()?;
    let post: Function = Reflect::get(&scheduler, &"postTask".into()).ok()?.dyn_into().ok()?;
    post.call1(&scheduler, &Closure::once_into_js(|| {})).ok()?.dyn_into().ok()
}
