//! Any line as a portal's address, and any text behind it as what its records refer to: the token stays with the portal's origin.
#![no_main]

use badgepack::portal::{Access, Site};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|lines: &str| {
    let (base, reference) = lines.split_once('\n').unwrap_or((lines, ""));
    let typed = Site::parse(base);
    if let Ok(site) = &typed {
        assert!(site.address().ends_with('/') && !site.host().is_empty());
        assert_eq!(Site::parse(site.address()).as_ref(), Ok(site), "what was read is read as the same");
    }
    let known = Site::parse("https://badges.example/api").expect("an address");
    for site in typed.iter().chain([&known]) {
        let origin = site.address().splitn(4, '/').take(3).collect::<Vec<_>>().join("/") + "/";
        let put = site.put(reference, "{}".to_owned());
        for request in [site.ask(reference), site.ask_publicly(reference), put.clone()].into_iter().flatten() {
            let url = request.url();
            assert!(url.starts_with("https://") || url.starts_with("http://"), "{url}");
            assert!(request.access() == Access::Anonymous || url.starts_with(&origin), "{url} with the token");
            let authority = url.split('/').nth(2).unwrap_or_default();
            assert!(!authority.contains('@'), "{url}");
            if let Ok(next) = site.follow(&request, reference) {
                assert!(next.url().starts_with(&origin), "{} is no page of {origin}", next.url());
            }
        }
        assert!(put.is_err() || put.is_ok_and(|put| put.url().starts_with(&origin)), "nothing is written elsewhere");
    }
});
