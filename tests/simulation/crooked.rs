//! Jobs and hosts that do wrong on purpose, so that each promise is seen to break.

use badgepack::archive::Piece;
use badgepack::job::{Fault, Job, News, Step, Ticket};
use badgepack::portal::Method;
use std::collections::VecDeque;

/// What is done wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Nothing,
    /// One record of each page is lost.
    DropsRecords,
    /// What is written is written again.
    WritesTwice,
    /// The token goes along wherever a request goes.
    ShowsToken,
    /// What failed is asked for again, for ever.
    AsksForEver,
    /// What it was told to wait for is over at once.
    WaitsForNobody,
    /// It waits, though nothing is to come.
    WaitsForNothing,
    /// It does one thing again and again.
    GoesInCircles,
    /// The archive ends too early.
    LosesTheEnd,
    /// A bit of the archive is another one.
    FlipsABit,
    /// No body is forgotten.
    KeepsBodies,
    /// A body is read that no one could hold.
    ReadsTooMuch,
    /// The archive tells in which order answers came.
    TellsTheOrder,
    /// It panics.
    Panics,
    /// A cache answers in place of the portal.
    ServesOldAnswers,
}

/// A job that is as good as the one within, but for this.
pub struct Crooked<'a, J> {
    job: &'a mut J,
    wrong: Wrong,
    more: VecDeque<Step>,
    /// Tickets of its own, of whose answers the job within hears nothing.
    own: Vec<Ticket>,
    sent: Vec<(Ticket, Step)>,
    news: u32,
}

impl<'a, J: Job> Crooked<'a, J> {
    pub fn new(job: &'a mut J, wrong: Wrong) -> Self {
        Self { job, wrong, more: VecDeque::new(), own: Vec::new(), sent: Vec::new(), news: 0 }
    }

    pub fn step(&mut self) -> Step {
        if let Some(step) = self.more.pop_front() {
            return step;
        }
        let step = self.job.step();
        match (self.wrong, step) {
            (Wrong::WritesTwice, Step::Send { ticket, request, limit }) if *request.method() != Method::Get => {
                let own = u32::MAX - self.own.len() as u32;
                self.own.push(own);
                self.more.push_back(Step::Send { ticket: own, request: request.clone(), limit });
                Step::Send { ticket, request, limit }
            }
            (Wrong::AsksForEver, step @ Step::Send { ticket, .. }) => {
                self.sent.push((ticket, step.clone()));
                step
            }
            (Wrong::WaitsForNobody, Step::Pause { ticket, .. }) => Step::Pause { ticket, ms: 0 },
            (Wrong::WaitsForNothing, Step::Done | Step::Failed(_)) => Step::Wait,
            (Wrong::GoesInCircles, Step::Done | Step::Failed(_)) => Step::Archive(Piece::Write(Vec::new())),
            (Wrong::KeepsBodies, Step::Drop(_)) => self.step(),
            (Wrong::ReadsTooMuch, Step::Read { ticket, at, .. }) => Step::Read { ticket, at, len: u32::MAX },
            (Wrong::Panics, Step::Done) => panic!("a panic"),
            (_, step) => step,
        }
    }

    pub fn told(&mut self, ticket: Ticket, news: News<'_>) {
        self.news += 1;
        if self.own.contains(&ticket) {
            return self.more.push_back(Step::Drop(ticket));
        }
        match (self.wrong, news) {
            (Wrong::DropsRecords, News::Bytes(bytes)) => self.job.told(ticket, News::Bytes(&without_a_record(bytes))),
            (
                Wrong::AsksForEver,
                News::Answer { status: 400.., .. } | News::Fault(Fault::TimedOut | Fault::Unreachable),
            ) => {
                let again = self.sent.iter().rev().find(|(other, _)| *other == ticket).map(|(_, step)| step.clone());
                self.more.extend(again);
            }
            (_, news) => self.job.told(ticket, news),
        }
    }
}

/// The page with blanks in place of the first of its records.
fn without_a_record(page: &[u8]) -> Vec<u8> {
    let mut page = page.to_vec();
    let find = |page: &[u8], what: &[u8]| page.windows(what.len()).position(|window| window == what);
    let start =
        [&b"\"items\":["[..], b"\"result\": ["].iter().find_map(|start| Some(find(&page, start)? + start.len()));
    if let Some(start) = start
        && let Some(end) = find(&page[start..], b" ,\n")
    {
        page[start..start + end + 3].fill(b' ');
    }
    page
}
