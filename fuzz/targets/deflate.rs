//! Any bytes as texts, given in pieces: each is read back as it was, and the same text gives the same bytes.
#![no_main]

use badgepack_deflate::Deflater;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: Vec<Vec<&[u8]>>| {
    let mut deflater = Deflater::new();
    for pieces in texts {
        let mut packed = Vec::new();
        for piece in &pieces {
            deflater.write(piece);
            packed.extend(deflater.take());
        }
        deflater.finish();
        packed.extend(deflater.take());
        let text = pieces.concat();
        assert!(miniz_oxide::inflate::decompress_to_vec(&packed).expect("deflated") == text);
        assert!(packed.len() <= text.len() + 5 + text.len() / 3_000);

        // Again and again, so that distances reach far.
        let long = text.repeat(200_000 / (text.len() + 20_000));
        let mut fresh = Deflater::new();
        fresh.write(&long);
        fresh.finish();
        let alone = fresh.take();
        assert!(miniz_oxide::inflate::decompress_to_vec(&alone).expect("deflated") == long);
        deflater.write(&long);
        deflater.finish();
        assert!(deflater.take() == alone);
    }
});
