//! One award on its way to its new picture: what is asked next, and how it ends.

use super::super::asking::Answer;
use super::account::State;
use crate::archive::Sha;
use crate::badge::{Badge, Proof};
use crate::error::{Error, Kind, Result};
use crate::image;
use crate::json;
use crate::payload::Payload;
use serde_json::Value;

/// How often an award is looked at after the server was asked to bake it anew.
const LOOKS: u32 = 3;
/// The pause before the second look; each later one is twice as long.
const PAUSE_MS: u32 = 1_000;

/// An award as the portal lists it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Award {
    pub id: String,
    /// Where its credential is hosted.
    pub url: String,
    /// Where the portal's picture of it is; revoked ones have none.
    pub image: Option<String>,
    pub is_revoked: bool,
    pub recipient: String,
    pub issued: String,
}

impl Award {
    pub fn read(raw: &[u8]) -> Result<Self> {
        let record = json::read(raw).map_err(|_| Kind::NotJson)?;
        Self::of(&record).ok_or(Kind::Unexpected.into())
    }

    fn of(record: &Value) -> Option<Self> {
        let text = |key: &str| record.get(key).and_then(Value::as_str);
        let recipient = |key: &str| record.get("recipient")?.get(key)?.as_str();
        Some(Self {
            id: text("entityId").filter(|id| !id.is_empty())?.to_owned(),
            url: text("openBadgeId").unwrap_or_default().to_owned(),
            image: text("image").filter(|image| !image.is_empty()).map(str::to_owned),
            is_revoked: record.get("revoked") == Some(&Value::Bool(true)),
            recipient: recipient("plaintextIdentity").or(recipient("identity")).unwrap_or_default().to_owned(),
            issued: text("issuedOn").unwrap_or_default().to_owned(),
        })
    }
}

/// What a lane is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Round {
    /// Finds out what is to be done.
    First,
    /// Looks whether the server goes on baking.
    Watch,
    /// Brings it to an end.
    Settle,
}

/// What the lanes have in common.
#[derive(Clone, Copy)]
pub(super) struct Common<'a> {
    /// What the new picture shows, and the picture.
    pub drawing: &'a Sha,
    pub picture: &'a [u8],
    /// Whether a server that bakes anew gives the picture another address.
    pub moves: bool,
    /// Whether the server may be asked for single awards.
    pub may_ask: bool,
    /// Whether the portal's API can be read.
    pub is_signed_in: bool,
}

/// What is to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// The public JSON.
    Credential,
    /// The portal's picture.
    Picture,
    /// The portal's record, after a pause in milliseconds.
    Record { after_ms: u32 },
    /// That the server bakes it anew; sent once.
    Put,
}

/// How an award ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// The server's picture is right.
    Server,
    /// Baked here: this is the picture.
    Baked(Vec<u8>),
    /// It is signed, so only its issuer's server can make another one of it.
    Signed(&'static str),
    /// It was revoked, and has no picture.
    Revoked,
    /// It could not be done.
    Failed(Error),
    /// An earlier run ended it like this.
    Earlier(State),
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    Ask(Want),
    End(Fate),
    /// Its picture is an old one.
    Stale,
    /// It has got the new picture meanwhile; only said by [`Round::Watch`].
    Fresh,
}

/// An award under work.
pub(super) struct Lane {
    pub award: Award,
    /// What is asked for it.
    pub want: Want,
    round: Round,
    credential: Option<Payload>,
    /// Whether the server was asked, or is not to be asked any more.
    asked: bool,
    looks: u32,
    /// Why the server did not bake it, for the account.
    pub note: Option<String>,
    /// Whether the server broke over it.
    pub server_broke: bool,
    /// How it ended, until those before it have ended.
    pub over: Option<Next>,
}

impl Lane {
    pub fn new(award: Award, round: Round, was_asked: bool) -> Self {
        Self {
            award,
            want: Want::Credential,
            round,
            credential: None,
            asked: was_asked,
            looks: 0,
            note: None,
            server_broke: false,
            over: None,
        }
    }

    /// Whether it asks the server to bake it anew.
    pub fn asks_server(&self) -> bool {
        self.want == Want::Put
    }

    pub fn begin(&mut self, common: Common<'_>, after_ms: u32) -> Next {
        match self.round {
            Round::First if self.award.is_revoked => Next::End(Fate::Revoked),
            Round::First => Next::Ask(Want::Credential),
            _ if common.is_signed_in => Next::Ask(Want::Record { after_ms }),
            Round::Watch => Next::Stale,
            Round::Settle => self.look(),
        }
    }

    /// An answer to what was asked.
    pub fn answer(&mut self, answer: Result<Answer>, common: Common<'_>) -> Next {
        match self.want {
            Want::Credential => self.credential(answer, common),
            Want::Picture => match answer {
                Ok(answer) if self.is_right(&answer.bytes, common) => match self.round {
                    Round::Watch => Next::Fresh,
                    Round::First | Round::Settle => Next::End(Fate::Server),
                },
                Ok(_) => self.is_stale(common),
                Err(error) => {
                    self.note = Some(["The portal's picture could not be read: ", &error.to_string()].concat());
                    self.is_stale(common)
                }
            },
            Want::Record { .. } => self.record(answer, common),
            Want::Put => self.put(answer, common),
        }
    }

    fn credential(&mut self, answer: Result<Answer>, common: Common<'_>) -> Next {
        let payload = answer.and_then(|answer| {
            let text =
                std::str::from_utf8(&answer.bytes).map_err(|error| Kind::NotUtf8.at_byte(error.valid_up_to()))?;
            Payload::parse(text)
        });
        let payload = match payload {
            Ok(payload) if matches!(payload, Payload::Url(_)) || !payload.is_credential() => {
                return Next::End(Fate::Failed(Kind::Unexpected.at_url(&self.award.url)));
            }
            Ok(payload) => payload,
            Err(error) => return Next::End(Fate::Failed(error)),
        };
        let Some(badge) = Badge::read(&payload) else {
            return Next::End(Fate::Failed(Kind::Unexpected.at_url(&self.award.url)));
        };
        match badge.proof {
            _ if badge.revoked => return Next::End(Fate::Revoked),
            Proof::Embedded { .. } => {
                return Next::End(Fate::Signed("It has a proof in it; changed, that would not hold."));
            }
            Proof::Jwt { .. } | Proof::Signed { .. } => return Next::End(Fate::Signed("It is signed as a whole.")),
            Proof::Hosted { .. } | Proof::None => {}
        }
        if self.round == Round::First {
            self.credential = Some(payload);
            return self.look();
        }
        match image::bake(common.picture, &payload) {
            Ok(splice) => Next::End(Fate::Baked(splice.apply(common.picture))),
            Err(error) => Next::End(Fate::Failed(error)),
        }
    }

    fn look(&mut self) -> Next {
        match self.award.image {
            Some(_) => Next::Ask(Want::Picture),
            None if self.round == Round::Settle => Next::Ask(Want::Credential),
            None => Next::Stale,
        }
    }

    /// Whether a picture shows the new drawing and carries this award's credential, in its own place.
    fn is_right(&self, bytes: &[u8], common: Common<'_>) -> bool {
        let Ok(Some(found)) = image::unbake(bytes) else {
            return false;
        };
        if image::drawing(bytes).as_ref() != Ok(common.drawing)
            || found.warnings.contains(&image::Warning::KeywordMismatch)
        {
            return false;
        }
        let id = match &found.payload {
            Payload::Url(url) => Some(url.clone()),
            payload => Badge::read(payload).and_then(|badge| badge.id),
        };
        let own = self.credential.as_ref().and_then(Badge::read).and_then(|badge| badge.id);
        let is_own = |id: &String| own.as_ref() == Some(id) || id.split('?').next() == self.award.url.split('?').next();
        id.is_some_and(|id| is_own(&id))
    }

    fn is_stale(&mut self, common: Common<'_>) -> Next {
        match self.round {
            Round::First | Round::Watch => Next::Stale,
            Round::Settle if !self.asked && common.may_ask && common.is_signed_in => {
                self.asked = true;
                Next::Ask(Want::Put)
            }
            Round::Settle if (1..LOOKS).contains(&self.looks) => {
                let after_ms = PAUSE_MS << (self.looks - 1);
                self.looks += 1;
                Next::Ask(Want::Record { after_ms })
            }
            Round::Settle => Next::Ask(Want::Credential),
        }
    }

    fn record(&mut self, answer: Result<Answer>, common: Common<'_>) -> Next {
        let record = answer.and_then(|answer| read_record(&answer.bytes));
        match record {
            Ok(award) if award.is_revoked => {
                return if self.round == Round::Watch { Next::Stale } else { Next::End(Fate::Revoked) };
            }
            // Where each bake has an address of its own, the same one is the same picture.
            Ok(award) if common.moves && award.image == self.award.image && award.image.is_some() => {
                return self.is_stale(common);
            }
            Ok(award) => self.award.image = award.image,
            Err(_) => {}
        }
        match self.round {
            Round::Watch if self.award.image.is_none() => Next::Stale,
            _ => self.look(),
        }
    }

    /// What became of asking the server: by its word where it gave one, else by looking.
    fn put(&mut self, answer: Result<Answer>, common: Common<'_>) -> Next {
        match answer {
            Ok(answer @ Answer { status: 200..=299, .. }) => {
                self.looks = 1;
                match read_record(&answer.bytes) {
                    Ok(award) if common.moves && award.image == self.award.image => self.is_stale(common),
                    Ok(award) => {
                        self.award.image = award.image;
                        self.look()
                    }
                    Err(_) => Next::Ask(Want::Record { after_ms: 0 }),
                }
            }
            Ok(Answer { status: status @ 400..=499, .. }) => {
                self.refused(&["The portal refused to bake it anew (HTTP ", &status.to_string(), ")."].concat());
                Next::Ask(Want::Credential)
            }
            Ok(Answer { status, .. }) => {
                self.server_broke = true;
                self.refused(&["The portal broke over baking it anew (HTTP ", &status.to_string(), ")."].concat());
                Next::Ask(Want::Record { after_ms: 0 })
            }
            Err(error) => {
                self.server_broke = true;
                self.refused(&["The portal gave no answer to baking it anew: ", &error.to_string()].concat());
                Next::Ask(Want::Record { after_ms: 0 })
            }
        }
    }

    fn refused(&mut self, why: &str) {
        self.note = Some(why.to_owned());
    }
}

fn read_record(bytes: &[u8]) -> Result<Award> {
    let answer = json::read(bytes).map_err(|_| Kind::NotJson)?;
    let record = answer.pointer("/result/0").unwrap_or(&answer);
    Award::of(record).ok_or(Kind::Unexpected.into())
}
