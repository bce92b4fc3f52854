//! A backpack of Badgr's API v2: hosted awards of 2.0 and 3.0, revoked ones, and some from elsewhere.

use super::seed::Dice;
use crate::host::fault::Answer;
use crate::host::learner::ORIGIN;
use crate::host::pictures;
use badgepack::image;
use badgepack::payload::Payload;

/// Where some pictures are: not the portal's own origin, though it looks like it.
pub const CDN: &str = "https://portal.example.cdn.example";

pub struct Backpack {
    pub awards: Vec<String>,
    pub collections: Vec<String>,
    has_collections: bool,
    page: usize,
}

impl Backpack {
    pub fn of(awards: usize, page: usize, dice: &mut Dice) -> Self {
        let collections = dice.below(3);
        Self {
            awards: (0..awards).map(award).collect(),
            collections: (0..collections).map(collection).collect(),
            has_collections: !dice.one_in(4) || collections > 0,
            page,
        }
    }

    pub fn answer(&self, url: &str) -> Answer {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path = path.strip_prefix(ORIGIN).or(path.strip_prefix(CDN)).unwrap_or_default().trim_start_matches('/');
        let number = |text: &str| text.trim_start_matches('a').parse::<usize>().unwrap();
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["v2", "users", "self"] => {
                enveloped(&[r#"{"entityId": "me", "firstName":"Ada" ,"lastName":"Löw"}"#.to_owned()])
            }
            ["v2", "backpack", "assertions"] => self.page(query),
            ["v2", "backpack", "collections"] if self.has_collections => enveloped(&self.collections),
            ["public", "assertions", id] => Answer::ok(credential(number(id), query.contains("expand="))),
            ["media", name] => Answer::ok(picture(number(name.split('.').next().unwrap()))),
            _ => Answer::status(404),
        }
    }

    fn page(&self, query: &str) -> Answer {
        assert!(query.contains("include_expired=1") && query.contains("include_revoked=1"), "{query}");
        let start: usize =
            query.split('&').find_map(|pair| pair.strip_prefix("cursor=")).map_or(0, |at| at.parse().unwrap());
        let here: Vec<String> = self.awards.iter().skip(start).take(self.page).cloned().collect();
        let next = start + here.len();
        let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("cursor=")).collect();
        let link = (next < self.awards.len())
            .then(|| format!("<{ORIGIN}/v2/backpack/assertions?{}&cursor={next}>; rel=\"next\"", rest.join("&")));
        match enveloped(&here) {
            Answer::Reply { status, retry_after, body, .. } => Answer::Reply { status, link, retry_after, body },
            none => none,
        }
    }
}

fn enveloped(records: &[String]) -> Answer {
    Answer::ok(format!(
        "{{\"status\": {{\"success\": true, \"description\": \"ok\"}}, \"result\": [ {} ]}}",
        records.join(" ,\n")
    ))
}

/// Every fourth is from elsewhere, every fifth revoked; of every third the picture is at another origin.
fn award(id: usize) -> String {
    let host =
        if id % 4 == 3 { "https://elsewhere.example/assertions" } else { "https://portal.example/public/assertions" };
    let is_revoked = id % 5 == 4;
    let place = if id % 3 == 1 { CDN } else { ORIGIN };
    let image = if is_revoked { "null".to_owned() } else { format!("\"{place}/media/a{id}.png\"") };
    format!(
        "{{\"entityId\": \"a{id}\",  \"openBadgeId\":\"{host}/a{id}\", \"badgeclass\": {{\"name\":\"Badge {id}\"}},\"image\":{image} ,\
         \"issuedOn\":\"2024-02-{:02}T00:00:00Z\",\"revoked\": {is_revoked}, \"amount\":1.50e+2}}",
        id % 28 + 1
    )
}

fn collection(id: u64) -> String {
    format!("{{\"entityId\" :\"c{id}\",  \"name\":\"Collection {id}\", \"assertions\":[]}}")
}

/// Every third is a 3.0 with a proof, which what is expanded breaks.
fn credential(id: usize, is_expanded: bool) -> String {
    let more = if is_expanded { ", \"expanded\": true" } else { "" };
    match id % 3 {
        2 => format!(
            "{{\"@context\": [\"https://www.w3.org/ns/credentials/v2\"], \"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],\
             \"id\":\"{ORIGIN}/public/assertions/a{id}\",\"credentialSubject\":{{\"achievement\":{{\"name\":\"Badge {id}\"}}}},\
             \"proof\":[{{\"type\":\"DataIntegrityProof\",\"proofValue\":\"z\"}}]{more}}}"
        ),
        _ => format!(
            "{{\"@context\": \"https://w3id.org/openbadges/v2\",\n\"type\":\"Assertion\", \"id\":\"{ORIGIN}/public/assertions/a{id}\",\
             \"badge\": {{\"type\":\"BadgeClass\",\"name\":\"Badge {id}\"}}{more}}}"
        ),
    }
}

/// As the portal baked it.
fn picture(id: usize) -> Vec<u8> {
    let plain = pictures::png(id as u8);
    let payload = Payload::parse(&credential(id, false)).unwrap();
    image::bake(&plain, &payload).unwrap().apply(&plain)
}
