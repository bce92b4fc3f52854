#![cfg(test)]

use super::*;
use proptest::prelude::*;

fn read(items: &str, pieces: &[&[u8]]) -> Result<(Vec<String>, Value)> {
    let mut page = PageReader::new(Pointer::parse(items)?);
    let mut records = Vec::new();
    for piece in pieces {
        page.push(piece)?;
        while let Some(record) = page.record() {
            records.push(String::from_utf8(record).unwrap());
        }
    }
    // A bare value at the very end is ended by the end of the page.
    let frame = page.finish()?;
    Ok((records, frame))
}

#[test]
fn records_leave_byte_for_byte() {
    let page = br#"{"status": {"result": [9]}, "result": [ {"a" : [1, "x]\"}"]},  7 ,"s"], "n": 2}"#;
    let (records, frame) = read("/result", &[page]).unwrap();
    assert_eq!(records, [r#"{"a" : [1, "x]\"}"]}"#, "7", "\"s\""]);
    assert_eq!(frame, serde_json::json!({"status": {"result": [9]}, "result": [], "n": 2}));
}

#[test]
fn a_lone_value_is_one_record_and_null_is_none() {
    assert_eq!(read("", &[br#" {"id": 1}"#]).unwrap().0, [r#"{"id": 1}"#]);
    assert_eq!(read("/result", &[br#"{"result": {"id": 1}}"#]).unwrap().0, [r#"{"id": 1}"#]);
    assert!(read("/result", &[br#"{"result": null}"#]).unwrap().0.is_empty());
    assert!(read("/result", &[br#"{"other": [1]}"#]).unwrap().0.is_empty());
    assert_eq!(read("", &[b"[1,2]"]).unwrap().0, ["1", "2"]);
}

#[test]
fn the_items_are_found_at_their_place_only() {
    let page = br#"{"items": [1], "data": {"x": {"items": [2]}, "items": [3]}}"#;
    assert_eq!(read("/data/items", &[page]).unwrap().0, ["3"]);
}

#[test]
fn a_cut_page_is_not_a_shorter_page() {
    let page = br#"{"items": [{"a": 1}, {"b": 2}], "page": 1}"#;
    for end in 0..page.len() {
        assert!(read("/items", &[&page[..end]]).is_err(), "cut at {end}");
    }
}

#[test]
fn a_web_page_is_said_to_be_one() {
    let error = read("/items", &[b"\n<!doctype html>"]).unwrap_err();
    assert_eq!(error.kind, Kind::WebPage);
}

#[test]
fn missing_and_spare_commas_are_refused() {
    for page in ["[1 2]", "[1,]", "[,1]", "[1,,2]", "[1]]", "{\"a\":1]", "[}"] {
        assert!(read("", &[page.as_bytes()]).is_err(), "{page}");
    }
}

#[test]
fn a_hundred_thousand_brackets_are_refused_early() {
    let deep = "[".repeat(100_000);
    let error = read("", &[deep.as_bytes()]).unwrap_err();
    assert_eq!(error.kind, Kind::TooLarge);
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((".{0,4}", inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_page_in_any_pieces_yields_its_records(
        items in proptest::collection::vec(json(), 0..8), other in json(), cut in 1usize..9, pretty in any::<bool>()
    ) {
        let page = serde_json::json!({"other": other, "items": items, "z": other});
        let text = if pretty { serde_json::to_vec_pretty(&page) } else { serde_json::to_vec(&page) }.unwrap();
        let pieces: Vec<&[u8]> = text.chunks(cut).collect();
        let (records, frame) = read("/items", &pieces).unwrap();
        let records: Vec<Value> = records.iter().map(|record| serde_json::from_str(record).unwrap()).collect();
        prop_assert_eq!(&records, &items);
        prop_assert_eq!(frame, serde_json::json!({"other": other, "items": [], "z": other}));
    }
}
