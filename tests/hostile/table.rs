//! The table of limits: no line of it is without a test.

use std::fs;
use std::path::Path;

const LIMITS: &str = include_str!("../../crate/src/limits.rs");

/// The text of all tests: of the files in `tests`, and of what is a test beside the code.
fn tests_in(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_in(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let is_test = path.components().any(|part| part.as_os_str() == "tests") || path.ends_with("tests.rs");
            let start = if is_test { Some(0) } else { text.find("#[cfg(test)]") };
            all.push_str(&text[start.unwrap_or(text.len())..]);
        }
    }
}

/// Whether a limit is named, and not only one whose name begins like it.
fn names(text: &str, limit: &str) -> bool {
    let name = format!("limits::{limit}");
    let mut rest = text;
    while let Some(at) = rest.find(&name) {
        rest = &rest[at + name.len()..];
        if !rest.starts_with(|letter: char| letter.is_ascii_uppercase() || letter == '_') {
            return true;
        }
    }
    false
}

#[test]
fn every_limit_is_named_by_a_test() {
    let mut tests = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests_in(&root.join("src"), &mut tests);
    tests_in(&root.join("../tests"), &mut tests);
    let mut about = String::new();
    let mut limits = 0;
    for line in LIMITS.lines() {
        if let Some(limit) = line.strip_prefix("pub const ").and_then(|rest| rest.split(':').next()) {
            limits += 1;
            assert!(about.contains("No limit.") || names(&tests, limit), "no test names limits::{limit}");
        }
        about = if line.starts_with("///") { about + line } else { String::new() };
    }
    assert!(limits > 20, "{limits}");
}
