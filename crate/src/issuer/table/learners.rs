//! How far learners are: one row for each learner of a group, and for each pathway that the group follows.

mod columns;
mod learner;

pub use columns::LEARNERS;

use super::background::{Background, Ended, Wants, not_here};
use super::{Desk, Options, Phase, RowSource, Tally};
use crate::error::{Kind, Result};
use crate::fingerprint::{Seen, fingerprint, seen};
use crate::issuer::api::Ask;
use crate::issuer::award::Award;
use crate::issuer::group::{Group, awards_to};
use crate::issuer::lists::{ListId, Pace};
use crate::json::{self, Json};
use learner::Learner;
use std::collections::VecDeque;

/// Reads pathways and names of badges first, then group after group: its progress and its awards.
pub(super) struct Learners {
    issuer: String,
    around: Background,
    with_archived: bool,
    group: Option<Team>,
}

/// The group that is being read; the list of the groups waits for it.
struct Team {
    list: ListId,
    id: String,
    name: String,
    pathways: Vec<String>,
    learners: Vec<Learner>,
    /// Lists of progress, by pathway.
    progress: Vec<(ListId, String)>,
    /// The list of awards that is open, and those to come.
    awards: Option<ListId>,
    due: VecDeque<Ask>,
    seen: Seen,
}

impl Learners {
    pub fn new(issuer: String, options: &Options) -> Self {
        let wants = Wants { pathways: true, steps: true, classes: true, members: true, ..Wants::default() };
        let around = Background::new(issuer.clone(), wants);
        Self { issuer, around, with_archived: options.groups.archived, group: None }
    }

    fn begin_group(&mut self, list: ListId, record: &Json<'_>, desk: &mut Desk<'_>) -> Result<()> {
        let group = Group(record);
        let members = group.members();
        if group.is_archived() && !self.with_archived {
            desk.tally.listed += members.len() as u64;
            desk.tally.skipped += members.len() as u64;
            return Ok(());
        }
        desk.tally.listed += members.len() as u64;
        desk.tally.current = Some(group.name().to_owned());
        let due: VecDeque<Ask> = awards_to(&self.issuer, &members).collect();
        if due.is_empty() {
            return Ok(());
        }
        desk.lists.hold(list, true);
        let mut team = Team {
            list,
            id: group.id().to_owned(),
            name: group.name().to_owned(),
            pathways: group.pathways().into_iter().map(|(slug, _)| slug.to_owned()).collect(),
            learners: members.into_iter().map(Learner::new).collect(),
            progress: Vec::new(),
            awards: None,
            due,
            seen: seen(0),
        };
        for slug in &team.pathways {
            if let Some(pathway) = self.around.pathway(slug) {
                let ask = Ask::completions(&self.issuer, slug, &pathway.root, &team.id);
                team.progress.push((desk.lists.open(&ask, Pace::Ahead)?, slug.clone()));
            }
        }
        self.group = Some(team);
        self.go_on(desk)
    }

    /// Asks for the next awards; writes the rows once there is nothing more to ask for.
    fn go_on(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        let Some(team) = &mut self.group else {
            return Ok(());
        };
        if team.awards.is_none()
            && let Some(ask) = team.due.pop_front()
        {
            team.awards = Some(desk.lists.open(&ask, Pace::Ahead)?);
        }
        if team.awards.is_some() || !team.progress.is_empty() {
            return Ok(());
        }
        if let Some(team) = self.group.take() {
            self.rows(&team, desk);
            desk.lists.hold(team.list, false);
        }
        Ok(())
    }

    fn rows(&self, team: &Team, desk: &mut Desk<'_>) {
        for learner in &team.learners {
            let badge = learner.last_badge().map_or("", |id| self.around.class(id));
            let evidence = learner.evidence();
            let mut row = |kind: &str, slug: &str, name: &str, status: &str, detail: &str| {
                desk.tally.rows += 1;
                let member = &learner.member;
                desk.sheet.row(&[
                    &team.id,
                    &team.name,
                    &member.name,
                    &member.id,
                    badge,
                    kind,
                    slug,
                    name,
                    status,
                    detail,
                    &evidence,
                ]);
            };
            if team.pathways.is_empty() {
                row("", "", "", "", "");
            }
            for slug in &team.pathways {
                let name = self.around.pathway(slug).map_or("", |pathway| &pathway.name);
                let (status, detail) = learner.progress(slug);
                row("Pathway", slug, name, status, detail);
            }
        }
    }
}

impl RowSource for Learners {
    fn begin(&mut self, desk: &mut Desk<'_>) -> Result<()> {
        self.around.begin(desk)
    }

    fn record(&mut self, list: ListId, raw: &[u8], desk: &mut Desk<'_>) -> Result<()> {
        let record = json::record(raw)?;
        if self.around.is_groups(list) {
            return if self.around.is_new(&record) { self.begin_group(list, &record, desk) } else { Ok(()) };
        }
        let Some(team) = &mut self.group else {
            self.around.record(list, &record);
            return Ok(());
        };
        if team.awards == Some(list) {
            let award = Award(&record);
            let is_new = award.id().is_empty() || team.seen.insert(fingerprint(award.id().as_bytes()));
            if is_new && !award.is_revoked() {
                let who = award.identifier();
                team.learners.iter_mut().filter(|learner| learner.is(who)).for_each(|learner| learner.award(&award));
            }
        } else if let Some((_, slug)) = team.progress.iter().find(|(other, _)| *other == list)
            && let Some(pathway) = self.around.pathway(slug)
        {
            Learner::reported(&mut team.learners, pathway, &record);
        }
        Ok(())
    }

    fn end(&mut self, list: ListId, end: Result<()>, desk: &mut Desk<'_>) -> Result<()> {
        match self.around.end(list, end.clone(), desk)? {
            Ended::Ready => *desk.phase = Phase::Reading,
            Ended::Groups(end) => not_here(end)?,
            Ended::More => {}
            Ended::Other => {
                end?;
                if let Some(team) = &mut self.group {
                    team.awards = team.awards.filter(|other| *other != list);
                    team.progress.retain(|(other, _)| *other != list);
                }
                self.go_on(desk)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, tally: &Tally) -> Result<()> {
        if tally.rows == 0 { Err(Kind::NoLearners.into()) } else { Ok(()) }
    }
}
