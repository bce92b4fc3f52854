//! The two kinds of linked parts, and the places in a document where they stand.

use super::answer::read_document;
use crate::badge::{Badge, BadgeClass, Document, Linked, Profile};
use crate::error::{Kind, Result};

/// Which kind of part a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Want {
    /// A badge class or achievement.
    Class,
    /// An issuer's profile.
    Issuer,
}

/// A part that came.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Class(Box<BadgeClass>),
    Issuer(Box<Profile>),
}

impl Part {
    /// Reads what came for a link.
    ///
    /// # Errors
    /// [`Kind::Unexpected`] for a document of another kind, and whatever [`read_document`] says.
    pub fn read(body: &[u8], want: Want) -> Result<Self> {
        match (want, read_document(body)?) {
            (Want::Class, Document::Class(class)) => Ok(Part::Class(class.into())),
            (Want::Issuer, Document::Issuer(issuer)) => Ok(Part::Issuer(issuer.into())),
            _ => Err(Kind::Unexpected.into()),
        }
    }

    pub fn want(&self) -> Want {
        match self {
            Part::Class(_) => Want::Class,
            Part::Issuer(_) => Want::Issuer,
        }
    }

    pub fn id(&self) -> Option<&str> {
        match self {
            Part::Class(class) => class.id.as_deref(),
            Part::Issuer(issuer) => issuer.id.as_deref(),
        }
    }
}

/// A place in a document where a part stands or is linked.
pub(super) enum Slot<'a> {
    Class(&'a mut Linked<BadgeClass>),
    Issuer(&'a mut Linked<Profile>),
}

impl Slot<'_> {
    pub fn want(&self) -> Want {
        match self {
            Slot::Class(_) => Want::Class,
            Slot::Issuer(_) => Want::Issuer,
        }
    }

    /// The address that is to be followed: of a link, or of a part of which nothing but its id is
    /// given (OB 3.0 has no other way to link an achievement).
    pub fn link(&self) -> Option<&str> {
        match self {
            Slot::Class(Linked::Linked(url)) | Slot::Issuer(Linked::Linked(url)) => Some(url),
            Slot::Class(Linked::Inline(class)) if is_bare_class(class) => class.id.as_deref(),
            Slot::Issuer(Linked::Inline(issuer)) if is_bare_issuer(issuer) => issuer.id.as_deref(),
            _ => None,
        }
    }

    /// The address of a link, followed or not.
    pub fn url(&self) -> Option<&str> {
        let url = match self {
            Slot::Class(slot) => slot.url(),
            Slot::Issuer(slot) => slot.url(),
        };
        url.or_else(|| self.link())
    }

    /// The part that is given in the document itself.
    pub fn inline(&self) -> Option<Part> {
        match self {
            Slot::Class(Linked::Inline(class)) if !is_bare_class(class) => Some(Part::Class(class.clone().into())),
            Slot::Issuer(Linked::Inline(issuer)) if !is_bare_issuer(issuer) => {
                Some(Part::Issuer(issuer.clone().into()))
            }
            _ => None,
        }
    }

    /// Puts a part, or why there is none, in the place of a link.
    pub fn settle(self, url: String, result: Result<Part>) {
        match (self, result) {
            (Slot::Class(slot), Ok(Part::Class(class))) => *slot = Linked::Fetched(url, *class),
            (Slot::Issuer(slot), Ok(Part::Issuer(issuer))) => *slot = Linked::Fetched(url, *issuer),
            (Slot::Class(slot), Err(error)) => *slot = Linked::Failed(url, error),
            (Slot::Issuer(slot), Err(error)) => *slot = Linked::Failed(url, error),
            // A part is only ever kept for the kind that was wanted.
            (_, Ok(_)) => {}
        }
    }
}

fn is_bare_class(class: &BadgeClass) -> bool {
    let says_nothing = class.name.is_empty() && class.description.is_empty() && class.image.is_none();
    says_nothing && class.criteria.is_empty()
}

fn is_bare_issuer(issuer: &Profile) -> bool {
    issuer.name.is_empty() && issuer.url.is_none() && issuer.email.is_none()
}

/// Shows every place for a part in a document, outer ones before those in what they hold. A class
/// has an issuer and an issuer has nothing below it: there is no way to go in circles.
pub(super) fn slots(document: &mut Document, see: &mut dyn FnMut(Slot<'_>)) {
    match document {
        Document::Badge(badge) => in_badge(badge, see),
        Document::Class(class) => in_class(class, see),
        Document::Record(record) => {
            see(Slot::Issuer(&mut record.issuer));
            record.badges.iter_mut().for_each(|badge| in_badge(badge, see));
        }
        Document::List(all) => all.iter_mut().for_each(|one| slots(one, see)),
        Document::Issuer(_) | Document::Unknown(_) => {}
    }
}

fn in_badge(badge: &mut Badge, see: &mut dyn FnMut(Slot<'_>)) {
    see(Slot::Class(&mut badge.class));
    see(Slot::Issuer(&mut badge.issuer));
    if let Some(class) = badge.class.value_mut() {
        in_class(class, see);
    }
}

fn in_class(class: &mut BadgeClass, see: &mut dyn FnMut(Slot<'_>)) {
    see(Slot::Issuer(&mut class.issuer));
}
