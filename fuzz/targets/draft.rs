//! Any bytes as what was given for a replacement, and as every answer to what is asked for it: there is an end, nobody is
//! asked who was not agreed to, and what comes is a draft or a typed error.
#![no_main]

use badgepack::job::{Job, News, Step};
use badgepack::portal::{Access, Site};
use badgepack::replace::{Find, SafetyCopy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(copy) = SafetyCopy::read(bytes) {
        let _ = (copy.draft(), copy.info(None));
    }
    let Ok(site) = Site::parse("https://badges.example") else { return };
    for agrees in [false, true] {
        // Text may be an address that somebody typed; anything else leads nowhere without consent.
        let text = String::from_utf8(bytes.to_vec()).ok().filter(|_| agrees);
        let mut find = match text {
            Some(text) => Find::typed(site.clone(), text),
            None => Find::new(site.clone(), bytes.to_vec()),
        };
        for turn in 0.. {
            assert!(turn < 1_000, "no end");
            match find.step() {
                Step::Send { ticket, request, .. } => {
                    assert_eq!(request.access(), Access::Anonymous);
                    assert!(agrees || request.url().starts_with("https://badges.example/"), "{request:?}");
                    find.told(
                        ticket,
                        News::Answer { status: 200, link: None, retry_after: None, len: bytes.len() as u64 },
                    );
                }
                Step::Read { ticket, .. } => find.told(ticket, News::Bytes(bytes)),
                Step::Pause { ticket, .. } => find.told(ticket, News::Woken),
                Step::Drop(_) => {}
                Step::Done => match find.strangers() {
                    Some(hosts) => {
                        assert!(hosts.iter().all(|host| !host.is_empty()) && !hosts.is_empty());
                        find.allow(agrees);
                    }
                    None => {
                        assert!(find.draft().is_some());
                        break;
                    }
                },
                Step::Failed(_) => break,
                other => panic!("{other:?} is nothing that it needs"),
            }
        }
    }
});
