//! The whole path, and back again.

use super::path::{find, look, rebake, replace, replace_some, save};
use super::portal::Portal;
use super::sources::{ways, world};
use super::writing::Kind;
use badgepack::replace::{Choice, Content, Ending, Fate, Field, PictureFrom, SafetyCopy, Selection, State, changes};
use serde_json::Value;

/// What people can write, as the portal has it.
fn writable(portal: &Portal) -> Value {
    let mut record = portal.class.borrow().clone();
    record.as_object_mut().unwrap().remove("image");
    record
}

#[test]
fn from_every_source_a_badge_is_replaced_rebaked_and_restored_to_the_byte() {
    for (way, given) in ways() {
        for kind in [Kind::OpenSource, Kind::Mint, Kind::Hosted] {
            let portal = world().like(kind);
            let (before, picture) = (writable(&portal), portal.picture());
            let seen = look(&portal);
            assert_eq!((seen.awards.all, seen.awards.exact), (40, true));
            let draft = find(&portal, given.clone()).unwrap();
            let copy = save(&portal);

            let outcome = replace(&portal, &seen, &draft);
            assert_eq!(outcome.ending, Ending::Replaced, "{way}, {kind:?}: {outcome:?}");
            assert!(outcome.fields.iter().all(|field| field.fate == Fate::AsSent), "{way}, {kind:?}: {outcome:?}");
            assert_eq!(portal.class.borrow()["name"], "Hen");
            assert_eq!(portal.picture(), draft.picture.as_ref().unwrap().1.bytes());
            let expires = if kind == Kind::Mint { "expiration" } else { "expires" };
            for key in ["extensions", expires, "entityId", "achievementType", "course_url"] {
                assert_eq!(portal.class.borrow()[key], before[key], "{way}, {kind:?}: {key} is nobody's to blank");
            }
            let (_, summary, _) = rebake(&portal, None);
            assert_eq!((summary.counts.failed, summary.counts.listed), (0, 40), "{way}, {kind:?}");

            let restore = find(&portal, copy).unwrap();
            assert_eq!(restore.picture.as_ref().unwrap().0, PictureFrom::SafetyCopy);
            let outcome = replace(&portal, &look(&portal), &restore);
            assert_eq!(outcome.ending, Ending::Replaced, "{way}, {kind:?}: {outcome:?}");
            assert_eq!(portal.picture(), picture, "{way}, {kind:?}");
            let after = writable(&portal);
            for (key, value) in before.as_object().unwrap() {
                assert!(same(&after[key], value), "{way}, {kind:?}: {key}: {} is not {value}", after[key]);
            }
        }
    }
}

/// The order of a list is the server's.
fn same(one: &Value, other: &Value) -> bool {
    match (one.as_array(), other.as_array()) {
        (Some(one), Some(other)) => one.len() == other.len() && one.iter().all(|item| other.contains(item)),
        _ => one == other,
    }
}

#[test]
fn a_field_that_was_empty_is_empty_again() {
    let portal = world();
    for key in ["criteriaUrl", "tags", "alignments"] {
        portal.class.borrow_mut()[key] = if key == "criteriaUrl" { Value::Null } else { Value::Array(Vec::new()) };
    }
    portal.class.borrow_mut()["expires"] = serde_json::json!({ "amount": null, "duration": null });
    let (before, copy) = (writable(&portal), save(&portal));
    let draft = find(&portal, ways()[4].1.clone()).unwrap().with(
        Field::Expires,
        Content::read(Field::Expires, &serde_json::json!({ "amount": 3, "duration": "weeks" })).unwrap(),
    );
    replace(&portal, &look(&portal), &draft);
    assert_eq!(portal.class.borrow()["expires"]["amount"], 3);
    let outcome = replace(&portal, &look(&portal), &find(&portal, copy).unwrap());
    assert_eq!(outcome.ending, Ending::Replaced, "{outcome:?}");
    assert_eq!(writable(&portal), before);
}

#[test]
fn what_the_portal_has_learned_since_is_not_blanked_by_an_old_copy() {
    let portal = world();
    let copy = save(&portal);
    portal.class.borrow_mut()["extensions"] = serde_json::json!({});
    portal.class.borrow_mut()["newSetting"] = serde_json::json!({ "on": true });
    let outcome = replace(&portal, &look(&portal), &find(&portal, copy).unwrap());
    assert_eq!(outcome.ending, Ending::Replaced, "{outcome:?}");
    assert!(outcome.fields.iter().all(|field| field.fate == Fate::AsSent), "{outcome:?}");
    assert_eq!(portal.class.borrow()["extensions"]["extensions:X"]["x"], 1.5);
    assert_eq!(portal.class.borrow()["newSetting"]["on"], true);
}

#[test]
fn what_is_left_out_stays_and_what_is_edited_is_as_it_was_written() {
    let portal = world();
    let before = portal.class.borrow().clone();
    let draft = find(&portal, ways()[4].1.clone()).unwrap();
    let selection = Selection::read(&serde_json::json!({
        "name": { "edit": "Hen, Level 2" }, "description": "leave", "image": "leave", "criteriaNarrative": "blank", "tags": "take",
    }))
    .unwrap();
    let outcome = replace_some(&portal, &look(&portal), &draft, &selection);
    assert_eq!(outcome.ending, Ending::Replaced);
    let mut expected = before;
    expected["name"] = "Hen, Level 2".into();
    expected["criteriaNarrative"] = Value::Null;
    expected["tags"] = serde_json::json!(["hen", "farm"]);
    assert_eq!(*portal.class.borrow(), expected);
    assert_eq!(portal.pictures.borrow().len(), 1, "no picture was sent");
}

#[test]
fn the_preview_tells_changed_same_and_absent() {
    let portal = world();
    let seen = look(&portal);
    let picture = seen.picture.as_ref().ok();
    let state = |given: Vec<u8>, field: Field| {
        let draft = find(&portal, given).unwrap();
        changes(&seen.class, picture, &draft).into_iter().find(|change| change.field == field).unwrap().state
    };
    let other = ways()[4].1.clone();
    assert_eq!(state(other.clone(), Field::Name), State::Changed);
    assert_eq!(state(other.clone(), Field::Expires), State::Absent);
    assert_eq!(state(other.clone(), Field::Others), State::Absent);
    assert_eq!(state(other, Field::Image), State::Changed);
    let own = format!("{}/public/badges/{}", super::portal::ORIGIN, super::portal::CLASS);
    for field in [
        Field::Name,
        Field::Description,
        Field::CriteriaUrl,
        Field::CriteriaNarrative,
        Field::Tags,
        Field::Alignments,
        Field::Image,
    ] {
        assert_eq!(state(own.clone().into(), field), State::Same, "{field:?}");
    }
}

#[test]
fn a_safety_copy_is_read_back_to_the_last_byte() {
    let portal = Portal::of(1_203);
    let zip = save(&portal);
    let copy = SafetyCopy::read(&zip).unwrap();
    assert_eq!((copy.awards, copy.picture.bytes()), (1_203, portal.picture().as_slice()));
    let seen = look(&portal);
    let info = copy.info(Some((&seen.class, seen.picture.as_ref().ok())));
    assert_eq!(info.differs, []);
    assert_eq!(save(&portal), zip, "the same class, the same bytes");
    crate::host::copy::Copy::open(&zip).check_sums();
    portal.class.borrow_mut()["tags"] = serde_json::json!(["other"]);
    let seen = look(&portal);
    assert_eq!(copy.info(Some((&seen.class, None))).differs, [Field::Tags]);
    for at in (0..zip.len()).step_by(97) {
        let mut damaged = zip.clone();
        damaged[at] ^= 0x20;
        if let Ok(read) = SafetyCopy::read(&damaged) {
            assert_eq!(read, copy, "byte {at} says something of nothing that is read");
        }
    }
    for cut in [0, 1, zip.len() / 2, zip.len() - 1] {
        assert_eq!(SafetyCopy::read(&zip[..cut]).unwrap_err().code(), "bad-copy");
    }
}

#[test]
fn nothing_is_sent_that_would_change_nothing_or_is_not_fit() {
    use badgepack::replace::{Replace, Wanted};
    let portal = world();
    let seen = look(&portal);
    let draft = find(&portal, ways()[4].1.clone()).unwrap();
    let attempt = |selection: Selection| {
        let wanted = Wanted::of(&seen.class, None, &draft, &selection);
        Replace::new(Portal::site(), seen.class.clone(), None, wanted).err().map(|error| error.to_string())
    };
    let edit = |field, text: &str| Selection::default().with(field, Choice::Edit(Content::Text(text.to_owned())));
    for (selection, part) in [
        (Selection::default(), "nothing would change"),
        (Selection::default().with(Field::Name, Choice::Blank), "A badge has to have a name"),
        (edit(Field::Description, " "), "Portals ask for a description"),
        (edit(Field::Name, "Hen\u{202e}"), "U+202E"),
        (edit(Field::CriteriaUrl, "javascript:a"), "is no web address"),
        (edit(Field::CriteriaNarrative, "[a](javascript:b)"), "a link that would run something"),
        (
            Selection::default().with(Field::CriteriaUrl, Choice::Blank).with(Field::CriteriaNarrative, Choice::Blank),
            "Portals ask for criteria",
        ),
    ] {
        let said = attempt(selection).unwrap();
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(attempt(edit(Field::CriteriaUrl, "http://plain.example/")), None, "that is only warned of");
}
