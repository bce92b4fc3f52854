//! An issuer as a portal serves it, text by text, as no serializer of ours would write it.

use crate::host::fault::Answer;
use crate::host::pictures;
use crate::host::run::Plays;
use std::collections::BTreeMap;

pub const ORIGIN: &str = "https://badges.example";
/// A colleague, who is nobody's business unless asked for.
pub const COLLEAGUE: &str = "colleague@work.example";

/// What is at each path; pages of lists follow one another.
pub struct Served {
    pub pages: BTreeMap<String, Vec<Vec<u8>>>,
}

/// Records of the issuer `acme`, each as it is served.
pub fn issuer() -> String {
    format!(
        "{{ \"entityId\" :\"acme\",\n \"name\":\"Äcme \\u2014 \\\"Learning\\\"\", \"image\": \"{ORIGIN}/media/acme.svg\" ,\"email\":\"office@acme.example\",\
         \"staff\" : [{{\"user\":\"me\",\"role\":\"owner\",\"userProfile\":{{\"entityId\":\"me\",\"firstName\":\"Ina\",\"lastName\":\"=Cmd\",\
         \"emails\":[{{\"email\":\"{COLLEAGUE}\",\"primary\":true}}]}}}}] , \"extensions\":{{\"staff\":1.50e+2}}}}"
    )
}

pub fn class(id: &str, name: &str) -> String {
    format!(
        "{{\"entityId\":\"{id}\", \"issuer\" : \"acme\",\n\"name\":\"{name}\",\"image\":\"{ORIGIN}/media/{id}.png\",\"amount\":1.50e+2 ,\"é\":\"\\u00e9\" }}"
    )
}

/// An award; the larger its number, the newer it is.
pub fn award(number: usize, class: &str, who: &str) -> String {
    format!(
        "{{\"entityId\":\"a{number}\",  \"badgeclass\":\"{class}\",\"issuer\":\"acme\",\"createdAt\":\"2024-01-01T00:{:02}:{:02}.000001Z\",\
         \"issuedOn\":\"2024-0{}-01T00:00:00Z\",\"recipient\":{{\"type\":\"email\",\"identity\":\"{who}\",\"plaintextIdentity\":\"{who}\"}},\
         \"evidence\":[{{\"url\":\"https://evidence.example/{number}\",\"narrative\":null}}],\"revoked\":{}, \"n\":1E5}}",
        number / 60,
        number % 60,
        number % 8 + 1,
        number % 10 == 9
    )
}

pub fn group(id: &str, name: &str, active: bool, members: &[(&str, &str)], pathways: &[&str]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(name, email)| {
            format!("{{\"name\":\"{name}\", \"slug\":\"m-{email}\",\"@id\":\"mailto:{email}\",\"email\":\"{email}\"}}")
        })
        .collect();
    let pathways: Vec<String> =
        pathways.iter().map(|slug| format!("{{\"slug\":\"{slug}\",\"@id\":\"{ORIGIN}/p/{slug}\"}}")).collect();
    format!(
        "{{\"name\" : \"{name}\",\"slug\":\"{id}\",\"active\":{active},\"member_count\":{},\"members\":[{}],\"pathways\":[{}] }}",
        members.len(),
        members.join(", "),
        pathways.join(",")
    )
}

/// The pathway `road`: its steps `wheels` (one badge) and `papers` (one of two).
pub fn pathway() -> String {
    let element = |slug: &str, name: &str, needed: &str, children: &str| {
        format!(
            "{{\"name\":\"{name}\",\"slug\":\"{slug}\",\"requirements\":{needed},\"children\":[{children}],\"@id\":\"{ORIGIN}/p/road/elements/{slug}\"}}"
        )
    };
    let needs = |number: usize, badges: &[&str]| {
        let badges: Vec<String> = badges.iter().map(|badge| format!("\"{ORIGIN}/public/badges/{badge}\"")).collect();
        format!(
            "{{\"@type\":\"BadgeJunction\",\"junctionConfig\":{{\"@type\":\"Conjunction\",\"requiredNumber\":{number}}},\"badges\":[{}]}}",
            badges.join(",")
        )
    };
    format!(
        "{{\"slug\":\"road\", \"name\":\"The road\",\"rootElement\":\"{ORIGIN}/p/road/elements/road\",\"elements\":[{}, {}, {}]\n}}",
        element("road", "The road", "null", &format!("\"{ORIGIN}/p/road/elements/wheels\"")),
        element("wheels", "Wheels", &needs(1, &["rust"]), ""),
        element("papers", "=Papers", &needs(1, &["rust", "maps"]), ""),
    )
}

/// How far somebody is: each step with whether it is done.
pub fn completion(email: &str, steps: &[(&str, bool)]) -> String {
    let completions: Vec<String> = steps
        .iter()
        .map(|(slug, done)| {
            format!(
                "{{\"element\":{{\"slug\":\"{slug}\"}},\"completed\":{done},\"completedRequirementCount\":{}}}",
                u8::from(*done)
            )
        })
        .collect();
    format!(
        "{{\"recipient\":{{\"@id\":\"mailto:{email}\",\"slug\":\"m-{email}\"}},\"completions\":[{}]}}",
        completions.join(",")
    )
}

impl Served {
    /// Nothing but the issuer.
    pub fn bare() -> Self {
        let mut served = Self { pages: BTreeMap::new() };
        served.put("v2/issuers/acme", vec![enveloped(&[issuer()])]);
        served.put("v2/issuers/acme/badgeclasses", vec![enveloped(&[])]);
        served
    }

    /// The issuer with all that it may have.
    pub fn full() -> Self {
        let mut served = Self::bare();
        let classes = [class("rust", "Rust Basics"), class("maps", "=Maps"), class("none", "Never awarded")];
        served.put("v2/issuers/acme/badgeclasses", vec![enveloped(&classes[..2]), enveloped(&classes[1..])]);
        served.put("v2/badgeclasses/rust", vec![enveloped(&classes[..1])]);
        let awards = |class: &str, numbers: &[usize]| -> Vec<u8> {
            let who = |number: usize| format!("learner{}@example.org", number % 3);
            enveloped(&numbers.iter().map(|number| award(*number, class, &who(*number))).collect::<Vec<_>>())
        };
        // What stands at the end of one page stands again on the next one.
        served
            .put("v2/badgeclasses/rust/assertions", vec![awards("rust", &[20, 18, 16]), awards("rust", &[16, 14, 9])]);
        served.put("v2/badgeclasses/maps/assertions", vec![awards("maps", &[7, 5, 3])]);
        served.put("v2/badgeclasses/none/assertions", vec![enveloped(&[])]);
        served.put("v2/issuers/acme/assertions", vec![awards("rust", &[20, 18, 16, 14]), awards("maps", &[7, 5, 3])]);
        served.put("v2/issuers/acme/recipient-groups", vec![listed("recipientGroups", &groups())]);
        let summary = "{\"slug\":\"road\",\"name\":\"The road\",\"groups\":[]}".to_owned();
        served.put("v2/issuers/acme/pathways", vec![listed("pathways", &[summary])]);
        served.put("v2/issuers/acme/pathways/road", vec![pathway().into()]);
        let completions = [
            completion("learner0@example.org", &[("wheels", true), ("papers", true), ("road", true)]),
            completion("learner1@example.org", &[("wheels", true), ("papers", false), ("road", false)]),
            completion("late@example.org", &[("wheels", false), ("papers", false), ("road", false)]),
        ];
        served.put("v2/issuers/acme/pathways/road/completion/road", vec![listed("recipientCompletions", &completions)]);
        served.put("media/acme.svg", vec![pictures::svg("Acme")]);
        served.put("media/rust.png", vec![pictures::png(1)]);
        served.put("media/maps.png", vec![pictures::png(2)]);
        served.put("media/none.png", vec![pictures::png(3)]);
        served
    }

    pub fn put(&mut self, path: &str, pages: Vec<Vec<u8>>) {
        self.pages.insert(path.to_owned(), pages);
    }
}

pub fn groups() -> Vec<String> {
    vec![
        group(
            "spring",
            "=Spring",
            true,
            &[("Ada", "learner0@example.org"), ("Bo", "learner1@example.org"), ("Late", "late@example.org")],
            &["road"],
        ),
        group("autumn", "Autumn", true, &[("Ada", "learner0@example.org")], &[]),
        group("old", "Old", false, &[("Gone", "gone@example.org")], &["road"]),
    ]
}

pub fn enveloped(records: &[String]) -> Vec<u8> {
    format!("{{\"status\": {{\"success\": true}}, \"result\": [ {} ]}}", records.join(" ,\n")).into()
}

pub fn listed(name: &str, records: &[String]) -> Vec<u8> {
    format!("{{\"@type\":\"List\",\"{name}\":[{}]}}", records.join(",")).into()
}

impl Plays for Served {
    fn answer(&self, url: &str) -> Answer {
        let Some(path) = url.strip_prefix(ORIGIN).and_then(|path| path.strip_prefix('/')) else {
            return Answer::None(badgepack::job::Fault::Unreachable);
        };
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let at: usize =
            query.split('&').find_map(|pair| pair.strip_prefix("page=")).map_or(0, |at| at.parse().unwrap());
        let Some(pages) = self.pages.get(path) else {
            return Answer::status(404);
        };
        let link = (at + 1 < pages.len()).then(|| format!("<{ORIGIN}/{path}?page={}>; rel=\"next\"", at + 1));
        Answer::Reply { status: 200, link, retry_after: None, body: pages[at].clone() }
    }
}
