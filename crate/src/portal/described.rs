//! A portal with endpoints of its own, described by data: see `docs/portals.md`.

use super::template::Template;
use super::{
    About, Credential, Form, Frame, Picture, Pointer, Portal, Record, Request, Section, Served, SignIn, Site, Source,
    TokenHeader, next_link,
};
use crate::archive::EntryPath;
use crate::error::{Error, Kind, Result};
use crate::json::{self, Fields};
use serde_json::Value;

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
    /// At an address where the record has one, else in the picture.
    AtOrInPicture(Template),
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
    about: About,
    token: TokenHeader,
    sign_in: SignIn,
    readings: Vec<Reading>,
}

impl Described {
    /// Reads a description of the portal at this address.
    ///
    /// # Errors
    /// [`Kind::BadDescription`], placed at the field that is wrong.
    pub fn parse(site: Site, json: &[u8]) -> Result<Self> {
        let value = json::read(json).map_err(|error| BAD.at_field(error.to_string()))?;
        let fields =
            Fields::of(&value, BAD)?.only(&["$schema", "format", "version", "name", "token", "signIn", "sections"])?;
        if fields.text("format")? != "badgepack.portal" || fields.get("version") != Some(&Value::from(1)) {
            return Err(BAD.at_field("format must be badgepack.portal, and version 1"));
        }
        let mut portal = Self {
            about: About { name: fields.text("name")?.to_owned(), site, sections: Vec::new() },
            token: fields.get("token").map(TokenHeader::read).transpose()?.unwrap_or_default(),
            sign_in: fields.get("signIn").map(SignIn::read).transpose()?.unwrap_or_default(),
            readings: Vec::new(),
        };
        for value in fields.list_if_any("sections")?.unwrap_or_default() {
            let fields = Fields::of(value, BAD)?;
            let key = fields.text("key")?;
            let at = |error: Error| BAD.at_field(format!("section {key}: {}", error.place));
            if portal.about.sections.iter().any(|other| other.key == key) {
                return Err(BAD.at_field(format!("section {key} stands there twice")));
            }
            let (section, reading) = read_section(fields).map_err(at)?;
            if !portal.has_room_for(&section) {
                return Err(at(BAD.at_field("its entry is another one's")));
            }
            portal.about.sections.push(section);
            portal.readings.push(reading);
        }
        Ok(portal)
    }

    /// Whether no other section, nor the archive itself, writes to the section's entries.
    fn has_room_for(&self, section: &Section) -> bool {
        let own = ["README.txt", "index.html", "report.json", "SHA256SUMS"].map(str::to_owned);
        let others = self.about.sections.iter().flat_map(|other| other.form.entries());
        let taken: Vec<EntryPath> = own.into_iter().chain(others).flat_map(|name| EntryPath::parse(&name)).collect();
        let mut wanted = section.form.entries().into_iter();
        wanted.all(|name| EntryPath::parse(&name).is_ok_and(|name| !taken.iter().any(|other| other.is_like(&name))))
    }

    fn reading(&self, section: usize) -> Result<&Reading> {
        self.readings.get(section).ok_or(Kind::Misuse.into())
    }
}

const BAD: Kind = Kind::BadDescription;

fn read_section(fields: Fields<'_>) -> Result<(Section, Reading)> {
    let fields = fields.only(&[
        "key",
        "title",
        "kind",
        "entry",
        "url",
        "items",
        "total",
        "pages",
        "sensitive",
        "optional",
        "id",
        "name",
        "issued",
        "credential",
        "picture",
        "source",
    ])?;
    let template = |key: &str| fields.text_if_any(key)?.map(Template::parse).transpose();
    let entry = EntryPath::parse(fields.text("entry")?)?;
    let form = match fields.text("kind")? {
        "document" => Form::Document(entry),
        "list" => Form::List(entry),
        "picture" => Form::Picture(entry),
        "badges" => Form::Badges(entry),
        _ => return Err(BAD.at_field("kind must be document, list, picture or badges")),
    };
    let reading = Reading {
        url: fields.text("url")?.to_owned(),
        pages: fields.get("pages").map_or(Ok(Pages::One), read_pages)?,
        total: fields.text_if_any("total")?.map(Pointer::parse).transpose()?,
        optional: fields.flag("optional")?,
        id: Template::parse(fields.text("id")?)?,
        name: Template::parse(fields.text("name")?)?,
        issued: template("issued")?,
        credential: fields.get("credential").map_or(Ok(Where::Nowhere), read_credential)?,
        picture: template("picture")?,
        source: fields.get("source").map(read_source).transpose()?,
    };
    let section = Section {
        key: fields.text("key")?.to_owned(),
        title: fields.text("title")?.to_owned(),
        form,
        sensitive: fields.flag("sensitive")?,
        items: Pointer::parse(fields.text_if_any("items")?.unwrap_or_default())?,
    };
    Ok((section, reading))
}

fn read_pages(value: &Value) -> Result<Pages> {
    let fields = Fields::of(value, BAD)?.only(&["by", "parameter", "last", "total", "at"])?;
    let parameter = || fields.text("parameter").map(str::to_owned);
    let pointer = |key: &str| Pointer::parse(fields.text(key)?);
    match fields.text("by")? {
        "link" => Ok(Pages::Link),
        "number" => Ok(Pages::Number { parameter: parameter()?, last: pointer("last")? }),
        "offset" => Ok(Pages::Offset { parameter: parameter()?, total: pointer("total")? }),
        "next" => {
            let parameter = fields.text_if_any("parameter")?.map(str::to_owned);
            Ok(Pages::Next { at: pointer("at")?, parameter })
        }
        _ => Err(BAD.at_field("pages.by must be link, number, offset or next")),
    }
}

fn read_credential(value: &Value) -> Result<Where> {
    let fields = Fields::of(value, BAD)?.only(&["fetch", "inline", "picture"])?;
    match (fields.text_if_any("fetch")?, fields.text_if_any("inline")?, fields.flag("picture")?) {
        (Some(url), None, false) => Ok(Where::At(Template::parse(url)?)),
        (Some(url), None, true) => Ok(Where::AtOrInPicture(Template::parse(url)?)),
        (None, Some(place), false) => Ok(Where::Inline(Pointer::parse(place)?)),
        (None, None, true) => Ok(Where::InPicture),
        _ => Err(BAD.at_field("credential needs one of fetch, inline and picture")),
    }
}

fn read_source(value: &Value) -> Result<(Template, Option<Template>)> {
    let fields = Fields::of(value, BAD)?.only(&["platform", "url"])?;
    let url = fields.text_if_any("url")?.map(Template::parse).transpose()?;
    Ok((Template::parse(fields.text("platform")?)?, url))
}

impl Portal for Described {
    fn about(&self) -> &About {
        &self.about
    }

    fn first_page(&self, section: usize) -> Result<Request> {
        self.about.site.ask(&self.reading(section)?.url)
    }

    fn next_page(&self, section: usize, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        let number = |pointer: &Pointer| pointer.of(frame.json).and_then(Value::as_u64).unwrap_or(0);
        Ok(match &self.reading(section)?.pages {
            Pages::One => None,
            Pages::Link => match frame.link.and_then(next_link) {
                Some(next) => Some(self.about.site.follow(page, next)?),
                None => None,
            },
            Pages::Number { parameter, last } => {
                let this = page.parameter(parameter).unwrap_or(1);
                let next = (this < number(last)).then(|| (this + 1).to_string());
                next.map(|next| self.about.site.with_parameter(page, parameter, &next)).transpose()?
            }
            Pages::Offset { parameter, total } => {
                let here = page.parameter(parameter).unwrap_or(0);
                // A page without records would be asked for again and again.
                let more = frame.records > here && frame.records < number(total);
                let next = more.then(|| frame.records.to_string());
                next.map(|next| self.about.site.with_parameter(page, parameter, &next)).transpose()?
            }
            Pages::Next { at, parameter } => match (at.of(frame.json).and_then(Value::as_str), parameter) {
                (None | Some(""), _) => None,
                (Some(next), None) => Some(self.about.site.follow(page, next)?),
                (Some(next), Some(parameter)) => Some(self.about.site.with_parameter(page, parameter, next)?),
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
        let value = json::read(json).map_err(|_| Kind::NotJson)?;
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
            Where::At(template) | Where::AtOrInPicture(template) => match template.fill(&value) {
                url if url.is_empty() => match reading.credential {
                    Where::AtOrInPicture(_) => Credential::InPicture,
                    _ => Credential::Refused(Kind::NotFound.at_field("credential")),
                },
                url => self.about.site.ask(&url).map_or_else(Credential::Refused, Credential::At),
            },
            Where::Inline(pointer) => match pointer.of(&value) {
                None | Some(Value::Null) => Credential::InPicture,
                Some(Value::String(text)) => Credential::Inline(text.clone().into_bytes()),
                Some(_) => Credential::Inline(inline(pointer, json)?),
            },
        };
        let picture = match fill(&reading.picture) {
            None => Picture::None,
            Some(url) => match self.about.site.ask(&url) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../www/portals/navigatr-like.json");

    fn parse(json: &str) -> Result<Described> {
        Described::parse(Site::parse("https://api.example.org")?, json.as_bytes())
    }

    #[test]
    fn the_example_is_a_description() {
        let portal = parse(EXAMPLE).unwrap();
        assert_eq!(portal.sections().len(), 16);
        assert!(portal.sections().iter().any(|section| section.sensitive));
    }

    #[test]
    fn a_credential_is_in_the_picture_where_the_record_has_no_address_of_it() {
        let section = |credential: &str| {
            let keys = r#""key": "badges", "title": "Badges", "kind": "badges", "entry": "badges", "url": "a", "id": "{/id}", "name": """#;
            format!(
                r#"{{"format": "badgepack.portal", "version": 1, "name": "", "sections": [{{{keys}, "credential": {credential}}}]}}"#
            )
        };
        let read =
            |credential, record: &[u8]| parse(&section(credential)).unwrap().record(0, record).unwrap().credential;
        let either = r#"{"fetch": "{/at}", "picture": true}"#;
        assert_eq!(read(either, br#"{"id": 1}"#), Credential::InPicture);
        assert!(matches!(read(either, br#"{"id": 1, "at": "b"}"#), Credential::At(_)));
        assert!(matches!(read(r#"{"fetch": "{/at}"}"#, br#"{"id": 1}"#), Credential::Refused(_)));
    }

    #[test]
    fn a_mistake_is_named_with_its_section() {
        let mistakes = [
            (r#""version": 1"#, r#""version": 2"#, "version 1"),
            (r#""kind": "document""#, r#""kind": "folder""#, "section profile: kind must be"),
            (r#""optional": true"#, r#""optionnal": true"#, "section special_category: unknown field optionnal"),
            (r#""key": "notifications""#, r#""key": "profile""#, "section profile stands there twice"),
            ("profile/notifications.json", "../notifications.json", "section notifications: ../notifications.json"),
            ("profile/notifications.json", "profile/Profile.json", "section notifications: its entry is another one's"),
            ("profile/notifications.json", "report.json", "section notifications: its entry is another one's"),
            ("{/title}", "{/title", "section notifications: {/title"),
            (r#""by": "number""#, r#""by": "luck""#, "section notifications: pages.by must be"),
            (r#"{ "inline": "/original_json" }"#, r#"{ }"#, "section imported: credential needs one of"),
        ];
        for (right, wrong, said) in mistakes {
            assert!(EXAMPLE.contains(right), "{right}");
            let error = parse(&EXAMPLE.replacen(right, wrong, 1)).err().unwrap();
            assert_eq!(error.kind, Kind::BadDescription);
            assert!(error.to_string().contains(said), "{error} does not say {said}");
        }
    }
}
