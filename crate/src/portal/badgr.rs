//! Badgr's API v2: Badgr Server, its forks, and hosted Parchment Digital Badges (Canvas Credentials).
//!
//! What it is built on was recorded from real servers; the recordings are replayed by the tests.

use super::{
    About, Credential, Form, Frame, PasswordGrant, Picture, Pointer, Portal, Record, Request, Section, Served, SignIn,
    Site, Source, next_link,
};
use crate::archive::EntryPath;
use crate::error::{Kind, Result};
use crate::json::{self, Fields};
use serde_json::Value;

/// The three flags are off by default, and an export that forgets them loses awards silently.
const BACKPACK: &str =
    "v2/backpack/assertions?expand=badgeclass&expand=issuer&include_expired=1&include_revoked=1&include_pending=1";
/// With its class and issuer in it, a credential can still be read when the portal is gone.
const EXPANDED: &str = "expand=badge&expand=badge.issuer";
/// Marks of Open Badges 3.0's data model, the W3C's Verifiable Credentials.
const CREDENTIALS: [&str; 2] = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1"];

/// A portal that speaks Badgr's API v2.
pub struct BadgrV2 {
    about: About,
}

/// An award as the backpack lists it.
struct Award<'a> {
    entity_id: &'a str,
    open_badge_id: &'a str,
    name: &'a str,
    image: Option<&'a str>,
    issued_on: Option<&'a str>,
    revoked: bool,
}

impl<'a> Award<'a> {
    fn read(value: &'a Value) -> Result<Self> {
        let fields = Fields::of(value, Kind::Unexpected)?;
        let class = fields.get("badgeclass").and_then(|class| class.get("name")).and_then(Value::as_str);
        Ok(Self {
            entity_id: fields.text("entityId")?,
            open_badge_id: fields.text("openBadgeId")?,
            // Forks name the award itself.
            name: class.or(fields.text_if_any("name")?).unwrap_or_default(),
            image: fields.text_if_any("image")?,
            issued_on: fields.text_if_any("issuedOn")?,
            revoked: fields.flag("revoked")?,
        })
    }

    /// Awards of this portal are hosted here even where the id names an older host of it.
    fn is_hosted(&self) -> bool {
        let path = self.open_badge_id.split(['?', '#']).next().unwrap_or_default();
        path.trim_end_matches(".json").ends_with(&format!("/public/assertions/{}", self.entity_id))
    }
}

impl BadgrV2 {
    /// The portal at this address.
    pub fn new(site: Site) -> Result<Self> {
        let section = |key: &str, title: &str, form| -> Result<Section> {
            Ok(Section {
                key: key.to_owned(),
                title: title.to_owned(),
                form,
                sensitive: false,
                items: Pointer::parse("/result")?,
            })
        };
        let sections = vec![
            section("profile", "Profile", Form::Document(EntryPath::parse("profile/profile.json")?))?,
            section("badges", "Badges", Form::Badges(EntryPath::parse("badges")?))?,
            section("collections", "Collections", Form::List(EntryPath::parse("badges/collections.json")?))?,
        ];
        Ok(Self { about: About { name: site.host(), site, sections } })
    }
}

impl Portal for BadgrV2 {
    fn about(&self) -> &About {
        &self.about
    }

    fn first_page(&self, section: usize) -> Result<Request> {
        self.about.site.ask(match section {
            0 => "v2/users/self",
            1 => BACKPACK,
            _ => "v2/backpack/collections",
        })
    }

    fn next_page(&self, _section: usize, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        Self::follow(&self.about.site, page, frame)
    }

    fn total(&self, _section: usize, frame: Frame<'_>) -> Option<u64> {
        frame.link.and_then(next_link).is_none().then_some(frame.records)
    }

    fn may_be_absent(&self, section: usize) -> bool {
        // Forks dropped collections; a server without them answers 404.
        section == 2
    }

    fn record(&self, section: usize, json: &[u8]) -> Result<Record> {
        let value = json::read(json).map_err(|_| Kind::NotJson)?;
        if section == 1 {
            return self.award(&Award::read(&value)?);
        }
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let name = match section {
            0 => format!("{} {}", text("firstName"), text("lastName")),
            _ => text("name").to_owned(),
        };
        Ok(Record {
            id: text("entityId").to_owned(),
            name: name.trim().to_owned(),
            issued: None,
            credential: Credential::None,
            picture: Picture::None,
            source: None,
        })
    }

    /// An expanded 3.0 answer has `badge` added and `image` replaced *inside* what is signed, so
    /// its proof does not hold: the plain form is the credential.
    fn served(&self, asked: &Request, json: &[u8]) -> Result<Served> {
        let value = json::read(json).map_err(|_| Kind::NotJson)?;
        let contexts = match value.get("@context") {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(one)) => vec![one.as_str()],
            _ => Vec::new(),
        };
        let is_v3 = value.get("proof").is_some() || contexts.iter().any(|context| CREDENTIALS.contains(context));
        let plain = asked.url().replace(&format!("?{EXPANDED}"), "").replace(&format!("&{EXPANDED}"), "");
        match is_v3 && plain != asked.url() {
            true => Ok(Served::Ask(self.about.site.ask_publicly(&plain)?)),
            false => Ok(Served::AsIs),
        }
    }

    fn sign_in(&self) -> SignIn {
        SignIn {
            token: true,
            password: Some(PasswordGrant {
                url: "o/token".to_owned(),
                client_id: Some("public".to_owned()),
                // The public client may ask for these; read-only scopes are refused to it.
                scope: Some("rw:profile rw:backpack".to_owned()),
            }),
            pkce: None,
        }
    }
}

impl BadgrV2 {
    /// The next page of any of Badgr's lists: only the `Link` header names it.
    pub(crate) fn follow(site: &Site, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        if frame.json.pointer("/status/success") == Some(&Value::Bool(false)) {
            return Err(Kind::Refused.into());
        }
        frame.link.and_then(next_link).map(|next| site.follow(page, next)).transpose()
    }

    fn award(&self, award: &Award<'_>) -> Result<Record> {
        let is_hosted = award.is_hosted();
        let home = |url: &'_ str| if is_hosted { self.about.site.at_home(url).into_owned() } else { url.to_owned() };
        let picture = match award.image {
            Some(url) => match self.about.site.ask_publicly(&home(url)) {
                Ok(request) => Picture::At(request),
                Err(error) => Picture::Refused(error),
            },
            None if award.revoked => Picture::Withheld("The badge was revoked; the portal keeps no picture of it."),
            None => Picture::Withheld("The portal lists no picture of this badge."),
        };
        let (credential, source) = if is_hosted {
            let glue = if award.open_badge_id.contains('?') { '&' } else { '?' };
            let url = format!("{}{glue}{EXPANDED}", home(award.open_badge_id));
            (self.about.site.ask_publicly(&url).map_or_else(Credential::Refused, Credential::At), None)
        } else {
            // Imported from elsewhere: the portal's picture carries what was imported, and no
            // stranger hears of this export.
            let host = Site::parse(award.open_badge_id).map(|site| site.host());
            let platform = host.unwrap_or_else(|_| "an unknown platform".to_owned());
            (Credential::InPicture, Some(Source { platform, url: award.open_badge_id.to_owned() }))
        };
        Ok(Record {
            id: award.entity_id.to_owned(),
            name: award.name.to_owned(),
            issued: award.issued_on.map(str::to_owned),
            credential,
            picture,
            source,
        })
    }
}
