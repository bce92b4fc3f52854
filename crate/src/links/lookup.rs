//! From an address, as people have it, to the badge's own bytes.

use super::answer::{Content, read_document};
use super::asking::{Answer, Asking, Came, refusal};
use super::page::alternates;
use super::place::places;
use super::reach::Reach;
use crate::address::Address;
use crate::badge::{Badge, Document, Proof};
use crate::error::{Error, Kind, Result};
use crate::job::{Job, News, Step, Ticket};
use crate::limits;
use std::collections::VecDeque;

/// Finds what is behind the address of a badge: JSON, a signed badge, or a picture.
///
/// The places that are known for the address are asked one after the other, and where a web page
/// comes instead of data, the data that it links to: at most four requests, without a token.
pub struct Lookup {
    asking: Asking,
    /// What is to be asked yet.
    next: VecDeque<(Address, What)>,
    /// What is under way; one request at a time.
    asked: Option<What>,
    reach: Reach,
    found: Option<Found>,
    /// What went wrong at the best place.
    error: Option<Error>,
}

/// What an address led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The address that was asked.
    pub url: String,
    /// A name for the file.
    pub file: String,
    /// What came, as it came.
    pub bytes: Vec<u8>,
}

/// What is expected at a place.
#[derive(Clone, Copy, PartialEq)]
enum What {
    /// The badge, or a page that shows it.
    Badge,
    /// What a page calls its data; it may be data of another kind.
    Alternate,
}

impl Lookup {
    /// Looks up an address that a person gave; a missing `https://` is added.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] for anything but http(s) without user name and password.
    pub fn new(address: &str) -> Result<Self> {
        let page = typed(address).ok_or_else(|| bad(address))?;
        // Whoever types an address may ask it, whatever network it is in.
        let reach = Reach::from(&page.href);
        Ok(Self::at(reach.check(page)?, reach))
    }

    /// Looks up the issuer's present copy of a badge, at the address that the badge itself names.
    /// `from` is the address where the badge was found, or that of the page that asks.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] and [`Kind::Internal`] for an address that is not asked on behalf of
    /// a badge, [`Kind::NotHosted`] for a badge without one.
    pub fn current(badge: &Badge, from: &str) -> Result<Self> {
        let own = match &badge.proof {
            Proof::Hosted { url: Some(url) } => Some(url),
            _ => badge.id.as_ref(),
        };
        let own = own.filter(|own| Address::parse(own).is_some()).ok_or(Kind::NotHosted)?;
        Self::named(own, Reach::from(from))
    }

    /// Looks up an address that a badge names.
    ///
    /// # Errors
    /// As [`Reach::read`].
    pub(crate) fn named(address: &str, reach: Reach) -> Result<Self> {
        Ok(Self::at(reach.read(address)?, reach))
    }

    fn at(page: Address, reach: Reach) -> Self {
        Self {
            asking: Asking::new(1),
            next: places(&page).into_iter().map(|place| (place, What::Badge)).collect(),
            asked: None,
            reach,
            found: None,
            error: None,
        }
    }

    /// The addresses that are to be asked next.
    pub(crate) fn next(&self) -> impl Iterator<Item = &Address> {
        self.next.iter().map(|(address, _)| address)
    }

    /// What was found, once the job is done.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    fn came(&mut self, Came { url, answer, .. }: Came) {
        let what = self.asked.take().unwrap_or(What::Badge);
        let result = answer.and_then(|answer| self.take(what, &url, answer));
        match result {
            Ok(found) => self.found = Some(found),
            // What was revoked is revoked, whatever other places know of it.
            Err(error) if error.kind == Kind::Gone => {
                self.next.clear();
                self.error = Some(error);
            }
            // Behind it, the badge may be.
            Err(error) if error.kind == Kind::NotAsked => self.error = Some(error),
            Err(error) => drop(self.error.get_or_insert(error)),
        }
    }

    fn take(&mut self, what: What, url: &str, Answer { status, body }: Answer) -> Result<Found> {
        let content = Content::of(&body);
        // Open Badges 2.0, "revoked": a revoked assertion is answered with 410, and may say why.
        let is_notice = status == 410 && matches!(read_document(&body), Ok(Document::Badge(badge)) if badge.revoked);
        if let Some(kind) = refusal(status).filter(|_| !is_notice) {
            return Err(kind.at_url(url));
        }
        match content {
            Content::Page => {
                if let (What::Badge, Some(page)) = (what, Address::parse(url)) {
                    let found =
                        alternates(&body, &page).into_iter().filter_map(|address| self.reach.check(address).ok());
                    found.rev().for_each(|address| self.next.push_front((address, What::Alternate)));
                }
                Err(Kind::BadgePage.at_url(url))
            }
            Content::Nothing => Err(Kind::Unexpected.at_url(url)),
            Content::Json if what == What::Alternate && !is_badge(&body) => Err(Kind::BadgePage.at_url(url)),
            _ => Ok(Found { url: url.to_owned(), file: file_name(url, &content), bytes: body }),
        }
    }
}

impl Job for Lookup {
    type Progress = ();

    fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.asking.step() {
                return step;
            }
            if self.found.is_some() {
                return Step::Done;
            }
            if self.asked.is_some() {
                return Step::Wait;
            }
            match self.next.pop_front() {
                None => return Step::Failed(self.error.clone().unwrap_or(Kind::Misuse.into())),
                Some((address, what)) => match self.asking.ask(address, limits::IMAGE, 0) {
                    Ok(()) => self.asked = Some(what),
                    Err(error) => drop(self.error.get_or_insert(error)),
                },
            }
        }
    }

    fn told(&mut self, ticket: Ticket, news: News<'_>) {
        if let Some(came) = self.asking.told(ticket, &news) {
            self.came(came);
        }
    }

    fn progress(&self) {}
}

/// Reads what people type and paste: in angle brackets, or without its scheme.
fn typed(text: &str) -> Option<Address> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let complete = |scheme: &str| Address::parse(&format!("{scheme}://{text}"));
    let has_host = |address: &Address| address.host.contains('.') || address.is_internal() && address.port.is_some();
    Address::parse(text).or_else(|| {
        let address = complete("https").filter(|address| !text.contains("://") && has_host(address))?;
        // A developer's own server rarely has a certificate.
        if address.is_internal() { complete("http") } else { Some(address) }
    })
}

fn bad(text: &str) -> Error {
    Kind::BadAddress.at_url(text.trim().chars().take(200).collect::<String>())
}

fn is_badge(body: &[u8]) -> bool {
    read_document(body).is_ok_and(|document| !matches!(document, Document::Unknown(_)))
}

/// The last name in the address, with an ending that says what it is.
fn file_name(url: &str, content: &Content) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("badge");
    match content.ending() {
        Some(ending) if !name.ends_with(ending) => format!("{name}{ending}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for (text, href) in [
            (" https://example.org/a ", "https://example.org/a"),
            ("<https://example.org/a>", "https://example.org/a"),
            ("badgr.com/public/assertions/x", "https://badgr.com/public/assertions/x"),
            ("localhost:8000/a", "http://localhost:8000/a"),
            ("127.0.0.1:8000/a", "http://127.0.0.1:8000/a"),
            ("example.org:8443/a", "https://example.org:8443/a"),
        ] {
            assert_eq!(typed(text).map(|address| address.href).as_deref(), Some(href), "{text}");
        }
        for none in
            ["", "badge", "my badge", "javascript:alert(1)", "file:///a", "ftp://example.org/a", "mailto:a@b", "{}"]
        {
            assert_eq!(typed(none), None, "{none}");
        }
    }

    #[test]
    fn a_file_is_called_what_it_is() {
        let name = |url: &str, body: &[u8]| file_name(url, &Content::of(body));
        assert_eq!(name("https://a.org/public/assertions/x?v=2_0", b"{}"), "x.json");
        assert_eq!(name("https://a.org/x.json", b"{}"), "x.json");
        assert_eq!(name("https://a.org/x/", b"\x89PNG\r\n\x1a\n"), "x.png");
        assert_eq!(name("https://a.org/badges.zip", b"PK\x03\x04"), "badges.zip");
    }
}
