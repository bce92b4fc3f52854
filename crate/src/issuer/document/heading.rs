//! What a document says of itself before its records.

use super::{DocumentOptions, Include, Subject};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Heading<'a> {
    format: &'static str,
    version: u32,
    exported_at: &'a str,
    source: Source<'a>,
    options: Chosen,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Source<'a> {
    base_url: &'a str,
    api: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Chosen {
    badge_classes: bool,
    assertions: bool,
    recipient_groups: bool,
    pathways: bool,
    staff: bool,
}

/// The document from its first brace to the comma before the records.
pub(super) fn heading(options: &DocumentOptions, portal: &str) -> String {
    let Include { badge_classes, assertions, recipient_groups, pathways, staff } = options.include;
    let is_class = matches!(options.subject, Subject::BadgeClass(_));
    let heading = Heading {
        format: "badgepack.issuer-export",
        version: 1,
        exported_at: &options.exported_at,
        source: Source { base_url: portal, api: "badgr-v2" },
        options: Chosen { badge_classes: badge_classes || is_class, assertions, recipient_groups, pathways, staff },
    };
    // A struct of texts and flags cannot fail to be JSON.
    let mut text = serde_json::to_string(&heading).unwrap_or_default();
    text.pop();
    text.push(',');
    text
}
