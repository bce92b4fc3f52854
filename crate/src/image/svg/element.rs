//! The element that carries a badge in an SVG, read and written.

use super::PREFIX;
use crate::image::Keyword;
use crate::payload::{Payload, is_address};
use quick_xml::escape::escape;
use quick_xml::name::QName;
use std::ops::Range;

/// An element that claims to carry a badge.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub span: Range<usize>,
    /// The name with its prefix.
    pub name: String,
    /// By its namespace; nothing where the prefix is not declared.
    pub keyword: Option<Keyword>,
    pub verify: Option<String>,
    /// All character data.
    text: String,
    /// The character data in CDATA sections, if there are any.
    cdata: Option<String>,
    /// Whether there is more than white space outside of CDATA.
    has_text: bool,
}

impl Element {
    /// An element that begins at this byte of the text.
    pub fn new(name: &str, keyword: Option<Keyword>, at: usize) -> Element {
        Element { span: at..at, name: name.to_owned(), keyword, ..Element::default() }
    }

    /// Goes on with character data.
    pub fn push(&mut self, text: &str, is_cdata: bool) {
        self.text.push_str(text);
        if is_cdata {
            self.cdata.get_or_insert_default().push_str(text);
        } else {
            self.has_text |= !text.trim().is_empty();
        }
    }

    /// The character data, unless it is blank. White space around CDATA is the layout's.
    pub fn body(&self) -> Option<&str> {
        let body = match &self.cdata {
            Some(cdata) if !self.has_text => cdata,
            _ => &self.text,
        };
        (!body.trim().is_empty()).then_some(body)
    }

    /// OB 2.0 "Baking": what stands in the element, and `verify` only where nothing does.
    pub fn said(&self) -> &str {
        self.body().or(self.verify.as_deref()).unwrap_or_default()
    }

    pub fn has_cdata(&self) -> bool {
        self.cdata.is_some()
    }

    pub fn local_name(&self) -> &str {
        QName(&self.name).local_name().into_inner()
    }
}

/// The attribute that declares the prefix, with a space before it.
pub(super) fn declaration(keyword: Keyword) -> String {
    format!(" xmlns:{PREFIX}=\"{}\"", keyword.namespace())
}

/// The whole element, with these attributes more.
///
/// JSON stands in CDATA. A signature and an address stand in `verify`, and the element is empty
/// (OB 2.0 "Baking"; OB 3.0 §5.3.2).
pub(super) fn write(payload: &Payload, attributes: &str) -> String {
    let name = format!("{PREFIX}:{}", Keyword::of(payload.version()).element());
    match payload {
        Payload::Json(json) => {
            let verify = hosted_at(payload).map(|url| verify(&url)).unwrap_or_default();
            format!("<{name}{attributes}{verify}><![CDATA[{}]]></{name}>", cdata(json))
        }
        Payload::Jws(text) | Payload::Url(text) => format!("<{name}{attributes}{}/>", verify(text)),
    }
}

fn verify(value: &str) -> String {
    format!(" verify=\"{}\"", escape(value))
}

/// Where a hosted badge of OB 1–2 is served: 1.x says so in `verify`, 2.0 is known by its `id`.
fn hosted_at(payload: &Payload) -> Option<String> {
    if Keyword::of(payload.version()) != Keyword::OpenBadges {
        return None;
    }
    let badge = payload.value()?;
    let url = badge["verify"]["url"].as_str().or(badge["id"].as_str())?;
    is_address(url).then(|| url.to_owned())
}

/// The same JSON without what cannot stand in CDATA: its end, and two code points that XML has
/// not (XML 1.0 §2.2). In JSON all three can only stand in a string, where an escape means the
/// same. What else XML has not, JSON has only escaped.
fn cdata(json: &str) -> String {
    json.replace("]]>", "]]\\u003e").replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        write(&Payload::parse(text).unwrap(), "")
    }

    #[test]
    fn hosted_badges_stand_with_their_address() {
        let two = r#"{"@context":"https://w3id.org/openbadges/v2","id":"https://a.example/a b"}"#;
        assert!(!written(two).contains("verify"), "a space is no part of an address");
        let two = r#"{"@context":"https://w3id.org/openbadges/v2","id":"https://a.example/1?b&c"}"#;
        assert_eq!(
            written(two),
            format!(
                "<openbadges:assertion verify=\"https://a.example/1?b&amp;c\"><![CDATA[{two}]]></openbadges:assertion>"
            )
        );
        let one = r#"{"uid":"1","badge":"https://a.example/b","verify":{"url":"https://a.example/1"}}"#;
        assert!(written(one).starts_with("<openbadges:assertion verify=\"https://a.example/1\"><![CDATA[{"));
    }

    #[test]
    fn embedded_proofs_stand_without_an_address() {
        let three = r#"{"type":"OpenBadgeCredential","id":"https://a.example/1"}"#;
        assert_eq!(written(three), format!("<openbadges:credential><![CDATA[{three}]]></openbadges:credential>"));
    }

    #[test]
    fn signatures_and_addresses_stand_in_empty_elements() {
        let jws = "eyJhbGciOiJSUzI1NiJ9.eyJ0eXBlIjoiT3BlbkJhZGdlQ3JlZGVudGlhbCJ9.YQ";
        assert_eq!(written(jws), format!("<openbadges:credential verify=\"{jws}\"/>"));
        assert_eq!(written("https://a.example/1"), "<openbadges:assertion verify=\"https://a.example/1\"/>");
    }

    #[test]
    fn what_would_end_the_cdata_is_escaped_in_the_json() {
        let json = "{\"a\":\"]]> \u{fffe}\u{ffff}\"}";
        let escaped = cdata(json);
        assert_eq!(escaped, r#"{"a":"]]\u003e \ufffe\uffff"}"#);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&escaped), value(json));
    }
}
