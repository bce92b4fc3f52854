//! What another badge would make of a class: only what it says; what it does not say is absent.

use super::class::Class;
use super::field::{Alignment, Content, Expires, Field};
use super::picture::Picture;
use super::text::{self, Note, Weight, joined};
use crate::address::Address;
use crate::badge::{self, Badge, BadgeClass, Criteria, Map, Profile, Text};
use crate::error::{Kind, Result};
use crate::image::Danger;
use crate::json;
use serde::Serialize;
use serde_json::Value;

/// What a replacement is made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    contents: Vec<(Field, Content)>,
    /// The new picture, where there is one.
    pub picture: Option<(PictureFrom, Picture)>,
    /// What is to be known of it.
    pub notes: Vec<Note>,
    /// Whose it is.
    pub rights: Rights,
}

/// Where a draft's picture comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureFrom {
    /// It is that of the badge class.
    Class,
    /// It was somebody's award; what it said of that person was taken out.
    Award,
    /// It was chosen by hand.
    Given,
    /// It is that of a safety copy.
    SafetyCopy,
}

impl PictureFrom {
    /// Takes a picture that is from there, by the rules for such pictures.
    ///
    /// # Errors
    /// As [`Picture::check`].
    pub fn check(self, bytes: &[u8]) -> Result<Picture> {
        match self {
            Self::Award => Picture::of_award(bytes),
            Self::SafetyCopy => Picture::as_it_was(bytes),
            Self::Class | Self::Given => Picture::check(bytes),
        }
    }
}

/// Whose a badge is: copying it is a question of rights.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rights {
    /// The issuer's name; may be empty.
    pub issuer: String,
    /// The issuer's id; an address, mostly.
    pub issuer_id: Option<String>,
    /// The issuer's site.
    pub issuer_url: Option<String>,
    /// The id of the class that was taken over.
    pub class_id: Option<String>,
    /// The version of Open Badges: `2.0`.
    pub version: Option<&'static str>,
    /// The licence, where the badge says one.
    pub licence: Option<String>,
}

impl Draft {
    /// What it says of a field; `None` where it says nothing. The picture stands in `picture`.
    pub fn content(&self, field: Field) -> Option<&Content> {
        self.contents.iter().find(|(other, _)| *other == field).map(|(_, content)| content)
    }

    /// The same, with this said of a field.
    pub fn with(mut self, field: Field, content: Content) -> Self {
        self.contents.retain(|(other, _)| *other != field);
        self.contents.push((field, content));
        self
    }

    /// Reads `{"name": "…", "tags": […]}`: what is not in it is absent, and `null` is empty.
    ///
    /// # Errors
    /// [`Kind::BadOption`] at what is no field; [`Kind::Unexpected`] at what cannot stand in one.
    pub fn read(contents: &Value) -> Result<Self> {
        let Value::Object(map) = contents else {
            return Err(Kind::BadOption.at_field("contents"));
        };
        map.iter().try_fold(Self::default(), |draft, (key, value)| {
            let field = Field::of(key).filter(|field| *field != Field::Image);
            let field = field.ok_or_else(|| Kind::BadOption.at_field(["contents: ", key].concat()))?;
            Ok(draft.with(field, Content::read(field, value)?))
        })
    }

    /// What it says, by the names of the fields.
    pub fn contents(&self) -> impl Iterator<Item = (Field, &Content)> {
        self.contents.iter().map(|(field, content)| (*field, content))
    }

    /// The same, with this picture.
    pub fn with_picture(self, from: PictureFrom, picture: Picture) -> Self {
        Self { picture: Some((from, picture)), ..self }
    }

    /// A class as it was once, with all that it said: what was empty shall be empty again.
    pub fn restoring(class: &Class, picture: Picture) -> Self {
        let fields = Field::ALL.into_iter().filter(|field| *field != Field::Image);
        Self {
            contents: fields.map(|field| (field, class.content(field))).collect(),
            picture: Some((PictureFrom::SafetyCopy, picture)),
            ..Self::default()
        }
    }

    /// What a badge class says, and the award that was given of it, where it was one.
    pub(super) fn of(class: &BadgeClass, award: Option<&Badge>) -> Self {
        let mut draft = Self { rights: Rights::of(class, award), ..Self::default() };
        let issuer = award.and_then(Badge::issuer).or(class.issuer.value());
        let either = |class: &Text, of_award: fn(&Badge) -> &Text| match class.is_empty() {
            true => award.map(of_award).cloned().unwrap_or_default(),
            false => class.clone(),
        };
        draft.text(Field::Name, &either(&class.name, |badge| &badge.name), true);
        draft.text(Field::Description, &either(&class.description, |badge| &badge.description), false);
        draft.criteria(&class.criteria, issuer);
        if !class.tags.is_empty() {
            let tags = class.tags.iter().map(|tag| draft.clean(Field::Tags, tag)).filter(|tag| !tag.is_empty());
            let tags: Vec<String> = tags.collect();
            draft.say(Field::Tags, Content::Tags(tags));
        }
        if !class.alignments.is_empty() {
            let all: Vec<Alignment> = class.alignments.iter().filter_map(|one| draft.alignment(one)).collect();
            draft.say(Field::Alignments, Content::Alignments(all));
        }
        // Only APIs say how long the awards of a class are good.
        let expires = ["expires", "expiration"].iter().find_map(|key| class.more.get(*key));
        if let Some(Content::Expires(Some(expires))) =
            expires.and_then(|value| Content::read(Field::Expires, value).ok())
        {
            draft.say(Field::Expires, Content::Expires(Some(Expires { ..expires })));
        }
        draft
    }

    /// Adds a note.
    pub(super) fn note(&mut self, field: impl Into<Option<Field>>, weight: Weight, text: impl Into<String>) {
        self.notes.push(Note::new(field, weight, text));
    }

    /// Says what was taken out of a picture because it may be about a person.
    pub(super) fn said_by(&mut self, picture: &Picture) {
        const MOST: usize = 12;
        let metadata = picture.removed().iter().filter(|one| one.danger == Danger::Metadata);
        let mut all: Vec<String> = metadata.map(|one| one.what.clone()).collect();
        if all.len() > MOST {
            all.truncate(MOST);
            all.push("…".to_owned());
        }
        if !all.is_empty() {
            let told = ["What the award's picture said besides its drawing was taken out: ", &joined(&all, ", "), "."];
            self.note(Field::Image, Weight::Told, told.concat());
        }
    }

    fn say(&mut self, field: Field, content: Content) {
        if !content.is_empty() {
            self.contents.push((field, content));
        }
    }

    fn text(&mut self, field: Field, text: &Text, is_name: bool) {
        if let [_, _, ..] = text.0.as_slice() {
            let languages: Vec<String> = text.0.iter().filter_map(|phrase| phrase.language.clone()).collect();
            let languages = ["It is there in several languages: ", &joined(&languages, ", "), "."].concat();
            self.note(field, Weight::Told, languages);
        }
        let text = match is_name {
            true => self.clean(field, text.as_str()),
            false => text.as_str().trim().to_owned(),
        };
        self.say(field, Content::Text(text));
    }

    /// A name without signs that nobody sees.
    fn clean(&mut self, field: Field, text: &str) -> String {
        let (clean, codes) = text::seen(&text.replace(['\n', '\r', '\t'], " "));
        if !codes.is_empty() {
            let told = ["Signs that nobody sees were taken out of “", clean.trim(), "”: ", &joined(&codes, ", "), "."]
                .concat();
            self.note(field, Weight::Warned, told);
        }
        clean.trim().to_owned()
    }

    fn criteria(&mut self, all: &[Criteria], issuer: Option<&Profile>) {
        // A path is no text: 0.5 has it for an address.
        let path = |criteria: &Criteria| match criteria.narrative.as_str() {
            text if text.starts_with('/') && !text.contains(char::is_whitespace) => Some(text.to_owned()),
            _ => None,
        };
        if let Some(url) = all.iter().find_map(|criteria| criteria.url.clone().or(path(criteria))) {
            self.address(Field::CriteriaUrl, &url, issuer);
        }
        let all = all.iter().filter(|criteria| path(criteria).is_none());
        let parts = all.filter(|one| !one.narrative.is_empty() || !one.name.is_empty()).map(|one| {
            let (name, narrative) = (one.name.as_str().trim(), one.narrative.as_str().trim());
            match (name.is_empty(), narrative.is_empty()) {
                (true, _) => narrative.to_owned(),
                (_, true) => ["### ", name].concat(),
                _ => ["### ", name, "\n\n", narrative].concat(),
            }
        });
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        self.say(Field::CriteriaNarrative, Content::Text(joined(&parts, "\n\n")));
    }

    /// An address that people will follow; 0.5 has them relative to its issuer's origin. One that is none is left out.
    fn address(&mut self, field: Field, url: &str, issuer: Option<&Profile>) {
        let content = Content::Text(at_origin(url, issuer).unwrap_or_else(|| url.trim().to_owned()));
        let notes = text::check(field, &content);
        match notes.iter().any(|note| note.weight == Weight::Refused) {
            true => {
                let why: Vec<String> = notes.into_iter().map(|note| note.text).collect();
                let why = joined(&why, " ");
                self.note(field, Weight::Warned, [&why, " It was left out."].concat());
            }
            false => self.say(field, content),
        }
    }

    fn alignment(&mut self, one: &badge::Alignment) -> Option<Alignment> {
        let name = self.clean(Field::Alignments, one.name.as_str());
        let description = one.description.as_str().trim().to_owned();
        let texts = [Some(name), one.url.clone(), Some(description), one.framework.clone(), one.code.clone()];
        let mut fields = Alignment::FIELDS.into_iter().zip(texts).map(|(key, text)| {
            let text = text.filter(|text| !text.trim().is_empty());
            (key.to_owned(), text.map_or(Value::Null, Value::String))
        });
        let alignment = Alignment(json::object(&mut fields));
        let notes = text::check(Field::Alignments, &Content::Alignments(vec![alignment.clone()]));
        let refused: Vec<String> =
            notes.into_iter().filter(|note| note.weight == Weight::Refused).map(|note| note.text).collect();
        if refused.is_empty() {
            return Some(alignment);
        }
        self.note(Field::Alignments, Weight::Warned, [&joined(&refused, " "), " It was left out."].concat());
        None
    }
}

/// The address that a path has at its issuer's origin, which is how 0.5 writes it.
pub(super) fn at_origin(path: &str, issuer: Option<&Profile>) -> Option<String> {
    let base = Address::parse(issuer?.url.as_deref()?).filter(|_| path.starts_with('/'))?;
    Some(base.join(path)?.href)
}

impl Rights {
    fn of(class: &BadgeClass, award: Option<&Badge>) -> Self {
        let issuer = award.and_then(Badge::issuer).or(class.issuer.value());
        let link = class.issuer.url().or(award.and_then(|award| award.issuer.url()));
        Self {
            issuer: issuer.map_or(String::new(), |issuer| text::seen(issuer.name.as_str()).0),
            issuer_id: issuer.and_then(|issuer| issuer.id.clone()).or(link.map(str::to_owned)),
            issuer_url: issuer.and_then(|issuer| issuer.url.clone()),
            class_id: class.id.clone(),
            version: award.map(|award| award.version.label()),
            licence: licence(&class.more),
        }
    }
}

/// What a class says of its licence: by one of the usual names, or in an extension.
fn licence(more: &Map) -> Option<String> {
    const NAMES: [&str; 6] = ["license", "licence", "rights", "copyright", "usageInfo", "licenseextension"];
    let is_licence =
        |key: &str| NAMES.contains(&key.rsplit(':').next().unwrap_or_default().to_ascii_lowercase().as_str());
    let said = more.iter().find(|(key, _)| is_licence(key)).map(|(_, value)| value)?;
    let text = match said {
        Value::String(text) => text.as_str(),
        other => ["name", "id", "@id", "url", "legalCode"].iter().find_map(|key| other.get(key)?.as_str())?,
    };
    Some(text::seen(text).0)
}
