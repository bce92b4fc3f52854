//! One pass over the tokens of an SVG: where its badges are, and where the next one goes.

use super::{PREFIX, element::Element, source::Source};
use crate::error::{Error, Kind, Result};
use crate::image::Keyword;
use crate::limits;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::reader::NsReader;
use std::ops::Range;

/// What a bake has to know of an SVG. All places are bytes of the text, not of the file: in UTF-16
/// each conversion takes a walk.
#[derive(Default)]
pub(super) struct Scan {
    pub root: Root,
    /// The badges, in the order of the file; none stands within another one.
    pub elements: Vec<Element>,
    /// Whether anything but the badges has a name with our prefix.
    pub prefix_in_use: bool,
    /// Whether the file says of itself that it is UTF-8, or says nothing.
    pub is_utf8: bool,
    pub has_doctype: bool,
    /// How many elements there are.
    pub count: usize,
}

/// The root tag.
#[derive(Default)]
pub(super) struct Root {
    /// The end of its name, where an attribute can go.
    pub name_end: usize,
    /// The declaration of our prefix, with the white space before it.
    pub declaration: Option<Range<usize>>,
    /// Where its content begins; `<svg/>` has none.
    pub content: Option<usize>,
}

impl Scan {
    /// Reads all tokens.
    ///
    /// # Errors
    /// [`Kind::NotXml`], [`Kind::Truncated`], [`Kind::Entities`], and [`Kind::TooLarge`] past
    /// [`limits::SVG_DEPTH`], [`limits::SVG_ELEMENTS`] and [`limits::SVG_ATTRIBUTES`].
    pub fn of(source: &Source) -> Result<Scan> {
        let mut pass = Pass {
            source,
            reader: NsReader::from_str(&source.text),
            scan: Scan { is_utf8: true, ..Scan::default() },
            depth: 0,
            open: None,
        };
        loop {
            let at = pass.position();
            match pass.reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => pass.event(event, at)?,
                // A syntax error is markup that the file ends in.
                Err(quick_xml::Error::Syntax(_)) => return Err(pass.error(Kind::Truncated, at)),
                Err(_) => return Err(pass.error(Kind::NotXml, at)),
            }
        }
        if pass.depth > 0 || pass.scan.count == 0 {
            return Err(pass.error(Kind::Truncated, pass.position()));
        }
        Ok(pass.scan)
    }
}

/// The state of the pass.
struct Pass<'a> {
    source: &'a Source<'a>,
    reader: NsReader<&'a [u8]>,
    scan: Scan,
    /// The elements that are open.
    depth: usize,
    /// The depth at which a badge was opened; the last of the elements is that badge.
    open: Option<usize>,
}

impl Pass<'_> {
    /// Bytes of the text that were read.
    fn position(&self) -> usize {
        // The text is held to limits::SVG.
        self.reader.buffer_position() as usize
    }

    fn error(&self, kind: Kind, at: usize) -> Error {
        kind.at_byte(self.source.byte(at))
    }

    fn event(&mut self, event: Event, at: usize) -> Result<()> {
        match event {
            Event::Start(tag) => {
                self.tag(&tag, at)?;
                if self.depth == 0 {
                    self.scan.root.content = Some(self.position());
                }
                self.depth += 1;
                if self.depth > limits::SVG_DEPTH {
                    return Err(self.error(Kind::TooLarge, at));
                }
            }
            Event::Empty(tag) => {
                self.tag(&tag, at)?;
                self.close();
            }
            Event::End(_) => {
                self.depth -= 1;
                self.close();
            }
            Event::CData(text) => self.text(&text, at, true)?,
            Event::Text(text) => self.text(&text, at, false)?,
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().map_err(|_| self.error(Kind::NotXml, at))?;
                let mut buffer = [0; 4];
                match letter {
                    Some(letter) => self.text(letter.encode_utf8(&mut buffer), at, false)?,
                    None => match resolve_predefined_entity(&name) {
                        Some(text) => self.text(text, at, false)?,
                        // In the drawing an unknown entity is not ours to judge.
                        None if self.open.is_some() => return Err(self.error(Kind::Entities, at)),
                        None => {}
                    },
                }
            }
            Event::DocType(text) => {
                if text.contains("<!ENTITY") {
                    return Err(self.error(Kind::Entities, at));
                }
                self.scan.has_doctype = true;
            }
            Event::Decl(declaration) => {
                // A second one, within a badge, must not outvote the file's own.
                self.scan.is_utf8 &= match declaration.encoding() {
                    // A file in UTF-16 says so too; it was decoded by its byte order mark.
                    Some(Ok(name)) => name.eq_ignore_ascii_case("utf-8"),
                    Some(Err(_)) => return Err(self.error(Kind::NotXml, at)),
                    None => true,
                };
            }
            Event::Comment(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str, at: usize, is_cdata: bool) -> Result<()> {
        if self.depth == 0 && !text.trim().is_empty() {
            return Err(self.error(Kind::NotXml, at));
        }
        let is_child = self.open.is_some_and(|depth| self.depth == depth + 1);
        if let Some(badge) = self.scan.elements.last_mut().filter(|_| is_child) {
            badge.push(text, is_cdata);
        }
        Ok(())
    }

    /// A tag that opens an element.
    fn tag(&mut self, tag: &BytesStart, at: usize) -> Result<()> {
        if self.depth == 0 && self.scan.count > 0 {
            return Err(self.error(Kind::NotXml, at));
        }
        self.scan.count += 1;
        if self.scan.count > limits::SVG_ELEMENTS {
            return Err(self.error(Kind::TooLarge, at));
        }
        let found = self.badge(tag.name(), at);
        let mut verify = None;
        let mut uses_prefix = has_prefix(tag.name());
        for (count, attribute) in tag.attributes().enumerate() {
            if count == limits::SVG_ATTRIBUTES {
                return Err(self.error(Kind::TooLarge, at));
            }
            let attribute = attribute.map_err(|_| self.error(Kind::NotXml, at))?;
            uses_prefix |= has_prefix(attribute.key);
            match attribute.key.into_inner() {
                "verify" if found.is_some() => {
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                    verify = Some(value.map_err(|_| self.error(Kind::Entities, at))?.into_owned());
                }
                name if self.depth == 0 && name.strip_prefix("xmlns:") == Some(PREFIX) => {
                    let name_at = at + 1 + offset(name, tag);
                    let end = at + 1 + offset(&attribute.value, tag) + attribute.value.len() + 1;
                    self.scan.root.declaration = Some(self.with_space(name_at..end));
                }
                _ => {}
            }
        }
        if self.depth == 0 {
            self.scan.root.name_end = at + 1 + tag.name().0.len();
        }
        match found {
            Some(mut badge) => {
                badge.verify = verify;
                self.scan.elements.push(badge);
                self.open = Some(self.depth);
            }
            None if self.open.is_none() => self.scan.prefix_in_use |= uses_prefix,
            None => {}
        }
        Ok(())
    }

    /// The element, if it claims to carry a badge: `assertion` or `credential` in one of the
    /// three namespaces, or whatever has our prefix where that is not declared.
    fn badge(&self, name: QName, at: usize) -> Option<Element> {
        if self.depth == 0 || self.open.is_some() {
            return None;
        }
        let (namespace, local) = self.reader.resolver().resolve_element(name);
        let keyword = match namespace {
            ResolveResult::Bound(namespace) => {
                let is_ours = |keyword: &Keyword| keyword.namespace() == namespace.0;
                let known = Keyword::ALL.into_iter().find(is_ours)?;
                if !Keyword::ALL.iter().any(|one| one.element() == local.into_inner()) {
                    return None;
                }
                Some(known)
            }
            ResolveResult::Unknown(prefix) if prefix == PREFIX => None,
            ResolveResult::Unknown(_) | ResolveResult::Unbound => return None,
        };
        Some(Element::new(name.0, keyword, at))
    }

    /// The element that is at this depth was closed.
    fn close(&mut self) {
        if self.open == Some(self.depth) {
            let end = self.position();
            if let Some(badge) = self.scan.elements.last_mut() {
                badge.span.end = end;
            }
            self.open = None;
        }
    }

    /// The range, with the white space before it.
    fn with_space(&self, range: Range<usize>) -> Range<usize> {
        let before = self.source.text.get(..range.start).unwrap_or_default();
        before.trim_end().len()..range.end
    }
}

fn has_prefix(name: QName) -> bool {
    name.prefix().is_some_and(|prefix| prefix.into_inner() == PREFIX)
}

/// Where in a tag a part of it stands. The tokenizer hands out parts of its input but not their
/// places; their addresses tell.
pub(super) fn offset(part: &str, tag: &str) -> usize {
    part.as_ptr().addr() - tag.as_ptr().addr()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(text: &str) -> Option<(Kind, u64)> {
        let error = Source::open(text.as_bytes()).and_then(|source| Scan::of(&source)).err()?;
        let crate::Place::Byte(byte) = error.place else {
            return None;
        };
        Some((error.kind, byte))
    }

    #[test]
    fn broken_markup_says_where() {
        for (text, kind, byte) in [
            ("<svg><g></svg>", Kind::NotXml, 8),
            ("<svg/><svg/>", Kind::NotXml, 6),
            ("<svg/>text", Kind::NotXml, 6),
            ("<svg><g a=b/></svg>", Kind::NotXml, 5),
            ("<svg><g a='1' a='2'/></svg>", Kind::NotXml, 5),
            ("<svg><g>", Kind::Truncated, 8),
            ("<svg><g a='", Kind::Truncated, 5),
            ("<svg><openbadges:a>&b;</openbadges:a></svg>", Kind::Entities, 19),
            ("<svg><openbadges:a verify='&b;'/></svg>", Kind::Entities, 5),
        ] {
            assert_eq!(failure(text), Some((kind, byte)), "{text}");
        }
    }

    #[test]
    fn an_entity_in_the_drawing_is_not_ours_to_judge() {
        assert_eq!(failure("<svg><text>a&nbsp;b</text></svg>"), None);
    }

    #[test]
    fn levels_elements_and_attributes_are_held_to_their_limits() {
        let nested = |levels: usize| format!("<svg>{}{}</svg>", "<g>".repeat(levels - 1), "</g>".repeat(levels - 1));
        let many = |count: usize| format!("<svg>{}</svg>", "<g/>".repeat(count - 1));
        let wide = |count: usize| {
            let attributes: String = (0..count).map(|index| format!(" a{index}=''")).collect();
            format!("<svg{attributes}/>")
        };
        let kind = |text: &str| failure(text).map(|(kind, _)| kind);
        assert_eq!(kind(&nested(limits::SVG_DEPTH)), None);
        assert_eq!(kind(&nested(limits::SVG_DEPTH + 1)), Some(Kind::TooLarge));
        assert_eq!(kind(&many(limits::SVG_ELEMENTS)), None);
        assert_eq!(kind(&many(limits::SVG_ELEMENTS + 1)), Some(Kind::TooLarge));
        assert_eq!(kind(&wide(limits::SVG_ATTRIBUTES)), None);
        assert_eq!(kind(&wide(limits::SVG_ATTRIBUTES + 1)), Some(Kind::TooLarge));
    }

    #[test]
    fn many_badges_in_utf_16_take_no_longer_than_one() {
        let text = format!("\u{feff}<svg>{}</svg>", "<openbadges:a/>".repeat(49_000));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let start = std::time::Instant::now();
        assert_eq!(crate::image::unbake(&wide).unwrap_err().kind, Kind::Empty);
        assert!(start.elapsed().as_secs() < 5);
    }
}
