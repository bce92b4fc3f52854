//! What a class shall be: the present one, a draft, and what people chose of it.

use super::class::{Class, Server};
use super::draft::Draft;
use super::field::{Content, Field};
use super::picture::Picture;
use super::text::{self, Note, Weight};
use crate::error::{Kind, Result};
use serde::Serialize;
use serde_json::Value;

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// What the draft says of it, where it says something.
    Take,
    /// It stays as it is.
    Leave,
    /// This, by hand.
    Edit(Content),
    /// Nothing shall stand there: only by an express wish.
    Blank,
}

/// What people chose, field by field; a field that was not chosen stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    choices: Vec<(Field, Choice)>,
}

impl Selection {
    /// Takes everything that a draft says.
    pub fn all() -> Self {
        Self { choices: Field::ALL.into_iter().map(|field| (field, Choice::Take)).collect() }
    }

    /// The same, with this chosen for a field.
    pub fn with(mut self, field: Field, choice: Choice) -> Self {
        self.choices.retain(|(other, _)| *other != field);
        self.choices.push((field, choice));
        self
    }

    /// Reads `{"name": "take", "tags": "leave", "criteriaUrl": "blank", "description": {"edit": "…"}}`.
    ///
    /// # Errors
    /// [`Kind::BadOption`] at what is no field or no choice.
    pub fn read(value: &Value) -> Result<Self> {
        let Value::Object(map) = value else {
            return Err(Kind::BadOption.at_field("selection"));
        };
        let choices = map.iter().map(|(key, choice)| {
            let wrong = || Kind::BadOption.at_field(["selection: ", key].concat());
            let field = Field::of(key).ok_or_else(wrong)?;
            let choice = match (choice.as_str(), choice.get("edit")) {
                (Some("take"), _) => Choice::Take,
                (Some("leave"), _) => Choice::Leave,
                (Some("blank"), _) => Choice::Blank,
                (_, Some(edit)) if field != Field::Image => Choice::Edit(Content::read(field, edit)?),
                _ => return Err(wrong()),
            };
            Ok((field, choice))
        });
        Ok(Self { choices: choices.collect::<Result<_>>()? })
    }

    fn choice(&self, field: Field) -> &Choice {
        let chosen = self.choices.iter().find(|(other, _)| *other == field);
        chosen.map_or(&Choice::Leave, |(_, choice)| choice)
    }
}

/// A class as it shall be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// The fields that shall be different, and what shall stand there.
    pub contents: Vec<(Field, Content)>,
    /// The picture, where that shall be another one.
    pub picture: Option<Picture>,
}

impl Wanted {
    /// What comes of a draft and a selection; what would stay the same is not in it.
    pub fn of(now: &Class, now_picture: Option<&Picture>, draft: &Draft, selection: &Selection) -> Self {
        let fields = Field::ALL.into_iter().filter(|field| *field != Field::Image);
        let contents = fields.filter_map(|field| {
            let wanted = match selection.choice(field) {
                Choice::Leave => return None,
                Choice::Take => draft.content(field)?.clone(),
                Choice::Edit(content) => content.clone(),
                Choice::Blank => Content::empty(field),
            };
            let present = now.content(field);
            let wanted = as_server_has_it(wanted, &present, now.server());
            (!wanted.is_like(&present)).then_some((field, wanted))
        });
        let picture = draft.picture.as_ref().filter(|_| *selection.choice(Field::Image) == Choice::Take);
        let picture = picture.map(|(_, picture)| picture);
        let is_other = |picture: &&Picture| now_picture.is_none_or(|now| now.bytes() != picture.bytes());
        Self { contents: contents.collect(), picture: picture.filter(is_other).cloned() }
    }

    /// Whether anything would be different at all.
    pub fn is_nothing(&self) -> bool {
        self.contents.is_empty() && self.picture.is_none()
    }

    /// What shall stand in a field.
    pub fn content(&self, field: Field, now: &Class) -> Content {
        let wanted = self.contents.iter().find(|(other, _)| *other == field);
        wanted.map_or_else(|| now.content(field), |(_, content)| content.clone())
    }

    /// What is to be said of it before it is sent.
    pub fn check(&self, now: &Class) -> Vec<Note> {
        let mut notes: Vec<Note> =
            self.contents.iter().flat_map(|(field, content)| text::check(*field, content)).collect();
        for (field, why) in
            [(Field::Name, "A badge has to have a name."), (Field::Description, "Portals ask for a description.")]
        {
            if self.content(field, now).is_empty() {
                notes.push(Note::new(field, Weight::Refused, why));
            }
        }
        let is_empty = |field| self.content(field, now).is_empty();
        let touched = |field| self.contents.iter().any(|(other, _)| *other == field);
        if is_empty(Field::CriteriaUrl)
            && is_empty(Field::CriteriaNarrative)
            && (touched(Field::CriteriaUrl) || touched(Field::CriteriaNarrative))
        {
            let why = "Portals ask for criteria: an address, a text, or both.";
            notes.push(Note::new(Field::CriteriaNarrative, Weight::Refused, why));
        }
        notes
    }
}

/// As its server will have it: an alignment that is there already keeps what was added to it, other fields that are not
/// named stay, and a server that counts days gets days.
fn as_server_has_it(wanted: Content, present: &Content, server: Server) -> Content {
    match (wanted, present) {
        (Content::Alignments(wanted), Content::Alignments(present)) => {
            let known = |one| present.iter().find(|other| **other == one).cloned().unwrap_or(one);
            Content::Alignments(wanted.into_iter().map(known).collect())
        }
        // What a copy does not know of is not blanked by it.
        (Content::Others(mut wanted), Content::Others(present)) => {
            for (key, value) in present {
                wanted.entry(key.clone()).or_insert_with(|| value.clone());
            }
            Content::Others(wanted)
        }
        (Content::Expires(Some(expires)), _) if server == Server::Mint => Content::Expires(Some(expires.in_days())),
        (wanted, _) => wanted,
    }
}

/// How a field of a draft is to what the class has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It is another one.
    Changed,
    /// It is the same.
    Same,
    /// The draft says nothing of it.
    Absent,
}

/// A field as it is, and as it would be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// How they are to each other.
    pub state: State,
    /// What the class has; for the image, its address.
    pub now: Content,
    /// What the draft says; never for the image, which stands in the draft itself.
    pub new: Option<Content>,
}

/// Every field, as it is and as a draft would have it.
pub fn changes(now: &Class, now_picture: Option<&Picture>, draft: &Draft) -> Vec<Change> {
    let change = |field: Field| {
        let present = now.content(field);
        let new = draft.content(field).cloned();
        let state = match (&new, &draft.picture) {
            (_, Some((_, picture))) if field == Field::Image => match now_picture {
                Some(now) if now.drawing() == picture.drawing() => State::Same,
                _ => State::Changed,
            },
            (Some(new), _) if new.is_like(&present) => State::Same,
            (Some(_), _) => State::Changed,
            (None, _) => State::Absent,
        };
        Change { field, state, now: present, new }
    };
    Field::ALL.into_iter().map(change).collect()
}
