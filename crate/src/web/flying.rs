//! Futures under way together: at most some dozens, so each wake-up simply asks them all.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

/// Futures of which any may be done next.
pub struct Flying<T>(Vec<Pin<Box<dyn Future<Output = T>>>>);

impl<T> Flying<T> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    pub fn push(&mut self, future: impl Future<Output = T> + 'static) {
        self.0.push(Box::pin(future));
    }

    /// The outcome of the next one that is done; nothing when none is under way.
    pub async fn next(&mut self) -> Option<T> {
        poll_fn(|context| {
            if self.0.is_empty() {
                return Poll::Ready(None);
            }
            for at in 0..self.0.len() {
                if let Some(future) = self.0.get_mut(at)
                    && let Poll::Ready(outcome) = future.as_mut().poll(context)
                {
                    drop(self.0.swap_remove(at));
                    return Poll::Ready(Some(outcome));
                }
            }
            Poll::Pending
        })
        .await
    }
}

/// Whichever is done first; the other one is dropped, and so stopped.
pub async fn first<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> T {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| match one.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(outcome),
        Poll::Pending => other.as_mut().poll(context),
    })
    .await
}
