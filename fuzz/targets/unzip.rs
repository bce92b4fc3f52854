//! Any bytes as a ZIP: reading it ends, holds a few MiB at most, and yields entries within their limits.
#![no_main]

use badgepack::limits;
use badgepack::unzip::{ZipReader, ZipStep};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut reader = ZipReader::new(bytes.len() as u64);
    for _ in 0..10_000 {
        match reader.step() {
            Ok(ZipStep::Want { at, len }) => {
                assert!(len > 0 && at + len <= bytes.len() as u64, "it wants what is there");
                reader.give(at, &bytes[at as usize..][..len as usize]);
            }
            Ok(ZipStep::Entry(entry)) => {
                if let Ok(content) = entry.content {
                    assert!(content.len() <= limits::IMAGE);
                }
            }
            Ok(ZipStep::Passed) => {}
            Ok(ZipStep::End) | Err(_) => return,
        }
        assert!(reader.held() <= 64 << 20);
    }
    panic!("no end");
});
