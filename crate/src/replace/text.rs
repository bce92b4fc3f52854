//! Texts of strangers: signs that nobody sees, markup, and addresses that do something.

use super::field::{Alignment, Content, Field};
use crate::address::Address;
use serde::Serialize;

/// How much a note weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// Good to know.
    Told,
    /// Somebody should look at it.
    Warned,
    /// It cannot be sent like this.
    Refused,
}

/// Something that people should know of a draft, or of one of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The field, where it is of one.
    pub field: Option<Field>,
    /// How much it weighs.
    pub weight: Weight,
    /// It, in plain words.
    pub text: String,
}

impl Note {
    pub(super) fn new(field: impl Into<Option<Field>>, weight: Weight, text: impl Into<String>) -> Self {
        Self { field: field.into(), weight, text: text.into() }
    }
}

/// Whether a sign turns the direction of what follows, so that a name reads as another one.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nobody sees it, and nobody needs it in a name.
fn is_unseen(letter: char) -> bool {
    (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Joiners belong into Persian and into emoji, and nowhere between Latin letters.
fn is_stray_joiner(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let is_script = |letter: Option<char>| letter.is_some_and(|letter| letter > '\u{2ff}');
    matches!(letter, '\u{200c}' | '\u{200d}') && !(is_script(before) && is_script(after))
}

/// The signs that nobody sees in a text, by their places.
fn hidden(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, letter)| *letter);
        if turns(letter) || is_unseen(letter) || is_stray_joiner(letter, before, after) {
            found.push((at, letter));
        }
        before = Some(letter);
    }
    found
}

/// A text without the signs that nobody sees, and the codes of those that stood in it: `U+202E`.
pub fn seen(text: &str) -> (String, Vec<String>) {
    let hidden = hidden(text);
    let mut codes: Vec<String> = Vec::new();
    for (_, letter) in &hidden {
        let code = format!("U+{:04X}", u32::from(*letter));
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let is_hidden = |at: usize| hidden.iter().any(|(place, _)| *place == at);
    (text.char_indices().filter(|(at, _)| !is_hidden(*at)).map(|(_, letter)| letter).collect(), codes)
}

/// Texts in a row. Owned ones would get another 1 kB of joining than those that are put together everywhere.
pub(super) fn joined(texts: &[String], between: &str) -> String {
    texts.iter().map(String::as_str).collect::<Vec<_>>().join(between)
}

/// What is to be said of what shall stand in a field.
pub(super) fn check(field: Field, content: &Content) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |weight, text: &[&str]| notes.push(Note::new(field, weight, text.concat()));
    match content {
        Content::Text(text) => match field {
            Field::CriteriaUrl => check_address(text, &mut note),
            Field::CriteriaNarrative => check_narrative(text, &mut note),
            _ => check_plain(text, field == Field::Name, &mut note),
        },
        Content::Tags(all) => all.iter().for_each(|tag| check_plain(tag, true, &mut note)),
        Content::Alignments(all) => {
            for one in all {
                check_alignment(one, &mut note);
            }
        }
        Content::Expires(_) | Content::Others(_) => {}
    }
    notes
}

fn check_alignment(one: &Alignment, note: &mut impl FnMut(Weight, &[&str])) {
    let (name, url) = (one.text("targetName"), one.text("targetUrl"));
    if name.is_empty() || url.is_empty() {
        note(Weight::Refused, &["An alignment needs a name and an address."]);
    }
    check_plain(name, true, note);
    check_address(url, note);
}

/// A text in which the portal takes markup for nothing.
fn check_plain(text: &str, is_name: bool, note: &mut impl FnMut(Weight, &[&str])) {
    let (_, codes) = seen(text);
    if !codes.is_empty() {
        let weight = if is_name { Weight::Refused } else { Weight::Warned };
        note(weight, &["“", &shown(text), "” has signs that nobody sees: ", &joined(&codes, ", "), "."]);
    }
    if is_name && text.contains(['\n', '\r', '\t']) {
        note(Weight::Refused, &["“", &shown(text), "” has a line break or a tab in it."]);
    }
    if has_markup(text) {
        note(Weight::Warned, &["“", &shown(text), "” has markup in it; portals take it out."]);
    }
}

fn check_narrative(text: &str, note: &mut impl FnMut(Weight, &[&str])) {
    let (_, codes) = seen(text);
    if !codes.is_empty() {
        note(Weight::Warned, &["The criteria have signs that nobody sees: ", &joined(&codes, ", "), "."]);
    }
    let lower: String = text.to_ascii_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    if ["](javascript:", "](data:", "](vbscript:", "<javascript:"].iter().any(|link| lower.contains(link)) {
        note(Weight::Refused, &["The criteria have a link that would run something."]);
    } else if has_markup(text) {
        note(Weight::Warned, &["The criteria have markup in them; portals take it out."]);
    }
}

/// Whether an address that people will follow is one, and a safe one.
fn check_address(text: &str, note: &mut impl FnMut(Weight, &[&str])) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    match Address::parse(text) {
        None => note(Weight::Refused, &["“", &shown(text), "” is no web address."]),
        Some(address) if address.has_credentials => {
            note(Weight::Refused, &["“", &shown(text), "” has a user name or a password in it."]);
        }
        Some(address) if address.scheme == "http" => {
            note(Weight::Warned, &["“", &shown(text), "” is not encrypted (http)."]);
        }
        Some(_) => {}
    }
}

/// Whether a portal will see a tag here.
fn has_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let inner = rest.strip_prefix('/').unwrap_or(rest);
        inner.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '!') && rest.contains('>')
    })
}

/// A text as it can be shown: what nobody sees as its code, and not too long.
fn shown(text: &str) -> String {
    const LETTERS: usize = 80;
    let hidden = hidden(text);
    let mut out = String::new();
    for (count, (at, letter)) in text.char_indices().enumerate() {
        if count == LETTERS {
            out.push('…');
            break;
        }
        match hidden.iter().any(|(place, _)| *place == at) || letter.is_control() {
            true => out.push_str(&format!("[U+{:04X}]", u32::from(letter))),
            false => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(field: Field, text: &str) -> Vec<Weight> {
        check(field, &Content::Text(text.to_owned())).into_iter().map(|note| note.weight).collect()
    }

    #[test]
    fn what_nobody_sees_is_taken_out_and_told() {
        assert_eq!(
            seen("Fox\u{202e}gnp\u{200b}\u{202e}"),
            ("Foxgnp".to_owned(), vec!["U+202E".to_owned(), "U+200B".to_owned()])
        );
        for good in ["نمی\u{200c}خواهم", "👩\u{200d}🚀", "Löten für Anfänger", "مطوّر الويب"] {
            assert_eq!(seen(good), (good.to_owned(), vec![]));
        }
        assert_eq!(seen("a\u{200d}b").0, "ab");
    }

    #[test]
    fn a_name_may_have_nothing_hidden_and_a_description_is_warned_of() {
        assert_eq!(weights(Field::Name, "a\u{2066}b"), [Weight::Refused]);
        assert_eq!(weights(Field::Description, "a\u{2066}b"), [Weight::Warned]);
        assert_eq!(weights(Field::Name, "a <b>c</b>"), [Weight::Warned]);
        assert_eq!(weights(Field::Name, "a < b > c"), []);
        let notes = check(Field::Name, &Content::Text("a\u{202e}b".to_owned()));
        assert_eq!(notes[0].text, "“a[U+202E]b” has signs that nobody sees: U+202E.");
    }

    #[test]
    fn addresses_lead_somewhere_and_run_nothing() {
        for (text, weight) in [
            ("https://example.org/a", vec![]),
            ("", vec![]),
            ("http://example.org/a", vec![Weight::Warned]),
            ("javascript:alert(1)", vec![Weight::Refused]),
            ("java\nscript:alert(1)", vec![Weight::Refused]),
            ("https://me:secret@example.org/", vec![Weight::Refused]),
            ("see the handbook", vec![Weight::Refused]),
        ] {
            assert_eq!(weights(Field::CriteriaUrl, text), weight, "{text}");
        }
        assert_eq!(weights(Field::CriteriaNarrative, "[a]( JavaScript:b)"), [Weight::Refused]);
        assert_eq!(weights(Field::CriteriaNarrative, "Do *this*, 1 < 2"), []);
    }
}
