//! SVG: one element straight after the root tag, every other byte as it was.
//!
//! The file is read by a tokenizer and changed at byte offsets. It is never written from a tree:
//! that would lose the author's spacing, quotes, prefixes and comments.

mod clean;
mod drawing;
mod element;
mod scan;
mod source;
mod style;
mod vocabulary;

use super::candidate::{Candidate, choose};
use super::{Carrier, Keyword, Unbaked, Warning, warning::warn};
use crate::error::{Kind, Result};
use crate::limits;
use crate::payload::{Payload, Version};
use crate::splice::Splice;
pub(super) use clean::clean;
pub(super) use drawing::drawing;
use element::Element;
use scan::Scan;
pub(crate) use source::Source;
pub(super) use source::is_svg;
use std::ops::Range;

/// The prefix that the specifications write, and that simple readers search for.
const PREFIX: &str = "openbadges";

/// The elements that claim to carry a badge, as many as are listed: bytes of the text, name, and
/// what is in it.
pub(crate) fn badges(source: &Source) -> Result<Vec<(Range<usize>, String, String)>> {
    let scan = Scan::of(source)?;
    let told = |element: &Element| (element.span.clone(), element.name.clone(), element.said().to_owned());
    Ok(scan.elements.iter().take(limits::PARTS).map(told).collect())
}

pub(super) fn unbake(bytes: &[u8]) -> Result<Option<Unbaked>> {
    let source = Source::open(bytes)?;
    let scan = Scan::of(&source)?;
    let found: Vec<Found> = scan.elements.iter().map(|element| Found { source: &source, element }).collect();
    let Some(mut badge) = choose(&found)? else {
        return Ok(None);
    };
    if scan.has_doctype {
        warn(&mut badge.warnings, Warning::Doctype);
    }
    Ok(Some(badge))
}

pub(super) fn bake(bytes: &[u8], payload: &Payload) -> Result<Splice> {
    rewrite(bytes, Some(payload))
}

pub(super) fn strip(bytes: &[u8]) -> Result<Splice> {
    rewrite(bytes, None)
}

/// Drops every badge and the declaration of its prefix, and puts the new badge, if any, straight
/// after the root tag and its declaration on the root.
///
/// Where something that is no badge uses the prefix, its declaration is not ours to change: it
/// stays, and the new element declares the prefix for itself.
fn rewrite(bytes: &[u8], payload: Option<&Payload>) -> Result<Splice> {
    let source = Source::open(bytes)?;
    let scan = Scan::of(&source)?;
    if !source.is_writable || !scan.is_utf8 {
        return Err(Kind::NotBakeable.at_byte(0));
    }
    let mut cuts: Vec<Range<usize>> = scan.elements.iter().map(|one| source.bytes(&one.span)).collect();
    if let Some(declaration) = scan.root.declaration.filter(|_| !scan.prefix_in_use) {
        cuts.insert(0, source.bytes(&declaration));
    }
    let mut inserts = Vec::new();
    if let Some(payload) = payload {
        let name_end = source.byte(scan.root.name_end);
        let content = scan.root.content.ok_or(Kind::NotBakeable.at_byte(name_end))?;
        let content = source.byte(content);
        if scan.count - scan.elements.len() >= limits::SVG_ELEMENTS {
            return Err(Kind::TooLarge.into());
        }
        let declaration = element::declaration(Keyword::of(payload.version()));
        if scan.prefix_in_use {
            inserts.push((content, element::write(payload, &declaration)));
        } else {
            inserts.push((name_end, declaration));
            inserts.push((content, element::write(payload, "")));
        }
    }
    Ok(splice(bytes.len(), &cuts, inserts))
}

/// A splice of cuts and inserts, both in order; no insert stands within a cut.
fn splice(length: usize, cuts: &[Range<usize>], inserts: Vec<(usize, String)>) -> Splice {
    let mut splice = Splice::default();
    let mut at = 0;
    let mut inserts = inserts.into_iter().peekable();
    let end = length..length;
    for cut in cuts.iter().chain([&end]) {
        while let Some((place, text)) = inserts.next_if(|(place, _)| *place <= cut.start) {
            splice.keep(at..place).insert(text.into_bytes());
            at = place;
        }
        splice.keep(at..cut.start);
        at = cut.end;
    }
    splice
}

/// An element that claims to carry a badge, and the file it stands in.
struct Found<'a> {
    source: &'a Source<'a>,
    element: &'a Element,
}

impl Candidate for Found<'_> {
    fn rank(&self) -> usize {
        let last = Keyword::ALL.len();
        self.element.keyword.map_or(last, |keyword| keyword as usize)
    }

    fn keyword(&self) -> Option<Keyword> {
        self.element.keyword
    }

    fn place(&self) -> Range<usize> {
        self.source.bytes(&self.element.span)
    }

    fn text_start(&self) -> usize {
        self.source.byte(self.element.span.start)
    }

    fn carrier(&self) -> Carrier {
        Carrier::Element { name: self.element.name.clone() }
    }

    fn text(&self) -> Result<String> {
        Ok(self.element.said().to_owned())
    }

    fn warnings(&self, badge: &Unbaked) -> Vec<Warning> {
        let mut warnings = Vec::new();
        let prefix = self.element.name.split_once(':').map(|(prefix, _)| prefix);
        match self.element.keyword {
            None => warn(&mut warnings, Warning::UnboundPrefix),
            Some(_) if prefix != Some(PREFIX) => warn(&mut warnings, Warning::Prefix),
            Some(_) => {}
        }
        let wanted = Keyword::of(badge.version());
        let is_other = self.element.keyword.is_some_and(|keyword| keyword != wanted)
            || self.element.local_name() != wanted.element();
        if is_other && badge.version() != Version::Unknown {
            warn(&mut warnings, Warning::ElementMismatch);
        }
        if self.element.body().is_some() && !self.element.has_cdata() {
            warn(&mut warnings, Warning::NoCdata);
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image;

    const V2: &str = r#"{"@context":"https://w3id.org/openbadges/v2"}"#;
    const V3: &str = r#"{"type":"OpenBadgeCredential"}"#;

    fn baked(svg: &str, text: &str) -> String {
        let payload = Payload::parse(text).unwrap();
        let bytes = image::bake(svg.as_bytes(), &payload).unwrap().apply(svg.as_bytes());
        String::from_utf8(bytes).unwrap()
    }

    fn stripped(svg: &str) -> String {
        let bytes = image::strip(svg.as_bytes()).unwrap().apply(svg.as_bytes());
        String::from_utf8(bytes).unwrap()
    }

    fn found(svg: &str) -> (String, Vec<&'static str>) {
        let badge = image::unbake(svg.as_bytes()).unwrap().unwrap();
        let codes = badge.warnings.iter().map(|warning| warning.code()).collect();
        (badge.payload.text().to_owned(), codes)
    }

    #[test]
    fn a_badge_stands_after_the_root_tag_and_its_prefix_on_it() {
        assert_eq!(
            baked("<?xml version='1.0'?>\n<svg  width='4' ><g/></svg>\n", V3),
            format!(
                "<?xml version='1.0'?>\n<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\"  width='4' >\
                 <openbadges:credential><![CDATA[{V3}]]></openbadges:credential><g/></svg>\n"
            )
        );
    }

    #[test]
    fn a_bake_replaces_badges_and_declarations_of_other_versions() {
        let svg = baked("<svg><g/></svg>", V2);
        assert_eq!(baked(&svg, V3), baked("<svg><g/></svg>", V3));
        assert_eq!(stripped(&svg), "<svg><g/></svg>");
    }

    #[test]
    fn every_badge_goes_wherever_it_stands() {
        let svg = "<svg xmlns:ob='https://purl.imsglobal.org/clr/v2p0'><g>\
                   <ob:credential verify='a'><ob:credential/></ob:credential></g>\
                   <openbadges:anything>b<i/></openbadges:anything>\
                   <assertion xmlns='http://openbadges.org'/> \
                   <ob:other/></svg>";
        assert_eq!(stripped(svg), "<svg xmlns:ob='https://purl.imsglobal.org/clr/v2p0'><g></g> <ob:other/></svg>");
    }

    #[test]
    fn a_prefix_that_others_use_keeps_its_meaning() {
        for other in ["<openbadges:shape/>", "<g openbadges:hint='1'/>"] {
            let svg = format!("<svg xmlns:openbadges='urn:other'>{other}</svg>");
            let with = baked(&svg, V2);
            assert_eq!(
                with,
                format!(
                    "<svg xmlns:openbadges='urn:other'>\
                     <openbadges:assertion xmlns:openbadges=\"http://openbadges.org\"><![CDATA[{V2}]]></openbadges:assertion>{other}</svg>"
                )
            );
            assert_eq!(stripped(&with), svg);
            assert_eq!(found(&with), (V2.to_owned(), vec![]));
        }
    }

    #[test]
    fn a_declaration_is_found_by_its_place_and_not_by_its_text() {
        let svg = "<svg title=\" xmlns:openbadges='a'\"\n\txmlns:openbadges = 'b' id='c'><g/></svg>";
        assert_eq!(stripped(svg), "<svg title=\" xmlns:openbadges='a'\" id='c'><g/></svg>");
    }

    #[test]
    fn the_body_counts_before_the_attribute() {
        let svg = |inner: &str| format!("<svg xmlns:openbadges='http://openbadges.org'>{inner}</svg>");
        let both =
            format!("<openbadges:assertion verify='https://a.example/1'>\n <![CDATA[{V2}]]>\n</openbadges:assertion>");
        assert_eq!(found(&svg(&both)), (V2.to_owned(), vec![]));
        let one = "<openbadges:assertion verify='https://a.example/1?b&amp;c'> </openbadges:assertion>";
        assert_eq!(found(&svg(one)), ("https://a.example/1?b&c".to_owned(), vec![]));
        let none = image::unbake(svg("<openbadges:assertion/>").as_bytes()).unwrap_err();
        assert_eq!(none, Kind::Empty.at_byte(svg("").len() - "</svg>".len()));
    }

    #[test]
    fn what_was_forgiven_is_told() {
        for (inner, codes) in [
            (format!("<openbadges:assertion><![CDATA[{V2}]]></openbadges:assertion>"), vec!["unbound-prefix"]),
            (
                format!(
                    "<c xmlns='http://openbadges.org'/><credential xmlns='http://openbadges.org'><![CDATA[{V2}]]></credential>"
                ),
                vec!["prefix", "element-mismatch"],
            ),
            (
                format!(
                    "<ns0:assertion xmlns:ns0='http://openbadges.org'>{}</ns0:assertion>",
                    V2.replace('"', "&#x22;")
                ),
                vec!["prefix", "no-cdata"],
            ),
        ] {
            assert_eq!(found(&format!("<svg>{inner}</svg>")), (V2.to_owned(), codes));
        }
        let one = baked("<svg><g/></svg>", V2);
        let two = one.replace("<g/>", "<openbadges:assertion/>");
        assert_eq!(found(&two), (V2.to_owned(), vec!["duplicate"]));
        let other = "<c:credential xmlns:c='https://purl.imsglobal.org/ob/v3p0' verify='https://a.example/'/>";
        let (text, codes) = found(&one.replace("<g/>", other));
        assert_eq!(text, "https://a.example/");
        assert_eq!(codes, ["prefix", "element-mismatch", "also-2.0"]);
    }

    #[test]
    fn a_doctype_is_skipped_unless_it_declares_entities() {
        let svg = format!("<!DOCTYPE svg [<!ATTLIST g id ID #IMPLIED>]>{}", baked("<svg><g/></svg>", V2));
        assert_eq!(found(&svg), (V2.to_owned(), vec!["doctype"]));
        let svg = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>";
        assert_eq!(image::unbake(svg.as_bytes()).unwrap_err(), Kind::Entities.at_byte(0));
    }

    #[test]
    fn what_can_only_be_read_is_not_written() {
        let wide: Vec<u8> = "\u{feff}<svg><g/></svg>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><svg><g/></svg>";
        for bytes in [&wide[..], latin] {
            assert_eq!(image::unbake(bytes), Ok(None));
            assert_eq!(image::strip(bytes).unwrap_err().kind, Kind::NotBakeable);
        }
        let payload = Payload::parse(V2).unwrap();
        assert_eq!(image::bake(b"<svg />", &payload).unwrap_err(), Kind::NotBakeable.at_byte(4));
    }
}
