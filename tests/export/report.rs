//! What the report says of very many things, and of things that look alike.

use crate::host::copy::Copy;
use crate::host::learner::{self, BADGES};
use crate::host::run::Host;
use badgepack::export::Options;

#[test]
fn the_summary_names_a_thousand_missing_things_and_the_report_all_of_them() {
    let mut account = learner::empty();
    account.page = 500;
    (1..=501).for_each(|id| account.award(id));
    account.documents.retain(|path, _| path.starts_with("v1/"));
    let (archive, summary) = Host::new(&account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    let missing = Copy::open(&archive).missing();
    assert_eq!((missing.len(), summary.counts.failed, summary.missing.len()), (1002, 1002, 1000));
}

#[test]
fn two_records_that_look_alike_are_two_files() {
    let mut account = learner::empty();
    account.award(1);
    let list = account.lists.get_mut(BADGES).unwrap();
    let alike = list[0].replace("\"id\":1,", "\"id\": 1,");
    list.push(alike);
    let (archive, summary) = Host::new(&account, Vec::new()).run(&mut learner::export(Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    let pictures = copy.within("badges", ".png");
    assert_eq!((pictures.len(), summary.complete), (2, true), "{pictures:?}");
    assert!(pictures.contains(&"badges/2024-01-02-badge-1-1.png"), "{pictures:?}");
}
