//! One learner of a group: awards and progress.

use crate::issuer::Instant;
use crate::issuer::award::{Award, text};
use crate::issuer::group::Member;
use crate::issuer::pathway::Pathway;
use crate::json::Json;

/// A learner.
pub(super) struct Learner {
    pub member: Member,
    /// When the last badge was awarded, and which one.
    last: Option<(Option<Instant>, String)>,
    evidence: Vec<String>,
    /// By pathway: the status, and what there is to say of it.
    progress: Vec<(String, &'static str, String)>,
}

impl Learner {
    pub fn new(member: Member) -> Self {
        Self { member, last: None, evidence: Vec::new(), progress: Vec::new() }
    }

    /// Whether a badge was awarded to this one; portals compare e-mail addresses without regard to case.
    pub fn is(&self, recipient: &str) -> bool {
        self.member.id.eq_ignore_ascii_case(recipient)
    }

    pub fn award(&mut self, award: &Award<'_>) {
        let issued = award.moment("issuedOn");
        if self.last.as_ref().is_none_or(|(last, _)| issued > *last) {
            self.last = Some((issued, award.reference("badgeclass").to_owned()));
        }
        let all = award.0.get("evidence").and_then(Json::list).into_iter().flatten();
        let told = all.map(|one| [text(one, "url"), text(one, "narrative")]);
        let told = told.filter_map(|[url, narrative]| [url, narrative].into_iter().find(|text| !text.is_empty()));
        self.evidence.extend(told.map(str::to_owned));
    }

    pub fn last_badge(&self) -> Option<&str> {
        self.last.as_ref().map(|(_, badge)| badge.as_str())
    }

    pub fn evidence(&self) -> String {
        self.evidence.join(" | ")
    }

    /// The status on a pathway, and what there is to say of it.
    pub fn progress(&self, slug: &str) -> (&str, &str) {
        let found = self.progress.iter().find(|(other, _, _)| other == slug);
        found.map_or(("", ""), |(_, status, detail)| (status, detail))
    }

    /// Takes the portal's word on how far somebody is.
    pub fn reported(learners: &mut [Self], pathway: &Pathway, report: &Json<'_>) {
        let recipient = report.get("recipient").map_or("", |recipient| text(recipient, "@id"));
        let plain = recipient.split_once(':').filter(|(scheme, _)| matches!(*scheme, "mailto" | "tel"));
        let recipient = plain.map_or(recipient, |(_, id)| id);
        let (status, detail) = told(pathway, report);
        for learner in learners.iter_mut().filter(|learner| learner.is(recipient)) {
            learner.progress.push((pathway.slug.clone(), status, detail.clone()));
        }
    }
}

/// The status and, in words, which steps are done.
fn told(pathway: &Pathway, report: &Json<'_>) -> (&'static str, String) {
    let all = report.get("completions").and_then(Json::list).into_iter().flatten();
    let all: Vec<(&str, bool, bool)> = all
        .map(|one| {
            let slug = one.get("element").map_or("", |element| text(element, "slug"));
            let is_done = one.get("completed") == Some(&Json::Bool(true));
            let is_begun =
                one.get("completedRequirementCount").and_then(Json::number).is_some_and(|count: u64| count > 0);
            (slug, is_done, is_done || is_begun)
        })
        .collect();
    let is_root = |slug: &str| slug == pathway.root;
    let steps: Vec<_> = all.iter().filter(|(slug, ..)| !is_root(slug)).collect();
    let done: Vec<&str> =
        steps.iter().filter(|(_, is_done, _)| *is_done).map(|(slug, ..)| pathway.step_name(slug)).collect();
    let status = match all.iter().find(|(slug, ..)| is_root(slug)) {
        Some((_, true, _)) => "Completed",
        _ if all.iter().any(|(_, _, is_begun)| *is_begun) => "In progress",
        _ => "Not started",
    };
    let mut detail = done.len().to_string();
    detail.push_str(" of ");
    detail.push_str(&steps.len().to_string());
    detail.push_str(if steps.len() == 1 { " step" } else { " steps" });
    if !done.is_empty() {
        detail.push_str(": ");
        detail.push_str(&done.join(" | "));
    }
    (status, detail)
}
