//! Portals: how the records of a platform that exists already are asked for and read.
//!
//! An adapter says which [sections](Section) a learner has there, how a section's first and
//! further pages are asked for, and what a served [record](Record) means. It does no I/O and
//! keeps no state: retrying, waiting, counting and writing are the job's. To add a portal,
//! describe it as data ([`Described`]) where that suffices, else implement [`Portal`]; see
//! [`BadgrV2`] for one of 200 lines.

mod badgr;
mod connect;
mod described;
mod listing;
mod page;
mod pointer;
mod request;
mod sign_in;
mod template;

pub use badgr::BadgrV2;
pub use connect::{Connect, Connected};
pub use described::Described;
pub(crate) use listing::{Listing, Pages, SectionPages, Turn};
pub use page::PageReader;
pub use pointer::Pointer;
pub use request::{Access, Method, Request, Site};
pub use sign_in::{CodeGrant, PasswordGrant, SignIn, Token, TokenHeader};

use crate::archive::EntryPath;
use crate::error::{Error, Result};
use serde_json::Value;

/// What a section of a portal becomes in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// One record, one JSON file.
    Document(EntryPath),
    /// Many records, one JSON file with an array of them.
    List(EntryPath),
    /// One picture; its ending follows from what it is.
    Picture(EntryPath),
    /// Credentials and their pictures, two files each, in this folder.
    Badges(EntryPath),
}

impl Form {
    /// The names that it may take in the archive, besides those of single badges.
    pub fn entries(&self) -> Vec<String> {
        let all = |within: &EntryPath, glue: &str, names: &[&str]| {
            names.iter().map(|name| format!("{within}{glue}{name}")).collect()
        };
        match self {
            Form::Document(entry) | Form::List(entry) => vec![entry.to_string()],
            Form::Picture(entry) => all(entry, ".", &["png", "svg", "jpg", "gif", "webp", "avif"]),
            Form::Badges(folder) => all(folder, "/", &["index.csv", "records.json", "SOURCES.txt"]),
        }
    }
}

/// What a portal is and holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub site: Site,
    /// What it holds of a learner, in the archive's order.
    pub sections: Vec<Section>,
}

/// A part of what a portal holds of a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// A short name that does not change: `badges`, `liked_pathways`.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// What it becomes.
    pub form: Form,
    /// Whether it holds special-category data (GDPR Art. 9): a file of its own, and not in the viewer.
    pub sensitive: bool,
    /// Where the records stand in a page.
    pub items: Pointer,
}

/// What a page says beside its records.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The page without its records.
    pub json: &'a Value,
    /// The `Link` header, where it could be read.
    pub link: Option<&'a str>,
    /// How many records the section had up to and with this page.
    pub records: u64,
}

/// What a record of a section means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The portal's id for it.
    pub id: String,
    /// What people call it; may be empty.
    pub name: String,
    /// When it was issued, as the portal writes it.
    pub issued: Option<String>,
    /// Where the credential is.
    pub credential: Credential,
    /// Where the picture is.
    pub picture: Picture,
    /// Where a badge that was imported into the portal came from.
    pub source: Option<Source>,
}

/// Where a record's credential is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// The record is no badge.
    None,
    /// In the record itself: these bytes.
    Inline(Vec<u8>),
    /// To be asked for.
    At(Request),
    /// The portal names a place that must not be asked, or none.
    Refused(Error),
    /// In the picture, which carries it baked in; the record itself stands in where it does not.
    InPicture,
}

/// Where a record's picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// The portal lists none, and need not.
    None,
    /// To be asked for.
    At(Request),
    /// There should be one, but this is why there is none.
    Withheld(&'static str),
    /// The portal names a place that must not be asked.
    Refused(Error),
}

/// Where an imported badge came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The platform's name or host.
    pub platform: String,
    /// Its address there; may be empty.
    pub url: String,
}

/// What a served credential calls for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    /// This is it.
    AsIs,
    /// This form of it is worth less than what this request yields.
    Ask(Request),
}

/// An existing platform, read through its own API.
pub trait Portal {
    /// What it is and holds.
    fn about(&self) -> &About;

    /// What people call it.
    fn name(&self) -> &str {
        &self.about().name
    }

    /// Where it is.
    fn site(&self) -> &Site {
        &self.about().site
    }

    /// What it holds of a learner, in the archive's order.
    fn sections(&self) -> &[Section] {
        &self.about().sections
    }

    /// The request for a section's first page.
    fn first_page(&self, section: usize) -> Result<Request>;

    /// The request for the page after this one; `None` after the last.
    fn next_page(&self, section: usize, page: &Request, frame: Frame<'_>) -> Result<Option<Request>>;

    /// How many records the section has, where the page says it.
    fn total(&self, section: usize, frame: Frame<'_>) -> Option<u64>;

    /// Whether the portal having nothing there (404, 204, an empty answer) is how it says that
    /// there is no such data.
    fn may_be_absent(&self, section: usize) -> bool;

    /// What a served record means.
    fn record(&self, section: usize, json: &[u8]) -> Result<Record>;

    /// Whether a served credential is the best form of it, or which request yields that.
    fn served(&self, asked: &Request, json: &[u8]) -> Result<Served>;

    /// How people sign in.
    fn sign_in(&self) -> SignIn;

    /// How the token is sent.
    fn token_header(&self) -> TokenHeader {
        TokenHeader::default()
    }
}

/// The address of the next page in a `Link` header (RFC 8288); whatever else it lists is skipped.
pub fn next_link(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        let (url, behind) = rest.split_once('<')?.1.split_once('>')?;
        let end = behind.find(unquoted(',')).unwrap_or(behind.len());
        let is_next = behind[..end].split(unquoted(';')).any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let value = value.trim().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel") && value.split(' ').any(|rel| rel.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(url);
        }
        rest = &behind[end..];
    }
}

/// Finds a sign where it separates: not within a quoted text (RFC 9110 §5.6.4).
fn unquoted(sign: char) -> impl FnMut(char) -> bool {
    let (mut is_quoted, mut last) = (false, sign);
    move |c| {
        is_quoted ^= c == '"' && !(is_quoted && last == '\\');
        last = c;
        c == sign && !is_quoted
    }
}

#[cfg(test)]
mod tests {
    use super::next_link;

    #[test]
    fn the_next_link_is_found_wherever_it_stands() {
        let badgr = r#"<http://h/a?cursor=x&num=10>; rel="next", <http://h/a?cursor=y>; rel="prev""#;
        assert_eq!(next_link(badgr), Some("http://h/a?cursor=x&num=10"));
        let prev_first = r#"<http://h/a?before=1,2>; rel="prev", <http://h/a?after=3>; rel="next""#;
        assert_eq!(next_link(prev_first), Some("http://h/a?after=3"));
        assert_eq!(next_link(r#"</x>; title="a"; rel=next"#), Some("/x"));
        assert_eq!(next_link(r#"<http://h/a>; rel="prev""#), None);
        assert_eq!(next_link("nonsense"), None);
    }

    #[test]
    fn one_link_ends_where_the_next_begins_however_they_are_spaced() {
        assert_eq!(next_link(r#"</2>; rel="next", </9>;rel="last",</1>;rel="prev""#), Some("/2"));
        assert_eq!(next_link(r#"</9>;rel="last",</2>;rel="next" , </1>; rel="prev""#), Some("/2"));
        assert_eq!(next_link("</9>; rel=last,\t</2>; rel=next"), Some("/2"));
    }

    #[test]
    fn what_is_quoted_is_no_link() {
        assert_eq!(next_link(r#"</9>; title="a, </1>; rel=next"; rel="last", </2>; rel="next""#), Some("/2"));
        assert_eq!(next_link(r#"</9>; title="\", </1>; rel=next"; rel="last""#), None);
        assert_eq!(next_link(r#"</2>; title="a; b, c"; rel="prefetch next""#), Some("/2"));
    }
}
