//! JSON whose texts stand where they were read: a table of a million awards asks each for a few fields, and copies none.

use crate::plain::plain;
use std::borrow::Cow;

/// A value; what it is made of is borrowed, but for texts with escapes.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// As it is written: nobody asks for most of them.
    Number(Cow<'a, str>),
    /// A text, without its escapes.
    Text(Cow<'a, str>),
    /// An array.
    List(Vec<Json<'a>>),
    /// In the order of the text; of fields that are there twice the last one counts.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// Reads a text (RFC 8259) of fewer levels than `depth`, as `serde_json` does of fewer than 128; nothing where it is none.
    ///
    /// Of all that `serde_json` refuses it takes one thing: numbers that no `f64` holds.
    pub fn read(text: &'a [u8], depth: usize) -> Option<Self> {
        let mut reader = Reader { text: str::from_utf8(text).ok()?, at: 0 };
        let value = reader.value(depth.checked_sub(1)?)?;
        reader.blank();
        (reader.at == text.len()).then_some(value)
    }

    /// A field of an object.
    pub fn get(&self, field: &str) -> Option<&Self> {
        match self {
            Json::Object(fields) => fields.iter().rfind(|(key, _)| key == field).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members of an array.
    pub fn list(&self) -> Option<&[Self]> {
        match self {
            Json::List(all) => Some(all),
            _ => None,
        }
    }

    /// A whole number.
    pub fn number<N: std::str::FromStr>(&self) -> Option<N> {
        match self {
            Json::Number(written) => written.parse().ok(),
            _ => None,
        }
    }

    /// The same value, to be kept when the bytes are gone.
    pub fn into_owned(self) -> Json<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Json::Null => Json::Null,
            Json::Bool(is) => Json::Bool(is),
            Json::Number(written) => Json::Number(owned(written)),
            Json::Text(text) => Json::Text(owned(text)),
            Json::List(all) => Json::List(all.into_iter().map(Json::into_owned).collect()),
            Json::Object(fields) => {
                Json::Object(fields.into_iter().map(|(key, value)| (owned(key), value.into_owned())).collect())
            }
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no blank.
    fn blank(&mut self) -> Option<u8> {
        while let Some(byte) = self.peek() {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Goes past this byte, if it is the next that is no blank.
    fn take(&mut self, wanted: u8) -> bool {
        let is_next = self.blank() == Some(wanted);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Json<'a>> {
        match self.blank()? {
            b'"' => self.text().map(Json::Text),
            b'{' => self.object(depth.checked_sub(1)?),
            b'[' => self.array(depth.checked_sub(1)?),
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Option<Json<'a>> {
        let is_word = self.rest().starts_with(word.as_bytes());
        self.at += word.len();
        is_word.then_some(value)
    }

    fn object(&mut self, depth: usize) -> Option<Json<'a>> {
        self.at += 1;
        if self.take(b'}') {
            return Some(Json::Object(Vec::new()));
        }
        // Awards have about twenty fields.
        let mut fields = Vec::with_capacity(24);
        loop {
            self.blank().filter(|byte| *byte == b'"')?;
            let key = self.text()?;
            self.take(b':').then_some(())?;
            fields.push((key, self.value(depth)?));
            if !self.take(b',') {
                return self.take(b'}').then_some(Json::Object(fields));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json<'a>> {
        self.at += 1;
        let mut all = Vec::new();
        if self.take(b']') {
            return Some(Json::List(all));
        }
        loop {
            all.push(self.value(depth)?);
            if !self.take(b',') {
                return self.take(b']').then_some(Json::List(all));
            }
        }
    }

    fn number(&mut self) -> Option<Json<'a>> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        self.text.get(start..self.at).map(|written| Json::Number(written.into()))
    }

    /// At least one digit.
    fn digits(&mut self) -> Option<()> {
        let count = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        (count > 0).then_some(())
    }

    /// A text, from its first quote on.
    fn text(&mut self) -> Option<Cow<'a, str>> {
        self.at += 1;
        let start = self.at;
        self.at += plain(self.rest());
        let text = self.text.get(start..self.at)?;
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Some(Cow::Borrowed(text));
        }
        self.unescaped(text.to_owned()).map(Cow::Owned)
    }

    /// The whole of a text, from its first escape on.
    fn unescaped(&mut self, mut text: String) -> Option<String> {
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'"' => return Some(text),
                b'\\' => text.push(self.escape()?),
                _ => return None, // A control character.
            }
            let start = self.at;
            self.at += plain(self.rest());
            text.push_str(self.text.get(start..self.at)?);
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                match char::from_u32(first) {
                    Some(char) => char,
                    // The first half of a pair (RFC 8259, section 7); alone it is no character.
                    None if first < 0xdc00 && self.rest().starts_with(b"\\u") => {
                        self.at += 2;
                        let second = self.hex()?.checked_sub(0xdc00).filter(|second| *second < 0x400)?;
                        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)?
                    }
                    None => return None,
                }
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// That of the library.
    const DEPTH: usize = 128;

    /// The same value as the library has it.
    fn same(value: &Json<'_>) -> Value {
        match value {
            Json::Null => Value::Null,
            Json::Bool(is) => (*is).into(),
            Json::Number(written) => serde_json::from_str(written).unwrap(),
            Json::Text(text) => text.as_ref().into(),
            Json::List(all) => all.iter().map(same).collect(),
            Json::Object(fields) => {
                Value::Object(fields.iter().map(|(key, value)| (key.to_string(), same(value))).collect())
            }
        }
    }

    fn agrees(text: &[u8]) {
        let library = serde_json::from_slice::<Value>(text);
        match (Json::read(text, DEPTH), library) {
            (Some(ours), Ok(theirs)) => {
                assert_eq!(same(&ours), theirs);
                assert_eq!(ours.clone().into_owned(), ours);
            }
            (None, Err(_)) => {}
            (Some(_), Err(error)) => assert!(error.to_string().starts_with("number out of range"), "{error}: {text:?}"),
            (None, Ok(theirs)) => panic!("{theirs}"),
        }
    }

    #[test]
    fn it_reads_what_the_library_reads_and_refuses_what_it_refuses() {
        for text in [
            "null true false nul truex 0 -0 - 01 1. 1.5e 1e5 -1.25E-3 +1 .5 1e400 NaN [] [1,] [,1] [1 [[],[[]]] {} [1]] \"\u{7f}é\"",
            r#""" "a" "\"" "\"\\\/\b\f\n\r\t" "\u00e9\ud83d\ude00" "\ud83d" "\ude00" "\ud83d\u0041" "\ud83dx" "\u+123" "\u12" "\u12é4" "\x" "\"#,
            r#"{"a":1,"a":2} {"a":1,} {"a"1} {a:1} {"a":} {"a":1 {"a":[1,{"b":null}]} {"a\u0062":1} {"a":1,"b"} {,"a":1}"#,
        ]
        .into_iter()
        .flat_map(|all| all.split(' '))
        {
            agrees(text.as_bytes());
            agrees(format!(" {text}\r\n\t").as_bytes());
            agrees(format!("[{text} , {text}]").as_bytes());
        }
        for text in [
            "",
            " ",
            "1 2",
            "[1 2]",
            r#" { "a" : [ 1 , { "b" : null } ] } "#,
            "\"\u{1}\"",
            "\"\n\"",
            "\u{feff}1",
            "\u{a0}1",
        ] {
            agrees(text.as_bytes());
        }
        agrees(b"\"\xff\"");
        for depth in [DEPTH - 1, DEPTH, DEPTH + 1, 100_000] {
            agrees(["[".repeat(depth), "]".repeat(depth)].concat().as_bytes());
        }
    }

    #[test]
    fn fields_are_found_and_the_last_of_a_name_counts() {
        let value = Json::read(br#"{"a": "x", "n": 7, "t": true, "l": [1], "a": "y\\n"}"#, DEPTH).unwrap();
        assert_eq!(value.get("a").and_then(Json::text), Some("y\\n"));
        assert_eq!(value.get("n").and_then(Json::number), Some(7_u64));
        assert_eq!((value.get("n").unwrap().text(), value.get("b"), Json::Null.get("a")), (None, None, None));
        assert_eq!(value.get("t"), Some(&Json::Bool(true)));
        assert_eq!(value.get("l").and_then(Json::list).map(<[_]>::len), Some(1));
    }

    proptest! {
        #[test]
        fn of_any_text_it_says_what_the_library_says(text in r#"[\[\]{}:,"\\0-9eE.+\- a-gnrtu\x00-\x1fé😀]{0,24}"#) {
            agrees(text.as_bytes());
        }

        #[test]
        fn of_any_value_it_says_what_the_library_says(
            fields in proptest::collection::vec((".{0,9}", ".{0,40}", any::<f64>()), 0..9)
        ) {
            let fields = fields.into_iter().map(|(key, text, number)| (key, serde_json::json!([text, number])));
            let value = Value::Object(fields.collect());
            agrees(value.to_string().as_bytes());
            agrees(serde_json::to_vec_pretty(&value).unwrap().as_slice());
        }
    }
}
