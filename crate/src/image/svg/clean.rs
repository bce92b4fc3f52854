//! Takes out of an SVG what could run or load something, by cuts at byte offsets.
//!
//! Elements are judged by a list of those that draw, attributes and styles by what they could do.
//! An SVG shown by `<img>` runs nothing; one that a portal serves is also opened alone, where it does.

mod tests;

use super::scan::offset;
use super::style::{self, Style};
use super::vocabulary::{draws, is_alive, is_place};
use super::{scan::Scan, source::Source, splice};
use crate::error::{Kind, Result};
use crate::image::{Danger, Metadata, Removed};
use crate::splice::Splice;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use std::ops::Range;

const SVG: &str = "http://www.w3.org/2000/svg";
/// The vocabularies of a drawing's attributes.
const DRAWING: [&str; 3] = [SVG, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"];
/// Elements of web pages are alive wherever they stand.
const PAGES: [&str; 3] =
    ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2001/xml-events"];

/// A copy without what could run or load something, and what that was; without metadata too where it goes.
///
/// # Errors
/// As [`Scan::of`]; [`Kind::NotBakeable`] for encodings other than UTF-8; [`Kind::UnsafePicture`]
/// where cutting would not surely help.
pub(in crate::image) fn clean(bytes: &[u8], metadata: Metadata) -> Result<(Splice, Vec<Removed>)> {
    let source = Source::open(bytes)?;
    let scan = Scan::of(&source)?;
    if !source.is_writable || !scan.is_utf8 {
        return Err(Kind::NotBakeable.at_byte(0));
    }
    let mut pass = Pass {
        source: &source,
        metadata,
        reader: NsReader::from_str(&source.text),
        cuts: Vec::new(),
        removed: Vec::new(),
        depth: 0,
        gone: None,
        style: None,
    };
    pass.read()?;
    let cuts: Vec<Range<usize>> = pass.cuts.iter().map(|(range, _)| source.bytes(range)).collect();
    let inserts = pass.cuts.iter().filter(|(_, text)| !text.is_empty());
    let inserts = inserts.map(|(range, text)| (source.byte(range.start), (*text).to_owned())).collect();
    Ok((splice(bytes.len(), &cuts, inserts), pass.removed))
}

/// Whether the file, read as a web page, has the comment end before XML does: what follows would be the page's own
/// (HTML, 13.2.5.43: abrupt-closing-of-empty-comment, incorrectly-closed-comment).
fn ends_early(comment: &str) -> bool {
    comment.starts_with('>') || comment.starts_with("->") || comment.contains("--!>")
}

/// What stands between attributes (XML 1.0, 2.3).
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Whether nothing stands in a name that would end it; which of the other letters a name may have matters to nobody here.
fn is_name(text: &str) -> bool {
    text.chars().all(|one| !one.is_ascii() || one.is_ascii_alphanumeric() || matches!(one, ':' | '_' | '-' | '.'))
}

struct Pass<'a> {
    source: &'a Source<'a>,
    metadata: Metadata,
    reader: NsReader<&'a [u8]>,
    /// What goes, in the order of the file, and what stands there instead.
    cuts: Vec<(Range<usize>, &'static str)>,
    removed: Vec<Removed>,
    depth: usize,
    /// The depth and the first byte of an element that goes as a whole.
    gone: Option<(usize, usize)>,
    /// The depth of a `<style>`, and what stands in it.
    style: Option<(usize, Style)>,
}

impl Pass<'_> {
    fn read(&mut self) -> Result<()> {
        loop {
            let at = self.position();
            // The scan has read all of it before.
            let event = self.reader.read_event().map_err(|_| Kind::NotXml.at_byte(self.source.byte(at)))?;
            let end = self.position();
            match event {
                Event::Eof => return Ok(()),
                Event::Start(tag) => {
                    self.tag(&tag, at, end, false)?;
                    self.depth += 1;
                }
                Event::Empty(tag) => self.tag(&tag, at, end, true)?,
                Event::End(_) => {
                    self.depth -= 1;
                    self.close(end)?;
                }
                Event::DocType(_) => self.remove(at..end, "<!DOCTYPE>", Danger::Instruction),
                Event::PI(_) => self.remove(at..end, "<? ?>", Danger::Instruction),
                Event::Text(text) => self.text(&text, at),
                Event::CData(text) => self.text(&text, at + "<![CDATA[".len()),
                Event::GeneralRef(name) => {
                    let known = resolve_predefined_entity(&name);
                    // A reference to a sign may spell anything; in a style that is never needed.
                    if known.is_none() && (self.style.is_some() || !name.starts_with('#')) {
                        return Err(Kind::UnsafePicture.at_byte(self.source.byte(at)));
                    }
                    self.text(known.unwrap_or_default(), at);
                }
                Event::Comment(text) if self.metadata == Metadata::Goes => {
                    self.remove(at..end, &["<!--", &text, "-->"].concat(), Danger::Metadata);
                }
                Event::Comment(text) if ends_early(&text) => self.remove(at..end, "<!-- -->", Danger::Page),
                // XML 1.0, 2.8: neither has a place in a declaration; read as a page, it ends at the first one.
                Event::Decl(declaration) if declaration.contains(['<', '>']) => {
                    self.remove(at..end, "<?xml ?>", Danger::Page);
                }
                Event::Comment(_) | Event::Decl(_) => {}
            }
        }
    }

    fn position(&self) -> usize {
        // The text is held to limits::SVG.
        self.reader.buffer_position() as usize
    }

    fn remove(&mut self, range: Range<usize>, what: &str, danger: Danger) {
        if self.gone.is_none() {
            self.note(what, danger, range.start);
            self.cuts.push((range, ""));
        }
    }

    fn note(&mut self, what: &str, danger: Danger, at: usize) {
        let removed = Removed::new(what, danger, self.source.byte(at));
        // An editor's notes stand at every element; once of each is enough.
        let is_told = |one: &Removed| danger == Danger::Metadata && one.what == removed.what;
        if !self.removed.iter().rev().take(50).any(is_told) {
            self.removed.push(removed);
        }
    }

    fn tag(&mut self, tag: &BytesStart, at: usize, end: usize, is_empty: bool) -> Result<()> {
        if self.gone.is_some() {
            return Ok(());
        }
        let danger = match self.element(tag) {
            None => self.animation(tag)?,
            danger => danger,
        };
        match danger {
            Some(_) if self.depth == 0 => Err(Kind::UnsafePicture.at_byte(self.source.byte(at))),
            Some(danger) => {
                let name = ["<", tag.name().0, ">"].concat();
                self.note(&name, danger, at);
                match is_empty {
                    true => self.cuts.push((at..end, "")),
                    false => self.gone = Some((self.depth, at)),
                }
                Ok(())
            }
            None => {
                let local = tag.name().local_name();
                if local.as_ref() == "style" && !is_empty {
                    self.style = Some((self.depth, Style::default()));
                }
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|_| Kind::NotXml.at_byte(self.source.byte(at)))?;
                    self.attribute(&attribute, tag, at)?;
                }
                Ok(())
            }
        }
    }

    /// Whether an element goes.
    fn element(&self, tag: &BytesStart) -> Option<Danger> {
        let (namespace, local) = self.reader.resolver().resolve_element(tag.name());
        let local = local.into_inner();
        let has_prefix = tag.name().prefix().is_some();
        let lower = local.to_ascii_lowercase();
        let is_alive = is_alive(&lower);
        let is_drawing = match namespace {
            ResolveResult::Bound(namespace) if PAGES.contains(&namespace.0) => return Some(Danger::Page),
            ResolveResult::Bound(namespace) => namespace.0 == SVG,
            ResolveResult::Unbound => true,
            ResolveResult::Unknown(_) => false,
        };
        match (lower.as_str(), is_drawing) {
            ("metadata", _) if self.metadata == Metadata::Goes => Some(Danger::Metadata),
            // Of another vocabulary: an editor's notes, or licences. Without a prefix a web page would not see that.
            (_, false) if has_prefix || !is_alive => {
                (self.metadata == Metadata::Goes && self.depth > 0).then_some(Danger::Metadata)
            }
            (_, true) if draws(local) => None,
            ("script" | "handler" | "listener", _) => Some(Danger::Script),
            _ if is_alive => Some(Danger::Page),
            _ => Some(Danger::Unknown),
        }
    }

    /// Whether an animation changes what could run.
    fn animation(&self, tag: &BytesStart) -> Result<Option<Danger>> {
        let name = tag.name().local_name();
        if !name.as_ref().starts_with("animate") && name.as_ref() != "set" {
            return Ok(None);
        }
        for attribute in tag.attributes().flatten() {
            if attribute.key.local_name().as_ref() != "attributeName" {
                continue;
            }
            let value = decoded(&attribute)?.to_ascii_lowercase();
            let target = value.trim().rsplit(':').next().unwrap_or_default().to_owned();
            if target.starts_with("on") || is_place(&target) || target == "style" {
                return Ok(Some(Danger::Handler));
            }
        }
        Ok(None)
    }

    fn attribute(&mut self, attribute: &Attribute, tag: &BytesStart, at: usize) -> Result<()> {
        let name = attribute.key.into_inner();
        let start = at + 1 + offset(name, tag);
        let before = self.source.text.get(..start).unwrap_or_default();
        // XML 1.0, 2.3, and 3.1, also "No < in Attribute Values": no program shows such a picture, and some read it otherwise.
        if attribute.value.contains('<') || !is_name(name) || !before.ends_with(SPACE) {
            return Err(Kind::NotXml.at_byte(self.source.byte(at)));
        }
        if name == "xmlns" || name.starts_with("xmlns:") {
            return Ok(());
        }
        let local = attribute.key.local_name().into_inner().to_ascii_lowercase();
        let value = decoded(attribute)?;
        let danger = if local.starts_with("on") {
            Some(Danger::Handler)
        } else if is_place(&local) {
            match style::is_here(&value) {
                true => None,
                false if is_script(&value) => Some(Danger::Script),
                false => Some(Danger::Elsewhere),
            }
        } else if attribute.key.prefix().is_none() && !style::is_harmless(&value) {
            Some(Danger::Elsewhere)
        } else if self.metadata == Metadata::Goes && self.is_note(attribute) {
            Some(Danger::Metadata)
        } else {
            None
        };
        if let Some(danger) = danger {
            let end = at + 1 + offset(&attribute.value, tag) + attribute.value.len() + 1;
            let what = match danger {
                Danger::Metadata => name.to_owned(),
                _ => [name, "=\"", value.trim(), "\""].concat(),
            };
            self.remove(before.trim_end_matches(SPACE).len()..end, &what, danger);
        }
        Ok(())
    }

    /// Whether an attribute is none of a drawing's: an editor's own, such as the name of the file on somebody's disk.
    fn is_note(&self, attribute: &Attribute) -> bool {
        let (namespace, local) = self.reader.resolver().resolve_attribute(attribute.key);
        match namespace {
            ResolveResult::Bound(namespace) => !DRAWING.contains(&namespace.0),
            ResolveResult::Unbound => local.into_inner().starts_with("data-"),
            ResolveResult::Unknown(_) => true,
        }
    }

    fn text(&mut self, text: &str, at: usize) {
        if let Some((_, style)) = self.style.as_mut().filter(|_| self.gone.is_none()) {
            style.push(text, at);
        }
    }

    /// An element was closed by the tag that ends here.
    fn close(&mut self, end: usize) -> Result<()> {
        if let Some((_, start)) = self.gone.filter(|(depth, _)| *depth == self.depth) {
            self.gone = None;
            self.cuts.push((start..end, ""));
        }
        if let Some((_, style)) = self.style.take_if(|(depth, _)| *depth == self.depth) {
            let source = self.source;
            let cuts = style.cuts().map_err(|at| Kind::UnsafePicture.at_byte(source.byte(at)))?;
            for (range, instead) in cuts {
                let what = self.source.text.get(range.clone()).unwrap_or_default().to_owned();
                self.note(&what, Danger::Elsewhere, range.start);
                // What stands in the style was judged before its text.
                let place = self.cuts.partition_point(|(other, _)| other.start < range.start);
                self.cuts.insert(place, (range, instead));
            }
        }
        Ok(())
    }
}

/// What an attribute says; a reference to an unknown entity may say anything.
fn decoded(attribute: &Attribute) -> Result<String> {
    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
    value.map(|value| value.into_owned()).map_err(|_| Kind::UnsafePicture.into())
}

/// Whether an address runs something; browsers skip blanks and control signs in its scheme.
fn is_script(value: &str) -> bool {
    let word: String = value.chars().filter(|letter| !letter.is_whitespace() && !letter.is_control()).collect();
    let word = word.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:text", "data:application", "data:image/svg"]
        .iter()
        .any(|start| word.starts_with(start))
}
