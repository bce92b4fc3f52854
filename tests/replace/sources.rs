//! Whatever was given: what it says, whose it is, and what of it cannot be used.

use super::path::find;
use super::portal::{CLASS, ORIGIN, Portal};
use crate::host::pictures;
use badgepack::image::{self, Format};
use badgepack::payload::Payload;
use badgepack::replace::{Content, Draft, Field, Picture, PictureFrom, Weight};
use serde_json::{Value, json};

pub const ELSEWHERE: &str = "https://other.example";
const RECIPIENT: &str = "somebody@example.org";

/// A portal, and another site with a badge in each version.
pub fn world() -> Portal {
    let mut portal = Portal::of(40);
    let mut put = |path: &str, body: Vec<u8>| portal.elsewhere.insert(format!("{ELSEWHERE}{path}"), body);
    let json = |value: Value| value.to_string().into_bytes();
    put("/hen.png", pictures::png(200));
    put("/hen.svg", pictures::svg("Hen"));
    put(
        "/issuer",
        json(
            json!({ "type": "Issuer", "id": format!("{ELSEWHERE}/issuer"), "name": "Henhouse", "url": ELSEWHERE, "email": "a@other.example" }),
        ),
    );
    put(
        "/class/1",
        json(json!({
            "name": "Hen", "description": "Knows hens.", "image": format!("{ELSEWHERE}/hen.png"), "criteria": format!("{ELSEWHERE}/criteria"),
            "tags": ["hen", "farm"], "alignment": [{ "name": "Farming", "url": "https://std.example/1" }], "issuer": format!("{ELSEWHERE}/issuer"),
        })),
    );
    put(
        "/class/2",
        json(json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass", "id": format!("{ELSEWHERE}/class/2"), "name": "Hen", "description": "Knows hens.",
            "image": { "id": format!("{ELSEWHERE}/hen.png"), "caption": "a hen" }, "criteria": { "id": format!("{ELSEWHERE}/criteria"), "narrative": "Feed *them*." },
            "tags": ["hen", "farm"], "alignment": { "targetName": "Farming", "targetUrl": "https://std.example/1", "targetCode": "F1" },
            "issuer": format!("{ELSEWHERE}/issuer"), "license": "CC-BY-4.0",
        })),
    );
    put("/award/1", assertion("1").into());
    put("/award/2", assertion("2").into());
    put("/award/3", credential().into());
    portal
}

/// A hosted assertion of 1.1 or 2.0.
pub fn assertion(version: &str) -> String {
    let (id, badge) = (format!("{ELSEWHERE}/award/{version}"), format!("{ELSEWHERE}/class/{version}"));
    let recipient = json!({ "type": "email", "hashed": false, "identity": RECIPIENT });
    match version {
        "1" => json!({
            "@context": "https://w3id.org/openbadges/v1", "type": "Assertion", "uid": "a", "id": id, "badge": badge, "recipient": recipient,
            "verify": { "type": "hosted", "url": id }, "issuedOn": "2015-01-01",
        }),
        _ => json!({
            "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": id, "badge": badge, "recipient": recipient,
            "verification": { "type": "HostedBadge" }, "issuedOn": "2020-01-01T00:00:00Z", "image": format!("{ELSEWHERE}/nowhere.png"),
        }),
    }
    .to_string()
}

/// A credential of 3.0 with all in it.
pub fn credential() -> String {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "type": ["VerifiableCredential", "OpenBadgeCredential"], "id": "urn:uuid:1", "validFrom": "2024-01-01T00:00:00Z",
        "issuer": { "type": ["Profile"], "id": format!("{ELSEWHERE}/issuer"), "name": "Henhouse", "url": ELSEWHERE },
        "credentialSubject": { "type": ["AchievementSubject"], "id": format!("mailto:{RECIPIENT}"), "achievement": {
            "id": "urn:uuid:2", "type": ["Achievement"], "name": "Hen", "description": "Knows hens.",
            "criteria": { "id": format!("{ELSEWHERE}/criteria"), "narrative": "Feed *them*." }, "image": { "id": format!("{ELSEWHERE}/hen.png"), "type": "Image" },
            "tag": ["hen", "farm"], "alignment": [{ "type": ["Alignment"], "targetName": "Farming", "targetUrl": "https://std.example/1", "targetCode": "F1" }],
        } },
        "proof": [{ "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z" }],
    })
    .to_string()
}

pub fn baked(picture: &[u8], text: &str) -> Vec<u8> {
    image::bake(picture, &Payload::parse(text).unwrap()).unwrap().apply(picture)
}

fn text(draft: &Draft, field: Field) -> &str {
    match draft.content(field) {
        Some(Content::Text(text)) => text,
        other => panic!("{field:?}: {other:?}"),
    }
}

fn warnings(draft: &Draft) -> Vec<&str> {
    draft.notes.iter().filter(|note| note.weight != Weight::Told).map(|note| note.text.as_str()).collect()
}

/// Every way to give a badge: picture, address, JSON; of each version.
pub fn ways() -> Vec<(String, Vec<u8>)> {
    let mut ways: Vec<(String, Vec<u8>)> = Vec::new();
    for (version, text) in [("1.x", assertion("1")), ("2.0", assertion("2")), ("3.0", credential())] {
        let url = format!("{ELSEWHERE}/award/{}", &version[..1]);
        ways.push((format!("{version} PNG"), baked(&pictures::png(7), &text)));
        ways.push((format!("{version} SVG"), baked(&pictures::svg("an award"), &text)));
        ways.push((format!("{version} address"), url.into()));
        ways.push((format!("{version} JSON"), text.into()));
    }
    ways.push((
        "an address in a PNG, as of 2011".to_owned(),
        baked(&pictures::png(7), &format!("{ELSEWHERE}/award/1")),
    ));
    ways.push(("the address of a class".to_owned(), format!("{ELSEWHERE}/class/2").into()));
    ways
}

#[test]
fn every_version_in_every_form_says_the_same() {
    let portal = world();
    for (way, given) in ways() {
        let draft = find(&portal, given).unwrap_or_else(|error| panic!("{way}: {error}"));
        assert_eq!(text(&draft, Field::Name), "Hen", "{way}");
        assert_eq!(text(&draft, Field::Description), "Knows hens.", "{way}");
        assert_eq!(text(&draft, Field::CriteriaUrl), format!("{ELSEWHERE}/criteria"), "{way}");
        assert_eq!(
            draft.content(Field::Tags),
            Some(&Content::Tags(vec!["hen".to_owned(), "farm".to_owned()])),
            "{way}"
        );
        assert_eq!(draft.content(Field::Expires), None, "{way}: no version says it");
        let Some(Content::Alignments(all)) = draft.content(Field::Alignments) else { panic!("{way}") };
        assert_eq!(
            (all[0].text("targetName"), all[0].text("targetUrl")),
            ("Farming", "https://std.example/1"),
            "{way}"
        );
        let (from, picture) = draft.picture.as_ref().unwrap();
        assert_eq!((*from, picture.bytes()), (PictureFrom::Class, pictures::png(200).as_slice()), "{way}");
        assert_eq!(draft.rights.issuer, "Henhouse", "{way}");
        assert_eq!(warnings(&draft), Vec::<&str>::new(), "{way}");
    }
    let licence = find(&portal, format!("{ELSEWHERE}/award/2")).unwrap().rights.licence;
    assert_eq!(licence.as_deref(), Some("CC-BY-4.0"));
}

#[test]
fn without_the_class_picture_the_award_gives_its_own_and_nothing_of_its_recipient() {
    let mut portal = world();
    portal.elsewhere.remove(&format!("{ELSEWHERE}/hen.png"));
    for (picture, format) in [(pictures::png(7), Format::Png), (pictures::svg("an award"), Format::Svg)] {
        for version in [assertion("1"), assertion("2"), credential()] {
            let draft = find(&portal, baked(&picture, &version)).unwrap();
            let (from, taken) = draft.picture.as_ref().unwrap();
            assert_eq!((*from, taken.format()), (PictureFrom::Award, format));
            assert_eq!(taken.bytes(), picture);
            assert!(!String::from_utf8_lossy(taken.bytes()).contains(RECIPIENT));
            assert_eq!(warnings(&draft).len(), 1, "{:?}", draft.notes);
        }
    }
    let draft = find(&portal, assertion("2")).unwrap();
    assert_eq!(draft.picture, None);
}

#[test]
fn what_an_awards_picture_says_besides_its_drawing_goes_and_is_told() {
    let mut portal = world();
    portal.elsewhere.remove(&format!("{ELSEWHERE}/hen.png"));
    let (bare, vector) = (pictures::png(7), String::from_utf8(pictures::svg("Hen")).unwrap());
    let speaking = vector.replace("<rect", "<metadata>Ada Somebody</metadata><!-- Ada Somebody --><rect");
    for (picture, plain, said) in [
        (pictures::speaking(&bare, "Ada Somebody"), bare.clone(), "tEXt Author, iTXt XML:com.adobe.xmp, eXIf."),
        (speaking.into_bytes(), vector.clone().into_bytes(), "<metadata>, <!-- Ada Somebody -->."),
    ] {
        let draft = find(&portal, baked(&picture, &assertion("2"))).unwrap();
        let (from, taken) = draft.picture.as_ref().unwrap();
        assert_eq!((*from, taken.bytes()), (PictureFrom::Award, plain.as_slice()));
        let told = draft.notes.iter().find(|note| note.text.contains("besides its drawing")).unwrap();
        assert!(told.text.ends_with(said), "{}", told.text);
        // The same where the award names its picture by an address, whether or not that one is baked.
        portal.elsewhere.insert(format!("{ELSEWHERE}/nowhere.png"), picture.clone());
        let by_address = find(&portal, assertion("2")).unwrap().picture.unwrap();
        assert_eq!((by_address.0, by_address.1.bytes()), (PictureFrom::Award, plain.as_slice()));
        portal.elsewhere.remove(&format!("{ELSEWHERE}/nowhere.png"));
        // A class's picture keeps what its designer wrote.
        assert_eq!(Picture::check(&picture).unwrap().bytes(), picture);
    }
}

#[test]
fn a_class_that_names_an_awarded_picture_gives_no_personal_data() {
    let mut portal = world();
    portal.elsewhere.insert(format!("{ELSEWHERE}/hen.png"), baked(&pictures::png(9), &assertion("2")));
    let draft = find(&portal, format!("{ELSEWHERE}/class/2")).unwrap();
    let (from, picture) = draft.picture.unwrap();
    assert_eq!((from, picture.bytes()), (PictureFrom::Award, pictures::png(9).as_slice()));
}

#[test]
fn the_portals_own_records_say_everything() {
    let portal = world();
    let record = portal.class.borrow().to_string();
    for given in [record.clone(), format!("{{\"status\": {{}}, \"result\": [{record}]}}")] {
        let draft = find(&portal, given).unwrap();
        assert!(matches!(draft.content(Field::Expires), Some(Content::Expires(Some(_)))));
        assert_eq!(text(&draft, Field::CriteriaNarrative), "## Do\n\n1. look\n2. listen");
    }
    let address = find(&portal, format!("{ORIGIN}/public/badges/{CLASS}")).unwrap();
    assert_eq!(text(&address, Field::Name), "Fox, Level 1");
}

#[test]
fn the_first_version_names_places_at_its_issuers_origin() {
    let old = json!({
        "recipient": "a@example.org", "issued_on": "2011-09-01", "badge": { "version": "0.5.0", "name": "Hen", "image": "/hen.png", "description": "Knows hens.",
        "criteria": "/criteria", "issuer": { "origin": ELSEWHERE, "name": "Henhouse", "contact": "a@other.example" } },
    });
    let draft = find(&world(), old.to_string()).unwrap();
    assert_eq!(text(&draft, Field::CriteriaUrl), format!("{ELSEWHERE}/criteria"));
    assert_eq!(draft.picture.unwrap().1.bytes(), pictures::png(200));
    assert_eq!(draft.rights.version, Some("0.5"));
}

#[test]
fn criteria_in_parts_are_joined() {
    let class = json!({ "type": "BadgeClass", "name": "Hen", "criteria": { "narrative": [{ "name": "Look", "description": "at hens" }, { "name": "", "description": "feed" }] } });
    assert_eq!(
        text(&find(&world(), class.to_string()).unwrap(), Field::CriteriaNarrative),
        "### Look\n\nat hens\n\nfeed"
    );
}

#[test]
fn the_awards_own_words_are_no_criteria() {
    let mut credential: Value = serde_json::from_str(&credential()).unwrap();
    credential["credentialSubject"]["narrative"] = json!("Well done, Ada!");
    credential["credentialSubject"]["achievement"]["criteria"] = json!({ "narrative": "Well done, Ada!" });
    credential["credentialSubject"]["achievement"]["id"] = json!(format!("{ELSEWHERE}/class/2"));
    let draft = find(&world(), credential.to_string()).unwrap();
    assert_eq!(text(&draft, Field::CriteriaNarrative), "Feed *them*.");
}

#[test]
fn what_is_no_badge_is_refused_in_plain_words() {
    let portal = world();
    let mut elsewhere = world();
    elsewhere.elsewhere.insert(format!("{ELSEWHERE}/page"), b"<!doctype html><p>hello".to_vec());
    for (given, code) in [
        (pictures::png(1), "no-badge"),
        (pictures::svg("only a class"), "no-badge"),
        (b"{\"hello\": \"world\"}".to_vec(), "not-a-badge"),
        (b"[]".to_vec(), "not-a-badge"),
        (b"hello".to_vec(), "not-a-badge"),
        (b"\xff\xd8\xff\xe0".to_vec(), "not-a-badge"),
        (b"<!doctype html>".to_vec(), "web-page"),
        (b"PK\x03\x04".to_vec(), "bad-copy"),
        (format!("{ELSEWHERE}/issuer").into(), "an-issuer"),
        (format!("{ELSEWHERE}/hen.png").into(), "no-badge"),
        (format!("{ELSEWHERE}/page").into(), "badge-page"),
        (format!("{ORIGIN}/nothing").into(), "not-found"),
        (b"https://gone.example/award".to_vec(), "cross-origin"),
        (b"http://plain.example/award".to_vec(), "not-encrypted"),
        (b"javascript:alert(1)".to_vec(), "bad-address"),
        (b"data:application/json,{}".to_vec(), "bad-address"),
        (format!("[{}, {}]", assertion("1"), credential()).into(), "several-badges"),
    ] {
        let shown = String::from_utf8_lossy(&given).into_owned();
        let error = find(&elsewhere, given).unwrap_err();
        assert_eq!(error.code(), code, "{shown}");
    }
    assert_eq!(find(&portal, "plain.example/award").unwrap_err().code(), "cross-origin");
}

#[test]
fn a_class_that_cannot_be_read_leaves_what_the_award_says() {
    let mut portal = world();
    portal.elsewhere.remove(&format!("{ELSEWHERE}/class/2"));
    assert_eq!(find(&portal, assertion("2")).unwrap_err().code(), "unreachable");
    let mut whole: Value = serde_json::from_str(&assertion("2")).unwrap();
    whole["badge"] = json!({ "type": "BadgeClass", "id": format!("{ELSEWHERE}/class/2"), "name": "Hen" });
    let draft = find(&portal, whole.to_string()).unwrap();
    assert_eq!(text(&draft, Field::Name), "Hen");
    assert!(warnings(&draft)[0].starts_with("The badge's class could not be read"), "{:?}", draft.notes);
}

#[test]
fn tricks_in_texts_and_pictures_are_taken_out_and_told() {
    let mut portal = world();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='steal()'><script>steal()</script><g/></svg>";
    portal.elsewhere.insert(format!("{ELSEWHERE}/bad.svg"), svg.into());
    let class = json!({
        "type": "BadgeClass", "name": "Hen\u{202e}xof\u{200b}", "description": "Knows hens.", "image": format!("{ELSEWHERE}/bad.svg"),
        "criteria": "javascript:steal()", "tags": ["a\u{2066}b", ""], "alignment": [{ "targetName": "x", "targetUrl": "javascript:steal()" }],
    });
    let draft = find(&portal, class.to_string()).unwrap();
    assert_eq!(text(&draft, Field::Name), "Henxof");
    assert_eq!(draft.content(Field::CriteriaUrl), None);
    assert_eq!(draft.content(Field::Alignments), None);
    assert_eq!(draft.content(Field::Tags), Some(&Content::Tags(vec!["ab".to_owned()])));
    let told = warnings(&draft).join("\n");
    for part in ["U+202E, U+200B", "U+2066", "“javascript:steal()” is no web address. It was left out."] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let (_, picture) = draft.picture.unwrap();
    assert_eq!(picture.bytes(), b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>");
    let removed: Vec<&str> = picture.removed().iter().map(|one| one.what.as_str()).collect();
    assert_eq!(removed, ["onload=\"steal()\"", "<script>"]);
}
