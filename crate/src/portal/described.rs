//! A portal with endpoints of its own, described by data: see `docs/portals.md`.

use super::template::Template;
use super::{
    Credential, Form, Frame, Picture, Pointer, Portal, Record, Request, Section, Served, Site, Source, next_link,
};
use crate::archive::EntryPath;
use crate::error::{Error, Kind, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How people sign in to a portal; addresses are relative to the portal's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SignIn {
    /// Whether a token can be pasted.
    pub token: bool,
    /// OAuth's password grant.
    pub password: Option<PasswordGrant>,
    /// OAuth's authorization code with PKCE.
    pub pkce: Option<CodeGrant>,
}

/// Where a user name and a password get a token (RFC 6749, 4.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordGrant {
    /// The token endpoint.
    pub url: String,
    /// The client's id, where the portal wants one.
    #[serde(default)]
    pub client_id: Option<String>,
    /// The scope to ask for.
    #[serde(default)]
    pub scope: Option<String>,
}

/// Where a browser is sent to sign in (RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeGrant {
    /// The authorization endpoint.
    pub authorize: String,
    /// The token endpoint.
    pub token: String,
    /// The client's id.
    pub client_id: String,
    /// The scope to ask for.
    #[serde(default)]
    pub scope: Option<String>,
}

/// How the token is sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenHeader {
    /// The header's name, e.g. `Authorization` or `X-Access-Token`.
    pub header: String,
    /// What stands before the token, e.g. `Bearer`.
    #[serde(default)]
    pub scheme: String,
}

impl Default for TokenHeader {
    fn default() -> Self {
        Self { header: "Authorization".to_owned(), scheme: "Bearer".to_owned() }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Description {
    format: String,
    version: u32,
    name: String,
    #[serde(default)]
    token: TokenHeader,
    #[serde(default)]
    sign_in: SignIn,
    sections: Vec<Raw>,
    #[serde(default, rename = "$schema")]
    _schema: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Raw {
    key: String,
    title: String,
    kind: RawKind,
    entry: String,
    url: String,
    #[serde(default)]
    items: String,
    #[serde(default)]
    total: Option<String>,
    #[serde(default)]
    pages: Option<RawPages>,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    optional: bool,
    id: String,
    name: String,
    #[serde(default)]
    issued: Option<String>,
    #[serde(default)]
    credential: Option<RawCredential>,
    #[serde(default)]
    picture: Option<String>,
    #[serde(default)]
    source: Option<RawSource>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawKind {
    Document,
    List,
    Picture,
    Badges,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", tag = "by", deny_unknown_fields)]
enum RawPages {
    Link,
    Number {
        parameter: String,
        last: String,
    },
    Offset {
        parameter: String,
        total: String,
    },
    Next {
        at: String,
        #[serde(default)]
        parameter: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum RawCredential {
    Fetch(String),
    Inline(String),
    Picture(bool),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    platform: String,
    #[serde(default)]
    url: Option<String>,
}

/// How the next page is found.
enum Pages {
    /// There is one page.
    One,
    /// In the `Link` header.
    Link,
    /// By counting pages up to the number at `last`.
    Number { parameter: String, last: Pointer },
    /// By counting records up to the number at `total`.
    Offset { parameter: String, total: Pointer },
    /// At a place in the page: an address, or the value of a parameter.
    Next { at: Pointer, parameter: Option<String> },
}

enum Where {
    Nowhere,
    At(Template),
    Inline(Pointer),
    InPicture,
}

struct Reading {
    url: String,
    pages: Pages,
    total: Option<Pointer>,
    optional: bool,
    id: Template,
    name: Template,
    issued: Option<Template>,
    credential: Where,
    picture: Option<Template>,
    source: Option<(Template, Option<Template>)>,
}

/// A portal that a portal description describes.
pub struct Described {
    site: Site,
    name: String,
    token: TokenHeader,
    sign_in: SignIn,
    sections: Vec<Section>,
    readings: Vec<Reading>,
}

impl Described {
    /// Reads a description of the portal at this address.
    ///
    /// # Errors
    /// [`Kind::BadDescription`], placed at the field that is wrong.
    pub fn parse(site: Site, json: &[u8]) -> Result<Self> {
        let raw: Description =
            serde_json::from_slice(json).map_err(|error| Kind::BadDescription.at_field(error.to_string()))?;
        if raw.format != "badgepack.portal" || raw.version != 1 {
            return Err(Kind::BadDescription.at_field("format, version"));
        }
        let mut sections = Vec::new();
        let mut readings = Vec::new();
        for section in raw.sections {
            let key = section.key.clone();
            let at = |error: Error| Kind::BadDescription.at_field(format!("section {key}: {error}"));
            let (section, reading) = read_section(section).map_err(at)?;
            if sections.iter().any(|other: &Section| other.key == section.key) {
                return Err(Kind::BadDescription.at_field(format!("section {} twice", section.key)));
            }
            sections.push(section);
            readings.push(reading);
        }
        Ok(Self { site, name: raw.name, token: raw.token, sign_in: raw.sign_in, sections, readings })
    }

    fn reading(&self, section: usize) -> Result<&Reading> {
        self.readings.get(section).ok_or(Kind::Misuse.into())
    }
}

fn read_section(raw: Raw) -> Result<(Section, Reading)> {
    let pointer = |text: &str| Pointer::parse(text);
    let optional = |text: &Option<String>| text.as_deref().map(Template::parse).transpose();
    let entry = EntryPath::parse(&raw.entry)?;
    let pages = match &raw.pages {
        None => Pages::One,
        Some(RawPages::Link) => Pages::Link,
        Some(RawPages::Number { parameter, last }) => {
            Pages::Number { parameter: parameter.clone(), last: pointer(last)? }
        }
        Some(RawPages::Offset { parameter, total }) => {
            Pages::Offset { parameter: parameter.clone(), total: pointer(total)? }
        }
        Some(RawPages::Next { at, parameter }) => Pages::Next { at: pointer(at)?, parameter: parameter.clone() },
    };
    let credential = match &raw.credential {
        None | Some(RawCredential::Picture(false)) => Where::Nowhere,
        Some(RawCredential::Picture(true)) => Where::InPicture,
        Some(RawCredential::Fetch(text)) => Where::At(Template::parse(text)?),
        Some(RawCredential::Inline(text)) => Where::Inline(pointer(text)?),
    };
    let source = match &raw.source {
        None => None,
        Some(source) => Some((Template::parse(&source.platform)?, optional(&source.url)?)),
    };
    let reading = Reading {
        pages,
        total: raw.total.as_deref().map(pointer).transpose()?,
        optional: raw.optional,
        id: Template::parse(&raw.id)?,
        name: Template::parse(&raw.name)?,
        issued: optional(&raw.issued)?,
        credential,
        picture: optional(&raw.picture)?,
        source,
        url: raw.url,
    };
    let form = match raw.kind {
        RawKind::Document => Form::Document(entry),
        RawKind::List => Form::List(entry),
        RawKind::Picture => Form::Picture(entry),
        RawKind::Badges => Form::Badges(entry),
    };
    let section =
        Section { items: pointer(&raw.items)?, key: raw.key, title: raw.title, form, sensitive: raw.sensitive };
    Ok((section, reading))
}

impl Portal for Described {
    fn name(&self) -> &str {
        &self.name
    }

    fn site(&self) -> &Site {
        &self.site
    }

    fn sections(&self) -> &[Section] {
        &self.sections
    }

    fn first_page(&self, section: usize) -> Result<Request> {
        self.site.ask(&self.reading(section)?.url)
    }

    fn next_page(&self, section: usize, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        let number = |pointer: &Pointer| pointer.of(frame.json).and_then(Value::as_u64).unwrap_or(0);
        Ok(match &self.reading(section)?.pages {
            Pages::One => None,
            Pages::Link => match frame.link.and_then(next_link) {
                Some(next) => Some(self.site.follow(page, next)?),
                None => None,
            },
            Pages::Number { parameter, last } => {
                let this = page.parameter(parameter).unwrap_or(1);
                let more = this < number(last);
                more.then(|| self.site.with_parameter(page, parameter, &(this + 1).to_string()))
            }
            Pages::Offset { parameter, total } => {
                let here = page.parameter(parameter).unwrap_or(0);
                // A page without records would be asked for again and again.
                let more = frame.records > here && frame.records < number(total);
                more.then(|| self.site.with_parameter(page, parameter, &frame.records.to_string()))
            }
            Pages::Next { at, parameter } => match (at.of(frame.json).and_then(Value::as_str), parameter) {
                (None | Some(""), _) => None,
                (Some(next), None) => Some(self.site.follow(page, next)?),
                (Some(next), Some(parameter)) => Some(self.site.with_parameter(page, parameter, next)),
            },
        })
    }

    fn total(&self, section: usize, frame: Frame<'_>) -> Option<u64> {
        let reading = self.reading(section).ok()?;
        match &reading.total {
            Some(total) => total.of(frame.json)?.as_u64(),
            None => matches!(reading.pages, Pages::One).then_some(frame.records),
        }
    }

    fn may_be_absent(&self, section: usize) -> bool {
        self.readings.get(section).is_some_and(|reading| reading.optional)
    }

    fn record(&self, section: usize, json: &[u8]) -> Result<Record> {
        let reading = self.reading(section)?;
        let value: Value = serde_json::from_slice(json).map_err(|_| Kind::NotJson)?;
        let fill = |template: &Option<Template>| {
            template.as_ref().map(|text| text.fill(&value)).filter(|text| !text.is_empty())
        };
        let id = match reading.id.fill(&value) {
            id if id.is_empty() => return Err(Kind::Unexpected.at_field("id")),
            id => id,
        };
        let credential = match &reading.credential {
            Where::Nowhere => Credential::None,
            Where::InPicture => Credential::InPicture,
            Where::At(template) => match template.fill(&value) {
                url if url.is_empty() => return Err(Kind::Unexpected.at_field("credential")),
                url => Credential::At(self.site.ask(&url)?),
            },
            Where::Inline(pointer) => match pointer.of(&value) {
                None | Some(Value::Null) => Credential::InPicture,
                Some(Value::String(text)) => Credential::Inline(text.clone().into_bytes()),
                Some(_) => Credential::Inline(inline(pointer, json)?),
            },
        };
        let picture = match fill(&reading.picture) {
            None => Picture::None,
            Some(url) => match self.site.ask(&url) {
                Ok(request) => Picture::At(request),
                Err(error) => Picture::Refused(error),
            },
        };
        let source = reading
            .source
            .as_ref()
            .map(|(platform, url)| Source { platform: platform.fill(&value), url: fill(url).unwrap_or_default() });
        Ok(Record { id, name: reading.name.fill(&value), issued: fill(&reading.issued), credential, picture, source })
    }

    fn served(&self, _asked: &Request, _json: &[u8]) -> Result<Served> {
        Ok(Served::AsIs)
    }

    fn sign_in(&self) -> SignIn {
        self.sign_in.clone()
    }

    fn token_header(&self) -> TokenHeader {
        self.token.clone()
    }
}

/// The bytes of an inline credential exactly as they stand in the record: a signature may depend
/// on them, and no one should have to trust a re-writing.
fn inline(pointer: &Pointer, record: &[u8]) -> Result<Vec<u8>> {
    let mut reader = super::PageReader::new(pointer.clone());
    reader.push(record)?;
    reader.record().ok_or(Kind::Unexpected.into())
}
