//! An adapter of a portal that no description could describe: its pages follow one another by the id of the last record.
//!
//! `cargo run --example adapter` says what it makes of a page; `tests/replay/pocket.rs` exports an account by it.

use badgepack::archive::EntryPath;
use badgepack::portal::{
    About, Credential, Form, Frame, Picture, Pointer, Portal, Record, Request, Section, Served, SignIn, Site,
};
use badgepack::{Kind, Result};
use serde_json::Value;

/// A portal that lists `{"awards": [{"no": 7, "title": "…", "day": "…", "image": "…"}], "last": 7}`.
pub struct Pocket {
    about: About,
}

impl Pocket {
    /// The portal at this address.
    pub fn new(site: Site) -> Result<Self> {
        let badges = Section {
            key: "badges".to_owned(),
            title: "Badges".to_owned(),
            form: Form::Badges(EntryPath::parse("badges")?),
            sensitive: false,
            items: Pointer::parse("/awards")?,
        };
        Ok(Self { about: About { name: "Pocket".to_owned(), site, sections: vec![badges] } })
    }
}

impl Portal for Pocket {
    fn about(&self) -> &About {
        &self.about
    }

    fn first_page(&self, _section: usize) -> Result<Request> {
        self.about.site.ask("awards?after=0")
    }

    // The frame is the page without its records, so the portal says the last one's number in it.
    fn next_page(&self, _section: usize, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        match frame.json.get("last").and_then(Value::as_u64) {
            Some(last) => self.about.site.with_parameter(page, "after", &last.to_string()).map(Some),
            None => Ok(None),
        }
    }

    fn total(&self, _section: usize, _frame: Frame<'_>) -> Option<u64> {
        None // It does not say, so they are counted.
    }

    fn may_be_absent(&self, _section: usize) -> bool {
        false
    }

    fn record(&self, _section: usize, json: &[u8]) -> Result<Record> {
        let value: Value = serde_json::from_slice(json).map_err(|_| Kind::NotJson)?;
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let number = value.get("no").and_then(Value::as_u64).ok_or(Kind::Unexpected.at_field("no"))?;
        Ok(Record {
            id: number.to_string(),
            name: text("title").unwrap_or_default().to_owned(),
            issued: text("day").map(str::to_owned),
            // An address that must not be asked is said of this badge; the others go on.
            credential: self
                .about
                .site
                .ask(&format!("awards/{number}/proof"))
                .map_or_else(Credential::Refused, Credential::At),
            picture: match text("image") {
                None => Picture::None,
                Some(url) => self.about.site.ask_publicly(url).map_or_else(Picture::Refused, Picture::At),
            },
            source: None,
        })
    }

    fn served(&self, _asked: &Request, _json: &[u8]) -> Result<Served> {
        Ok(Served::AsIs)
    }

    fn sign_in(&self) -> SignIn {
        SignIn { token: true, ..SignIn::default() }
    }
}

#[allow(dead_code)] // the test takes the rest
fn main() -> Result<()> {
    let portal = Pocket::new(Site::parse("https://pocket.example/api")?)?;
    println!("first page: {}", portal.first_page(0)?.url());
    let record = portal.record(0, br#"{"no": 7, "title": "Weaving", "day": "2026-03-01", "image": "/art/7.png"}"#)?;
    println!("{record:#?}");
    Ok(())
}
