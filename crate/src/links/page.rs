//! What a web page says of where its data is.

use crate::address::Address;

/// So much of a page is looked at: links to data stand in its head.
const HEAD: usize = 256 * 1024;
/// So many of a page's links are worth asking.
const MOST: usize = 2;
/// The types under which a badge is served (OB 3.0 docformat; JSON-LD 1.1; RFC 8259).
const TYPES: [&str; 4] = ["application/vc+ld+json", "application/ld+json", "application/json", "application/vc"];

/// The page's own data: `<link rel="alternate" type="application/ld+json" href="…">` (HTML, 4.2.4).
pub(super) fn alternates(html: &[u8], page: &Address) -> Vec<Address> {
    let head = String::from_utf8_lossy(html.get(..HEAD).unwrap_or(html));
    let mut found: Vec<Address> = Vec::new();
    for tag in links(&head) {
        let value =
            |wanted: &str| tag.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
        let is = |name: &str, wanted: &[&str]| {
            let words = value(name).map(|value| value.split([' ', ';']));
            words.is_some_and(|mut words| words.any(|word| wanted.iter().any(|one| one.eq_ignore_ascii_case(word))))
        };
        if is("rel", &["alternate"])
            && is("type", &TYPES)
            && let Some(address) = value("href").and_then(|href| page.join(&href.replace("&amp;", "&")))
            && !found.contains(&address)
        {
            found.push(address);
        }
    }
    found.truncate(MOST);
    found
}

/// The attributes of each `<link>` tag.
fn links(html: &str) -> impl Iterator<Item = Vec<(&str, &str)>> {
    html.match_indices('<').filter_map(|(at, _)| {
        let tag = html.get(at + 1..)?;
        let is_link = tag.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("link"));
        let attributes = tag.get(4..).filter(|rest| is_link && rest.starts_with(|c: char| c.is_ascii_whitespace()))?;
        Some(read(attributes))
    })
}

/// Attributes up to the end of the tag.
fn read(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<')).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if name.is_empty() {
            return found;
        }
        let behind = behind.trim_start();
        let Some(given) = behind.strip_prefix('=').map(str::trim_start) else {
            found.push((name, ""));
            rest = behind;
            continue;
        };
        let quote = given.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => match given.get(1..).and_then(|given| given.split_once(quote)) {
                Some(closed) => closed,
                None => return found,
            },
            None => given.split_at(given.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(given.len())),
        };
        found.push((name, value));
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<String> {
        let page = Address::parse("https://example.org/badges/1").unwrap();
        alternates(html.as_bytes(), &page).into_iter().map(|address| address.href).collect()
    }

    #[test]
    fn a_link_to_the_data_is_found_however_it_is_written() {
        for link in [
            r#"<link rel="alternate" type="application/ld+json" href="/b/1.json?a=1&amp;b=2">"#,
            r#"<LINK href='/b/1.json?a=1&b=2' TYPE='application/json; charset=utf-8' REL='alternate nofollow' />"#,
            "<link\n rel=alternate type=application/vc+ld+json\thref=/b/1.json?a=1&b=2>",
            r#"<link crossorigin rel = "alternate" type = "application/vc" href = "/b/1.json?a=1&b=2" />"#,
        ] {
            assert_eq!(
                of(&format!("<!doctype html><head>{link}</head>")),
                ["https://example.org/b/1.json?a=1&b=2"],
                "{link}"
            );
        }
    }

    #[test]
    fn other_links_are_none() {
        for link in [
            r#"<link rel="stylesheet" type="text/css" href="/a.css">"#,
            r#"<link rel="alternate" type="application/rss+xml" href="/a">"#,
            r#"<link rel="alternate" type="application/json+oembed" href="/a">"#,
            r#"<link rel="alternate" type="application/json">"#,
            r#"<link rel="alternate" type="application/json" href="javascript:1">"#,
            r#"<a rel="alternate" type="application/json" href="/a">"#,
            r#"<linked rel="alternate" type="application/json" href="/a">"#,
            r#"<link rel="alternate" type="application/json" href="/a"#,
            "<link",
            "<link ",
            "<",
        ] {
            assert!(of(link).is_empty(), "{link}");
        }
    }

    #[test]
    fn a_page_full_of_links_costs_two_requests_and_no_time() {
        let link = |n: usize| format!("<link rel=alternate type=application/json href=/{n}>");
        let html: String = (0..5_000).map(link).collect();
        assert_eq!(of(&html), ["https://example.org/0", "https://example.org/1"]);
        assert!(of(&"<link a=\"".repeat(40_000)).is_empty());
        assert!(of(&"<link ".repeat(40_000)).is_empty());
    }
}
