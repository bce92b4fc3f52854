//! Any bytes as a picture to be cleaned: what is left draws the same, needs no cleaning, and carries no badge.
#![no_main]

use badgepack::image::{self, Format, Metadata};
use badgepack::replace::Picture;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for metadata in [Metadata::Stays, Metadata::Goes] {
        let Ok((splice, removed)) = image::clean(bytes, metadata) else { continue };
        let clean = splice.apply(bytes);
        assert_eq!(image::detect(&clean), image::detect(bytes));
        assert!(removed.iter().all(|one| one.at < bytes.len() && one.what.chars().count() <= 61));
        if removed.is_empty() {
            assert!(clean == bytes, "what is not told is not done");
        }
        if image::detect(bytes) == Some(Format::Png) {
            assert_eq!(image::drawing(&clean), image::drawing(bytes), "not a pixel is touched");
        }
    }
    for picture in [Picture::check(bytes), Picture::of_award(bytes)].into_iter().flatten() {
        let again = Picture::of_award(picture.bytes()).expect("what may be sent may be sent");
        assert!(again.removed().iter().all(|one| one.danger == image::Danger::Metadata));
        assert_eq!(image::unbake(picture.bytes()), Ok(None));
        // Nobody who reads the file as text is led to a script.
        let text = picture.bytes().to_ascii_lowercase();
        let is_script = |word: &[u8]| {
            word.starts_with(b"<script")
                && !matches!(word[7], b'a'..=b'z' | b'0'..=b'9' | b':' | b'-' | b'_' | b'.' | 128..)
        };
        let runs = picture.format() == Format::Svg && text.windows(8).any(is_script);
        assert!(!runs || text.windows(4).any(|word| word == b"<!--" || word == b"[cda"));
    }
});
