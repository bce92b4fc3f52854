//! The head of an archive's report, before its records.

use serde::Serialize;

/// What wrote it.
pub(crate) const TOOL: &str = concat!("badgepack ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a, P> {
    format: &'static str,
    version: u32,
    exported_at: &'a str,
    tool: &'static str,
    portal: P,
}

/// The beginning of a JSON object, up to the first of its `records`.
pub(crate) fn head(format: &'static str, exported_at: &str, portal: impl Serialize) -> String {
    // A struct of texts and numbers cannot fail to be JSON.
    let mut head =
        serde_json::to_string(&Head { format, version: 1, exported_at, tool: TOOL, portal }).unwrap_or_default();
    head.pop();
    head.push_str(",\n\"records\": [\n");
    head
}
