//! The limits of lists, each met exactly and passed by one.

use crate::host::learner::{self, BADGES, ORIGIN};
use badgepack::export::{Extent, Options, SectionState};
use badgepack::job::{Job, News, Step};
use badgepack::portal::{PageReader, Pointer};
use badgepack::{Kind, limits};
use std::collections::{BTreeMap, VecDeque};

/// What becomes of a page: how many records, or why not.
fn read(items: &str, page: &str) -> Result<usize, Kind> {
    let mut reader = PageReader::new(Pointer::parse(items).unwrap());
    reader.push(page.as_bytes()).map_err(|error| error.kind)?;
    let records = std::iter::from_fn(|| reader.record()).count();
    reader.finish().map_err(|error| error.kind)?;
    Ok(records)
}

/// A page of one record of this many bytes.
fn record(bytes: usize) -> String {
    format!("{{\"items\":[{{\"a\":\"{}\"}}]}}", "x".repeat(bytes - 8))
}

#[test]
fn a_record_has_a_limit() {
    assert_eq!(read("/items", &record(limits::RECORD)), Ok(1));
    assert_eq!(read("/items", &record(limits::RECORD + 1)), Err(Kind::TooLarge));
}

#[test]
fn what_is_around_the_records_has_a_limit() {
    let page = |bytes: usize| format!("{{\"items\":[],\"a\":\"{}\"}}", "x".repeat(bytes - 19));
    assert_eq!(page(100).len(), 100);
    assert_eq!(read("/items", &page(limits::FRAME)), Ok(0));
    assert_eq!(read("/items", &page(limits::FRAME + 1)), Err(Kind::TooLarge));
}

#[test]
fn levels_have_a_limit() {
    let page = |levels: usize| format!("{{\"items\":[{}{}]}}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(read("/items", &page(limits::JSON_DEPTH - 2)), Ok(1));
    assert_eq!(read("/items", &page(limits::JSON_DEPTH - 1)), Err(Kind::TooLarge));
}

#[test]
fn a_key_is_looked_at_up_to_its_limit() {
    let page = |letters: usize| (format!("/{}", "k".repeat(letters)), format!("{{\"{}\":[1]}}", "k".repeat(letters)));
    for (letters, records) in [(limits::KEY, 1), (limits::KEY + 1, 0)] {
        let (items, page) = page(letters);
        assert_eq!(read(&items, &page), Ok(records), "{letters}");
    }
}

/// The section of an account whose badges have so many pages, a record on each; and the largest answer that was taken.
fn pages(count: usize) -> (SectionState, Option<&'static str>, u64, u64) {
    let options = Options { sections: Some(vec!["badges".to_owned()]), extent: Extent::Archive, ..Options::default() };
    let mut job = learner::export(options);
    let (mut bodies, mut asked, mut largest) = (BTreeMap::new(), VecDeque::new(), 0);
    loop {
        match job.step() {
            Step::Send { ticket, request, limit, .. } => {
                largest = largest.max(limit);
                asked.push_back((ticket, request.url().to_owned()));
            }
            Step::Read { ticket, at, len } => {
                let body: &String = &bodies[&ticket];
                job.told(ticket, News::Bytes(&body.as_bytes()[at as usize..][..len as usize]));
            }
            Step::Drop(ticket) => drop(bodies.remove(&ticket)),
            Step::Wait => {
                let (ticket, url) = asked.pop_front().expect("the job waits for something");
                assert!(url.starts_with(&format!("{ORIGIN}/{BADGES}")), "{url}");
                let page: usize = url.split("page=").nth(1).map_or(1, |page| page.parse().unwrap());
                let body = format!("{{\"items\":[{{\"id\":{page}}}],\"pages\":{count}}}");
                let len = body.len() as u64;
                bodies.insert(ticket, body);
                job.told(ticket, News::Answer { status: 200, link: None, retry_after: None, len });
            }
            Step::Done => break,
            Step::Failed(error) => panic!("{error}"),
            Step::Archive(_) | Step::Renew | Step::Rebuild { .. } | Step::Pause { .. } => {}
        }
    }
    let section = job.summary().unwrap().sections.into_iter().find(|section| section.key == "badges").unwrap();
    (section.state, section.code, section.records, largest)
}

#[test]
fn pages_have_a_limit() {
    let most = limits::PAGES as u64;
    assert_eq!(pages(limits::PAGES), (SectionState::Complete, None, most, limits::LIST));
    assert_eq!(pages(limits::PAGES + 1), (SectionState::Incomplete, Some("bad-page"), most, limits::LIST));
}
