//! Small pictures that differ.

/// A PNG of two by two pixels of this colour.
pub fn png(colour: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[colour; 4]).unwrap();
    writer.finish().unwrap();
    bytes
}

/// An SVG with this title.
pub fn svg(title: &str) -> Vec<u8> {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 4\"><title>{title}</title><rect width=\"4\"/></svg>\n")
        .into_bytes()
}
