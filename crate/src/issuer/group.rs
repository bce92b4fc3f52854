//! A recipient group, as the open-source server tells it, and in the form of its API v2.

use super::api::Ask;
use super::award::{Award, text};
use crate::json::Json;
use std::borrow::Cow;

/// A recipient group.
pub(super) struct Group<'a>(pub &'a Json<'a>);

/// Somebody in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// The e-mail address, or whatever else badges are awarded to.
    pub id: String,
    pub name: String,
}

impl<'a> Group<'a> {
    pub fn id(&self) -> &'a str {
        match text(self.0, "slug") {
            "" => text(self.0, "entityId"),
            slug => slug,
        }
    }

    pub fn name(&self) -> &'a str {
        text(self.0, "name")
    }

    /// Whether it is put away.
    pub fn is_archived(&self) -> bool {
        self.0.get("active") == Some(&Json::Bool(false)) || self.0.get("archived") == Some(&Json::Bool(true))
    }

    /// When it was made; only API v2 tells.
    pub fn made(&self) -> Cow<'a, str> {
        Award(self.0).date("createdAt")
    }

    /// How many people are in it.
    pub fn count(&self) -> u64 {
        let told = self.0.get("member_count").and_then(Json::number);
        told.unwrap_or(self.list("members").count() as u64)
    }

    /// Who is in it, where that was asked for.
    pub fn members(&self) -> Vec<Member> {
        self.list("members").map(member).filter(|member| !member.id.is_empty()).collect()
    }

    /// The pathways that it is subscribed to: slug and address.
    pub fn pathways(&self) -> Vec<(&'a str, &'a str)> {
        let pathway = |one: &'a Json<'a>| match one.text() {
            Some(slug) => (slug, ""),
            None => (Group(one).id(), text(one, "@id")),
        };
        self.list("pathways").map(pathway).filter(|(slug, _)| !slug.is_empty()).collect()
    }

    fn list(&self, name: &str) -> impl Iterator<Item = &'a Json<'a>> + use<'a> {
        self.0.get(name).and_then(Json::list).into_iter().flatten()
    }
}

fn member(record: &Json<'_>) -> Member {
    let iri = text(record, "@id");
    let plain = iri.split_once(':').filter(|(scheme, _)| matches!(*scheme, "mailto" | "tel")).map_or(iri, |(_, id)| id);
    let ids = [text(record, "email"), plain, Award(record).identifier()];
    let id = ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    Member { id: id.to_owned(), name: text(record, "name").to_owned() }
}

/// So many recipients are asked for at a time: what fits into an address.
pub(super) const ASKED: usize = 20;

/// What the issuer awarded to these people and did not revoke, asked for some at a time.
pub(super) fn awards_to(issuer: &str, people: &[Member]) -> impl Iterator<Item = Ask> {
    people.chunks(ASKED).map(|some| {
        let ids: Vec<String> = some.iter().map(|member| member.id.clone()).collect();
        Ask::awards_to(issuer, &ids)
    })
}
