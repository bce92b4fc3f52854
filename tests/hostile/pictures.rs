//! The limits of a picture that is sent to a portal, each met exactly and passed by one.

use badgepack::replace::Picture;
use badgepack::{Kind, limits};

/// A grey PNG of this size, with a chunk of padding before its end.
fn png(width: u32, height: u32, padding: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![7; (width * height) as usize]).unwrap();
    writer.write_chunk(png::chunk::ChunkType(*b"paDg"), &vec![0; padding]).unwrap();
    writer.finish().unwrap();
    bytes
}

fn checked(bytes: &[u8]) -> Result<(), Kind> {
    Picture::check(bytes).map(|_| ()).map_err(|error| error.kind)
}

#[test]
fn a_side_has_a_limit() {
    let most = limits::CLASS_IMAGE_SIDE;
    for (width, height, result) in
        [(most, 1, Ok(())), (1, most, Ok(())), (most + 1, 1, Err(Kind::TooLarge)), (1, most + 1, Err(Kind::TooLarge))]
    {
        assert_eq!(checked(&png(width, height, 0)), result, "{width} × {height}");
    }
}

#[test]
fn the_file_has_a_limit() {
    let around = png(2, 2, 0).len();
    let sized = |bytes: usize| png(2, 2, bytes - around);
    assert_eq!(sized(limits::CLASS_IMAGE).len(), limits::CLASS_IMAGE);
    assert_eq!(checked(&sized(limits::CLASS_IMAGE)), Ok(()));
    assert_eq!(checked(&sized(limits::CLASS_IMAGE + 1)), Err(Kind::TooLarge));
}
