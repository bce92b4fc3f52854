//! A learner's account: at a described portal, whose pages follow by number or by link, or in Badgr's backpack.

use super::backpack::{Backpack, CDN};
use super::class::{Class, Met};
use super::schedule::Schedule;
use super::seed::{Dice, mixed};
use crate::host::fault::Answer;
use crate::host::learner::{self, Account, BADGES, DESCRIPTION, EXPORTED_AT, IMPORTS, LISTS, ORIGIN, RESPONSES};
use crate::host::run::Plays;
use badgepack::export::{Export, Options, Source};
use badgepack::portal::{BadgrV2, Described, Portal, Site};
use serde_json::Value;
use std::cell::{Cell, RefCell};

pub struct World {
    kind: Kind,
    account: RefCell<Account>,
    backpack: Backpack,
    sections: Vec<String>,
    /// Badges come and go while they are listed, by this seed, and have done so that often.
    restless: Option<u64>,
    moved: Cell<u64>,
    /// The badges that were there all the time.
    steady: RefCell<Vec<String>>,
    has_doubles: bool,
    /// Whether the portal is looked for first.
    by_address: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Numbered,
    Linked,
    Badgr,
}

/// A list of the account, and the file that it becomes.
pub struct Listed {
    pub key: &'static str,
    pub entry: &'static str,
    /// Each once.
    pub records: Vec<String>,
    pub ids: Vec<String>,
    pub is_badges: bool,
    pub is_optional: bool,
    pub shifts: bool,
}

/// The faults whose outcome does not hang on who comes first.
const ORDERLESS: [Class; 12] = {
    use Class::*;
    [Forbidden, Gone, TooMany, ServerFault, Cut, Hangs, Endless, Unreadable, WrongContent, Loop, OtherOrigin, ClockJump]
};

/// A schedule of those of the classes.
pub fn orderless(seed: u64, apt: &[Class]) -> Schedule {
    let apt: Vec<Class> = apt.iter().copied().filter(|class| ORDERLESS.contains(class)).collect();
    Schedule::draw(seed, &apt, 30)
}

impl World {
    pub fn draw(dice: &mut Dice, schedule: &Schedule) -> Self {
        let kind = dice.pick(&[Kind::Numbered, Kind::Linked, Kind::Badgr]);
        let badges = dice.below(6) as usize;
        let page = dice.below(4) as usize + 1;
        let has_doubles = schedule.has(Class::Duplicates) && badges > 0;
        let mut account = if kind == Kind::Badgr { learner::empty() } else { learner::demo(badges) };
        account.page = page;
        for record in account.lists.get_mut(BADGES).unwrap().iter_mut().step_by(2) {
            *record = record.replace(&format!("{ORIGIN}/media"), &format!("{CDN}/media"));
        }
        if has_doubles && kind != Kind::Badgr {
            double(account.lists.get_mut(BADGES).unwrap());
        }
        let mut backpack = Backpack::of(badges, page, dice);
        if has_doubles {
            double(&mut backpack.awards);
        }
        let mut sections: Vec<String> = ["badges", "profile"].map(str::to_owned).into();
        if kind != Kind::Badgr {
            let more = ["picture", "special_category", "imported", "survey_responses"];
            let all = LISTS.iter().map(|(key, _, _)| *key).chain(more);
            sections.extend(all.filter(|_| dice.one_in(3)).map(str::to_owned));
        } else {
            sections.push("collections".to_owned());
        }
        let steady = account.lists[BADGES].clone();
        Self {
            kind,
            account: RefCell::new(account),
            backpack,
            sections,
            restless: schedule.has(Class::Shift).then(|| dice.next()),
            moved: Cell::new(0),
            steady: RefCell::new(steady),
            has_doubles,
            by_address: !schedule.is_passing && dice.one_in(2),
        }
    }

    pub fn origin(&self) -> &'static str {
        ORIGIN
    }

    pub fn badges(&self) -> usize {
        self.account.borrow().lists[BADGES].len() + self.backpack.awards.len()
    }

    /// What went wrong here, and not on the way.
    pub fn note(&self, met: &mut Met) {
        if self.has_doubles {
            met.note(Class::Duplicates);
        }
        if self.moved.get() > 0 {
            met.note(Class::Shift);
        }
    }

    pub fn export(&self, concurrency: usize) -> Export {
        let site = || Site::parse(ORIGIN).unwrap();
        let source = match self.kind {
            Kind::Badgr if self.by_address => Source::Address(site()),
            Kind::Badgr => Source::Portal(Box::new(BadgrV2::new(site()).unwrap())),
            Kind::Numbered => Source::Portal(learner::portal()),
            Kind::Linked => Source::Portal(linked()),
        };
        let sections = Some(self.sections.clone());
        Export::new(
            source,
            Options { sections, concurrency, exported_at: EXPORTED_AT.to_owned(), ..Options::default() },
        )
    }

    /// The lists that are asked for, as they are at the end.
    pub fn listed(&self) -> Vec<Listed> {
        let list = |key, entry, records: &[String], id: &str, is_badges| {
            let mut once: Vec<String> = Vec::new();
            records.iter().for_each(|record| {
                if !once.contains(record) {
                    once.push(record.clone());
                }
            });
            let ids = once.iter().map(|record| {
                let record: Value = serde_json::from_str(record).unwrap();
                record[id].as_str().map_or_else(|| record[id].to_string(), str::to_owned)
            });
            Listed { key, entry, ids: ids.collect(), is_badges, is_optional: false, shifts: false, records: once }
        };
        if self.kind == Kind::Badgr {
            let collections =
                list("collections", "badges/collections.json", &self.backpack.collections, "entityId", false);
            return vec![
                list("badges", "badges/records.json", &self.backpack.awards, "entityId", true),
                Listed { is_optional: true, ..collections },
            ];
        }
        let account = self.account.borrow();
        let mut all =
            vec![Listed { shifts: true, ..list("badges", "badges/records.json", &self.steady.borrow(), "id", true) }];
        let more = [
            ("survey_responses", RESPONSES, "surveys/responses.json", false),
            ("imported", IMPORTS, "badges/imported/records.json", true),
        ];
        let lists = LISTS.iter().map(|(key, path, entry)| (*key, *path, *entry, false));
        all.extend(
            lists
                .chain(more)
                .map(|(key, path, entry, is_badges)| list(key, entry, &account.lists[path], "id", is_badges)),
        );
        all.retain(|listed| self.sections.iter().any(|key| key == listed.key));
        all
    }

    /// Before another page of badges is served, one may come to the front, and one may go.
    fn shift(&self, seed: u64) {
        let nth = self.moved.get();
        let mut account = self.account.borrow_mut();
        let roll = mixed(seed, "shift", nth);
        if roll.is_multiple_of(3) && nth < 20 {
            let id = 100 + nth as usize;
            account.award(id);
            let new = account.lists.get_mut(BADGES).unwrap().pop().unwrap();
            account.lists.get_mut(BADGES).unwrap().insert(0, new);
            self.moved.set(nth + 1);
        } else if roll % 3 == 1 && nth < 20 {
            let list = account.lists.get_mut(BADGES).unwrap();
            if !list.is_empty() {
                let gone = list.remove((roll >> 8) as usize % list.len());
                self.steady.borrow_mut().retain(|record| *record != gone);
                self.moved.set(nth + 1);
            }
        }
    }
}

/// The first record once more, and once more in other bytes.
fn double(records: &mut Vec<String>) {
    let first = records[0].clone();
    records.push(first.replace("  ", " "));
    records.push(first);
}

/// The same portal, with pages that follow by `Link`.
fn linked() -> Box<dyn Portal> {
    let description =
        DESCRIPTION.replace(r#"{ "by": "number", "parameter": "page", "last": "/pages" }"#, r#"{ "by": "link" }"#);
    Box::new(Described::parse(Site::parse(ORIGIN).unwrap(), description.as_bytes()).unwrap())
}

impl Plays for World {
    fn answer(&self, url: &str) -> Answer {
        if self.kind == Kind::Badgr {
            return self.backpack.answer(url);
        }
        if let Some(seed) = self.restless.filter(|_| url.contains(BADGES) && url.contains("page=")) {
            self.shift(seed);
        }
        let own = url.strip_prefix(CDN).map(|path| format!("{ORIGIN}{path}"));
        let answer = self.account.borrow().answer(own.as_deref().unwrap_or(url));
        let Answer::Reply { status, retry_after, body, .. } = answer else { return answer };
        let link = (self.kind == Kind::Linked && url.contains("size=")).then(|| next_of(url, &body)).flatten();
        Answer::Reply { status, link, retry_after, body }
    }
}

/// The `Link` to the page after this one, if there is one.
fn next_of(url: &str, body: &[u8]) -> Option<String> {
    let page: Value = serde_json::from_slice(body).ok()?;
    let next = page["page"].as_u64()? + 1;
    let first = url.split("&page=").next()?;
    (next <= page["pages"].as_u64()?).then(|| format!("<{first}&page={next}>; rel=\"next\""))
}
