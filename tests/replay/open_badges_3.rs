//! A fork of Badgr Server that issues Open Badges 3.0, as it was recorded.

use crate::host::copy::Copy;
use crate::host::fault::Answer;
use crate::host::recorded::Recorded;
use crate::host::run::{Host, Plays};
use badgepack::export::{Export, Options, Source};
use badgepack::image;
use badgepack::portal::{BadgrV2, Site};
use serde_json::Value;

const ORIGIN: &str = "http://localhost:8001";
/// The award whose public JSON was recorded; the backpack was recorded before it was made.
const AWARD: &str = "jRgFC4CrRn-2kBG6x5X_-w";

/// The recordings, with the recorded award in the place of the backpack's first one.
struct Fork(Recorded);

impl Plays for Fork {
    fn answer(&self, url: &str) -> Answer {
        let plain = format!("{ORIGIN}/public/assertions/{AWARD}");
        let backpack = format!("{ORIGIN}/v2/backpack/assertions?expand=badgeclass&expand=issuer");
        if url.starts_with(&backpack) {
            let list = String::from_utf8(self.0.body(&backpack).to_vec()).unwrap();
            return Answer::ok(list.replace("zgMRYeT-SvuiIfijJ5dS9g", AWARD));
        }
        if url == format!("{plain}?expand=badge&expand=badge.issuer") {
            // As the server expands: inside what is signed.
            let mut signed: Value = serde_json::from_slice(self.0.body(&plain)).unwrap();
            signed["badge"] = serde_json::json!({"type": "BadgeClass", "name": "Rust Basics"});
            return Answer::ok(signed.to_string());
        }
        self.0.answer(url)
    }
}

fn fork() -> Fork {
    Fork(Recorded::of("badgr-ob3", &["users-self", "backpack", "public-assertion-default"], "baked.png"))
}

#[test]
fn the_signed_credential_is_exported_as_it_was_signed() {
    let fork = fork();
    let mut host = Host::new(&fork, Vec::new());
    let source = Source::Portal(Box::new(BadgrV2::new(Site::parse(ORIGIN).unwrap()).unwrap()));
    let (archive, summary) = host.run(&mut Export::new(source, Options::default())).unwrap();
    let copy = Copy::open(&archive);
    copy.check_sums();
    let plain = fork.0.body(&format!("{ORIGIN}/public/assertions/{AWARD}"));
    let is_it = |name: &&str| *name != "badges/records.json" && *name != "badges/collections.json";
    let credentials: Vec<&str> = copy.within("badges", ".json").into_iter().filter(is_it).collect();
    assert_eq!(credentials.len(), 1, "the public JSON of the others was not recorded");
    assert_eq!(copy.bytes(credentials[0]), plain);
    assert!(copy.json(credentials[0])["proof"].is_object() || copy.json(credentials[0])["proof"].is_array());

    let picture = credentials[0].replace(".json", ".png");
    let unbaked = image::unbake(copy.bytes(&picture)).unwrap().unwrap();
    assert_eq!(unbaked.payload.text().as_bytes(), plain);
    assert_eq!(unbaked.carrier.to_string(), "iTXt openbadgecredential");

    assert_eq!(summary.missing.len(), 3);
    assert_eq!(copy.json("badges/records.json").as_array().unwrap().len(), 4);
    // This fork has no collections: that is no fault.
    assert_eq!(copy.section("collections")["state"], "absent");
}
