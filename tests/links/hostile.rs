//! Badges that mean harm: addresses that are none, private networks, circles, and floods.

use crate::host::fault::Answer;
use crate::web::{AWARD, CLASS, Web, follow, follow_from, hosted, state};
use badgepack::badge::Document;
use badgepack::limits;

#[test]
fn a_badge_from_elsewhere_does_not_lead_into_a_private_network() {
    for (url, code) in [
        ("javascript:alert(1)", "bad-address"),
        ("file:///etc/passwd", "bad-address"),
        ("data:application/json,{}", "bad-address"),
        ("urn:uuid:1", "bad-address"),
        ("did:web:a.example", "bad-address"),
        ("https://me:secret@a.example/class", "bad-address"),
        ("http://localhost:8000/class", "internal"),
        ("http://127.0.0.1/class", "internal"),
        ("http://[::1]/class", "internal"),
        ("http://192.168.0.1/reboot", "internal"),
        ("http://169.254.169.254/latest/meta-data", "internal"),
        ("http://router/", "internal"),
    ] {
        // What it says of itself does not help it.
        let award = AWARD
            .replace("https://a.example/class", url)
            .replace("https://a.example/award", "http://localhost:8000/award");
        for from in ["", "https://badgepack.example/"] {
            let followed = follow_from(&Web::default().json(url, CLASS), &award, &[], from);
            assert_eq!(state(followed.class()), format!("failed {url} ({code})"));
            assert_eq!(followed.asked, Vec::<String>::new());
        }
    }
}

#[test]
fn within_a_private_network_its_own_badges_are_followed() {
    let award = AWARD.replace("https://a.example", "http://localhost:8000");
    let class = CLASS.replace("https://a.example", "http://localhost:8000");
    let web = Web::default().json("http://localhost:8000/class", &class);
    let followed = follow_from(&web, &award, &[], "http://127.0.0.1:4321/inspect.html");
    assert_eq!(state(followed.class()), "fetched http://localhost:8000/class");
}

#[test]
fn a_circle_ends() {
    let class = CLASS.replace("a.example/issuer", "a.example/class");
    let followed = follow(&hosted().json("https://a.example/class", &class), AWARD, &[]);
    assert_eq!(state(followed.issuer()), "failed https://a.example/class (unexpected)");
    assert_eq!(followed.asked.len(), 2, "the same address, once for each kind");
    let award = AWARD.replace("a.example/class", "a.example/award");
    assert_eq!(state(follow(&hosted(), &award, &[]).class()), "failed https://a.example/award (unexpected)");
}

#[test]
fn a_class_of_another_id_is_shown_as_what_it_is() {
    let class = CLASS.replace("https://a.example/class", "https://b.example/class");
    let followed = follow(&hosted().json("https://a.example/class", &class), AWARD, &[]);
    assert_eq!(state(followed.class()), "fetched https://a.example/class");
    assert_eq!(followed.class().value().unwrap().id.as_deref(), Some("https://b.example/class"), "who looks can tell");
}

#[test]
fn a_large_class_of_many_awards_does_not_fill_the_memory() {
    let size = 3 << 20;
    let class = CLASS.replace("Knows it", &"k".repeat(size));
    let awards = vec![AWARD; 400].join(",");
    let followed = follow(&hosted().json("https://a.example/class", &class), &format!("[{awards}]"), &[]);
    let Document::List(all) = &followed.document else { panic!("no list") };
    let filled =
        all.iter().filter(|one| matches!(one, Document::Badge(badge) if badge.class.value().is_some())).count();
    assert_eq!(filled, limits::LINKED / class.len());
}

#[test]
fn thousands_of_links_take_no_time() {
    let award =
        |at: usize| AWARD.replace("https://a.example/class", &format!("x:{at}")).replace(char::is_whitespace, "");
    let awards: Vec<String> = (0..10_000).map(award).collect();
    let started = std::time::Instant::now();
    let followed = follow(&hosted(), &format!("[{}]", awards.join(",")), &[]);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    assert!(followed.asked.is_empty());
}

#[test]
fn an_endless_page_is_read_to_the_limit_and_no_further() {
    let page = Answer::ok("<link ".repeat(limits::IMAGE / 6));
    let started = std::time::Instant::now();
    let looked = crate::web::look_up(&Web::default().with("https://a.example/x", page), "https://a.example/x");
    assert_eq!(looked.code(), "badge-page");
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}
