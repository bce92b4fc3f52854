//! Makes a draft of what was given: a picture, an address, JSON, or a safety copy.

use super::asking::{Answer, Asking, Event, Expect, Tag};
use super::draft::{Draft, PictureFrom};
use super::picture::Picture;
use super::safety::SafetyCopy;
use super::source::{Place, Source};
use crate::badge::Document;
use crate::error::{Error, Kind, Result};
use crate::image;
use crate::job::{Job, News, Step, Ticket};
use crate::json;
use crate::payload::Payload;
use crate::portal::Site;
use std::collections::VecDeque;

/// How often one address may lead to the next.
const HOPS: u32 = 3;

/// Finds out what was given.
pub struct Find {
    asking: Asking,
    stage: Stage,
    given: Option<Vec<u8>>,
    source: Option<Source>,
    /// The picture that was given, if it was one.
    picture: Option<Vec<u8>>,
    hops: u32,
    places: VecDeque<Place>,
    /// Where the picture is from that is asked for.
    from: PictureFrom,
    draft: Option<Draft>,
}

const BADGE: Tag = 0;
const CLASS: Tag = 1;
const ISSUER: Tag = 2;
const PICTURE: Tag = 3;

enum Stage {
    Fresh,
    Running,
    Done,
    Failed(Error),
}

impl Find {
    /// A search that begins with these bytes: a picture, a ZIP, or text. What is elsewhere is asked
    /// for by the rules of this portal's site, as a stranger.
    pub fn new(site: Site, given: Vec<u8>) -> Self {
        Self {
            asking: Asking::new(site, 2),
            stage: Stage::Fresh,
            given: Some(given),
            source: None,
            picture: None,
            hops: 0,
            places: VecDeque::new(),
            from: PictureFrom::Class,
            draft: None,
        }
    }

    /// The draft, once it is [`Step::Done`].
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref().filter(|_| matches!(self.stage, Stage::Done))
    }

    fn take(&mut self, bytes: Vec<u8>) -> Result<()> {
        if bytes.starts_with(b"PK") {
            self.end(SafetyCopy::read(&bytes)?.draft()?);
            return Ok(());
        }
        if image::detect(&bytes).is_some() {
            let found = image::unbake(&bytes)?.ok_or(Kind::NoBadge)?;
            self.picture = Some(bytes);
            return self.payload(found.payload);
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| Kind::NotABadge)?.trim();
        match text.as_bytes().first() {
            Some(b'<') => Err(Kind::WebPage.into()),
            Some(b'[') => {
                let value = json::read(text.as_bytes()).map_err(|_| Kind::NotABadge)?;
                self.document(Document::of(value))
            }
            _ => match Payload::parse(text) {
                Ok(payload) => self.payload(payload),
                Err(error) if error.kind == Kind::TooLarge => Err(error),
                Err(_) => Err(Kind::NotABadge.into()),
            },
        }
    }

    fn payload(&mut self, payload: Payload) -> Result<()> {
        if let Payload::Url(url) = &payload {
            self.hops += 1;
            if self.hops > HOPS {
                return Err(Kind::NotABadge.at_url(url));
            }
            self.asking.public(url, BADGE, Expect::Anything);
            return Ok(());
        }
        let document = Document::read(&payload).ok_or(Kind::NotABadge)?;
        self.document(document)
    }

    fn document(&mut self, document: Document) -> Result<()> {
        self.source = Some(Source::of(document, self.picture.take())?);
        self.go_on()
    }

    /// Asks for what is missing, one after the other, and ends where nothing is.
    fn go_on(&mut self) -> Result<()> {
        let Some(source) = &mut self.source else {
            return Ok(());
        };
        if let Some(url) = source.class_url() {
            let url = url.to_owned();
            self.asking.public(&url, CLASS, Expect::Json);
        } else if let Some(url) = source.issuer_url() {
            self.asking.public(&url, ISSUER, Expect::Json);
        } else {
            self.places = source.pictures().into();
            self.next_picture()?;
        }
        Ok(())
    }

    fn next_picture(&mut self) -> Result<()> {
        while let Some(place) = self.places.pop_front() {
            match place {
                Place::At(from, url) => {
                    self.from = from;
                    self.asking.public(&url, PICTURE, Expect::Picture);
                    return Ok(());
                }
                Place::Here(from, bytes) => match Picture::check(&bytes) {
                    Ok(picture) => return self.settle(Some((from, picture))),
                    Err(error) => self.lacks_picture(error),
                },
            }
        }
        self.settle(None)
    }

    fn lacks_picture(&mut self, error: Error) {
        if let Some(source) = &mut self.source {
            source.lacks_picture(error);
        }
    }

    fn settle(&mut self, picture: Option<(PictureFrom, Picture)>) -> Result<()> {
        if let Some(source) = self.source.take() {
            self.end(source.draft(picture)?);
        }
        Ok(())
    }

    fn end(&mut self, draft: Draft) {
        self.draft = Some(draft);
        self.stage = Stage::Done;
    }

    fn answer(&mut self, tag: Tag, answer: Result<Answer>) -> Result<()> {
        match tag {
            BADGE => self.take(answer?.bytes),
            CLASS | ISSUER => {
                let document = answer
                    .and_then(|answer| json::read(&answer.bytes).map(Document::of).map_err(|_| Kind::NotJson.into()));
                if let Some(source) = &mut self.source {
                    match tag {
                        ISSUER => source.issuer_is(document.ok()),
                        _ => source.class_is(document),
                    }
                }
                self.go_on()
            }
            _ => match answer.and_then(|answer| Picture::check(&answer.bytes)) {
                Ok(picture) => self.settle(Some((self.from, picture))),
                Err(error) => {
                    self.lacks_picture(error);
                    self.next_picture()
                }
            },
        }
    }
}

impl Job for Find {
    type Progress = ();

    fn step(&mut self) -> Step {
        loop {
            let told = match &self.stage {
                Stage::Failed(error) => return Step::Failed(error.clone()),
                Stage::Fresh => {
                    self.stage = Stage::Running;
                    let given = self.given.take().unwrap_or_default();
                    self.take(given)
                }
                Stage::Running | Stage::Done => match self.asking.next(false) {
                    Event::Step(step) => return step,
                    Event::Answer(tag, answer) => self.answer(tag, answer),
                    Event::Wait if matches!(self.stage, Stage::Done) => return Step::Done,
                    _ => return Step::Wait,
                },
            };
            if let Err(error) = told {
                self.stage = Stage::Failed(error);
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.asking.told(ticket, &news);
    }

    fn progress(&self) {}
}
