//! One badge, or one picture, on its way into the archive.

use super::Purpose;
use crate::archive::{Body, Sha};
use crate::badge::Badge;
use crate::error::{Error, Kind, Result};
use crate::fingerprint::crc32;
use crate::image;
use crate::job::{Landed, Ticket};
use crate::limits;
use crate::payload::Payload;
use crate::portal::{Credential, Picture, Portal, Record, Request, Served};
use crate::splice::Splice;

/// The number of a lane.
pub(super) type LaneId = u64;

/// What a lane needs next.
pub(super) enum Want {
    /// This answer, at most so long.
    Ask(Request, u64),
    /// All bytes of a body.
    Read { ticket: Ticket, len: u64 },
    /// A body rebuilt.
    Rebuild { ticket: Ticket, splice: Splice },
    /// The same answer once more, because this one is damaged.
    Again(Landed<Purpose>, Error),
    /// Nothing: it is ready.
    Nothing,
}

/// A part of the record: how it ended.
pub(super) enum Part<T> {
    /// The portal lists none.
    Unlisted,
    /// It is to be found in the picture.
    InPicture,
    /// Here it is, and what there is to say of it.
    Have(T, Option<String>),
    /// It could not be had.
    Failed(Error),
    /// It is left out, and this is why.
    Skipped(&'static str),
}

/// A picture that the host holds.
pub(super) struct Image {
    pub body: Body,
    pub sha: Sha,
    pub ending: &'static str,
}

enum State {
    Fresh,
    AskedCredential(Request),
    ReadingCredential(Request, Landed<Purpose>),
    AskedPicture,
    ReadingPicture(Landed<Purpose>),
    Rebuilding { body: Body, ending: &'static str, note: Option<String> },
    Ready,
}

/// A record with a credential or a picture.
pub(super) struct Lane {
    pub id: LaneId,
    pub record: Record,
    /// The record as the portal served it.
    pub raw: Vec<u8>,
    pub credential: Part<Payload>,
    pub picture: Part<Image>,
    /// Why the record says nothing to us; it keeps its place in the list, and its bytes.
    pub unreadable: Option<Error>,
    state: State,
}

impl Lane {
    pub fn new(id: LaneId, record: Record, raw: Vec<u8>) -> Self {
        Self {
            id,
            record,
            raw,
            credential: Part::Unlisted,
            picture: Part::Unlisted,
            unreadable: None,
            state: State::Fresh,
        }
    }

    /// A record of which only the bytes are known.
    pub fn unreadable(id: LaneId, raw: Vec<u8>, error: Error) -> Self {
        let record = Record {
            id: String::new(),
            name: String::new(),
            issued: None,
            credential: Credential::None,
            picture: Picture::None,
            source: None,
        };
        Self { unreadable: Some(error), ..Self::new(id, record, raw) }
    }

    pub fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready)
    }

    /// The badge, as far as its credential says what it is.
    pub fn badge(&self) -> Option<Badge> {
        match &self.credential {
            Part::Have(payload, _) => Badge::read(payload),
            _ => None,
        }
    }

    /// What people call it.
    pub fn name<'a>(&'a self, badge: &'a Badge) -> &'a str {
        if self.record.name.is_empty() { badge.title() } else { &self.record.name }
    }

    /// When it was issued.
    pub fn issued<'a>(&'a self, badge: &'a Badge) -> Option<&'a str> {
        self.record.issued.as_deref().or(badge.given())
    }

    pub fn begin(&mut self) -> Want {
        match std::mem::replace(&mut self.record.credential, Credential::None) {
            Credential::At(request) => self.ask_credential(request),
            Credential::Refused(error) => {
                self.credential = Part::Failed(error);
                self.ask_picture()
            }
            Credential::Inline(bytes) => {
                self.credential = match read(&bytes) {
                    Ok(payload) => Part::Have(payload, None),
                    Err(error) => Part::Failed(error),
                };
                self.ask_picture()
            }
            Credential::InPicture => {
                self.credential = Part::InPicture;
                self.ask_picture()
            }
            Credential::None => self.ask_picture(),
        }
    }

    /// A request of this lane is over.
    pub fn landed(&mut self, landed: Landed<Purpose>) -> Want {
        let state = std::mem::replace(&mut self.state, State::Ready);
        let response = match &landed.result {
            Ok(response) => (response.ticket, response.len),
            Err(error) => return self.failed(state, error.clone()),
        };
        self.state = match state {
            State::AskedCredential(request) => State::ReadingCredential(request, landed),
            State::AskedPicture => State::ReadingPicture(landed),
            other => other,
        };
        Want::Read { ticket: response.0, len: response.1 }
    }

    /// The bytes of the body that was wanted.
    pub fn bytes(&mut self, portal: &dyn Portal, bytes: &[u8]) -> Want {
        match std::mem::replace(&mut self.state, State::Ready) {
            State::ReadingCredential(request, landed) => self.read_credential(portal, request, landed, bytes),
            State::ReadingPicture(landed) => self.read_picture(landed, bytes),
            other => {
                self.state = other;
                Want::Nothing
            }
        }
    }

    /// The last try is over, and what came was damaged.
    pub fn damaged(&mut self, error: Error) -> Want {
        let state = std::mem::replace(&mut self.state, State::Ready);
        self.failed(state, error)
    }

    /// The rebuilt picture's SHA-256.
    pub fn rebuilt(&mut self, sha: Sha) {
        if let State::Rebuilding { body, ending, note } = std::mem::replace(&mut self.state, State::Ready) {
            self.picture = Part::Have(Image { body, sha, ending }, note);
            self.settle();
        }
    }

    fn failed(&mut self, state: State, error: Error) -> Want {
        match state {
            State::AskedCredential(_) | State::ReadingCredential(..) => {
                self.credential = Part::Failed(error);
                self.ask_picture()
            }
            _ => {
                self.picture = Part::Failed(error);
                self.settle()
            }
        }
    }

    fn ask_credential(&mut self, request: Request) -> Want {
        self.state = State::AskedCredential(request.clone());
        Want::Ask(request, limits::RECORD as u64)
    }

    fn ask_picture(&mut self) -> Want {
        match std::mem::replace(&mut self.record.picture, Picture::None) {
            Picture::At(request) => {
                self.state = State::AskedPicture;
                return Want::Ask(request, limits::IMAGE as u64);
            }
            Picture::Withheld(why) => self.picture = Part::Skipped(why),
            Picture::Refused(error) => self.picture = Part::Failed(error),
            Picture::None => {}
        }
        self.settle()
    }

    fn read_credential(&mut self, portal: &dyn Portal, asked: Request, landed: Landed<Purpose>, bytes: &[u8]) -> Want {
        let served = read(bytes).and_then(|payload| match payload {
            Payload::Json(_) if !payload.is_credential() => Err(Kind::Unexpected.into()),
            Payload::Json(_) => Ok((portal.served(&asked, bytes)?, payload)),
            Payload::Jws(_) => Ok((Served::AsIs, payload)),
            Payload::Url(_) => Err(Kind::Unexpected.into()),
        });
        match served {
            Ok((Served::AsIs, payload)) => {
                self.credential = Part::Have(payload, None);
                self.ask_picture()
            }
            Ok((Served::Ask(request), _)) => self.ask_credential(request),
            Err(error) => {
                self.state = State::AskedCredential(asked);
                Want::Again(landed, error)
            }
        }
    }

    fn read_picture(&mut self, landed: Landed<Purpose>, bytes: &[u8]) -> Want {
        let Ok(response) = &landed.result else {
            return self.settle();
        };
        let ticket = response.ticket;
        match self.bake(bytes) {
            Ok((splice, ending, note)) => {
                let body = Body { id: ticket, len: splice.len(), crc: crc32(splice.slices(bytes)) };
                self.state = State::Rebuilding { body, ending, note };
                Want::Rebuild { ticket, splice }
            }
            Err(error) => {
                self.state = State::AskedPicture;
                Want::Again(landed, error)
            }
        }
    }

    /// How the picture goes into the archive: with this badge's credential in it, where there is
    /// one, else as the portal serves it.
    fn bake(&mut self, bytes: &[u8]) -> Result<(Splice, &'static str, Option<String>)> {
        let ending = image::ending(bytes)?;
        if image::detect(bytes).is_none() {
            let note = matches!(self.credential, Part::Have(..))
                .then(|| format!("Not baked: a {ending} picture cannot carry a badge."));
            return Ok((as_served(bytes), ending, note));
        }
        let splice = match &self.credential {
            Part::Have(payload, _) => image::bake(bytes, payload),
            _ => image::strip(bytes),
        };
        // A cut picture is worth another try, and never enters the archive.
        if splice.as_ref().is_err_and(|error| error.kind == Kind::Truncated) {
            return splice.map(|splice| (splice, ending, None));
        }
        match &self.credential {
            Part::Have(..) => Ok(match splice {
                Ok(splice) => (splice, ending, None),
                Err(error) => (as_served(bytes), ending, Some(format!("Not baked: {error}"))),
            }),
            Part::InPicture => {
                if let Ok(Some(unbaked)) = image::unbake(bytes) {
                    self.credential =
                        Part::Have(unbaked.payload, Some("Taken from the picture that the portal holds.".to_owned()));
                }
                Ok((as_served(bytes), ending, Some("As the portal serves it.".to_owned())))
            }
            Part::Failed(_) | Part::Skipped(_) => {
                Ok((as_served(bytes), ending, Some("As the portal serves it.".to_owned())))
            }
            Part::Unlisted => Ok((as_served(bytes), ending, None)),
        }
    }

    /// Nothing more will come: an import whose picture carries nothing is the portal's record.
    fn settle(&mut self) -> Want {
        self.state = State::Ready;
        if let Part::InPicture = self.credential {
            self.credential = match read(&self.raw) {
                Ok(payload) => {
                    Part::Have(payload, Some("The portal's own record: its picture carries no badge.".to_owned()))
                }
                Err(error) => Part::Failed(error),
            };
        }
        Want::Nothing
    }
}

fn read(bytes: &[u8]) -> Result<Payload> {
    let text = std::str::from_utf8(bytes).map_err(|error| Kind::NotUtf8.at_byte(error.valid_up_to()))?;
    match text.trim_start().starts_with('<') {
        true => Err(Kind::WebPage.into()),
        false => Payload::parse(text),
    }
}

fn as_served(bytes: &[u8]) -> Splice {
    let mut splice = Splice::default();
    splice.keep(0..bytes.len());
    splice
}
