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

/// The same PNG with somebody's name in it: as a text, as XMP and as Exif.
pub fn speaking(png: &[u8], name: &str) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: String| {
        let body = [&kind[..], data.as_bytes()].concat();
        [&(data.len() as u32).to_be_bytes()[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
    };
    let (header, rest) = png.split_at(33);
    let text = chunk(b"tEXt", format!("Author\0{name}"));
    let xmp = chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0<x>{name}</x>"));
    let exif = chunk(b"eXIf", format!("MM\0*\0\0\0\u{8}{name}"));
    [header, &text, &xmp, &exif, rest].concat()
}
