//! Every award gets the new picture, or it is said why not; and the account adds up.

use super::path::{find, look, rebake, replace, save};
use super::portal::{Bakes, CLASS, ORIGIN, Portal};
use super::sources::world;
use crate::host::copy::Copy;
use crate::host::fault::{Answer, Rule};
use crate::host::pictures;
use crate::host::run::{Host, Order};
use badgepack::image;
use badgepack::job::Fault;
use badgepack::replace::{Class, Content, Draft, Ending, Field, Picture, PictureFrom, Rebake, RebakeOptions};
use serde_json::json;

/// A PNG with chunks of its own, which every award has to carry afterwards.
fn new_picture() -> Vec<u8> {
    include_bytes!("../fixtures/baked/p17_palette_private_chunks.png").to_vec()
}

fn plain() -> Vec<u8> {
    let baked = new_picture();
    image::strip(&baked).unwrap().apply(&baked)
}

fn draft(picture: &[u8]) -> Draft {
    let draft = Draft::default().with(Field::Name, Content::Text("Hen".to_owned()));
    draft.with_picture(PictureFrom::Given, Picture::check(picture).unwrap())
}

/// A portal after a replacement, whose server bakes like this.
fn replaced(awards: usize, bakes: Bakes, picture: &[u8]) -> Portal {
    let portal = Portal::of(awards);
    portal.bakes.set(bakes);
    let outcome = replace(&portal, &look(&portal), &draft(picture));
    assert_eq!(outcome.ending, Ending::Replaced, "{outcome:?}");
    portal
}

/// How many awards of the portal are signed, and how many revoked.
fn expected(portal: &Portal) -> (u64, u64) {
    let awards = portal.awards.borrow();
    let signed = awards.iter().filter(|award| award.is_signed && !award.is_revoked).count();
    let revoked = awards.iter().filter(|award| award.is_revoked).count();
    (signed as u64, revoked as u64)
}

/// Whether a picture has the new drawing, every other byte of the class's picture, and the credential of this award.
fn check(portal: &Portal, at: usize, bytes: &[u8]) {
    let found = image::unbake(bytes).unwrap().unwrap();
    assert_eq!(found.payload.text(), portal.credential(at), "award {at}");
    assert_eq!(image::strip(bytes).unwrap().apply(bytes), portal.picture(), "award {at}");
}

/// Checks every award: on the portal, or in the archive.
fn check_all(portal: &Portal, archive: &[u8]) {
    let copy = Copy::open(archive);
    copy.check_sums();
    let rows: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .from_reader(&copy.bytes("account.csv")[3..])
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(rows.len(), portal.awards.borrow().len());
    for row in rows {
        let at: usize = row[0][1..].parse().unwrap();
        match row[4].as_str() {
            "server" => check(portal, at, &portal.baked(at)),
            "baked" => check(portal, at, copy.bytes(&row[5])),
            "signed" => assert!(portal.awards.borrow()[at].is_signed),
            "revoked" => assert!(portal.awards.borrow()[at].is_revoked),
            other => panic!("award {at}: {other}"),
        }
        assert_eq!(row[2], format!("learner{at}@example.org"));
    }
}

#[test]
fn a_thousand_awards_are_accounted_for_whatever_the_server_does() {
    let slow = Bakes::Slowly { each: 7, most: usize::MAX };
    for (bakes, picture) in [
        (Bakes::AtOnce, new_picture()),
        (Bakes::Never, new_picture()),
        (slow, new_picture()),
        (Bakes::Slowly { each: 7, most: 300 }, new_picture()),
        (Bakes::Never, pictures::svg("A hen")),
    ] {
        let portal = replaced(1_000, bakes, &picture);
        let (archive, summary, journal) = rebake(&portal, None);
        let (signed, revoked) = expected(&portal);
        let counts = summary.counts;
        assert_eq!((counts.listed, counts.failed, summary.complete), (1_000, 0, true), "{bakes:?}");
        assert_eq!((counts.signed, counts.revoked), (signed, revoked), "{bakes:?}");
        assert_eq!(counts.server + counts.baked, 1_000 - signed - revoked, "{bakes:?}");
        assert_eq!(counts.baked, 0, "{bakes:?}: this server can");
        check_all(&portal, &archive);
        match bakes {
            Bakes::AtOnce => assert_eq!(counts.asked, 0),
            Bakes::Never => assert_eq!(counts.asked, counts.server),
            _ if bakes == slow => assert_eq!(counts.asked, 0, "nothing is done twice: the server was at it"),
            _ => assert!(counts.asked > 0 && counts.asked < counts.server - 200, "only what it left: {}", counts.asked),
        }
        assert!(portal.award_puts.borrow().values().all(|times| *times == 1), "{bakes:?}: never twice");
        let again = rebake(&portal, Some(journal)).1.counts;
        assert_eq!((again.earlier, again.asked, again.listed), (1_000, 0, 1_000));
    }
}

#[test]
fn a_server_that_does_not_bake_single_awards_leaves_them_to_be_baked_here() {
    for (status, most_asked) in [(403, usize::MAX), (405, usize::MAX), (500, 12), (503, 12)] {
        let portal = replaced(1_000, Bakes::Never, &new_picture());
        portal.refuses_awards.set(Some(status));
        let (archive, summary, _) = rebake(&portal, None);
        let counts = summary.counts;
        assert_eq!((counts.server, counts.failed), (0, 0), "{status}");
        assert_eq!(counts.baked, 1_000 - counts.signed - counts.revoked, "{status}");
        check_all(&portal, &archive);
        assert!(portal.award_puts.borrow().values().all(|times| *times == 1), "{status}");
        assert!(portal.award_puts.borrow().len() <= most_asked, "{status}: a server that breaks is let alone");
        if status == 500 {
            assert!(
                Copy::open(&archive).text("account.csv").contains("The portal broke over baking it anew (HTTP 500).")
            );
        }
    }
}

#[test]
fn a_server_error_half_way_is_met_and_the_rest_is_baked_here() {
    let portal = replaced(1_000, Bakes::Never, &new_picture());
    let breaks: Rule = Box::new(|asked| {
        let number = asked.url.rsplit("assertions/a").next().unwrap_or_default().parse::<usize>();
        (asked.writes && number.is_ok_and(|number| number >= 500)).then(|| Answer::status(500))
    });
    let options = RebakeOptions { badge_class: CLASS.to_owned(), ..RebakeOptions::default() };
    let mut job = Rebake::new(Portal::site(), options);
    let mut host = Host::new(&portal, vec![breaks]);
    let archive = host.carry_out(&mut job).unwrap();
    let counts = job.summary().unwrap().counts;
    assert!(counts.server > 400 && counts.baked > 400 && counts.failed == 0, "{counts:?}");
    check_all(&portal, &archive);
    let asked_in_vain = host.log.iter().filter(|asked| asked.writes).count() as u64 - counts.server;
    assert!(asked_in_vain < 15, "{asked_in_vain}");
}

#[test]
fn an_answer_that_is_lost_is_settled_by_looking() {
    let portal = replaced(60, Bakes::Never, &new_picture());
    let lost: Rule = Box::new(|asked| {
        // Done or not: nobody hears of it.
        (asked.writes && asked.url.ends_with('2')).then_some(Answer::None(Fault::TimedOut))
    });
    let options = RebakeOptions { badge_class: CLASS.to_owned(), ..RebakeOptions::default() };
    let mut job = Rebake::new(Portal::site(), options);
    let mut host = Host::new(&portal, vec![lost]);
    let archive = host.carry_out(&mut job).unwrap();
    check_all(&portal, &archive);
    let mut puts: Vec<&str> = host.log.iter().filter(|asked| asked.writes).map(|asked| asked.url.as_str()).collect();
    let all = puts.len();
    puts.sort_unstable();
    puts.dedup();
    assert_eq!(puts.len(), all, "no award is asked for twice");
}

#[test]
fn order_and_passing_faults_change_nothing_in_the_account() {
    for seed in 0..20 {
        let portal = replaced(150, Bakes::Never, &new_picture());
        portal.refuses_awards.set(Some(405));
        let shaky: Rule =
            Box::new(move |asked| match crate::host::run::random(seed, asked.at + asked.nth as u64) % 9 {
                _ if asked.writes || asked.nth > 2 => None,
                0 => Some(Answer::None(Fault::Unreachable)),
                1 => Some(Answer::status(502)),
                2 => Some(Answer::wait(429, 1)),
                _ => None,
            });
        let options = RebakeOptions { badge_class: CLASS.to_owned(), ..RebakeOptions::default() };
        let mut job = Rebake::new(Portal::site(), options);
        let archive = Host::new(&portal, vec![shaky]).in_order(Order::Shuffled(seed)).carry_out(&mut job).unwrap();
        let summary = job.summary().unwrap();
        assert!(summary.complete, "schedule {seed}: {summary:?}");
        check_all(&portal, &archive);
    }
}

#[test]
fn what_cannot_be_had_is_listed_with_its_reason() {
    let portal = replaced(40, Bakes::Never, &new_picture());
    portal.refuses_awards.set(Some(405));
    let rules: Vec<Rule> = vec![
        Box::new(|asked| asked.url.ends_with("/public/assertions/a11").then(|| Answer::status(404))),
        Box::new(|asked| asked.url.ends_with("/public/assertions/a12").then(|| Answer::ok("<h1>no</h1>"))),
        Box::new(|asked| asked.url.contains("/media/award-13").then_some(Answer::None(Fault::Unreachable))),
    ];
    let options = RebakeOptions { badge_class: CLASS.to_owned(), ..RebakeOptions::default() };
    let mut job = Rebake::new(Portal::site(), options);
    let archive = Host::new(&portal, rules).carry_out(&mut job).unwrap();
    let summary = job.summary().unwrap();
    assert_eq!((summary.counts.failed, summary.complete), (2, false));
    let mut codes: Vec<(&str, &str)> = summary.failures.iter().map(|one| (one.id.as_str(), one.code)).collect();
    codes.sort_unstable();
    assert_eq!(codes, [("a11", "not-found"), ("a12", "not-payload")]);
    let copy = Copy::open(&archive);
    let baked = copy.entries.keys().find(|name| name.contains("-a13.")).unwrap();
    check(&portal, 13, copy.bytes(baked));
}

#[test]
fn a_list_that_breaks_off_is_never_called_complete() {
    let portal = replaced(1_200, Bakes::AtOnce, &new_picture());
    let breaks: Rule = Box::new(|asked| asked.url.contains("cursor=1000").then(|| Answer::status(500)));
    let options = RebakeOptions { badge_class: CLASS.to_owned(), ..RebakeOptions::default() };
    let mut job = Rebake::new(Portal::site(), options);
    let archive = Host::new(&portal, vec![breaks]).carry_out(&mut job).unwrap();
    let summary = job.summary().unwrap();
    assert_eq!((summary.counts.listed, summary.complete), (1_000, false));
    assert!(summary.list_broken.is_some());
    assert!(Copy::open(&archive).text("README.txt").contains("could not be read to its end"));
}

#[test]
fn a_server_whose_own_bake_is_wrong_is_not_believed() {
    // As the fork does it: a hosted 2.0 assertion under the keyword of 3.0.
    let mut portal = replaced(5, Bakes::AtOnce, &new_picture());
    let wrong = {
        let payload = r#"{"type":"OpenBadgeCredential","id":"urn:other"}"#;
        let payload = badgepack::payload::Payload::parse(payload).unwrap();
        image::bake(&portal.picture(), &payload).unwrap().apply(&portal.picture())
    };
    portal.elsewhere.insert(format!("{ORIGIN}/media/award-1-1"), wrong);
    portal.refuses_awards.set(Some(405));
    let (archive, summary, _) = rebake(&portal, None);
    assert_eq!(summary.counts.baked, 1);
    let copy = Copy::open(&archive);
    check(&portal, 1, copy.bytes(copy.within("badges", ".png")[0]));
}

#[test]
fn a_restored_class_is_rebaked_with_its_old_picture() {
    let portal = world();
    let (old, copy) = (portal.picture(), save(&portal));
    replace(&portal, &look(&portal), &draft(&new_picture()));
    replace(&portal, &look(&portal), &find(&portal, copy).unwrap());
    assert_eq!(portal.picture(), old);
    let (archive, summary, _) = rebake(&portal, None);
    assert!(summary.complete);
    check_all(&portal, &archive);
}

#[test]
fn a_class_without_awards_is_an_account_of_none() {
    let portal = replaced(0, Bakes::Never, &new_picture());
    let (archive, summary, _) = rebake(&portal, None);
    assert_eq!((summary.counts.listed, summary.complete), (0, true));
    Copy::open(&archive).check_sums();
}

#[test]
fn the_picture_that_was_sent_stands_in_for_one_that_cannot_be_read() {
    let portal = replaced(6, Bakes::Never, &new_picture());
    let closed = || -> Vec<Rule> {
        vec![Box::new(|asked| asked.url.contains("/media/").then_some(Answer::None(Fault::Unreachable)))]
    };
    let mut job = Rebake::new(
        Portal::site(),
        RebakeOptions {
            badge_class: CLASS.to_owned(),
            picture: Some(Picture::check(&plain()).unwrap()),
            only_here: true,
            ..RebakeOptions::default()
        },
    );
    let archive = Host::new(&portal, closed()).carry_out(&mut job).unwrap();
    let counts = job.summary().unwrap().counts;
    assert_eq!((counts.baked, counts.server, counts.failed, portal.award_puts.borrow().len()), (5, 0, 0, 0));
    check_all(&portal, &archive);
}

#[test]
fn a_record_says_which_server_it_is_from() {
    use badgepack::replace::Server;
    let class = |more: &str| {
        let mut record = json!({ "entityId": "1", "name": "a" });
        record[more] = serde_json::Value::Null;
        Class::of(record).unwrap().server()
    };
    assert_eq!(
        [class("expires"), class("expiration"), class("achievementType")],
        [Server::OpenSource, Server::Mint, Server::Hosted]
    );
}
