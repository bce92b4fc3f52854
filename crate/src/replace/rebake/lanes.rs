//! The awards under way: what each wants next is asked for, and how it ends is written down.

use super::account::State;
use super::award::{Award, Common, Fate, Lane, Next, Round, Want};
use super::{CLASS, LANE, MOST_BREAKS, Rebake, Stage};
use crate::error::Result;
use crate::issuer::segment;
use crate::replace::asking::{Answer, Expect, Tag};
use crate::replace::class::{Class, Server};

impl Rebake {
    /// Begins with an award, after a pause in milliseconds.
    pub(super) fn begin(&mut self, award: Award, round: Round, after_ms: u32) -> Result<()> {
        let was_asked = self.journal.borrow().was_asked(&award.id);
        let mut lane = Lane::new(award, round, was_asked);
        let next = self.with_common(|common| lane.begin(common, after_ms));
        let id = self.next_lane;
        self.next_lane = self.next_lane.checked_add(1).unwrap_or(LANE);
        self.lanes.push_back((id, lane));
        self.go_on(id, next)
    }

    /// Takes an award of which nothing is to be asked; it keeps its place in the list.
    pub(super) fn settled(&mut self, award: Award, fate: Fate) -> Result<()> {
        let mut lane = Lane::new(award, Round::First, true);
        lane.over = Some(Next::End(fate));
        self.lanes.push_back((CLASS, lane));
        self.emit()
    }

    /// Takes the answer to what a lane asked.
    pub(super) fn answer(&mut self, id: Tag, answer: Result<Answer>) -> Result<()> {
        let at = self.lanes.iter().position(|(other, _)| *other == id);
        let Some((at, (_, mut lane))) = at.and_then(|at| Some((at, self.lanes.remove(at)?))) else {
            return Ok(());
        };
        let next = self.with_common(|common| lane.answer(answer, common));
        if lane.asks_server() {
            self.breaks = if lane.server_broke { self.breaks + 1 } else { 0 };
        }
        self.lanes.insert(at, (id, lane));
        self.go_on(id, next)
    }

    fn with_common<T>(&self, work: impl FnOnce(Common<'_>) -> T) -> T {
        let server = self.class.as_ref().map(Class::server);
        let (drawing, picture) = match &self.picture {
            Some(picture) => (*picture.drawing(), picture.bytes()),
            None => ([0; 32], [].as_slice()),
        };
        work(Common {
            drawing: &drawing,
            picture,
            moves: server == Some(Server::OpenSource),
            // Of the others it is not known what an empty PUT would wipe.
            may_ask: server == Some(Server::OpenSource) && !self.options.only_here && self.breaks < MOST_BREAKS,
            is_signed_in: !self.asking.signed_out(),
        })
    }

    fn go_on(&mut self, id: Tag, next: Next) -> Result<()> {
        let Some((_, lane)) = self.lanes.iter_mut().find(|(other, _)| *other == id) else {
            return Ok(());
        };
        let Next::Ask(want) = next else {
            lane.over = Some(next);
            return self.emit();
        };
        lane.want = want;
        let award = &lane.award;
        let path = ["v2/assertions/", &segment(&award.id)].concat();
        match want {
            Want::Credential => self.asking.public(&award.url.clone(), id, Expect::Credential),
            Want::Picture => {
                let image = award.image.clone().unwrap_or_default();
                self.asking.public(&image, id, Expect::Picture);
            }
            Want::Record { after_ms } => self.asking.api_later(&path, id, after_ms),
            Want::Put => {
                self.journal.borrow_mut().ask(&award.id);
                self.account.counts.asked += 1;
                self.asking.put(&path, "{}".to_owned(), id);
            }
        }
        Ok(())
    }

    /// Takes the lanes that are over, in the order of the list, whatever order answers come in.
    fn emit(&mut self) -> Result<()> {
        while self.lanes.front().is_some_and(|(_, lane)| lane.over.is_some())
            && let Some((_, lane)) = self.lanes.pop_front()
        {
            match lane.over {
                Some(Next::End(fate)) => self.end(lane.award, fate, lane.note)?,
                Some(Next::Fresh) => self.watch.fresh += 1,
                Some(Next::Stale) if matches!(self.stage, Stage::First) => self.stale.push_back(lane.award),
                Some(Next::Stale | Next::Ask(_)) | None => {}
            }
        }
        Ok(())
    }

    /// An award is accounted for.
    fn end(&mut self, award: Award, fate: Fate, note: Option<String>) -> Result<()> {
        let name = self.class.as_ref().map_or("", Class::name);
        match self.account.end(&mut self.archive, name, &award, fate, note.as_deref())? {
            State::Baked => self.baked.push(award.id),
            state => self.journal.borrow_mut().finish(&award.id, state),
        }
        Ok(())
    }
}
