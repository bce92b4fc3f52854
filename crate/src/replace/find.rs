//! Makes a draft of what was given: a picture, an address, JSON, or a safety copy.

use super::asking::{Answer, Asking, Event, Expect, Tag};
use super::consent::{Consent, Verdict};
use super::draft::{Draft, PictureFrom};
use super::picture::Picture;
use super::safety::SafetyCopy;
use super::source::{Place, Source};
use crate::badge::Document;
use crate::error::{Error, Kind, Result};
use crate::image;
use crate::job::{Fault, Job, News, Step, Ticket};
use crate::json;
use crate::links::Lookup;
use crate::payload::Payload;
use crate::portal::Site;
use std::collections::VecDeque;

/// How often one address may lead to the next.
const HOPS: u32 = 3;

/// Finds out what was given.
///
/// Whenever it is [`Step::Done`], [`strangers`](Find::strangers) may be the hosts that somebody has to agree to before
/// it goes on; else there is the [`draft`](Find::draft).
pub struct Find {
    asking: Asking,
    consent: Consent,
    /// The badge is looked for where an address leads.
    lookup: Option<Lookup>,
    /// A request that somebody has to agree to, and to whom it goes.
    held: Option<(Step, String)>,
    stage: Stage,
    given: Option<Vec<u8>>,
    /// Whether it is text that somebody typed.
    is_typed: bool,
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
    /// A search that begins with a file: a picture, a ZIP, or text. Only this portal's site is asked, as a stranger,
    /// unless somebody agrees.
    pub fn new(site: Site, given: Vec<u8>) -> Self {
        Self {
            is_typed: false,
            consent: Consent::new(site.clone()),
            asking: Asking::new(site, 2),
            lookup: None,
            held: None,
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

    /// A search that begins with what somebody typed or pasted: whoever gives the address of a badge, or of the page that
    /// shows it, agrees to that one.
    pub fn typed(site: Site, given: String) -> Self {
        Self { is_typed: true, ..Self::new(site, given.into()) }
    }

    /// The draft, once it is [`Step::Done`].
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref().filter(|_| matches!(self.stage, Stage::Done))
    }

    /// The hosts that are to be asked next and later, as far as that is known, and that nobody agreed to yet; the
    /// first one before it goes on at all.
    pub fn strangers(&self) -> Option<Vec<String>> {
        let mut hosts = vec![self.held.as_ref()?.1.clone()];
        for url in self.source.iter().flat_map(Source::elsewhere) {
            hosts.extend(self.consent.open(&url).filter(|host| !hosts.contains(host)));
        }
        Some(hosts)
    }

    /// Somebody agreed to [these hosts](Find::strangers), or did not: then they are not asked, and the draft says so.
    pub fn allow(&mut self, agreed: bool) {
        let hosts = self.strangers().unwrap_or_default();
        self.consent.decide(hosts, agreed);
    }

    fn begin(&mut self, given: Vec<u8>) -> Result<()> {
        match std::str::from_utf8(&given).ok().filter(|_| self.is_typed).and_then(address) {
            Some(typed) => {
                let lookup = Lookup::new(typed)?;
                self.consent.typed(lookup.next());
                self.hops = 1;
                self.lookup = Some(lookup);
                Ok(())
            }
            None => self.take(given),
        }
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
            self.lookup = Some(Lookup::named(&self.consent.read(url)?, self.consent.reach())?);
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
            self.ask(&url, CLASS, Expect::Json)
        } else if let Some(url) = source.issuer_url() {
            self.ask(&url, ISSUER, Expect::Json)
        } else {
            self.places = source.pictures().into();
            self.next_picture()
        }
    }

    fn ask(&mut self, url: &str, tag: Tag, expect: Expect) -> Result<()> {
        match self.consent.read(url) {
            Ok(url) => {
                self.asking.public(&url, tag, expect);
                Ok(())
            }
            Err(error) => self.answer(tag, Err(error)),
        }
    }

    fn next_picture(&mut self) -> Result<()> {
        while let Some(place) = self.places.pop_front() {
            match place {
                Place::At(from, url) => {
                    self.from = from;
                    return self.ask(&url, PICTURE, Expect::Picture);
                }
                Place::Here(from, bytes) => match from.check(&bytes) {
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
                        ISSUER => source.issuer_is(document),
                        _ => source.class_is(document),
                    }
                }
                self.go_on()
            }
            _ => match answer.and_then(|answer| self.from.check(&answer.bytes)) {
                Ok(picture) => self.settle(Some((self.from, picture))),
                Err(error) => {
                    self.lacks_picture(error);
                    self.next_picture()
                }
            },
        }
    }

    fn next(&mut self) -> Event {
        if let Some((step, _)) = self.held.take() {
            return Event::Step(step);
        }
        let Some(lookup) = &mut self.lookup else {
            return self.asking.next(false);
        };
        let answer = match lookup.step() {
            Step::Wait => return Event::Wait,
            Step::Done => lookup.found().map(|found| found.bytes.clone()).ok_or(Kind::Misuse.into()),
            Step::Failed(error) => Err(error),
            step => return Event::Step(step),
        };
        self.lookup = None;
        Event::Answer(BADGE, answer.map(|bytes| Answer { status: 200, bytes }))
    }

    /// Lets a step go that asks nobody who may not be asked.
    fn pass(&mut self, step: Step) -> Option<Step> {
        let Step::Send { ticket, request, .. } = &step else {
            return Some(step);
        };
        match self.consent.of(request) {
            Verdict::Sent => Some(step),
            Verdict::Asked(host) => {
                self.held = Some((step, host));
                Some(Step::Done)
            }
            Verdict::Refused(why) => {
                self.told(*ticket, News::Fault(Fault::NotSent(why)));
                None
            }
        }
    }
}

/// The address in a text that is one, perhaps a bad one.
fn address(text: &str) -> Option<&str> {
    let word = text.trim();
    let is_word = !word.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    let is_other = word.starts_with(['{', '[', '<']) || matches!(Payload::parse(word), Ok(Payload::Jws(_)));
    (is_word && word.contains([':', '.']) && !is_other).then_some(word)
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
                    self.begin(given)
                }
                Stage::Running | Stage::Done => match self.next() {
                    Event::Step(step) => match self.pass(step) {
                        Some(step) => return step,
                        None => continue,
                    },
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
        match &mut self.lookup {
            Some(lookup) => lookup.told(ticket, news),
            None => self.asking.told(ticket, &news),
        }
    }

    fn progress(&self) {}
}
