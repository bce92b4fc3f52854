//! Questions whose answers are wanted whole, and one list read record by record, on one set of flights.
//!
//! What a question is for is a number, and not a type of each job's: so all this is compiled once.

use super::class::Class;
use crate::error::{Error, Result};
use crate::image;
use crate::issuer::{ApiPages, Ask, Pace};
use crate::job::{Flights, Landed, News, Reading, Step, Ticket, Tools, Went};
use crate::json;
use crate::payload::Payload;
use crate::portal::{Pointer, Site};
use crate::{Kind, limits};
use std::collections::VecDeque;

/// What an answer has to be, so that one that was cut on its way is asked for again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    Json,
    Picture,
    Credential,
    Anything,
}

impl Expect {
    fn limit(self) -> u64 {
        match self {
            Expect::Json => limits::RECORD as u64,
            Expect::Picture | Expect::Credential | Expect::Anything => limits::IMAGE as u64,
        }
    }

    fn check(self, bytes: &[u8]) -> Result<()> {
        match self {
            Expect::Json if bytes.trim_ascii_start().starts_with(b"<") => Err(Kind::WebPage.into()),
            Expect::Json => json::read(bytes).map(|_| ()).map_err(|_| Kind::NotJson.into()),
            Expect::Picture if bytes.trim_ascii_start().starts_with(b"<!") && image::detect(bytes).is_none() => {
                Err(Kind::WebPage.into())
            }
            Expect::Picture => image::strip(bytes).map(|_| ()),
            // A page of HTML is none by accident; who asked says what it is.
            Expect::Credential if bytes.trim_ascii_start().starts_with(b"<") => Ok(()),
            Expect::Credential => {
                let text = std::str::from_utf8(bytes).map_err(|error| Kind::NotUtf8.at_byte(error.valid_up_to()))?;
                Payload::parse(text).map(|_| ())
            }
            Expect::Anything => Ok(()),
        }
    }
}

/// An answer, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub bytes: Vec<u8>,
}

/// What a question is for, as the job that asks it counts.
pub(super) type Tag = u32;

/// What happens next.
pub(super) enum Event {
    /// The host has to do this.
    Step(Step),
    /// What was asked is over.
    Answer(Tag, Result<Answer>),
    /// A record of the list; one may come twice.
    Record(Vec<u8>),
    /// A page of the list is over.
    Page,
    /// The list is over.
    End(Result<()>),
    /// Nothing, before there is news.
    Wait,
}

/// A question of which the whole answer is wanted.
struct Question {
    tag: Tag,
    expect: Expect,
    /// Other addresses at which the same may be had.
    others: Vec<String>,
}

/// A flight's purpose is the place of its question, or this: a number, as in [`crate::links`], so that flights are compiled once.
const LIST: usize = usize::MAX;

/// Questions under way.
pub(super) struct Asking {
    site: Site,
    flights: Flights<usize>,
    /// What is under way, each in the place that its flight knows.
    questions: Vec<Option<Question>>,
    steps: VecDeque<Step>,
    answers: VecDeque<(Tag, Result<Answer>)>,
    /// Bodies that are being read.
    bodies: Vec<(Ticket, Landed<usize>)>,
    list: Option<(Pointer, Reading<usize>)>,
    /// How the list ended that is still open, and whether a page is over that was not told.
    list_broken: Option<Error>,
    page_over: bool,
}

impl Asking {
    /// No question yet; at most so many at a time.
    pub fn new(site: Site, most: usize) -> Self {
        Self {
            site,
            flights: Flights::new(most),
            questions: Vec::new(),
            steps: VecDeque::new(),
            answers: VecDeque::new(),
            bodies: Vec::new(),
            list: None,
            list_broken: None,
            page_over: false,
        }
    }

    /// The portal's address.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Whether another question may be asked now.
    pub fn has_room(&self) -> bool {
        self.flights.has_room()
    }

    /// Whether the portal does not accept the sign-in any more.
    pub fn signed_out(&self) -> bool {
        self.flights.signed_out()
    }

    /// The seconds that the portal asked to wait, while that goes on.
    pub fn waiting(&self) -> Option<u32> {
        self.flights.waiting_ms().map(|ms| ms.div_ceil(1000))
    }

    /// Asks the portal, with the token.
    pub fn api(&mut self, path: &str, tag: Tag) {
        self.api_later(path, tag, 0);
    }

    /// The same after a pause, in milliseconds.
    pub fn api_later(&mut self, path: &str, tag: Tag, after_ms: u32) {
        match self.site.ask(path) {
            Ok(request) => {
                let question = self.keep(Question { tag, expect: Expect::Json, others: Vec::new() });
                self.flights.send_later(request, Expect::Json.limit(), question, after_ms);
            }
            Err(error) => self.answers.push_back((tag, Err(error))),
        }
    }

    /// Asks whoever has it, as a stranger.
    pub fn public(&mut self, address: &str, tag: Tag, expect: Expect) {
        self.any(vec![address.to_owned()], tag, expect);
    }

    /// Asks for a class's picture: at the address that the class names, else at its public page.
    pub fn picture_of(&mut self, class: &Class, tag: Tag) {
        let mut addresses = vec![class.public_image(), class.image().to_owned()];
        addresses.retain(|address| !address.is_empty());
        // Some servers name the public page's own picture.
        addresses.dedup();
        self.any(addresses, tag, Expect::Picture);
    }

    /// Asks at these addresses, the last one first, until one has it.
    fn any(&mut self, mut addresses: Vec<String>, tag: Tag, expect: Expect) {
        let address = addresses.pop().unwrap_or_default();
        let question = Question { tag, expect, others: addresses };
        match self.site.ask_publicly(&self.site.at_home(&address)) {
            Err(error) => self.failed(question, error),
            Ok(request) => {
                let question = self.keep(question);
                self.flights.send(request, expect.limit(), question);
            }
        }
    }

    fn keep(&mut self, question: Question) -> usize {
        let free = self.questions.iter().position(Option::is_none);
        let at = free.unwrap_or(self.questions.len());
        match self.questions.get_mut(at) {
            Some(place) => *place = Some(question),
            None => self.questions.push(Some(question)),
        }
        at
    }

    /// The question of a flight that is over.
    fn question(&mut self, landed: &Landed<usize>) -> Option<Question> {
        self.questions.get_mut(landed.purpose)?.take()
    }

    fn failed(&mut self, Question { tag, expect, others }: Question, error: Error) {
        match others.is_empty() {
            true => self.answers.push_back((tag, Err(error))),
            false => self.any(others, tag, expect),
        }
    }

    /// Writes JSON, once.
    pub fn put(&mut self, path: &str, json: String, tag: Tag) {
        match self.site.put(path, json) {
            Ok(request) => {
                let question = self.keep(Question { tag, expect: Expect::Anything, others: Vec::new() });
                self.flights.once(request, limits::RECORD as u64, question);
            }
            Err(error) => self.answers.push_back((tag, Err(error))),
        }
    }

    /// Begins to read a list; it is read while nothing else is to be told.
    pub fn open(&mut self, ask: &Ask) -> Result<()> {
        let items = Pointer::parse(ask.items)?;
        let pages = ApiPages { site: &self.site, items: &items, pace: Pace::PageByPage };
        let reading = Reading::new(&pages, self.site.ask(&ask.path)?);
        self.list = Some((items, reading));
        Ok(())
    }

    /// Reads the list no further.
    pub fn close(&mut self) {
        if let Some((_, mut reading)) = self.list.take() {
            reading.stop(&mut Tools { flights: &mut self.flights, steps: &mut self.steps });
        }
    }

    /// What happens next; records only while `more` of them are welcome.
    pub fn next(&mut self, more: bool) -> Event {
        if let Some(step) = self.steps.pop_front() {
            return Event::Step(step);
        }
        if let Some((tag, answer)) = self.answers.pop_front() {
            return Event::Answer(tag, answer);
        }
        if let Some(step) = self.flights.step() {
            return Event::Step(step);
        }
        if std::mem::take(&mut self.page_over) {
            return Event::Page;
        }
        if more { self.list_next() } else { Event::Wait }
    }

    fn list_next(&mut self) -> Event {
        if let Some(error) = self.list_broken.take() {
            self.list = None;
            return Event::End(Err(error));
        }
        let Some((items, reading)) = &mut self.list else {
            return Event::Wait;
        };
        if let Some(record) = reading.record() {
            return Event::Record(record);
        }
        if reading.is_over() {
            self.list = None;
            return Event::End(Ok(()));
        }
        let pages = ApiPages { site: &self.site, items, pace: Pace::PageByPage };
        let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
        match reading.go_on(&pages, LIST, &mut tools) {
            Ok(Went::Nowhere) => Event::Wait,
            Ok(Went::On | Went::Nothing) => self.next(true),
            Ok(Went::OverPage) => {
                self.page_over = true;
                self.next(true)
            }
            Err(error) => {
                self.list_broken = Some(error);
                self.next(true)
            }
        }
    }

    /// Takes news of the host.
    pub fn told(&mut self, ticket: Ticket, news: &News<'_>) {
        match news {
            News::Bytes(bytes) => self.bytes(ticket, bytes),
            _ => self.flights.heard(ticket, news).into_iter().for_each(|landed| self.landed(landed)),
        }
    }

    fn landed(&mut self, landed: Landed<usize>) {
        match (landed.purpose, &landed.result) {
            (LIST, result) => match &mut self.list {
                Some((items, reading)) => {
                    let pages = ApiPages { site: &self.site, items, pace: Pace::PageByPage };
                    let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
                    self.list_broken = reading.landed(landed, &pages, &mut tools).err();
                }
                None => self.steps.extend(result.as_ref().ok().map(|response| Step::Drop(response.ticket))),
            },
            (_, Err(error)) => {
                if let Some(question) = self.question(&landed) {
                    self.failed(question, error.clone());
                }
            }
            (_, Ok(response)) => {
                let (ticket, len) = (response.ticket, response.len.min(u64::from(u32::MAX)) as u32);
                self.steps.push_back(Step::Read { ticket, at: 0, len });
                self.bodies.push((ticket, landed));
            }
        }
    }

    fn bytes(&mut self, ticket: Ticket, bytes: &[u8]) {
        let Some(at) = self.bodies.iter().position(|(other, _)| *other == ticket) else {
            if let Some((items, reading)) = self.list.as_mut().filter(|(_, reading)| reading.holds(ticket)) {
                let pages = ApiPages { site: &self.site, items, pace: Pace::PageByPage };
                let mut tools = Tools { flights: &mut self.flights, steps: &mut self.steps };
                self.list_broken = reading.bytes(bytes, &pages, &mut tools).err();
            }
            return;
        };
        let (_, mut landed) = self.bodies.swap_remove(at);
        self.steps.push_back(Step::Drop(ticket));
        let (Some(question), Ok(response)) = (self.question(&landed), &landed.result) else {
            return;
        };
        match question.expect.check(bytes) {
            Ok(()) => {
                let answer = Answer { status: response.status, bytes: bytes.to_vec() };
                self.answers.push_back((question.tag, Ok(answer)));
            }
            // What was cut on its way comes whole the next time; anything else comes as it came.
            Err(error) => {
                let is_cut = matches!(
                    error.kind,
                    Kind::Truncated | Kind::NotJson | Kind::NotPayload | Kind::NotUtf8 | Kind::Empty
                );
                let url = landed.request.url().to_owned();
                landed.purpose = self.keep(question);
                let at = landed.purpose;
                if (!is_cut || !self.flights.again(landed))
                    && let Some(question) = self.questions.get_mut(at).and_then(Option::take)
                {
                    self.failed(question, error.kind.at_url(url));
                }
            }
        }
    }
}
