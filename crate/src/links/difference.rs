//! What changed between two copies of a badge: as it was baked, and as its issuer serves it now.

use crate::badge::{Badge, BadgeClass, Document, Image, Linked, Map, Profile, Proof, Text};
use crate::error::{Kind, Result};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// A field in which two copies of a badge differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is: `name`, `criteria`, `expires`, … or the name of a field that no version of Open
    /// Badges has.
    pub field: Cow<'static, str>,
    /// What the older copy says; empty where it says nothing.
    pub old: String,
    /// What the newer copy says; empty where it says nothing.
    pub new: String,
}

/// So much of a value is told.
const LONGEST: usize = 400;
/// Fields of the form, which say nothing to people.
const FORM: [&str; 9] =
    ["@context", "type", "@type", "id", "proof", "verification", "verify", "credentialStatus", "credentialSchema"];

/// The differences between two copies of a badge, in the order in which badges are shown.
///
/// A part that one copy only links, and that nobody has fetched, differs in nothing but its
/// address. A revoked copy says nothing but that it is revoked, so nothing else is compared.
pub fn differences(old: &Badge, new: &Badge) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    found.compare("revoked", &revoked(old), &revoked(new));
    if old.revoked != new.revoked {
        return found.0;
    }
    let (old_class, new_class) = (old.class.value(), new.class.value());
    let are_here = old_class.is_some() == new_class.is_some();
    let own_or = |own: &Text, class: Option<&BadgeClass>, of: fn(&BadgeClass) -> &Text| match own.is_empty() {
        true => class.map(|class| words(of(class))).unwrap_or_default(),
        false => words(own),
    };
    for (field, [old_own, new_own], of) in [
        ("name", [&old.name, &new.name], (|class| &class.name) as fn(&BadgeClass) -> &Text),
        ("description", [&old.description, &new.description], |class| &class.description),
    ] {
        if are_here || !(old_own.is_empty() || new_own.is_empty()) {
            found.compare(field, &own_or(old_own, old_class, of), &own_or(new_own, new_class, of));
        }
    }
    found.compare(
        "badge class",
        &id(&old.class, |class| class.id.as_deref()),
        &id(&new.class, |class| class.id.as_deref()),
    );
    if let (Some(old), Some(new)) = (old_class, new_class) {
        found.class(old, new);
    }
    let says_who = |badge: &Badge| !matches!(issuer(badge), Linked::Absent);
    if are_here || (says_who(old) && says_who(new)) {
        found.issuer(issuer(old), issuer(new));
    }
    let recipients = |badge: &Badge| lines(badge.recipients.iter().filter_map(|recipient| recipient.identity.clone()));
    found.compare("recipient", &recipients(old), &recipients(new));
    for (field, [old, new]) in [
        ("issued on", [&old.issued, &new.issued]),
        ("awarded on", [&old.awarded, &new.awarded]),
        ("expires", [&old.expires, &new.expires]),
    ] {
        found.compare(field, &date(old), &date(new));
    }
    found.compare("comment", &words(&old.narrative), &words(&new.narrative));
    found.compare("evidence", &evidence(old), &evidence(new));
    found.compare("picture", &picture(&old.image), &picture(&new.image));
    found.more(&old.more, &new.more);
    found.compare("signature", &signature(&old.proof), &signature(&new.proof));
    found.0
}

impl Difference {
    /// The differences between two texts, each JSON or a signed badge.
    ///
    /// # Errors
    /// [`Kind::Unexpected`] for a text that is no badge.
    pub fn between(old: &str, new: &str) -> Result<Vec<Self>> {
        let read = |text: &str| super::answer::read_document(text.as_bytes());
        match (read(old)?, read(new)?) {
            (Document::Badge(old), Document::Badge(new)) => Ok(differences(&old, &new)),
            _ => Err(Kind::Unexpected.into()),
        }
    }
}

struct Found(Vec<Difference>);

impl Found {
    fn compare(&mut self, field: impl Into<Cow<'static, str>>, old: &str, new: &str) {
        if old != new {
            self.0.push(Difference { field: field.into(), old: short(old), new: short(new) });
        }
    }

    fn class(&mut self, old: &BadgeClass, new: &BadgeClass) {
        let criteria = |class: &BadgeClass| {
            let texts = class
                .criteria
                .iter()
                .map(|one| lines([words(&one.name), words(&one.narrative), one.url.clone().unwrap_or_default()]));
            lines(texts)
        };
        self.compare("criteria", &criteria(old), &criteria(new));
        let alignments = |class: &BadgeClass| {
            lines(class.alignments.iter().map(|one| lines([words(&one.name), one.url.clone().unwrap_or_default()])))
        };
        self.compare("alignment", &alignments(old), &alignments(new));
        self.compare("tags", &old.tags.join(", "), &new.tags.join(", "));
        self.compare("kind", old.kind.as_deref().unwrap_or_default(), new.kind.as_deref().unwrap_or_default());
        self.compare("picture of the class", &picture(&old.image), &picture(&new.image));
        self.more(&old.more, &new.more);
    }

    fn issuer(&mut self, old: &Linked<Profile>, new: &Linked<Profile>) {
        match (old.value(), new.value()) {
            (Some(old), Some(new)) => {
                let text = |profile: &Profile| {
                    let one = |text: &Option<String>| text.clone().unwrap_or_default();
                    lines([words(&profile.name), one(&profile.url), one(&profile.email)])
                };
                self.compare("issuer", &text(old), &text(new));
            }
            _ => self.compare(
                "issuer",
                &id(old, |profile| profile.id.as_deref()),
                &id(new, |profile| profile.id.as_deref()),
            ),
        }
    }

    /// Fields that no version of Open Badges has: extensions.
    fn more(&mut self, old: &Map, new: &Map) {
        let only_new = new.keys().filter(|key| !old.contains_key(*key));
        for key in old.keys().chain(only_new).filter(|key| !FORM.contains(&key.as_str())) {
            self.compare(key.clone(), &json(old.get(key)), &json(new.get(key)));
        }
    }
}

fn revoked(badge: &Badge) -> String {
    match (badge.revoked, &badge.revocation_reason) {
        (false, _) => "no".to_owned(),
        (true, None) => "yes".to_owned(),
        (true, Some(reason)) => format!("yes: {reason}"),
    }
}

/// Who awarded it: the award itself says it, or its class.
fn issuer(badge: &Badge) -> &Linked<Profile> {
    match (&badge.issuer, badge.class.value()) {
        (Linked::Absent, Some(class)) => &class.issuer,
        (issuer, _) => issuer,
    }
}

fn id<T>(part: &Linked<T>, of: impl Fn(&T) -> Option<&str>) -> String {
    part.url().or_else(|| part.value().and_then(of)).unwrap_or_default().to_owned()
}

fn evidence(badge: &Badge) -> String {
    lines(badge.evidence.iter().map(|one| {
        lines([words(&one.name), words(&one.narrative), words(&one.description), one.url.clone().unwrap_or_default()])
    }))
}

fn signature(proof: &Proof) -> String {
    match proof {
        Proof::Embedded { proofs } => lines(
            proofs
                .iter()
                .map(|one| lines([one.created.clone().unwrap_or_default(), one.key.clone().unwrap_or_default()])),
        ),
        Proof::None | Proof::Hosted { .. } | Proof::Signed { .. } | Proof::Jwt { .. } => String::new(),
    }
}

/// The same moment is written in two ways.
fn date(date: &Option<String>) -> String {
    let date = date.as_deref().unwrap_or_default();
    let zoned = date.strip_suffix("+00:00").map_or_else(|| date.to_owned(), |date| format!("{date}Z"));
    zoned.replace(".000", "")
}

fn picture(image: &Option<Image>) -> String {
    image.as_ref().and_then(|image| image.url.clone()).unwrap_or_default()
}

fn words(text: &Text) -> String {
    lines(text.0.iter().map(|phrase| phrase.text.clone()))
}

fn lines(all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("\n")
}

fn json(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
