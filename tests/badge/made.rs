//! Badges with every field, made at random.

use super::almost::json;
use badgepack::badge::*;
use badgepack::payload::Version;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// A badge of one version, with anything in any field.
pub fn badge(version: Version) -> impl Strategy<Value = Badge> {
    let who = (linked(class()), linked(profile()), vec(recipient(), 0..3));
    let when = (option::of(date()), option::of(date()), option::of(date()));
    let said = (text(), text(), text(), vec(evidence(), 0..3), option::of(image()));
    let rest = (option::of(url()), any::<bool>(), option::of(word()), more(), proof(version));
    (who, when, said, rest).prop_map(move |(who, when, said, rest)| {
        let (id, revoked, revocation_reason, mut more, (proof, raw)) = rest;
        more.extend(raw);
        Badge {
            version,
            id,
            name: said.0,
            description: said.1,
            class: who.0,
            issuer: who.1,
            recipients: who.2,
            issued: when.0,
            awarded: when.1,
            expires: when.2,
            narrative: said.2,
            evidence: said.3,
            image: said.4,
            revoked,
            revocation_reason,
            proof,
            more,
        }
    })
}

/// What a badge says of its proof, and where it says so; with types and contexts of its own.
fn proof(version: Version) -> BoxedStrategy<(Proof, Map<String, Value>)> {
    let fields = |fields: Value| fields.as_object().unwrap().clone();
    if version == Version::V3_0 {
        let proofs = json!([{"type": "DataIntegrityProof", "cryptosuite": "a", "verificationMethod": "did:web:b#c"}]);
        let key = Key { suite: Some("a".into()), key: Some("did:web:b#c".into()), created: None };
        select(vec![
            (Proof::None, Map::new()),
            (Proof::None, fields(json!({"credentialSubject": {"role": "baker", "type": ["AchievementSubject", "x"]}}))),
            (Proof::None, fields(json!({"type": ["VerifiableCredential", "AchievementCredential"]}))),
            (Proof::Embedded { proofs: vec![key] }, fields(json!({ "proof": proofs }))),
        ])
        .boxed()
    } else {
        let context = json!(["https://w3id.org/openbadges/v2", "https://example.org/context"]);
        let hosted = json!({"verification": {"type": "HostedBadge", "url": "https://a/"}, "@context": context});
        let signed = json!({"verification": {"type": ["x"]}, "verify": {"type": "signed"}, "type": ["Assertion", "x"]});
        select(vec![
            (Proof::None, Map::new()),
            (Proof::Hosted { url: Some("https://a/".into()) }, fields(hosted)),
            (Proof::None, fields(signed)),
        ])
        .boxed()
    }
}

fn class() -> impl Strategy<Value = BadgeClass> {
    let said = (text(), text(), vec(criteria(), 0..3), option::of(image()));
    let rest = (linked(profile()), vec(alignment(), 0..3), vec(word(), 0..3));
    let words = (option::of(url()), option::of(word()), option::of(word()), option::of(word()), more());
    (said, rest, words).prop_map(|(said, rest, words)| BadgeClass {
        id: words.0,
        name: said.0,
        description: said.1,
        criteria: said.2,
        image: said.3,
        issuer: rest.0,
        alignments: rest.1,
        tags: rest.2,
        kind: words.1,
        version: words.2,
        language: words.3,
        more: words.4,
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    let words = (option::of(url()), option::of(url()), option::of(word()), option::of(word()));
    (words, text(), text(), option::of(image()), more()).prop_map(|(words, name, description, image, more)| Profile {
        id: words.0,
        name,
        url: words.1,
        email: words.2,
        phone: words.3,
        description,
        image,
        more,
    })
}

fn recipient() -> impl Strategy<Value = Recipient> {
    let kind = select(vec!["email", "url", "telephone", "id", "studentId"]);
    (word(), kind, any::<bool>(), option::of(word()), more()).prop_map(|(identity, kind, hashed, salt, more)| {
        Recipient { identity: Some(identity), kind: Some(kind.to_owned()), hashed, salt, more }
    })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let words = (option::of(url()), option::of(word()), option::of(word()));
    (words, text(), text(), text(), more()).prop_map(|(words, name, narrative, description, more)| Evidence {
        url: words.0,
        name,
        narrative,
        description,
        genre: words.1,
        audience: words.2,
        more,
    })
}

fn alignment() -> impl Strategy<Value = Alignment> {
    let words = (option::of(url()), option::of(word()), option::of(word()));
    (words, text(), text(), more()).prop_map(|(words, name, description, more)| Alignment {
        name,
        url: words.0,
        description,
        framework: words.1,
        code: words.2,
        more,
    })
}

fn criteria() -> impl Strategy<Value = Criteria> {
    (url(), text(), text(), more()).prop_map(|(url, name, narrative, more)| Criteria {
        url: Some(url),
        name,
        narrative,
        more,
    })
}

fn image() -> impl Strategy<Value = Image> {
    (url(), option::of(word()), more()).prop_map(|(url, caption, more)| Image { url: Some(url), caption, more })
}

fn linked<T: Clone + std::fmt::Debug>(part: impl Strategy<Value = T>) -> impl Strategy<Value = Linked<T>> {
    (0..3, url(), part).prop_map(|(which, url, part)| match which {
        0 => Linked::Absent,
        1 => Linked::Linked(url),
        _ => Linked::Inline(part),
    })
}

fn text() -> impl Strategy<Value = Text> {
    let language = select(vec![None, Some("en"), Some("de"), Some("pt-BR")]);
    let phrase = (language, word()).prop_map(|(language, text)| Phrase { language: language.map(str::to_owned), text });
    vec(phrase, 0..3).prop_map(Text)
}

/// Any text but none.
fn word() -> impl Strategy<Value = String> {
    ".{1,12}"
}

fn url() -> impl Strategy<Value = String> {
    "(https://example\\.org/[a-z]{1,9}|did:web:[a-z]{1,9}|data:image/png;base64,[A-Z]{4})"
}

fn date() -> impl Strategy<Value = String> {
    select(vec!["2024-02-29T12:00:00Z", "2024-02-29", "2024-02-29T12:00:00.5+01:00", "yesterday"])
        .prop_map(str::to_owned)
}

/// Fields that no standard has.
fn more() -> impl Strategy<Value = Map<String, Value>> {
    btree_map("(x-[a-z]|extensions:[A-Z])", json(), 0..3).prop_map(|fields| fields.into_iter().collect())
}
