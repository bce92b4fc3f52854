//! The steps of a replacement, each carried out by a host in memory.

use super::portal::{CLASS, Portal};
use crate::host::run::Host;
use badgepack::Error;
use badgepack::replace::{
    Draft, Find, Journal, Look, Outcome, Present, Rebake, RebakeOptions, RebakeSummary, Replace, SafetyCopy, Save,
    Selection, Wanted,
};

pub fn look(portal: &Portal) -> Present {
    let mut job = Look::new(Portal::site(), CLASS);
    Host::new(portal, Vec::new()).carry_out(&mut job).unwrap();
    job.present().unwrap()
}

/// What is found where everybody may be asked.
pub fn find(portal: &Portal, given: impl Into<Vec<u8>>) -> Result<Draft, Error> {
    find_asking(portal, given, |_| true).0
}

/// What is found where somebody answers for the hosts, and the addresses that were asked.
pub fn find_asking(
    portal: &Portal,
    given: impl Into<Vec<u8>>,
    mut agrees: impl FnMut(Vec<String>) -> bool,
) -> (Result<Draft, Error>, Vec<String>) {
    let given = given.into();
    let mut job = match String::from_utf8(given) {
        Ok(text) => Find::typed(Portal::site(), text),
        Err(file) => Find::new(Portal::site(), file.into_bytes()),
    };
    let mut host = Host::new(portal, Vec::new());
    let found = loop {
        match host.carry_out(&mut job) {
            Err(error) => break Err(error),
            Ok(archive) => assert!(archive.is_empty()),
        }
        match job.strangers() {
            Some(hosts) => job.allow(agrees(hosts)),
            None => break Ok(job.draft().unwrap().clone()),
        }
    };
    (found, host.log.into_iter().map(|asked| asked.url).collect())
}

pub fn save(portal: &Portal) -> Vec<u8> {
    let mut job = Save::new(Portal::site(), CLASS, "2026-11-21T18:00:00Z");
    let zip = Host::new(portal, Vec::new()).carry_out(&mut job).unwrap();
    assert_eq!(job.summary().unwrap().bytes, zip.len() as u64);
    let copy = SafetyCopy::read(&zip).unwrap();
    assert_eq!(copy.awards, job.summary().unwrap().awards);
    zip
}

/// Replaces what `seen` shows by all that the draft says.
pub fn replace(portal: &Portal, seen: &Present, draft: &Draft) -> Outcome {
    replace_some(portal, seen, draft, &Selection::all())
}

pub fn replace_some(portal: &Portal, seen: &Present, draft: &Draft, selection: &Selection) -> Outcome {
    let picture = seen.picture.as_ref().ok();
    let wanted = Wanted::of(&seen.class, picture, draft, selection);
    let mut job = Replace::new(Portal::site(), seen.class.clone(), picture.cloned(), wanted).unwrap();
    let mut host = Host::new(portal, Vec::new());
    host.carry_out(&mut job).unwrap();
    let puts = host.log.iter().filter(|asked| asked.writes).count();
    assert!(puts <= 1, "it writes once or not at all");
    job.outcome().unwrap().clone()
}

/// A run of baking anew: the archive, the summary, and the journal.
pub fn rebake(portal: &Portal, journal: Option<Journal>) -> (Vec<u8>, RebakeSummary, Journal) {
    let options = RebakeOptions { badge_class: CLASS.to_owned(), journal, ..RebakeOptions::default() };
    let mut job = Rebake::new(Portal::site(), options);
    let archive = Host::new(portal, Vec::new()).carry_out(&mut job).unwrap();
    let summary = job.summary().unwrap();
    let counts = summary.counts;
    assert_eq!(
        counts.listed,
        counts.server + counts.baked + counts.signed + counts.revoked + counts.failed,
        "{counts:?}"
    );
    assert_eq!(summary.bytes, archive.len() as u64);
    let journal = job.journal().borrow().clone();
    (archive, summary, journal)
}
