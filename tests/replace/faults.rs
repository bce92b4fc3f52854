//! Whatever goes wrong with the one PUT: it is sent once, and what is said afterwards is true.

use super::path::{find, look, replace, replace_some};
use super::portal::{CLASS, Line, ORIGIN, Portal};
use super::sources::{assertion, baked, ways, world};
use super::writing::Kind;
use crate::host::fault::{Answer, Asked, Rule, always};
use crate::host::pictures;
use crate::host::run::Host;
use badgepack::job::Fault;
use badgepack::replace::{Choice, Content, Draft, Ending, Fate, Field, Outcome, Present, Replace, Selection, Wanted};
use serde_json::json;

fn hen(portal: &Portal) -> Draft {
    find(portal, ways()[4].1.clone()).unwrap()
}

/// A replacement at a host with rules of its own.
fn attempt(portal: &Portal, seen: &Present, draft: &Draft, rules: Vec<Rule>, signs_in: bool) -> (Outcome, Vec<Asked>) {
    let picture = seen.picture.as_ref().ok();
    let wanted = Wanted::of(&seen.class, picture, draft, &Selection::all());
    let mut job = Replace::new(Portal::site(), seen.class.clone(), picture.cloned(), wanted).unwrap();
    let mut host = Host::new(portal, rules);
    if signs_in {
        host = host.signing_in_again();
    }
    host.carry_out(&mut job).unwrap();
    (job.outcome().unwrap().clone(), host.log)
}

fn puts(log: &[Asked]) -> usize {
    log.iter().filter(|asked| asked.writes).count()
}

fn is_untouched(portal: &Portal) -> bool {
    portal.class.borrow()["name"] == "Fox, Level 1" && portal.pictures.borrow().len() == 1
}

#[test]
fn a_lost_answer_is_settled_by_reading() {
    for (line, ending) in [
        (Line::CutAfter, Ending::Replaced),
        (Line::Breaks, Ending::Replaced),
        (Line::CutBefore, Ending::NotApplied),
        // The server works on behind a line that is cut.
        (Line::Late(3), Ending::Replaced),
    ] {
        let portal = world();
        portal.line.set(line);
        let seen = look(&portal);
        let outcome = replace(&portal, &seen, &hen(&portal));
        assert_eq!(outcome.ending, ending, "{line:?}: {outcome:?}");
        assert_eq!(outcome.answered, line == Line::Breaks, "{line:?}");
        assert!(outcome.why.is_some(), "{line:?}: what went wrong is told");
        assert_eq!(portal.class_puts.get(), 1, "{line:?}: never twice");
        assert_eq!(is_untouched(&portal), ending == Ending::NotApplied, "{line:?}");
    }
}

#[test]
fn a_lost_answer_and_no_reading_is_unknown() {
    let portal = world();
    portal.line.set(Line::CutAfter);
    let seen = look(&portal);
    let silent: Rule = Box::new(|asked| {
        (asked.url.ends_with(CLASS) && !asked.writes && asked.nth > 1).then_some(Answer::None(Fault::Unreachable))
    });
    let (outcome, log) = attempt(&portal, &seen, &hen(&portal), vec![silent], false);
    assert_eq!((outcome.ending, outcome.class, puts(&log)), (Ending::Unknown, None, 1));
}

#[test]
fn a_gateway_that_gives_up_says_nothing_of_the_server_behind_it() {
    let portal = world();
    let seen = look(&portal);
    let gateway: Rule = Box::new(|asked| asked.writes.then(|| Answer::status(504)));
    let (outcome, log) = attempt(&portal, &seen, &hen(&portal), vec![gateway], false);
    assert_eq!((outcome.ending, outcome.answered, puts(&log)), (Ending::NotApplied, false, 1));
    let readings: Vec<u64> = log.iter().filter(|asked| asked.url.ends_with(CLASS)).map(|asked| asked.at).collect();
    assert!(readings.len() >= 7 && *readings.last().unwrap() > 100_000, "it looks again for a while: {readings:?}");
}

#[test]
fn a_refusal_is_told_in_the_portals_words_and_nothing_has_changed() {
    let refusal = |body: serde_json::Value| Answer::Reply {
        status: 400,
        link: None,
        retry_after: None,
        body: body.to_string().into(),
    };
    for (answer, field, part) in [
        (refusal(json!({ "fieldErrors": { "image": ["Invalid image."] } })), "image", "Invalid image."),
        (refusal(json!({ "fieldErrors": { "image": "Valid image file or data URI required." } })), "image", "data URI"),
        (
            refusal(json!({ "fieldErrors": { "alignments": [{}, { "targetUrl": ["Enter a valid URL."] }] } })),
            "alignments",
            "Enter a valid URL.",
        ),
        (refusal(json!({ "validationErrors": ["left both blank"] })), "", "left both blank"),
        (
            refusal(json!({ "validationErrors": [{ "name": "DUPLICATE", "description": "there is one" }] })),
            "",
            "there is one",
        ),
        (refusal(json!({ "status": { "description": "bad request" } })), "", "bad request"),
        (Answer::status(404), "", "may not change this badge"),
        (Answer::status(403), "", "may not change this badge"),
        (Answer::status(413), "", "larger than the portal takes"),
        (Answer::status(422), "", "HTTP 422"),
    ] {
        let portal = world();
        let seen = look(&portal);
        let no = answer.clone();
        let (outcome, log) = attempt(
            &portal,
            &seen,
            &hen(&portal),
            vec![Box::new(move |asked| asked.writes.then(|| no.clone()))],
            false,
        );
        assert_eq!((outcome.ending, puts(&log)), (Ending::Refused, 1), "{answer:?}");
        let reason = &outcome.reasons[0];
        assert_eq!(reason.field, field, "{answer:?}");
        assert!(reason.text.contains(part), "{answer:?}: {}", reason.text);
        assert!(is_untouched(&portal));
    }
}

#[test]
fn the_servers_own_refusals_are_read() {
    let portal = world();
    portal.class.borrow_mut()["criteriaUrl"] = serde_json::Value::Null;
    let seen = look(&portal);
    // A description of nothing but markup: it is the server who sees that it is blank.
    let draft = Draft::default().with(Field::Description, Content::Text("<b></b>".to_owned()));
    let outcome = replace(&portal, &seen, &draft);
    assert_eq!(outcome.ending, Ending::Refused);
    assert_eq!(outcome.reasons[0].field, "description");
    assert_eq!(outcome.reasons[0].text, "This field may not be blank.");
}

#[test]
fn a_class_that_somebody_changed_meanwhile_is_not_written() {
    let portal = world();
    let (seen, draft) = (look(&portal), hen(&portal));
    portal.class.borrow_mut()["tags"] = json!(["theirs"]);
    let outcome = replace(&portal, &seen, &draft);
    assert_eq!((outcome.ending, portal.class_puts.get()), (Ending::ChangedMeanwhile, 0));
    let tags = &outcome.fields[0];
    assert_eq!((tags.field, &tags.got), (Field::Tags, &Content::Tags(vec!["theirs".to_owned()])));

    for kind in [Kind::OpenSource, Kind::Mint] {
        let portal = world().like(kind);
        let (seen, draft) = (look(&portal), hen(&portal));
        portal.pictures.borrow_mut().push(pictures::png(99));
        if kind == Kind::OpenSource {
            portal.class.borrow_mut()["image"] = json!(format!("{ORIGIN}/media/class-1"));
        }
        let outcome = replace(&portal, &seen, &draft);
        assert_eq!((outcome.ending, portal.class_puts.get()), (Ending::ChangedMeanwhile, 0), "{kind:?}");
        assert_eq!(outcome.fields[0].field, Field::Image, "{kind:?}");
    }
}

#[test]
fn what_somebody_writes_straight_after_is_not_taken_for_ours() {
    let portal = world();
    portal.line.set(Line::CutBefore);
    let (seen, draft) = (look(&portal), hen(&portal));
    // The second reading of the replacement itself: after the PUT that never arrived.
    let theirs = |class: &mut serde_json::Value| {
        for key in ["name", "description", "criteriaUrl", "criteriaNarrative"] {
            class[key] = json!("theirs");
        }
        class["tags"] = json!(["theirs"]);
        class["alignments"] = json!([]);
    };
    *portal.meddling.borrow_mut() = Some((2, Box::new(theirs)));
    let outcome = replace(&portal, &seen, &draft);
    assert_eq!((outcome.ending, outcome.answered), (Ending::Unclear, false), "{outcome:?}");
}

/// A picture encoded anew: other bytes for it, and other pixels.
fn made_anew(_: Vec<u8>) -> Vec<u8> {
    pictures::png(123)
}

#[test]
fn what_the_server_makes_of_it_is_told() {
    let mut portal = world();
    portal.makes = made_anew;
    let (seen, draft) =
        (look(&portal), hen(&portal).with(Field::Description, Content::Text("<b>Knows</b> hens".to_owned())));
    let selection = Selection::all().with(Field::Expires, Choice::Leave);
    let outcome = replace_some(&portal, &seen, &draft, &selection);
    assert_eq!(outcome.ending, Ending::Replaced);
    let fate = |field| outcome.fields.iter().find(|one| one.field == field).unwrap();
    assert_eq!(fate(Field::Name).fate, Fate::AsSent);
    assert_eq!(
        (fate(Field::Description).fate, &fate(Field::Description).got),
        (Fate::Altered, &Content::Text("Knows hens".to_owned()))
    );
    assert_eq!(fate(Field::Image).fate, Fate::Altered);
    let Content::Text(got) = &fate(Field::Image).got else { panic!() };
    assert!(got.starts_with("PNG, 2 × 2, "), "{got}");
}

#[test]
fn yes_without_a_change_is_no_replacement() {
    let portal = world().like(Kind::Mint);
    let seen = look(&portal);
    // This server ignores names that it does not like, and says "ok".
    let draft = Draft::default().with(Field::Name, Content::Text("<i></i>".to_owned()));
    let outcome = replace(&portal, &seen, &draft);
    assert_eq!(outcome.ending, Ending::NotApplied, "{outcome:?}");
    assert_eq!(outcome.fields[0].fate, Fate::Ignored);
}

#[test]
fn what_a_server_wipes_on_the_way_is_told() {
    let portal = world();
    let (seen, draft) = (look(&portal), Draft::default().with(Field::Name, Content::Text("Hen".to_owned())));
    let wipes = |class: &mut serde_json::Value| class["extensions"] = json!({});
    *portal.meddling.borrow_mut() = Some((2, Box::new(wipes)));
    let outcome = replace(&portal, &seen, &draft);
    assert_eq!(outcome.ending, Ending::Replaced);
    let fates: Vec<(Field, Fate)> = outcome.fields.iter().map(|one| (one.field, one.fate)).collect();
    assert_eq!(fates, [(Field::Name, Fate::AsSent), (Field::Others, Fate::Lost)]);
}

#[test]
fn a_token_that_ends_is_renewed_once_and_the_put_is_done_once() {
    let portal = world();
    let seen = look(&portal);
    let expired: Rule = Box::new(|asked| (asked.writes && asked.renewals == 0).then(|| Answer::status(401)));
    let (outcome, log) = attempt(&portal, &seen, &hen(&portal), vec![expired], true);
    assert_eq!((outcome.ending, puts(&log), portal.class_puts.get()), (Ending::Replaced, 2, 1));

    let portal = world();
    let seen = look(&portal);
    let (outcome, log) = attempt(
        &portal,
        &seen,
        &hen(&portal),
        vec![Box::new(|asked| asked.writes.then(|| Answer::status(401)))],
        false,
    );
    assert_eq!((outcome.ending, puts(&log)), (Ending::NotApplied, 1));
    assert!(outcome.why.unwrap().contains("sign in again") && is_untouched(&portal));
}

#[test]
fn too_many_requests_is_waited_for() {
    let portal = world();
    let seen = look(&portal);
    let busy: Rule = Box::new(|asked| (asked.writes && asked.nth < 4).then(|| Answer::wait(429, 7)));
    let (outcome, log) = attempt(&portal, &seen, &hen(&portal), vec![busy], false);
    assert_eq!((outcome.ending, portal.class_puts.get()), (Ending::Replaced, 1));
    let sent: Vec<&Asked> = log.iter().filter(|asked| asked.writes).collect();
    assert!(sent.windows(2).all(|pair| pair[1].at >= pair[0].answered + 7_000), "{sent:?}");
}

#[test]
fn a_class_picture_that_cannot_be_read_stops_the_safety_copy_and_not_the_look() {
    use badgepack::replace::{Look, Save};
    let portal = world();
    let rules = || vec![always("/media/", Answer::None(Fault::Unreachable)), always("/image", Answer::status(404))];
    let mut job = Look::new(Portal::site(), CLASS);
    Host::new(&portal, rules()).carry_out(&mut job).unwrap();
    assert!(job.present().unwrap().picture.is_err());
    let mut job = Save::new(Portal::site(), CLASS, "now");
    assert_eq!(Host::new(&portal, rules()).carry_out(&mut job).unwrap_err().code(), "not-found");
    let mut job = Save::new(Portal::site(), CLASS, "now");
    let rules = vec![always("/media/", Answer::None(Fault::Unreachable))];
    assert!(Host::new(&portal, rules).carry_out(&mut job).is_ok(), "the public page has it, too");
}

#[test]
fn a_class_that_this_account_may_not_see_is_told_so() {
    use badgepack::replace::Look;
    let portal = world();
    let mut job = Look::new(Portal::site(), "other");
    assert_eq!(Host::new(&portal, Vec::new()).carry_out(&mut job).unwrap_err().code(), "no-rights");
}

#[test]
fn a_picture_that_was_cut_on_its_way_is_asked_for_again() {
    let portal = world();
    let part = pictures::png(200)[..40].to_vec();
    let cut: Rule =
        Box::new(move |asked| (asked.url.ends_with("/hen.png") && asked.nth == 1).then(|| Answer::ok(part.clone())));
    let mut job = badgepack::replace::Find::new(Portal::site(), baked(&pictures::png(7), &assertion("2")));
    let mut host = Host::new(&portal, vec![cut]);
    host.carry_out(&mut job).unwrap();
    job.allow(true);
    host.carry_out(&mut job).unwrap();
    assert_eq!(job.draft().unwrap().picture.as_ref().unwrap().1.bytes(), pictures::png(200));
    assert_eq!(host.tries("/hen.png"), 2);
}

#[test]
fn it_can_be_stopped_until_it_writes_and_not_afterwards() {
    use std::cell::Cell;
    use std::rc::Rc;
    for (stops_at, puts, ending) in [(1, 0, None), (2, 1, Some(Ending::Replaced))] {
        let portal = world();
        let (seen, draft) = (look(&portal), hen(&portal));
        let wanted = Wanted::of(&seen.class, None, &draft, &Selection::all());
        let asked = Rc::new(Cell::new(0));
        let job = Replace::new(Portal::site(), seen.class.clone(), None, wanted).unwrap();
        let mut job = job.unless_stopped(move || {
            asked.set(asked.get() + 1);
            asked.get() < stops_at
        });
        let ended = Host::new(&portal, Vec::new()).carry_out(&mut job);
        assert_eq!(ended.err().map(|error| error.code()), ending.is_none().then_some("cancelled"));
        assert_eq!((portal.class_puts.get(), job.outcome().map(|outcome| outcome.ending)), (puts, ending));
    }
}
