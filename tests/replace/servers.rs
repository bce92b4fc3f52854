//! The families of servers, each with its own traps.

use super::path::{find, look, rebake, replace};
use super::portal::{Bakes, Portal};
use super::sources::{ways, world};
use super::writing::Kind;
use crate::host::copy::Copy;
use crate::host::pictures;
use badgepack::image;
use badgepack::replace::{Content, Draft, Ending, Expires, Field};
use serde_json::json;

#[test]
fn the_hosted_server_gets_its_own_address_for_an_image_that_stays() {
    let portal = world().like(Kind::Hosted);
    let draft = Draft::default().with(Field::Name, Content::Text("Hen".to_owned()));
    assert_eq!(replace(&portal, &look(&portal), &draft).ending, Ending::Replaced);
    assert_eq!(portal.class.borrow()["alignments"][0]["displayAsSkill"], json!(true), "what it added stays");
}

#[test]
fn an_alignment_that_stays_keeps_what_the_server_added_to_it() {
    let portal = world().like(Kind::Hosted);
    let mut class = portal.class.borrow().clone();
    class["alignments"][0].as_object_mut().unwrap().remove("displayAsSkill");
    class["alignments"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "targetName": "b", "targetUrl": "https://std.example/b" }));
    let draft = find(&portal, class.to_string()).unwrap();
    assert_eq!(replace(&portal, &look(&portal), &draft).ending, Ending::Replaced);
    assert_eq!(portal.class.borrow()["alignments"].as_array().unwrap().len(), 2);
    assert_eq!(portal.class.borrow()["alignments"][0]["displayAsSkill"], json!(true));
}

#[test]
fn the_fork_takes_the_picture_as_it_is_and_counts_in_days() {
    let portal = world().like(Kind::Mint);
    let expires = Content::Expires(Some(Expires { amount: 3, duration: "weeks".to_owned() }));
    let draft = find(&portal, ways()[4].1.clone()).unwrap().with(Field::Expires, expires);
    let outcome = replace(&portal, &look(&portal), &draft);
    assert_eq!(outcome.ending, Ending::Replaced);
    assert_eq!(portal.picture(), pictures::png(200), "no frame around another picture");
    assert_eq!(portal.class.borrow()["expiration"], 21);
    assert_eq!(portal.class.borrow()["course_url"], "https://acme.example/course");
    let fate = outcome.fields.iter().find(|one| one.field == Field::Expires).unwrap();
    assert_eq!(fate.fate, badgepack::replace::Fate::AsSent, "three weeks are 21 days");
}

#[test]
fn no_server_is_asked_for_single_awards_that_might_lose_something_by_it() {
    for kind in [Kind::Mint, Kind::Hosted] {
        let portal = world().like(kind);
        portal.bakes.set(Bakes::Never);
        replace(&portal, &look(&portal), &find(&portal, ways()[4].1.clone()).unwrap());
        let (archive, summary, _) = rebake(&portal, None);
        assert_eq!((summary.counts.asked, summary.counts.server, summary.counts.failed), (0, 0, 0), "{kind:?}");
        let copy = Copy::open(&archive);
        let baked = copy.within("badges", ".png");
        assert_eq!(baked.len() as u64, summary.counts.baked);
        for name in baked {
            let bytes = copy.bytes(name);
            assert_eq!(image::strip(bytes).unwrap().apply(bytes), portal.picture());
        }
    }
}

#[test]
fn an_address_that_never_changes_is_looked_behind() {
    let portal = world().like(Kind::Mint);
    replace(&portal, &look(&portal), &find(&portal, ways()[4].1.clone()).unwrap());
    let (_, summary, _) = rebake(&portal, None);
    assert_eq!((summary.counts.baked, summary.counts.failed), (0, 0), "the server had done it all");
}

#[test]
fn recorded_records_are_read_as_what_they_are() {
    use badgepack::replace::{Class, Server};
    let record = |text: &str| {
        let file: serde_json::Value = serde_json::from_str(text).unwrap();
        Class::of(file["response"]["json"].clone()).unwrap()
    };
    let open = record(include_str!("../fixtures/badgr/05-badgeclass-detail.json"));
    assert_eq!((open.server(), open.name()), (Server::OpenSource, "Rust Basics"));
    assert_eq!(
        open.content(Field::Expires),
        Content::Expires(Some(Expires { amount: 2, duration: "years".to_owned() }))
    );
    let fork = record(include_str!("../fixtures/badgr-ob3/badgeclass-detail.json"));
    assert_eq!((fork.server(), fork.content(Field::Expires)), (Server::Mint, Content::Expires(None)));
    let Content::Others(others) = fork.content(Field::Others) else { panic!() };
    assert_eq!(others.keys().collect::<Vec<_>>(), ["course_url", "extensions"]);
}

#[test]
fn a_recorded_award_counts_as_baked_by_the_server() {
    // baked-after.png is what the recorded server made of input-v2.png for an award.
    let bytes = include_bytes!("../fixtures/badgr/baked-after.png");
    let class = include_bytes!("../fixtures/badgr/input-v2.png");
    let before = include_bytes!("../fixtures/badgr/baked-before.png");
    assert_eq!(image::drawing(bytes), image::drawing(class));
    assert_ne!(image::drawing(before), image::drawing(class));
}

#[test]
fn signed_awards_are_left_and_the_reason_is_said() {
    let portal = Portal::of(40);
    let (archive, summary, _) = rebake(&portal, None);
    assert_eq!(summary.counts.signed, 3);
    assert!(Copy::open(&archive).text("account.csv").contains("changed, that would not hold"));
}
