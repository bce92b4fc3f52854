//! From a badge that links its parts to a badge that has them.

use super::answer::read_document;
use super::asking::{Asking, Came, refusal};
use super::given::Given;
use super::part::{Part, Slot, Want, slots};
use super::reach::Reach;
use crate::badge::Document;
use crate::error::{Error, Place, Result};
use crate::job::{Job, News, Step, Ticket};
use crate::limits;

/// Requests at a time.
const AT_A_TIME: usize = 4;

/// Follows the links of a document: from an award to its class, from that to its issuer.
///
/// What the document has it keeps; only links are filled, from what people gave first. Every link
/// ends as [`Fetched`](crate::badge::Linked::Fetched) or [`Failed`](crate::badge::Linked::Failed),
/// but for those past the bounds ([`limits::LINKS`], [`limits::LINKED`]), which stay as they are.
pub struct Links {
    document: Document,
    links: Known,
    is_changed: bool,
}

/// What is known of the links, apart from the document that they stand in.
struct Known {
    asking: Asking,
    given: Given,
    reach: Reach,
    /// The links that are asked for; one request for each, however often it stands there.
    asked: Vec<Link>,
    under_way: usize,
    /// Bytes that were put into the document.
    filled: usize,
}

struct Link {
    want: Want,
    url: String,
    /// The part and its size in bytes, or why there is none, once that is known.
    came: Option<Result<(Part, usize)>>,
}

impl Links {
    /// Begins with a document (JSON or a signed badge), the parts that people gave (the same), and
    /// the address where the document was found, or that of the page that asks: only from within a
    /// private network are links into one followed.
    ///
    /// # Errors
    /// Those of a text that is no document; the place says which of the given parts it is.
    pub fn new(payload: &str, given: &[String], from: &str) -> Result<Self> {
        let mut parts = Given::default();
        for (at, text) in given.iter().enumerate() {
            let document = read_document(text.as_bytes());
            let mut document = document.map_err(|error| error.kind.at_field(format!("given: {at}")))?;
            parts.add(&mut document, text.len());
        }
        let mut document = read_document(payload.as_bytes())?;
        parts.add(&mut document, payload.len());
        let links = Known {
            asking: Asking::new(AT_A_TIME),
            given: parts,
            reach: Reach::from(from),
            asked: Vec::new(),
            under_way: 0,
            filled: 0,
        };
        Ok(Self { document, links, is_changed: true })
    }

    /// The document, with its links followed as far as the job is.
    pub fn document(&self) -> &Document {
        &self.document
    }
}

impl Job for Links {
    type Progress = ();

    fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.links.asking.step() {
                return step;
            }
            if !std::mem::take(&mut self.is_changed) {
                return if self.links.under_way > 0 { Step::Wait } else { Step::Done };
            }
            let one_class = has_one_link(&mut self.document, Want::Class);
            let one_issuer = has_one_link(&mut self.document, Want::Issuer);
            slots(&mut self.document, &mut |slot| {
                let is_only = if slot.want() == Want::Class { one_class } else { one_issuer };
                self.links.settle(slot, is_only);
            });
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        if let Some(came) = self.links.asking.told(ticket, &news) {
            self.links.came(came);
            // There is room for another request, and what came is put in.
            self.is_changed = true;
        }
    }

    fn progress(&self) {}
}

impl Known {
    /// Puts in the place of a link what is known of it, or asks for it.
    fn settle(&mut self, slot: Slot<'_>, is_only: bool) {
        let Some(url) = slot.link().map(str::to_owned) else {
            return;
        };
        let want = slot.want();
        let known = match self.given.find(&url, want, is_only) {
            Some(part) => Some(Ok(part.clone())),
            None => match self.asked.iter().find(|link| link.want == want && link.url == url) {
                Some(link) => link.came.clone(),
                None => self.ask(&url, want).err().map(Err),
            },
        };
        match known {
            Some(Ok((part, size))) if self.filled + size <= limits::LINKED => {
                self.filled += size;
                slot.settle(url, Ok(part));
            }
            Some(Err(error)) => slot.settle(url, Err(error)),
            Some(Ok(_)) | None => {}
        }
    }

    /// Asks for a link as far as the bounds allow.
    fn ask(&mut self, url: &str, want: Want) -> Result<()> {
        let address = self.reach.read(url)?;
        if self.asked.len() < limits::LINKS && self.asking.has_room() {
            self.asking.ask(address, limits::RECORD, self.asked.len())?;
            self.asked.push(Link { want, url: url.to_owned(), came: None });
            self.under_way += 1;
        }
        Ok(())
    }

    fn came(&mut self, Came { purpose, url, answer }: Came) {
        self.under_way -= 1;
        if let Some(link) = self.asked.get_mut(purpose) {
            let part = answer.and_then(|answer| match refusal(answer.status) {
                Some(kind) => Err(kind.into()),
                None => Part::read(&answer.body, link.want).map(|part| (part, answer.body.len())),
            });
            link.came = Some(part.map_err(|error| Error { place: Place::Url(url), ..error }));
        }
    }
}

/// Whether all links to parts of a kind lead to the same one.
fn has_one_link(document: &mut Document, want: Want) -> bool {
    let (mut first, mut is_one) = (None, true);
    slots(document, &mut |slot| {
        if let Some(url) = slot.url().filter(|_| slot.want() == want) {
            is_one &= first.get_or_insert_with(|| url.to_owned()) == url;
        }
    });
    is_one
}
