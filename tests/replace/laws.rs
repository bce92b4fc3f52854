//! Rules that hold for every class.

use badgepack::replace::{Class, Content, Draft, Field, Selection, Wanted, body};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn text() -> impl Strategy<Value = Value> {
    prop_oneof![Just(Value::Null), "[a-z<&\"é]{0,12}".prop_map(Value::from)]
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), any::<i32>().prop_map(Value::from), text()];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            proptest::collection::btree_map("[a-zA-Z:]{1,8}", inner, 0..3).prop_map(|map| json!(map)),
        ]
    })
}

prop_compose! {
    fn record()(
        name in "[A-Za-zé ]{1,12}[a-z]", description in "[a-z <&]{0,20}[a-z]", url in text(), narrative in text(),
        tags in proptest::collection::vec("[a-z]{1,6}", 0..4),
        alignments in proptest::collection::vec(("[a-z]{1,6}", "[a-z]{1,6}", text()), 0..3),
        expires in prop_oneof![Just(Value::Null), Just(json!({"amount": null, "duration": null})), (1..99u64).prop_map(|n| json!({"amount": n, "duration": "weeks"}))],
        more in proptest::collection::btree_map("[b-z][a-zA-Z]{3,8}X", anything(), 0..5),
        kind in 0..3,
    ) -> Value {
        let alignments: Vec<Value> = alignments.iter().map(|(name, code, url)| json!({"targetName": name, "targetCode": code, "targetUrl": url, "displayAsSkill": true})).collect();
        let mut record = json!({
            "entityType": "BadgeClass", "entityId": "e", "openBadgeId": "https://a.example/e", "image": "https://a.example/e.png", "createdAt": "2024",
            "name": name, "description": description, "criteriaUrl": url, "criteriaNarrative": narrative, "tags": tags, "alignments": alignments,
        });
        match kind {
            0 => record["expires"] = expires,
            1 => { record["expiration"] = json!(7); record["course_url"] = json!("https://a.example"); }
            _ => { record["expires"] = expires; record["achievementType"] = json!("Badge"); record["id"] = json!("65"); }
        }
        record.as_object_mut().unwrap().extend(more);
        record
    }
}

const FIXED: [&str; 6] = ["entityType", "entityId", "openBadgeId", "image", "createdAt", "id"];

/// A body without what is only said for the servers' sake.
fn fields(body: &Value) -> Map<String, Value> {
    let mut fields = body.as_object().unwrap().clone();
    fields.remove("imageFrame");
    fields.remove("image");
    if fields.contains_key("expiration") {
        fields.remove("expires");
    }
    fields
}

proptest! {
    #[test]
    fn what_is_not_chosen_is_sent_back_letter_for_letter(record in record()) {
        let class = Class::of(record.clone()).unwrap();
        let sent = body(&class, &Wanted::of(&class, None, &Draft::default(), &Selection::all()));
        let mut expected = record.as_object().unwrap().clone();
        for key in FIXED {
            expected.remove(key);
        }
        let empty = |key: &str| expected[key].as_str().is_none_or(|text| text.trim().is_empty());
        if empty("criteriaUrl") && empty("criteriaNarrative") {
            expected.remove("criteriaUrl");
            expected.remove("criteriaNarrative");
        }
        prop_assert_eq!(fields(&sent), expected);
    }

    #[test]
    fn one_field_is_changed_and_no_other(record in record(), name in "[A-Z][a-z]{0,8}", tags in proptest::collection::vec("[A-Z]{1,6}", 1..4)) {
        let class = Class::of(record).unwrap();
        let before = fields(&body(&class, &Wanted::of(&class, None, &Draft::default(), &Selection::all())));
        for (field, content) in [(Field::Name, Content::Text(name.clone())), (Field::Tags, Content::Tags(tags.clone()))] {
            let draft = Draft::default().with(field, content);
            let mut after = fields(&body(&class, &Wanted::of(&class, None, &draft, &Selection::all())));
            prop_assert!(after.contains_key(field.key()));
            after.insert(field.key().to_owned(), before[field.key()].clone());
            prop_assert_eq!(&after, &before);
        }
    }

    #[test]
    fn an_absent_field_blanks_nothing_and_an_empty_draft_wants_nothing(record in record()) {
        let class = Class::of(record).unwrap();
        prop_assert!(Wanted::of(&class, None, &Draft::default(), &Selection::all()).is_nothing());
    }

    #[test]
    fn any_json_is_a_draft_or_is_refused(value in anything(), key in prop_oneof![Just("badge"), Just("criteria"), Just("credentialSubject"), Just("type")]) {
        let given = json!({ key: value, "name": "x", "criteria": value }).to_string();
        // Nobody answers: it ends with what there is, or says why not.
        let _ = super::path::find(&super::portal::Portal::of(0), given);
    }
}
