//! The adapter that `docs/adapter.md` shows, exporting an account.

use crate::adapter::Pocket;
use crate::host::copy::Copy;
use crate::host::fault::Answer;
use crate::host::run::{Host, Plays};
use badgepack::export::{Export, Options, Source};
use badgepack::portal::{Access, Site};

/// Five awards, two to a page.
struct Awards;

impl Plays for Awards {
    fn answer(&self, url: &str) -> Answer {
        let place = url.strip_prefix("https://pocket.example/").unwrap();
        if let Some(after) = place.strip_prefix("api/awards?after=") {
            let after: u64 = after.parse().unwrap();
            let listed: Vec<u64> = (after + 1..=5).take(2).collect();
            let award = |no: &u64| {
                format!(r#"{{"no": {no}, "title": "Badge {no}", "day": "2026-03-0{no}", "image": "/art.svg"}}"#)
            };
            let awards: Vec<String> = listed.iter().map(award).collect();
            let last = listed.last().map_or("null".to_owned(), u64::to_string);
            return Answer::ok(format!(r#"{{"awards": [{}], "last": {last}}}"#, awards.join(", ")));
        }
        match place {
            "art.svg" => Answer::ok(r#"<svg xmlns="http://www.w3.org/2000/svg"/>"#),
            _ => Answer::ok(format!(
                r#"{{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "{url}"}}"#
            )),
        }
    }
}

#[test]
fn an_account_is_exported_by_the_adapter_that_the_documents_show() {
    let portal = Pocket::new(Site::parse("https://pocket.example/api").unwrap()).unwrap();
    let mut host = Host::new(&Awards, Vec::new());
    let (archive, summary) = host.run(&mut Export::new(Source::Portal(Box::new(portal)), Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    assert!(summary.complete);
    assert_eq!((copy.within("badges", ".json").len(), copy.within("badges", ".svg").len()), (6, 5));
    let lists: Vec<&str> =
        host.log.iter().filter(|asked| asked.url.contains("after=")).map(|asked| &*asked.url).collect();
    assert_eq!(lists.len(), 4, "{lists:?}");
    let strangers = host.log.iter().filter(|asked| asked.access == Access::Anonymous);
    assert!(
        strangers.map(|asked| &*asked.url).eq(["https://pocket.example/art.svg"; 5]),
        "the token goes to no picture"
    );
}
