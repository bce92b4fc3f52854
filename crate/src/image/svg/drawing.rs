//! A mark of what an SVG draws, whatever wrote it.

use super::{scan::Scan, source::Source};
use crate::archive::Sha;
use crate::error::{Kind, Result};
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use sha2::{Digest, Sha256};

/// A mark of elements, attributes and texts: the same for two files that differ only in badges,
/// comments, prefixes, quotes, the order of attributes, and blanks around texts.
pub(in crate::image) fn drawing(bytes: &[u8]) -> Result<Sha> {
    let source = Source::open(bytes)?;
    let scan = Scan::of(&source)?;
    let mut reader = NsReader::from_str(&source.text);
    let mut mark = Mark::default();
    let mut badges = scan.elements.iter().map(|badge| badge.span.clone()).peekable();
    loop {
        // The text is held to limits::SVG.
        let at = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|_| Kind::NotXml.at_byte(source.byte(at)))?;
        while badges.next_if(|badge| badge.end <= at).is_some() {}
        if badges.peek().is_some_and(|badge| badge.start <= at) {
            continue;
        }
        match event {
            Event::Eof => return Ok(mark.hash.finalize().into()),
            Event::Start(tag) => mark.open(&tag, &reader),
            Event::Empty(tag) => {
                mark.open(&tag, &reader);
                mark.close();
            }
            Event::End(_) => mark.close(),
            Event::Text(text) => mark.text.push_str(&text),
            Event::CData(text) => mark.text.push_str(&text),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => mark.text.push(letter),
                _ => mark.text.push_str(resolve_predefined_entity(&name).unwrap_or(&name)),
            },
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Decl(_) => {}
        }
    }
}

#[derive(Default)]
struct Mark {
    hash: Sha256,
    text: String,
}

impl Mark {
    fn open(&mut self, tag: &BytesStart, reader: &NsReader<&[u8]>) {
        self.put_text();
        let (namespace, local) = reader.resolver().resolve_element(tag.name());
        self.hash.update(b"<");
        self.name(&namespace, local.into_inner());
        let mut attributes: Vec<(String, String)> = Vec::new();
        for attribute in tag.attributes().flatten() {
            let name = attribute.key.into_inner();
            if name == "xmlns" || name.starts_with("xmlns:") {
                continue;
            }
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let namespace = if let ResolveResult::Bound(namespace) = namespace { namespace.0 } else { "" };
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            let name = [namespace, " ", local.into_inner()].concat();
            // At most limits::SVG_ATTRIBUTES of them.
            let place = attributes.partition_point(|(other, _)| *other < name);
            attributes.insert(place, (name, value));
        }
        for (name, value) in attributes {
            for part in [&name, &value] {
                self.hash.update(part.as_bytes());
                self.hash.update(b"\0");
            }
        }
    }

    fn close(&mut self) {
        self.put_text();
        self.hash.update(b">");
    }

    fn name(&mut self, namespace: &ResolveResult, local: &str) {
        if let ResolveResult::Bound(namespace) = namespace {
            self.hash.update(namespace.0.as_bytes());
        }
        self.hash.update(b" ");
        self.hash.update(local.as_bytes());
        self.hash.update(b"\0");
    }

    fn put_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.hash.update(text.trim().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_drawn_does_not_count() {
        let plain = "<svg xmlns='http://www.w3.org/2000/svg' id='a' width='1'><g/><text>b &amp; c</text></svg>";
        for same in [
            "<?xml version='1.0'?><!-- x --><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" id=\"a\">\n<g></g> <text>b &#38; c</text></svg>",
            "<s:svg xmlns:s='http://www.w3.org/2000/svg' id='a' width='1'><s:g/><s:text>b <![CDATA[&]]> c</s:text></s:svg>",
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org' id='a' width='1'>\
             <openbadges:assertion verify='https://example.org/a'><![CDATA[{}]]></openbadges:assertion><g/><text>b &amp; c</text></svg>",
        ] {
            assert_eq!(drawing(plain.as_bytes()), drawing(same.as_bytes()), "{same}");
        }
        for other in [
            "<svg xmlns='http://www.w3.org/2000/svg' id='a' width='2'><g/><text>b &amp; c</text></svg>",
            "<svg xmlns='http://www.w3.org/2000/svg' id='a' width='1'><g/><text>b &amp; d</text></svg>",
            "<svg xmlns='http://www.w3.org/2000/svg' id='a' width='1'><g><text>b &amp; c</text></g></svg>",
        ] {
            assert_ne!(drawing(plain.as_bytes()), drawing(other.as_bytes()), "{other}");
        }
    }
}
