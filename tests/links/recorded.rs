//! Recorded traffic of real servers, from a public page to the issuer.

use crate::host::recorded::Recorded;
use crate::web::{follow_from, look_up, state};
use badgepack::badge::Document;

const HERE: &str = "http://localhost:4321/inspect.html";

#[test]
fn badgr_from_the_public_page_to_the_issuer() {
    let names =
        ["09-public-assertion", "09-public-badge", "09-public-issuer", "09-public-404", "09-public-assertion-revoked"];
    let badgr = Recorded::of("badgr", &names, "baked-before.png");
    // As it is copied from a mail that the server sent.
    let shared = "http://localhost:8000/public/assertions/03r-pysmRpO5bRd05TFVFw?identity__email=learner%40example.org";
    let looked = look_up(&badgr, shared);
    let own = "http://localhost:8000/public/assertions/03r-pysmRpO5bRd05TFVFw";
    assert_eq!(looked.found().bytes, badgr.body(own));
    assert_eq!((looked.found().url.as_str(), looked.found().file.as_str()), (own, "03r-pysmRpO5bRd05TFVFw.json"));

    let payload = String::from_utf8(looked.found().bytes.clone()).unwrap();
    let followed = follow_from(&badgr, &payload, &[], HERE);
    assert_eq!(state(followed.class()), "fetched http://localhost:8000/public/badges/b9dkdx2jROSf1tnCqWegmQ");
    assert_eq!(followed.class().value().unwrap().name.as_str(), "Rust Basics");
    assert_eq!(followed.issuer().value().unwrap().name.as_str(), "Acme Learning");
    assert_eq!(followed.asked.len(), 2);

    assert_eq!(look_up(&badgr, "http://localhost:8000/public/assertions/nope").code(), "not-found");
    let revoked = look_up(&badgr, "http://localhost:8000/public/assertions/7v74uiKPRmqvTsu-TvUZyA");
    match Document::of(serde_json::from_slice(&revoked.found().bytes).unwrap()) {
        Document::Badge(badge) => assert_eq!(badge.revocation_reason.as_deref(), Some("issued in error")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fork_that_issues_3_0_is_followed_by_the_version_of_its_ids() {
    let names = [
        "public-assertion-default",
        "public-assertion-v2_0",
        "public-assertion-v3_0",
        "public-badge-v3_0",
        "public-issuer-v3_0",
    ];
    let fork = Recorded::of("badgr-ob3", &names, "baked.png");
    let page = "http://localhost:8001/public/assertions/jRgFC4CrRn-2kBG6x5X_-w";
    let looked = look_up(&fork, &format!("{page}?v=3_0&utm_source=copy"));
    assert_eq!(looked.found().url, format!("{page}?v=3_0"));

    // The 3.0 credential has its parts in it: nothing is asked, and nothing takes their place.
    let payload = String::from_utf8(looked.found().bytes.clone()).unwrap();
    let followed = follow_from(&fork, &payload, &[], HERE);
    assert_eq!((state(followed.class()), followed.asked.len()), ("inline".to_owned(), 0));

    // The class itself links its issuer, with the version in the address.
    let class = look_up(&fork, "http://localhost:8001/public/badges/a8AE-hDpRkuPBrIpm2rlyA?v=3_0");
    let payload = String::from_utf8(class.found().bytes.clone()).unwrap();
    match follow_from(&fork, &payload, &[], HERE).document {
        Document::Class(class) => {
            assert_eq!(
                state(&class.issuer),
                "fetched http://localhost:8001/public/issuers/fG5UKwMIRZqxBEfHbwvkfg?v=3_0"
            );
            assert_eq!(class.issuer.value().unwrap().name.as_str(), "Acme Learning");
        }
        other => panic!("{other:?}"),
    }

    // The 2.0 form of the same award links its class as 2.0, which was not recorded.
    let old = look_up(&fork, &format!("{page}?v=2_0"));
    let payload = String::from_utf8(old.found().bytes.clone()).unwrap();
    let followed = follow_from(&fork, &payload, &[], HERE);
    assert_eq!(
        state(followed.class()),
        "failed http://localhost:8001/public/badges/a8AE-hDpRkuPBrIpm2rlyA?v=2_0 (not-found)"
    );
}
