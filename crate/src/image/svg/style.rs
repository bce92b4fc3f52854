//! Styles: whether one loads something from elsewhere, and where that stands.

use std::ops::Range;

/// What loads something without an address in `url()`, or runs in old browsers.
const DOUBTFUL: [&str; 7] = ["image-set(", "image(", "src(", "expression(", "-moz-binding", "behavior:", "javascript:"];
/// Pictures of pixels may stand in the file itself.
const PIXELS: [&str; 5] =
    ["data:image/png;", "data:image/jpeg;", "data:image/jpg;", "data:image/gif;", "data:image/webp;"];

/// Whether an address leads to a part of the same file, or is a picture of pixels itself.
pub(super) fn is_here(address: &str) -> bool {
    let address = address.trim();
    let start: String = address.chars().take(16).collect::<String>().to_ascii_lowercase();
    address.starts_with('#') || address.is_empty() || PIXELS.iter().any(|kind| start.starts_with(kind))
}

/// Whether an attribute's value, read as a style, loads nothing.
pub(super) fn is_harmless(value: &str) -> bool {
    if !value.contains(['(', '@', ':']) {
        return true;
    }
    let hidden = value.contains('\\') && value.contains('(');
    !hidden && cuts(value).is_ok_and(|cuts| cuts.is_empty())
}

/// The text of a `<style>`, in the pieces in which it stands.
#[derive(Default)]
pub(super) struct Style {
    pieces: Vec<(usize, String)>,
}

impl Style {
    /// Goes on with a piece that stands at this byte.
    pub fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((at, text.to_owned()));
    }

    /// What goes, and what stands there instead. The error is the byte of what is in doubt.
    pub fn cuts(&self) -> Result<Vec<(Range<usize>, &'static str)>, usize> {
        let mut all = Vec::new();
        for (at, text) in &self.pieces {
            if text.contains('\\') {
                return Err(*at);
            }
            let found = cuts(text).map_err(|inner| at + inner)?;
            all.extend(found.into_iter().map(|(range, instead)| (at + range.start..at + range.end, instead)));
        }
        // Browsers join the pieces, so something could begin in one and end in the next.
        let whole: String = self.pieces.iter().map(|(_, text)| text.as_str()).collect();
        let start = self.pieces.first().map_or(0, |(at, _)| *at);
        match cuts(&whole) {
            Ok(found) if found.len() == all.len() => Ok(all),
            _ => Err(start),
        }
    }
}

/// The imports and the addresses elsewhere in a style. The error is the byte of what is in doubt.
fn cuts(style: &str) -> Result<Vec<(Range<usize>, &'static str)>, usize> {
    let lower = style.to_ascii_lowercase();
    let mut cuts = Vec::new();
    let mut at = 0;
    while let Some(rest) = lower.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("@import") {
            let end = rest.find(';').ok_or(at)? + 1;
            cuts.push((at..at + end, ""));
            at += end;
        } else if rest.starts_with("url(") {
            let (address, len) = argument(rest.get("url(".len()..).unwrap_or_default()).ok_or(at)?;
            let end = at + "url(".len() + len;
            if !is_here(address) {
                cuts.push((at..end, "none"));
            }
            at = end;
        } else if DOUBTFUL.iter().any(|word| rest.starts_with(word)) {
            return Err(at);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    Ok(cuts)
}

/// What stands between the brackets of `url()`, and how long that is with the closing one.
fn argument(text: &str) -> Option<(&str, usize)> {
    let blank = text.len() - text.trim_start().len();
    let inner = text.get(blank..)?;
    let quote = inner.chars().next().filter(|first| matches!(first, '"' | '\''));
    let (address, end) = match quote {
        Some(quote) => {
            let close = inner.get(1..)?.find(quote)? + 1;
            (inner.get(1..close)?, close + 1)
        }
        None => {
            let close = inner.find(')')?;
            (inner.get(..close)?, close)
        }
    };
    let after = inner.get(end..)?;
    let closing = after.len() - after.trim_start().len();
    after.get(closing..)?.starts_with(')').then_some((address, blank + end + closing + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_elsewhere_is_cut_out_where_it_stands() {
        assert_eq!(cuts("é url( 'http://e/x' ) z"), Ok(vec![(3..22, "none")]));
        assert_eq!(cuts("URL(//e)url(\"a)b\")"), Ok(vec![(0..8, "none"), (8..18, "none")]));
        assert_eq!(cuts("a{b:c} @IMPORT url(#x); d"), Ok(vec![(7..23, "")]));
        for here in ["", "fill:url(#a)", "url()", "url( \" #a\" )", "url(data:image/PNG;base64,AA)", "a@b(c)", "curl"] {
            assert_eq!(cuts(here), Ok(Vec::new()), "{here}");
        }
    }

    #[test]
    fn what_is_in_doubt_is_told_by_its_byte() {
        for doubtful in ["@import x", "url(x", "url('x)", "url('x' y)", "url(", "url('"] {
            assert_eq!(cuts(&format!("a{{b:{doubtful}")), Err(4), "{doubtful}");
        }
        for word in DOUBTFUL {
            assert_eq!(cuts(&format!("ü:{}x", word.to_uppercase())), Err(3), "{word}");
        }
    }

    #[test]
    fn an_attribute_is_harmless_when_it_loads_nothing() {
        for harmless in ["red", "rotate(9)", "url(#a)", "a:b", "C:\\a", "\\72 ed", "#a@b", ""] {
            assert!(is_harmless(harmless), "{harmless}");
        }
        for harmful in ["url(http://e)", "\\75rl(#a)", "url(", "javascript:1", "@import 'a';", "a:image(b)"] {
            assert!(!is_harmless(harmful), "{harmful}");
        }
    }

    #[test]
    fn only_a_part_of_the_file_or_pixels_are_here() {
        for here in ["#a", " #a", "", " ", "data:image/png;base64,AA", "DATA:image/jpeg;base64,AA", "data:image/gif;,"]
        {
            assert!(is_here(here), "{here}");
        }
        for elsewhere in ["a", "/a", "http://e/#a", "data:image/svg+xml;,", "data:text/html,", "data:image/png,"] {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }

    fn style(pieces: &[(usize, &str)]) -> Result<Vec<(Range<usize>, &'static str)>, usize> {
        let mut style = Style::default();
        pieces.iter().for_each(|(at, text)| style.push(text, *at));
        style.cuts()
    }

    #[test]
    fn cuts_of_pieces_are_places_of_the_file() {
        assert_eq!(style(&[]), Ok(Vec::new()));
        assert_eq!(style(&[(10, "a{}"), (20, "b:url(x)")]), Ok(vec![(22..28, "none")]));
        assert_eq!(style(&[(10, "a{}"), (20, "@import 'x'")]), Err(20));
        assert_eq!(style(&[(10, "a{}"), (20, "\\75 rl(x)")]), Err(20));
    }

    #[test]
    fn what_begins_in_one_piece_and_ends_in_the_next_is_in_doubt() {
        assert_eq!(style(&[(10, "u"), (20, "rl(x)")]), Err(10));
        assert_eq!(style(&[(10, "@imp"), (20, "ort 'x';")]), Err(10));
        assert_eq!(style(&[(10, "expr"), (20, "ession(1)")]), Err(10));
    }
}
