//! The pictures of an issuer and of its badge classes, on their way into the archive.

use super::outlet::Of;
use crate::archive::{Body, Sha};
use crate::error::{Kind, Result};
use crate::fingerprint::crc32;
use crate::image;
use crate::issuer::lists::{ListId, Lists};
use crate::job::{Landed, Step, Ticket};
use crate::limits;
use crate::portal::Site;
use crate::splice::Splice;
use std::collections::VecDeque;

/// So many pictures are under way at a time; badge classes wait for them.
const UNDER_WAY: usize = 4;

/// A picture that the host holds.
pub(super) struct Image {
    pub body: Body,
    pub sha: Sha,
    pub ending: &'static str,
}

struct Picture {
    of: Of,
    state: State,
}

enum State {
    Asked(ListId),
    Reading(Landed<ListId>),
    Hashing(Body, &'static str),
    Ready(Result<Image>),
}

/// Pictures under way, in the order of their records.
#[derive(Default)]
pub(super) struct Pictures {
    all: VecDeque<Picture>,
    steps: VecDeque<Step>,
}

impl Pictures {
    pub fn is_full(&self) -> bool {
        self.all.len() >= UNDER_WAY
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub fn step(&mut self) -> Option<Step> {
        self.steps.pop_front()
    }

    /// Asks for a picture, as a stranger: they are public.
    pub fn ask(&mut self, site: &Site, url: &str, of: Of, lists: &mut Lists) {
        let state = match site.ask_publicly(&site.at_home(url)) {
            Ok(request) => State::Asked(lists.fetch(request, limits::IMAGE as u64)),
            Err(error) => State::Ready(Err(error)),
        };
        self.all.push_back(Picture { of, state });
    }

    /// The next picture that is here, or that cannot be had.
    pub fn next(&mut self) -> Option<(Of, Result<Image>)> {
        match self.all.front() {
            Some(Picture { state: State::Ready(_), .. }) => match self.all.pop_front() {
                Some(Picture { of, state: State::Ready(image) }) => Some((of, image)),
                _ => None,
            },
            _ => None,
        }
    }

    /// An answer came, or none.
    pub fn landed(&mut self, landed: Landed<ListId>) {
        let is_its = |picture: &&mut Picture| matches!(picture.state, State::Asked(id) if id == landed.purpose);
        let Some(picture) = self.all.iter_mut().find(is_its) else {
            return;
        };
        picture.state = match &landed.result {
            Err(error) => State::Ready(Err(error.clone())),
            Ok(response) => {
                let len = response.len.min(limits::IMAGE as u64) as u32;
                self.steps.push_back(Step::Read { ticket: response.ticket, at: 0, len });
                State::Reading(landed)
            }
        };
    }

    /// Takes the bytes of a picture; says whether they were of one.
    pub fn bytes(&mut self, ticket: Ticket, bytes: &[u8], lists: &mut Lists) -> bool {
        let Some(picture) = self.all.iter_mut().find(|picture| picture.is_reading(ticket)) else {
            return false;
        };
        let State::Reading(landed) = std::mem::replace(&mut picture.state, State::Ready(Err(Kind::Misuse.into())))
        else {
            return false;
        };
        picture.state = match whole(bytes) {
            Ok(ending) => {
                let mut splice = Splice::default();
                splice.keep(0..bytes.len());
                self.steps.push_back(Step::Rebuild { ticket, splice });
                State::Hashing(Body { id: ticket, len: bytes.len() as u64, crc: crc32([bytes]) }, ending)
            }
            Err(error) => {
                self.steps.push_back(Step::Drop(ticket));
                let id = landed.purpose;
                // It may be the network's fault.
                match lists.fetch_again(landed) {
                    true => State::Asked(id),
                    false => State::Ready(Err(error)),
                }
            }
        };
        true
    }

    /// Takes a picture's SHA-256.
    pub fn hashed(&mut self, ticket: Ticket, sha: Sha) {
        for picture in &mut self.all {
            if let State::Hashing(body, ending) = &picture.state
                && body.id == ticket
            {
                picture.state = State::Ready(Ok(Image { body: *body, sha, ending }));
            }
        }
    }
}

impl Picture {
    fn is_reading(&self, ticket: Ticket) -> bool {
        match &self.state {
            State::Reading(landed) => landed.result.as_ref().is_ok_and(|response| response.ticket == ticket),
            _ => false,
        }
    }
}

/// The ending of a picture that came to its end.
fn whole(bytes: &[u8]) -> Result<&'static str> {
    let ending = image::ending(bytes)?;
    match image::detect(bytes).map(|_| image::strip(bytes)) {
        Some(Err(error)) if error.kind == Kind::Truncated => Err(error),
        _ => Ok(ending),
    }
}
