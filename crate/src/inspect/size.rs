//! How large a picture is drawn.

use crate::image::{Format, png, svg};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// Width and height in pixels, where the picture says so.
pub(super) fn of(format: Format, bytes: &[u8]) -> (Option<u32>, Option<u32>) {
    match format {
        Format::Png => png::size(bytes),
        Format::Svg => svg::Source::open(bytes).map_or((None, None), |source| drawn(&source.text)),
    }
}

/// `width` and `height` of the root tag in pixels, else what `viewBox` says (SVG 2 §8.2). Fractions are cut off.
fn drawn(text: &str) -> (Option<u32>, Option<u32>) {
    let mut reader = Reader::from_str(text);
    let tag = loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => break tag,
            Ok(Event::Eof) | Err(_) => return (None, None),
            Ok(_) => {}
        }
    };
    let attribute = |name: &str| {
        let found = tag.attributes().flatten().find(|attribute| attribute.key.into_inner() == name)?;
        Some(found.value.into_owned())
    };
    let view = attribute("viewBox").unwrap_or_default();
    let mut view = view.split([' ', ',', '\t', '\n', '\r']).filter(|word| !word.is_empty()).skip(2).map(pixels);
    let [width, height] = [view.next().flatten(), view.next().flatten()];
    let own = |name: &str| attribute(name).as_deref().and_then(pixels);
    (own("width").or(width), own("height").or(height))
}

/// A length in pixels; in any other unit it depends on where it is drawn.
fn pixels(length: &str) -> Option<u32> {
    let length = length.trim();
    let digits = length.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = length.split_at(digits);
    let unit = rest.trim_start_matches(|letter: char| letter == '.' || letter.is_ascii_digit()).trim();
    matches!(unit, "" | "px").then(|| whole.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_says_how_large_it_is_in_several_ways() {
        for (svg, size) in [
            ("<svg width='600' height=\"400px\"/>", (Some(600), Some(400))),
            (
                "<?xml version='1.0'?><!-- a --><svg width=' 600.5 ' height='4.25px'><g width='1'/></svg>",
                (Some(600), Some(4)),
            ),
            ("<svg viewBox='0 0 24 48.5'/>", (Some(24), Some(48))),
            ("<svg width='100%' height='10em' viewBox='0,0,24,48'/>", (Some(24), Some(48))),
            ("<svg width='-4'/>", (None, None)),
            ("<svg width='99999999999'/>", (None, None)),
            ("<svg/>", (None, None)),
        ] {
            assert_eq!(of(Format::Svg, svg.as_bytes()), size, "{svg}");
        }
    }
}
