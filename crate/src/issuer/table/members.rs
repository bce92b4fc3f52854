//! Who belongs to an issuer: colleagues on its staff, and the learners of its groups; one row each.

use super::background::{Background, Ended, Wants};
use super::column::everywhere;
use super::{Columns, Desk, Options, Phase, RowSource, Tally};
use crate::error::{Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::issuer::api::Ask;
use crate::issuer::award::{Award, text};
use crate::issuer::group::{Group, Member, awards_to};
use crate::issuer::lists::{ListId, Pace};
use crate::json::{self, Json};
use std::collections::{BTreeSet, HashMap, VecDeque};

/// The members of an issuer.
pub const MEMBERS: Columns = Columns {
    name: "members",
    version: 1,
    all: &[
        everywhere(
            "Name",
            "staff[].userProfile, members[].name",
            "The name, as the staff list or the first group has it.",
        ),
        everywhere(
            "Email",
            "staff[].userProfile.emails, members[].email",
            "The e-mail addresses, with \" | \" between several; of colleagues only where staff is asked for.",
        ),
        everywhere("Role", "staff[].role", "owner, editor or staff; learner for those of the groups."),
        everywhere(
            "Awards",
            "number of awards",
            "How many badges this issuer awarded to a learner and did not revoke; empty for colleagues.",
        ),
        everywhere(
            "Groups",
            "name of the group",
            "The names of the groups that the learner is in, with \" | \" between several.",
        ),
        everywhere(
            "Subscribed Pathways",
            "pathways[] of the groups",
            "How many pathways the learner's groups follow; empty for colleagues.",
        ),
    ],
};

/// Reads the groups first, as nobody is to be listed twice, then counts awards some learners at a time.
pub(super) struct Members {
    issuer: String,
    around: Background,
    with_staff: bool,
    with_archived: bool,
    groups: Vec<(String, BTreeSet<String>)>,
    learners: Vec<(Member, Vec<usize>)>,
    /// The place of each learner, by the address in lower case.
    places: HashMap<String, usize>,
    /// The list of awards that is open, and those to come.
    awards: Option<ListId>,
    due: VecDeque<Ask>,
    counts: HashMap<String, u64>,
    seen: Seen,
    /// Learners that have their rows.
    written: usize,
}

impl Members {
    pub fn new(issuer: String, options: &Options) -> Self {
        // Names and roles are told in any case; addresses only where they are asked for.
        let wants = Wants { staff: true, members: true, ..Wants::default() };
        Self {
            around: Background::new(issuer.clone(), wants),
            issuer,
            with_staff: options.staff,
            with_archived: options.groups.archived,
            groups: Vec::new(),
            learners: Vec::new(),
            places: HashMap::new(),
            awards: None,
            due: VecDeque::new(),
            counts: HashMap::new(),
            seen: seen(0),
            written: 0,
        }
    }

    fn staff(&self, desk: &mut Desk<'_>) {
        let staff = self.around.issuer_record.get("staff").and_then(Json::list);
        for colleague in staff.into_iter().flatten() {
            let profile = colleague.get("userProfile").unwrap_or(colleague);
            let name = [text(profile, "firstName"), text(profile, "lastName")].join(" ");
            let emails = profile.get("emails").and_then(Json::list).into_iter().flatten();
            let emails: Vec<&str> = emails.map(|one| text(one, "email")).filter(|_| self.with_staff).collect();
            desk.tally.listed += 1;
            desk.tally.rows += 1;
            desk.sheet.row(&[name.trim(), &emails.join(" | "), text(colleague, "role")]);
        }
    }

    fn group(&mut self, record: &Json<'_>) {
        let group = Group(record);
        if group.is_archived() && !self.with_archived {
            return;
        }
        let at = self.groups.len();
        let pathways = group.pathways().into_iter().map(|(slug, _)| slug.to_owned()).collect();
        self.groups.push((group.name().to_owned(), pathways));
        for member in group.members() {
            let next = self.learners.len();
            let place = *self.places.entry(member.id.to_ascii_lowercase()).or_insert(next);
            match self.learners.get_mut(place) {
                Some((_, groups)) => groups.push(at),
                None => self.learners.push((member, vec![at])),
            }
        }
    }

    /// Counts the awards of the next learners; writes the rows of those before.
    fn go_on(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.rows(desk);
        self.awards = match self.due.pop_front() {
            Some(ask) => Some(desk.lists.open(&ask, Pace::Ahead)?),
            None => None,
        };
        Ok(())
    }

    fn rows(&mut self, desk: &mut Desk<'_>) {
        let asked = if self.awards.is_some() { crate::issuer::group::ASKED } else { 0 };
        for (member, groups) in self.learners.iter().skip(self.written).take(asked) {
            let groups = groups.iter().filter_map(|at| self.groups.get(*at));
            let pathways: BTreeSet<&str> = groups.clone().flat_map(|(_, slugs)| slugs).map(String::as_str).collect();
            let names: Vec<&str> = groups.map(|(name, _)| name.as_str()).collect();
            let awards = self.counts.get(&member.id.to_ascii_lowercase()).copied().unwrap_or(0);
            desk.tally.listed += 1;
            desk.tally.rows += 1;
            desk.sheet.row(&[
                &member.name,
                &member.id,
                "learner",
                &awards.to_string(),
                &names.join(" | "),
                &pathways.len().to_string(),
            ]);
        }
        self.written += asked;
        self.counts.clear();
        self.seen.clear();
    }
}

impl RowSource for Members {
    fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.around.begin(desk)
    }

    fn record(&mut self, list: ListId, raw: &[u8], desk: &mut Desk<'_>) -> Result<()> {
        let record = json::record(raw)?;
        if self.around.is_groups(list) {
            if self.around.is_new(&record) {
                self.group(&record);
            }
        } else if self.awards == Some(list) {
            let award = Award(&record);
            let is_new = award.id().is_empty() || self.seen.insert(fingerprint(award.id().as_bytes()));
            if is_new && !award.is_revoked() {
                *self.counts.entry(award.identifier().to_ascii_lowercase()).or_default() += 1;
            }
        } else {
            self.around.record(list, &record);
        }
        desk.tally.current = None;
        Ok(())
    }

    fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()> {
        match self.around.end(list, end.clone(), desk)? {
            Ended::Ready => {
                *desk.phase = Phase::Reading;
                self.staff(desk);
                Ok(())
            }
            // Without groups there are colleagues all the same.
            Ended::Groups(Err(error)) if error.kind != Kind::NotFound => Err(error),
            Ended::Groups(_) => {
                let members: Vec<Member> = self.learners.iter().map(|(member, _)| member.clone()).collect();
                self.due = awards_to(&self.issuer, &members).collect();
                self.go_on(desk)
            }
            Ended::Other if self.awards == Some(list) => {
                end?;
                self.go_on(desk)
            }
            Ended::More | Ended::Other => Ok(()),
        }
    }

    fn finish(&mut self, tally: &Tally) -> Result<()> {
        if tally.rows == 0 { Err(Kind::NoLearners.into()) } else { Ok(()) }
    }
}
