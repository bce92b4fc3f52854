//! The issuer's side of Badgr's API v2: what is asked for where.

use super::lists::Pace;
use crate::error::Result;
use crate::portal::{BadgrV2, Frame, Pages, Pointer, Request, Site, next_link};

/// The most records that a page has; larger numbers are clamped to it.
const MOST: &str = "num=500";
/// Both flags are off by default, and an export that forgets them loses awards silently.
const ALL_AWARDS: &str = "include_expired=1&include_revoked=1";
/// Hosted servers leave archived classes out, whose awards are listed all the same.
const ALL_CLASSES: &str = "include_archived=true";

/// A list, or a single record, of the portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Relative to the portal's address.
    pub path: String,
    /// Where the records stand in a page; the empty pointer takes the whole answer for one.
    pub items: &'static str,
}

impl Ask {
    fn result(path: String) -> Self {
        Self { path, items: "/result" }
    }

    /// The whole answer as one record: lists of groups, pathways and organisations, which no server pages,
    /// stand at different places on different servers.
    fn whole(path: String) -> Self {
        Self { path, items: "" }
    }

    /// Who is signed in.
    pub fn person() -> Self {
        Self::result("v2/users/self".to_owned())
    }

    /// The organisations that the person looks after; hosted servers only.
    pub fn organizations() -> Self {
        Self::whole("v2/organizations".to_owned())
    }

    /// The issuers on whose staff the person is.
    pub fn issuers(with_staff: bool) -> Self {
        Self::result(format!("v2/issuers{}", staff_flag(with_staff)))
    }

    /// One issuer.
    pub fn issuer(id: &str, with_staff: bool) -> Self {
        Self::result(format!("v2/issuers/{}{}", segment(id), staff_flag(with_staff)))
    }

    /// The badge classes of an issuer, newest first.
    pub fn classes(issuer: &str) -> Self {
        Self::result(format!("v2/issuers/{}/badgeclasses?{MOST}&{ALL_CLASSES}", segment(issuer)))
    }

    /// One badge class.
    pub fn class(id: &str) -> Self {
        Self::result(format!("v2/badgeclasses/{}", segment(id)))
    }

    /// Every award of an issuer, newest first.
    pub fn awards_of_issuer(id: &str) -> Self {
        Self::result(format!("v2/issuers/{}/assertions?{MOST}&{ALL_AWARDS}", segment(id)))
    }

    /// Every award of a badge class, newest first.
    pub fn awards_of_class(id: &str) -> Self {
        Self::result(format!("v2/badgeclasses/{}/assertions?{MOST}&{ALL_AWARDS}", segment(id)))
    }

    /// The recipient groups of an issuer.
    pub fn groups(issuer: &str, with_members: bool) -> Self {
        let members = if with_members { "?embedRecipients=true" } else { "" };
        Self::whole(format!("v2/issuers/{}/recipient-groups{members}", segment(issuer)))
    }

    /// The recipient groups of an issuer, each a record.
    pub fn each_group(issuer: &str, with_members: bool) -> Self {
        Self { items: "/recipientGroups", ..Self::groups(issuer, with_members) }
    }

    /// The pathways of an issuer, each a record, without their steps.
    pub fn each_pathway(issuer: &str) -> Self {
        Self { items: "/pathways", ..Self::pathways(issuer) }
    }

    /// The same, where the answer is an envelope like all others.
    pub fn in_envelope(self) -> Self {
        Self { items: "/result", ..self }
    }

    /// One pathway with its steps.
    pub fn pathway(issuer: &str, id: &str) -> Self {
        Self::whole(format!("v2/issuers/{}/pathways/{}", segment(issuer), segment(id)))
    }

    /// How far each member of a group is on a pathway, whose first element is `root`.
    pub fn completions(issuer: &str, pathway: &str, root: &str, group: &str) -> Self {
        let (issuer, pathway, root, group) = (segment(issuer), segment(pathway), segment(root), segment(group));
        let path = format!("v2/issuers/{issuer}/pathways/{pathway}/completion/{root}?recipientGroup[]={group}");
        Self { path, items: "/recipientCompletions" }
    }

    /// What an issuer awarded to these recipients and did not revoke.
    pub fn awards_to(issuer: &str, recipients: &[String]) -> Self {
        let mut path = format!("v2/issuers/{}/assertions?{MOST}&include_expired=1", segment(issuer));
        for recipient in recipients {
            path.push_str("&recipient=");
            path.push_str(&segment(recipient));
        }
        Self::result(path)
    }

    /// The pathways of an issuer.
    pub fn pathways(issuer: &str) -> Self {
        Self::whole(format!("v2/issuers/{}/pathways", segment(issuer)))
    }
}

/// The staff's e-mail addresses are nobody's business unless they are asked for.
fn staff_flag(with_staff: bool) -> &'static str {
    if with_staff { "" } else { "?include_staff=false" }
}

/// An id as one segment of a path: a portal's own, or what a caller gave for one.
pub(crate) fn segment(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            b'.' if id.bytes().any(|byte| byte != b'.') => out.push('.'),
            // Two dots alone would lead to the folder above, encoded or not.
            b'.' => out.push_str("%252E"),
            byte => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF".get(usize::from(digit)).copied().unwrap_or(b'0')));
                }
            }
        }
    }
    out
}

/// How the pages of these lists follow.
pub(crate) struct ApiPages<'a> {
    pub site: &'a Site,
    pub items: &'a Pointer,
    pub pace: Pace,
}

impl Pages for ApiPages<'_> {
    fn items(&self) -> Pointer {
        self.items.clone()
    }

    fn next(&self, page: &Request, frame: Frame<'_>) -> Result<Option<Request>> {
        BadgrV2::follow(self.site, page, frame)
    }

    fn ahead(&self, page: &Request, link: Option<&str>) -> Option<Request> {
        let next = link.filter(|_| self.pace == Pace::Ahead).and_then(next_link)?;
        self.site.follow(page, next).ok()
    }
}
