//! What there is to choose from: who is told it is told the whole of it, and nothing that is not so.

use super::class::Class;
use super::crooked::Wrong;
use super::driver::{Driver, End};
use super::evidence::{Bounds, Evidence};
use super::play::Came;
use super::promise::{Broken, Promise, must};
use super::schedule::Schedule;
use super::seed::Dice;
use super::tables::{APT, whole_after_what_passes};
use crate::served::{self, ORIGIN, Served, enveloped, listed};
use badgepack::issuer::{Availability, Contents, ContentsJob, Directory, DirectoryJob};
use badgepack::job::Job;
use badgepack::portal::Site;
use std::fmt::Debug;

/// A part of what is found that a portal may lack: where it is asked for, and how it is left out.
type Part<T> = (&'static str, fn(&mut T));

fn site() -> Site {
    Site::parse(ORIGIN).unwrap()
}

/// A portal with three issuers on two pages, with organisations, groups and pathways, or without.
fn portal(seed: u64, has_doubles: bool) -> Served {
    let mut dice = Dice::of(seed, "inquiry");
    let mut served = Served::full();
    let person = "{\"entityId\":\"me\",\"firstName\":\"Ina\",\"lastName\":\"Issuer\"}".to_owned();
    served.put("v2/users/self", vec![enveloped(&[person])]);
    let others: Vec<String> = ["beta", "gamma"]
        .map(|id| format!("{{\"entityId\":\"{id}\",\"name\":\"{id}\",\"organizationId\":\"o1\"}}"))
        .into();
    let mut second = others.clone();
    if has_doubles {
        second.push(served::issuer().replace('\n', " "));
        let again = served::class("rust", "Rust Basics").replace('\n', " ");
        let classes = served.pages.get_mut("v2/issuers/acme/badgeclasses").unwrap();
        classes.push(enveloped(&[again]));
    }
    served.put("v2/issuers", vec![enveloped(&[served::issuer(), others[0].clone()]), enveloped(&second)]);
    if dice.one_in(2) {
        served.put("v2/organizations", vec![listed("organizations", &["{\"id\":\"o1\",\"name\":\"O\"}".to_owned()])]);
    }
    for path in ["v2/issuers/acme/recipient-groups", "v2/issuers/acme/pathways"] {
        match dice.below(3) {
            0 => drop(served.pages.remove(path)),
            1 => served.put(path, vec![enveloped(&[])]),
            _ => {}
        }
    }
    served
}

pub fn directory(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let parts: [Part<Directory>; 1] = [("/v2/organizations", |found| found.organizations = None)];
    let ids = |found: &Directory| found.issuers.iter().map(|issuer| issuer.id.clone()).collect();
    play(seed, wrong, || DirectoryJob::new(site()), |job| job.found().cloned(), &parts, ids)
}

pub fn contents(seed: u64, wrong: Wrong) -> Result<Came, Broken> {
    let parts: [Part<Contents>; 3] = [
        ("/recipient-groups", |found| found.groups = Availability::NotOnThisPortal),
        ("/pathways", |found| found.pathways = Availability::NotOnThisPortal),
        ("/users/self", |found| found.issuer.role = None),
    ];
    let ids = |found: &Contents| found.badge_classes.iter().map(|class| class.id.clone()).collect();
    play(seed, wrong, || ContentsJob::new(site(), "acme".to_owned()), |job| job.found().cloned(), &parts, ids)
}

fn play<J: Job, T: PartialEq + Debug + Clone>(
    seed: u64,
    wrong: Wrong,
    new: impl Fn() -> J,
    found: impl Fn(&J) -> Option<T>,
    parts: &[Part<T>],
    ids: impl Fn(&T) -> Vec<String>,
) -> Result<Came, Broken> {
    let schedule = Schedule::draw(seed, &[&APT[..], &[Class::Duplicates]].concat(), 6);
    let has_doubles = schedule.has(Class::Duplicates);
    let served = portal(seed, has_doubles);
    let (mut job, mut driver) = (new(), Driver::new(&served, &schedule, wrong));
    let end = driver.carry_out(&mut job)?;
    driver.evidence.check(ORIGIN, &Bounds { requests: 8, readings: 1, bodies: 9 })?;
    let mut met = driver.met;
    whole_after_what_passes(&schedule, met.is_nothing(), &end)?;
    let is_whole = matches!(end, End::Whole(_));
    must(Promise::Accounted, found(&job).is_some() == is_whole, || "it says what it did not find out".to_owned())?;
    if let Some(mut found_now) = found(&job) {
        let (mut calm, schedule) = (new(), Schedule::calm(1));
        Driver::new(&served, &schedule, Wrong::Nothing).carry_out(&mut calm)?;
        let mut usual = found(&calm).unwrap();
        let once = |ids: Vec<String>| ids.iter().enumerate().all(|(at, id)| !ids[..at].contains(id));
        must(Promise::Accounted, once(ids(&found_now)), || format!("each once: {found_now:?}"))?;
        for (path, leave_out) in parts {
            if may_lack(&driver.evidence, path) || met.has(Class::OutOfMemory) {
                leave_out(&mut found_now);
                leave_out(&mut usual);
            }
        }
        must(Promise::Truth, found_now == usual, || format!("{found_now:?}\n  is {usual:?}"))?;
    }
    if has_doubles {
        met.note(Class::Duplicates);
    }
    Ok(Came { met, to_an_end: is_whole })
}

/// Whether the last answer there may be one of a portal that lacks it: "too many", "later" and silence say nothing of that.
fn may_lack(evidence: &Evidence, path: &str) -> bool {
    let last = evidence.asked.iter().rev().find(|asked| asked.url.contains(path));
    last.and_then(|asked| asked.class).is_some_and(|class| !matches!(class, Class::TooMany | Class::Hangs))
}
