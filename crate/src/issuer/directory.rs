//! What there is to choose from: who is signed in, organisations, issuers.

use super::api::Ask;
use super::award::text;
use super::inquiry::{Inquiry, Question, may_lack};
use crate::error::Result;
use crate::json::Json;
use crate::portal::Site;
use serde::Serialize;

/// Who is signed in, and what that person looks after.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Directory {
    /// Who is signed in.
    pub person: Person,
    /// The organisations that the person looks after; nothing where the portal knows no organisations.
    pub organizations: Option<Vec<OrganizationEntry>>,
    /// The issuers on whose staff the person is.
    pub issuers: Vec<IssuerEntry>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Person {
    /// The portal's id.
    pub id: String,
    /// First and last name.
    pub name: String,
}

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganizationEntry {
    /// The portal's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuerEntry {
    /// The portal's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its own web page.
    pub url: Option<String>,
    /// The address of its picture.
    pub image: Option<String>,
    /// What the person may do there, where the portal says so: `owner`, `editor`, `staff`.
    pub role: Option<String>,
    /// The id of the organisation that it belongs to.
    pub organization: Option<String>,
}

impl IssuerEntry {
    /// Reads an issuer's record; the role is that of this person.
    pub(super) fn read(record: &Json<'_>, person: &str) -> Self {
        let some = |field: &str| Some(text(record, field)).filter(|text| !text.is_empty()).map(str::to_owned);
        let staff = record.get("staff").and_then(Json::list).into_iter().flatten();
        let is_person = |member: &&Json<'_>| {
            let profile = member.get("userProfile").map_or("", |profile| text(profile, "entityId"));
            !person.is_empty() && (text(member, "user") == person || profile == person)
        };
        let role = staff.filter(is_person).map(|member| text(member, "role").to_owned()).next();
        Self {
            id: text(record, "entityId").to_owned(),
            name: text(record, "name").to_owned(),
            url: some("url"),
            image: some("image"),
            role: role.filter(|role| !role.is_empty()),
            organization: some("organizationId"),
        }
    }
}

/// Finds out what there is to choose from.
pub type DirectoryJob = Inquiry<Looking>;

/// What is known of it so far.
#[derive(Default)]
pub struct Looking {
    found: Directory,
    issuers: Vec<Json<'static>>,
}

impl DirectoryJob {
    /// A job that has not begun.
    pub fn new(site: Site) -> Self {
        Self::asking(site, Looking::default())
    }

    /// What was found, once it is [`Step::Done`](crate::job::Step::Done).
    pub fn found(&self) -> Option<&Directory> {
        self.is_done().then_some(&self.question.found)
    }
}

impl Question for Looking {
    fn asks(&self) -> Vec<Ask> {
        vec![Ask::person(), Ask::organizations(), Ask::issuers(true)]
    }

    fn record(&mut self, list: usize, record: &Json<'_>) {
        match list {
            0 => {
                let name = [text(record, "firstName"), text(record, "lastName")].join(" ");
                self.found.person = Person { id: text(record, "entityId").to_owned(), name: name.trim().to_owned() };
            }
            1 => self.found.organizations = organizations(record),
            _ => self.issuers.push(record.clone().into_owned()),
        }
    }

    fn end(&mut self, list: usize, end: Result<()>) -> Result<()> {
        match end {
            // Portals without organisations say so in many ways, and go on without.
            Err(error) if list == 1 && may_lack(&error) => Ok(()),
            end => end,
        }
    }

    fn finish(&mut self) -> Result<()> {
        let person = self.found.person.id.clone();
        self.found.issuers = self.issuers.drain(..).map(|record| IssuerEntry::read(&record, &person)).collect();
        Ok(())
    }
}

/// Organisations stand in a list of their own name, or in the usual envelope.
fn organizations(answer: &Json<'_>) -> Option<Vec<OrganizationEntry>> {
    let all = answer.get("organizations").or_else(|| answer.get("result"))?.list()?;
    let id = |record: &Json<'_>| match text(record, "entityId") {
        "" => text(record, "id").to_owned(),
        id => id.to_owned(),
    };
    let entry = |record: &Json<'_>| OrganizationEntry { id: id(record), name: text(record, "name").to_owned() };
    Some(all.iter().map(entry).collect())
}
