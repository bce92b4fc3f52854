//! The elements of an SVG that stand straight in its root, and its badges wherever they stand.

use super::{FilePart, Parts, counted, credential, cut};
use crate::image::{Format, svg};
use crate::inspect::size;
use crate::limits;
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use std::ops::Range;

/// Lists the elements; those that only draw and follow each other are one part.
pub(super) fn list(bytes: &[u8], parts: &mut Parts) {
    let found = svg::Source::open(bytes).and_then(|source| {
        let badges = svg::badges(&source)?;
        Ok((source, badges))
    });
    let (source, badges) = match found {
        Ok(found) => found,
        Err(error) => return parts.push("damage", 0..bytes.len(), error.kind.sentence().to_owned()),
    };
    let mut pass =
        Pass { text: &source.text, size: size::of(Format::Svg, bytes), found: Vec::new(), depth: 0, open: None };
    pass.read();
    pass.found.retain(|part| !badges.iter().any(|(place, _, _)| place.start == part.at));
    let badge = |(place, name, text): (Range<usize>, String, String)| FilePart {
        name: ["<", &name, ">"].concat(),
        at: place.start,
        bytes: place.len(),
        what: credential(&text),
    };
    let mut all = pass.found;
    for badge in badges.into_iter().map(badge) {
        all.insert(all.partition_point(|part| part.at < badge.at), badge);
    }
    let all = joined(all);
    let count = all.len();
    // Each place in UTF-16 takes a walk, so only those that are told are looked up.
    for (_, part) in all.into_iter().enumerate().filter(|(index, _)| *index < limits::PARTS || *index + 1 == count) {
        parts.push(&part.name, source.bytes(&(part.at..part.at + part.bytes)), part.what);
    }
}

/// One pass over the tokens. All places are bytes of the text.
struct Pass<'a> {
    text: &'a str,
    size: (Option<u32>, Option<u32>),
    found: Vec<FilePart>,
    depth: usize,
    /// The element in the root that is open: where it began, its name, and the text in it.
    open: Option<(usize, String, String)>,
}

impl Pass<'_> {
    /// Lists the parts; the file was read before, so an error is none of ours to tell.
    fn read(&mut self) {
        let mut reader = Reader::from_str(self.text);
        loop {
            // The text is held to limits::SVG.
            let at = reader.buffer_position() as usize;
            let event = match reader.read_event() {
                Ok(Event::Eof) | Err(_) => return,
                Ok(event) => event,
            };
            let end = reader.buffer_position() as usize;
            match event {
                Event::Decl(_) => self.part("<?xml?>", at..end, "says that this is XML".to_owned()),
                Event::DocType(_) => {
                    self.part("<!DOCTYPE>", at..end, "was skipped; nothing is loaded for it".to_owned())
                }
                Event::Comment(text) if self.depth < 2 => {
                    self.part("<!-- -->", at..end, ["comment: “", &cut(&text), "”"].concat());
                }
                Event::PI(_) if self.depth < 2 => self.part("<? ?>", at..end, "an instruction to programs".to_owned()),
                Event::Start(tag) => {
                    match self.depth {
                        0 => self.root(at..end),
                        1 => self.open = Some((at, tag.name().0.to_owned(), String::new())),
                        _ => {}
                    }
                    self.depth += 1;
                }
                Event::Empty(tag) => match self.depth {
                    0 => self.root(at..end),
                    1 => self.element(tag.name().0, at..end, ""),
                    _ => {}
                },
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 1
                        && let Some((start, name, text)) = self.open.take()
                    {
                        self.element(&name, start..end, &text);
                    }
                }
                Event::Text(text) => {
                    if let Some((_, _, all)) = self.open.as_mut().filter(|(_, _, all)| all.len() < limits::KEY) {
                        all.push_str(&text);
                    }
                }
                _ => {}
            }
        }
    }

    fn root(&mut self, place: Range<usize>) {
        let what = match self.size {
            (Some(width), Some(height)) => ["drawing, ", &width.to_string(), " × ", &height.to_string()].concat(),
            _ => "drawing".to_owned(),
        };
        self.part("<svg>", place, what);
    }

    fn element(&mut self, name: &str, place: Range<usize>, text: &str) {
        let local = name.rsplit(':').next().unwrap_or_default();
        let what = match local {
            "title" | "desc" => ["text: “", &cut(text), "”"].concat(),
            "metadata" => "data about the drawing".to_owned(),
            "style" => "how it is drawn".to_owned(),
            "script" => "a script, which never runs here".to_owned(),
            "defs" => "parts that are drawn elsewhere".to_owned(),
            "namedview" => "an editor's settings".to_owned(),
            _ => DRAWN.to_owned(),
        };
        self.part(&["<", &cut(name), ">"].concat(), place, what);
    }

    fn part(&mut self, name: &str, place: Range<usize>, what: String) {
        self.found.push(FilePart { name: name.to_owned(), at: place.start, bytes: place.len(), what });
    }
}

const DRAWN: &str = "drawn";

/// Elements that are only drawn, and follow each other, as one.
fn joined(all: Vec<FilePart>) -> Vec<FilePart> {
    let mut joined: Vec<(FilePart, usize)> = Vec::new();
    for part in all {
        match joined.last_mut() {
            Some((last, count)) if last.what == DRAWN && part.what == DRAWN => {
                last.bytes = part.at + part.bytes - last.at;
                *count += 1;
            }
            _ => joined.push((part, 1)),
        }
    }
    let told = |(mut part, count): (FilePart, usize)| {
        if count > 1 {
            part.what.push_str(&[" (", &counted(count, "element", "elements"), " joined)"].concat());
        }
        part
    };
    joined.into_iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::super::inside;

    fn words(svg: &[u8]) -> Vec<String> {
        inside(svg).into_iter().map(|part| [part.name, ": ".to_owned(), part.what].concat()).collect()
    }

    const SVG: &str = "<?xml version='1.0'?>\n<!DOCTYPE svg>\n<svg xmlns:openbadges='http://openbadges.org' width='600' height='400'>\
        <openbadges:assertion verify='https://example.org/ä'><![CDATA[{\"@context\":\"https://w3id.org/openbadges/v2\"}]]></openbadges:assertion>\
        <title>Fox &amp; hen</title><!-- drawn by hand --><g><path/></g><rect/><script>alert(1)</script><circle/></svg>";

    #[test]
    fn every_element_is_said_in_plain_words() {
        assert_eq!(
            words(SVG.as_bytes()),
            [
                "<?xml?>: says that this is XML",
                "<!DOCTYPE>: was skipped; nothing is loaded for it",
                "<svg>: drawing, 600 × 400",
                "<openbadges:assertion>: credential (Open Badges 2.0) as JSON",
                "<title>: text: “Fox  hen”",
                "<!-- -->: comment: “drawn by hand”",
                "<g>: drawn (2 elements joined)",
                "<script>: a script, which never runs here",
                "<circle>: drawn",
            ]
        );
    }

    #[test]
    fn places_are_those_of_the_file_in_utf_16_too() {
        let wide: Vec<u8> = format!("\u{feff}{SVG}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (narrow, wide) in inside(SVG.as_bytes()).iter().zip(inside(&wide)) {
            assert_eq!(narrow.what, wide.what);
        }
        let title = inside(&wide).into_iter().find(|part| part.name == "<title>").unwrap();
        assert_eq!(&wide[title.at..][..12], b"<\0t\0i\0t\0l\0e\0");
    }

    #[test]
    fn a_badge_within_another_element_is_listed_too() {
        let svg = "<svg><metadata>a<openbadges:assertion verify='https://example.org/a'/></metadata></svg>";
        assert_eq!(
            words(svg.as_bytes()),
            [
                "<svg>: drawing",
                "<metadata>: data about the drawing",
                "<openbadges:assertion>: address of a hosted badge: https://example.org/a",
            ]
        );
    }

    #[test]
    fn a_damaged_drawing_is_one_part() {
        assert_eq!(words(b"<svg><g></svg>"), ["damage: This SVG is no well-formed XML."]);
    }
}
