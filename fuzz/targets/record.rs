//! Any bytes as a record of a portal's list: it is understood or refused, and what is asked for it keeps the token at home.
#![no_main]

use badgepack::portal::{Access, BadgrV2, Credential, Picture, Portal, Site};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &[u8]| {
    let portal = Site::parse("https://badges.example").and_then(BadgrV2::new).expect("a portal");
    for section in 0..portal.sections().len() {
        let Ok(record) = portal.record(section, json) else { continue };
        let mut requests = Vec::new();
        if let Credential::At(request) = record.credential {
            let _ = portal.served(&request, json);
            requests.push(request);
        }
        if let Picture::At(request) = record.picture {
            requests.push(request);
        }
        for request in requests {
            let is_own = request.url().starts_with("https://badges.example/");
            assert!(
                is_own || request.access() == Access::Anonymous && request.url().starts_with("https://"),
                "{request:?}"
            );
        }
    }
});
