//! A learner portal as `www/portals/navigatr-like.json` describes it, and an invented account.

use super::fault::Answer;
use super::pictures;
use super::run::Plays;
use badgepack::export::{Export, Options, Source};
use badgepack::image;
use badgepack::payload::Payload;
use badgepack::portal::{Described, Portal, Site};
use base64ct::{Base64UrlUnpadded, Encoding};
use std::collections::BTreeMap;

pub const ORIGIN: &str = "https://portal.example";
pub const DESCRIPTION: &str = include_str!("../../www/portals/navigatr-like.json");
pub const EXPORTED_AT: &str = "2026-11-21T18:00:00Z";
/// What the account says of equality, and nobody else should.
pub const SPECIAL: &str = "canary-of-a-special-category";

/// An account: what is at each path.
pub struct Account {
    pub documents: BTreeMap<String, Vec<u8>>,
    pub lists: BTreeMap<String, Vec<String>>,
    /// Records on a page.
    pub page: usize,
}

/// The lists of the account and the files that they become.
pub const LISTS: [(&str, &str, &str); 10] = [
    ("notifications", "v1/user_detail/0/notifications", "profile/notifications.json"),
    ("attendances", "v1/activity_attendance/", "activities/attendances.json"),
    ("pathways", "v1/pathway_progress/", "pathways/progress.json"),
    ("liked_badges", "v1/user_detail/0/likes/badges", "liked/badges.json"),
    ("liked_pathways", "v1/user_detail/0/likes/pathways", "liked/pathways.json"),
    ("liked_activities", "v1/user_detail/0/likes/activities", "liked/activities.json"),
    ("liked_providers", "v1/user_detail/0/likes/providers", "liked/providers.json"),
    ("liked_communities", "v1/user_detail/0/likes/communities", "liked/communities.json"),
    ("invitations", "v1/admin_invitation/", "invitations/admin.json"),
    ("outcome_metrics", "v1/outcome_metric/", "surveys/outcome_metrics.json"),
];
pub const RESPONSES: &str = "v1/survey_response/";
pub const BADGES: &str = "v1/badge_assertion/";
pub const IMPORTS: &str = "v1/wallet_import/";

/// A record as no serializer of ours would write it.
pub fn record(key: &str, id: usize) -> String {
    format!("{{ \"name\":\"{key} № {id}\",\n   \"id\" :{id}, \"amount\":1.50e+2,\"é\":\"\\u00e9\" ,\"a\":null}}")
}

/// The demo account: all sections, with this many badges.
pub fn demo(badges: usize) -> Account {
    let mut account = empty();
    account.documents.insert(
        "v1/user_detail/0/equality".to_owned(),
        format!("{{\"user_id\": 7, \"religion\": \"{SPECIAL}\"}}").into(),
    );
    account.documents.insert("media/me.png".to_owned(), pictures::png(1));
    account.documents.insert(
        "v1/user_detail/0".to_owned(),
        format!(
            "{{\"id\":7,\"firstname\":\"Ada\",\n\"lastname\":\"Löw\", \"avatar_url\": \"{ORIGIN}/media/me.png\" }}"
        )
        .into(),
    );
    for (at, (key, path, _)) in LISTS.iter().enumerate() {
        account.lists.insert((*path).to_owned(), (0..=at).map(|id| record(key, id)).collect());
    }
    account.lists.insert(RESPONSES.to_owned(), (0..3).map(|id| record("survey", id)).collect());
    for id in 1..=badges {
        account.award(id);
    }
    account.import();
    account
}

/// An account in which there is nothing but the learner.
pub fn empty() -> Account {
    let mut account = Account { documents: BTreeMap::new(), lists: BTreeMap::new(), page: 3 };
    let profile = br#"{"id": 7, "firstname": "Ada", "lastname": "", "avatar_url": null}"#;
    account.documents.insert("v1/user_detail/0".to_owned(), profile.to_vec());
    for path in LISTS.iter().map(|(_, path, _)| *path).chain([RESPONSES, BADGES, IMPORTS]) {
        account.lists.insert(path.to_owned(), Vec::new());
    }
    account
}

impl Account {
    /// Adds an award: every third is signed as a whole, every third an Open Badge 3.0, the rest 2.0;
    /// every second picture is an SVG.
    pub fn award(&mut self, id: usize) {
        let (ending, picture) = match id % 2 {
            0 => ("svg", pictures::svg(&format!("Badge {id}"))),
            _ => ("png", pictures::png(id as u8)),
        };
        self.documents.insert(format!("media/{id}.{ending}"), picture);
        self.documents.insert(format!("open_badge/{id}"), credential(id).into());
        self.lists.get_mut(BADGES).unwrap().push(format!(
            "{{\"id\":{id},  \"badge\":{{\"name\":\"Badge {id}\"}}, \"issue_date\":\"2024-01-{:02}\", \
             \"open_badge_url\": \"{ORIGIN}/open_badge/{id}\",\"image_url_original\":\"{ORIGIN}/media/{id}.{ending}\" }}",
            id % 28 + 1
        ));
    }

    /// Adds imported badges: one with its credential in the record, one with it in the picture only.
    fn import(&mut self) {
        let snapshot = hosted(900).replace(": ", ":  ");
        let baked = image::bake(&pictures::png(91), &Payload::parse(&hosted(901)).unwrap()).unwrap();
        self.documents.insert("media/900.svg".to_owned(), pictures::svg("Imported"));
        self.documents.insert("media/901.png".to_owned(), baked.apply(&pictures::png(91)));
        let record = |id: usize, platform: &str, json: &str, picture: &str| {
            format!(
                "{{\"id\":{id},\"name\":\"Import {id}\",\"issued_on\":\"2022-03-14\",\"source_platform\":\"{platform}\",\
                 \"source_url\":\"https://wallet.example/{id}\",\"original_json\": {json} ,\"image_url\":\"/media/{picture}\"}}"
            )
        };
        let imports = [record(900, "Credly", &snapshot, "900.svg"), record(901, "Moodle", "null", "901.png")];
        self.lists.insert(IMPORTS.to_owned(), imports.into());
    }

    fn list(&self, records: &[String], page: usize) -> Answer {
        let pages = records.len().div_ceil(self.page).max(1);
        let here: Vec<&str> = records.iter().skip((page - 1) * self.page).take(self.page).map(String::as_str).collect();
        let (items, total) = (here.join(" ,\n"), records.len());
        Answer::ok(format!("{{\"total\": {total},\"items\":[{items}], \"page\": {page}, \"pages\": {pages}}}"))
    }
}

impl Plays for Account {
    fn answer(&self, url: &str) -> Answer {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let Some(path) = path.strip_prefix(ORIGIN).and_then(|path| path.strip_prefix('/')) else {
            return Answer::None(badgepack::job::Fault::Unreachable);
        };
        let page = query.split('&').find_map(|pair| pair.strip_prefix("page=")).map_or(1, |page| page.parse().unwrap());
        match (self.documents.get(path), self.lists.get(path)) {
            (Some(document), _) => Answer::ok(document.clone()),
            (_, Some(records)) => self.list(records, page),
            // Learners who were asked nothing about equality get an empty answer.
            _ if path.ends_with("/equality") => {
                Answer::Reply { status: 204, link: None, retry_after: None, body: Vec::new() }
            }
            _ => Answer::status(404),
        }
    }
}

/// The credential of an award, with spaces of its own.
pub fn credential(id: usize) -> String {
    let v3 = format!(
        "{{\"@context\": [\"https://www.w3.org/ns/credentials/v2\"],\n  \"type\": [\"VerifiableCredential\",\"OpenBadgeCredential\"], \
         \"id\": \"{ORIGIN}/open_badge/{id}\", \"credentialSubject\": {{\"achievement\": {{\"name\": \"Badge {id}\"}}}}}}"
    );
    match id % 3 {
        0 => ["{\"alg\":\"ES256\"}", &v3, "signature"]
            .map(|part| Base64UrlUnpadded::encode_string(part.as_bytes()))
            .join("."),
        1 => v3,
        _ => hosted(id),
    }
}

fn hosted(id: usize) -> String {
    format!(
        "{{\"@context\": \"https://w3id.org/openbadges/v2\",\n\t\"type\": \"Assertion\", \"id\": \"{ORIGIN}/open_badge/{id}\", \
         \"badge\": {{\"type\": \"BadgeClass\", \"name\": \"Badge {id}\", \"issuer\": {{\"name\": \"Acme\"}}}}, \
         \"evidence\": [{{\"narrative\": \"Zeile\\u00e4\"}}]}}\n"
    )
}

pub fn site() -> Site {
    Site::parse(ORIGIN).unwrap()
}

pub fn portal() -> Box<dyn Portal> {
    Box::new(Described::parse(site(), DESCRIPTION.as_bytes()).unwrap())
}

/// An export of the portal, of everything unless the options say otherwise.
pub fn export(options: Options) -> Export {
    Export::new(Source::Portal(portal()), Options { exported_at: EXPORTED_AT.to_owned(), ..options })
}
