//! The laws of the model: what is written is read as it was, and nothing that a source says is lost.

use super::almost;
use super::made;
use super::samples;
use badgepack::badge::{Badge, Document};
use badgepack::payload::{Payload, Version};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every scalar in JSON that says something, as text.
fn leaves(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Array(all) => all.iter().for_each(|value| leaves(value, out)),
        Value::Object(fields) => fields.values().for_each(|value| leaves(value, out)),
        Value::String(text) => drop(out.insert(text.clone())),
        other => drop(out.insert(other.to_string())),
    }
}

/// What a document would be written as in its own version.
fn written(document: &Document) -> Vec<Value> {
    match document {
        Document::Badge(badge) => vec![badge.write(badge.version)],
        Document::List(all) => vec![all.iter().flat_map(written).collect()],
        Document::Class(_) | Document::Issuer(_) | Document::Record(_) => {
            vec![document.write(Version::V2_0), document.write(Version::V3_0)]
        }
        Document::Unknown(_) => vec![document.write(Version::V2_0)],
    }
}

/// A document in its own version.
fn in_its_own(document: &Document) -> Value {
    match document {
        Document::Badge(badge) => badge.write(badge.version),
        Document::List(all) => all.iter().map(in_its_own).collect(),
        Document::Record(_) => document.write(Version::V3_0),
        Document::Class(_) | Document::Issuer(_) | Document::Unknown(_) => document.write(Version::V2_0),
    }
}

/// What a source says and its document does not.
fn lost(source: &Value) -> Vec<String> {
    let (mut said, mut kept) = (BTreeSet::new(), BTreeSet::new());
    leaves(source, &mut said);
    written(&Document::of(source.clone())).iter().for_each(|value| leaves(value, &mut kept));
    let is_kept = |leaf: &String| {
        kept.contains(leaf)
            // Whole Unix seconds are written as the date that they are.
            || leaf.trim_end_matches(".0").parse().ok().is_some_and(|at| jiff::Timestamp::from_second(at).is_ok_and(|at| kept.contains(&at.to_string())))
            // A badge of an older version is written with the context of 2.0.
            || leaf.starts_with("https://w3id.org/openbadges/") || leaf.starts_with("https://www.w3.org/2018/")
    };
    said.into_iter().filter(|leaf| !is_kept(leaf)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_badge_of_2_0_is_read_as_it_was_written(badge in made::badge(Version::V2_0)) {
        prop_assert_eq!(Document::of(badge.write(Version::V2_0)), Document::Badge(badge));
    }

    #[test]
    fn a_badge_of_3_0_is_read_as_it_was_written(badge in made::badge(Version::V3_0)) {
        let written = badge.write(Version::V3_0);
        let payload = Payload::parse(&written.to_string()).unwrap();
        prop_assert_eq!(Badge::read(&payload), Some(badge.clone()));
        prop_assert_eq!(Document::of(written), Document::Badge(badge));
    }

    #[test]
    fn a_badge_says_the_same_in_the_other_version(badge in made::badge(Version::V2_0)) {
        let Document::Badge(read) = Document::of(badge.write(Version::V3_0)) else {
            return Err(TestCaseError::fail("no badge"));
        };
        prop_assert_eq!(read.version, Version::V3_0);
        prop_assert_eq!(
            (&read.id, &read.class, &read.recipients, &read.issued, &read.expires, &read.evidence, &read.narrative),
            (&badge.id, &badge.class, &badge.recipients, &badge.issued, &badge.expires, &badge.evidence, &badge.narrative)
        );
        let Document::Badge(back) = Document::of(read.write(Version::V2_0)) else {
            return Err(TestCaseError::fail("no badge"));
        };
        prop_assert_eq!((back.version, &back.class, &back.recipients), (Version::V2_0, &badge.class, &badge.recipients));
    }

    #[test]
    fn nothing_that_a_source_says_is_lost(source in almost::almost()) {
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }

    #[test]
    fn what_was_written_is_read_alike(source in almost::almost()) {
        let once = Document::of(in_its_own(&Document::of(source)));
        prop_assert_eq!(Document::of(in_its_own(&once)), once);
    }

    #[test]
    fn any_json_is_some_document(source in almost::json()) {
        let document = Document::of(source.clone());
        let _ = (document.title(), document.issuer_name(), document.is_of("nobody@example.org"));
        prop_assert_eq!(lost(&source), Vec::<String>::new());
    }
}

#[test]
fn nothing_that_the_samples_say_is_lost() {
    for (name, source) in samples::sources() {
        assert_eq!(lost(&source), Vec::<String>::new(), "{name}");
    }
}
