//! A served record with something left out or put in, and every other byte where it was.
//!
//! Records were read as JSON before, so that these scanners find what they look for.

use crate::json;
use std::ops::Range;

/// An object without its own members of this name; what is within members stays.
pub(super) fn without(object: &[u8], name: &str) -> Vec<u8> {
    let members = members(object);
    let (Some(first), Some(last)) = (members.first(), members.last()) else {
        return object.to_vec();
    };
    let mut out = object.get(..first.start).unwrap_or_default().to_vec();
    let mut before = None;
    let mut is_first = true;
    for member in &members {
        let bytes = object.get(member.clone()).unwrap_or_default();
        if !is_named(bytes, name) {
            // What stands between a member and the one before it goes with the member.
            if let (false, Some(end)) = (is_first, before) {
                out.extend_from_slice(object.get(end..member.start).unwrap_or_default());
            }
            out.extend_from_slice(bytes);
            is_first = false;
        }
        before = Some(member.end);
    }
    out.extend_from_slice(object.get(last.end..).unwrap_or_default());
    out
}

/// An object up to where another member can follow: without its last brace, and with a comma
/// where there are members already.
pub(super) fn opened(object: &[u8]) -> Vec<u8> {
    let end = object.iter().rposition(|byte| *byte == b'}').unwrap_or(object.len());
    let mut out = object.get(..end).unwrap_or_default().to_vec();
    if !members(object).is_empty() {
        out.push(b',');
    }
    out
}

/// The members of an object, each from its name to the end of its value.
fn members(object: &[u8]) -> Vec<Range<usize>> {
    let mut members = Vec::new();
    let mut depth = 0_usize;
    let mut start = None;
    let mut end = 0;
    let mut is_text = false;
    let mut is_escaped = false;
    for (at, byte) in object.iter().enumerate() {
        if is_text {
            is_text = *byte != b'"' || is_escaped;
            is_escaped = *byte == b'\\' && !is_escaped;
            end = at + 1;
            continue;
        }
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            b',' | b'}' if depth == 1 => {
                members.extend(start.take().map(|start| start..end));
                depth -= usize::from(*byte == b'}');
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                is_text = true;
                if depth == 1 && start.is_none() {
                    start = Some(at);
                }
            }
            _ => {}
        }
        end = at + 1;
    }
    members
}

/// Whether a member has this name, however its letters are written.
fn is_named(member: &[u8], name: &str) -> bool {
    let mut is_escaped = false;
    let close = member.iter().skip(1).position(|byte| {
        let is_close = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_close
    });
    let written = close.and_then(|close| member.get(..close + 2)).unwrap_or_default();
    json::read(written).is_ok_and(|found| found == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_member_goes_and_every_other_byte_stays() {
        for (object, left) in [
            (r#"{"staff": [1, {"a": "}"}], "b" : 1.50 }"#, r#"{"b" : 1.50 }"#),
            (r#"{ "b":1 ,"staff":{}}"#, r#"{ "b":1}"#),
            (r#"{"a":1,"staff":"x,\"}" , "c":{"staff":2}}"#, r#"{"a":1 , "c":{"staff":2}}"#),
            (r#"{"st\u0061ff":1}"#, "{}"),
            (r#"{"staff":1,"staff":2,"z":"\\"}"#, r#"{"z":"\\"}"#),
            (r#"{"staffed":1,"x":"staff"}"#, r#"{"staffed":1,"x":"staff"}"#),
            ("{ }", "{ }"),
        ] {
            assert_eq!(text(without(object.as_bytes(), "staff")), left, "{object}");
        }
    }

    #[test]
    fn an_object_is_opened_for_one_more() {
        assert_eq!(text(opened(b"{\"a\": {}\n}")), "{\"a\": {}\n,");
        assert_eq!(text(opened(b"{ }")), "{ ");
    }

    proptest! {
        #[test]
        fn without_a_member_it_is_the_same_object(
            members in proptest::collection::vec(("[a-c\"\\\\é]{0,3}", "[\\PC]{0,6}"), 0..6), pretty in any::<bool>()
        ) {
            let mut object: serde_json::Map<String, Value> =
                members.into_iter().map(|(name, value)| (name, serde_json::json!([{"a": value}]))).collect();
            let text = if pretty { serde_json::to_vec_pretty(&object) } else { serde_json::to_vec(&object) }.unwrap();
            let left: Value = serde_json::from_slice(&without(&text, "a")).unwrap();
            let mut more = opened(&text);
            more.extend_from_slice(b"\"new\":[]}");
            let more: Value = serde_json::from_slice(&more).unwrap();
            prop_assert_eq!(more.as_object().unwrap().len(), object.len() + 1);
            object.remove("a");
            prop_assert_eq!(left, Value::Object(object));
        }
    }
}
