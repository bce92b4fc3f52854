//! `index.html`: the archive as a page that opens offline, for as long as there are browsers.

use super::book::{Book, Entries};
use super::progress::{PortalName, SectionProgress, SectionState};
use crate::archive::EntryPath;
use crate::badge::{Badge, Text};
use crate::portal::{Form, Section, Source};
use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("viewer.css");
const SCRIPT: &str = include_str!("viewer.js");
/// How much of a record the page shows; the rest is in the file beside it.
const FIELDS: usize = 60;
const FIELD_DEPTH: usize = 5;

/// The page up to its first section.
pub(super) fn head(portal: &PortalName, exported_at: &str) -> String {
    // Of the two alphabets only one is in the engine; 32 bytes always end in one `=`.
    let hash = |text: &str| {
        let hash = Base64UrlUnpadded::encode_string(&Sha256::digest(text.as_bytes()));
        hash.replace('-', "+").replace('_', "/") + "="
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file: data:; \
         style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>My badges – {portal}</title>\n\
         <style>{STYLE}</style>\n<body>\n<header>\n<div>\n<h1>My badges and data</h1>\n\
         <p>Copied from <b><bdi>{portal}</bdi></b> on <time>{}</time>. This page works without internet. \
         Nothing in it is verified; the issuers’ own sites can tell whether a badge holds.</p>\n</div>\n</header>\n<main>\n",
        hash(STYLE),
        hash(SCRIPT),
        escape(exported_at),
        portal = escape(&portal.name),
    )
}

/// Where a section begins.
pub(super) fn section_head(section: &Section) -> String {
    let (key, title) = (escape(&section.key), escape(&section.title));
    let heading = format!("<h2>{title}</h2>");
    let (kind, heading) = match section.form {
        Form::Badges(_) => ("badges", heading),
        Form::Picture(_) => ("portrait", heading),
        // Closed, so that long lists do not stand between people and what they look for.
        Form::Document(_) | Form::List(_) => ("fold", format!("<details>\n<summary>{heading}</summary>")),
    };
    format!("<section class=\"{kind}\" id=\"{key}\">\n{heading}\n<div class=\"items\">\n")
}

/// Where a section ends, and what is to be said of it as a whole.
pub(super) fn section_tail(section: &Section, progress: Option<&SectionProgress>) -> String {
    let mut out = "</div>\n".to_owned();
    if let Some(progress) = progress {
        let why = progress.why.as_deref().unwrap_or_default();
        match progress.state {
            SectionState::Incomplete => {
                out += &format!("<p class=\"warn\">This list is not complete: {}</p>\n", escape(why))
            }
            SectionState::Absent => out += "<p class=\"none\">The portal has none.</p>\n",
            _ if progress.records == 0 => out += "<p class=\"none\">None.</p>\n",
            _ => {}
        }
        let file = match &section.form {
            _ if progress.state == SectionState::Absent => None,
            Form::Document(entry) if progress.records == 0 || !entry.as_str().contains('.') => None,
            Form::Document(entry) | Form::List(entry) => Some(entry.to_string()),
            Form::Badges(folder) => Some(format!("{folder}/index.csv")),
            Form::Picture(_) => None,
        };
        if let Some(file) = file {
            out += &format!("<p class=\"file\">{}</p>\n", local(&file, &file));
        }
    }
    match section.form {
        Form::Document(_) | Form::List(_) => out + "</details>\n</section>\n",
        Form::Badges(_) | Form::Picture(_) => out + "</section>\n",
    }
}

/// The learner's picture.
pub(super) fn portrait(path: &EntryPath) -> String {
    format!("<img src=\"{path}\" alt=\"Profile picture\" width=\"96\" height=\"96\">\n")
}

/// A badge as a card: what it looks like, what it is, and the rest on demand.
pub(super) fn card(badge: &Badge, name: &str, issued: &str, source: Option<&Source>, files: &Entries) -> String {
    let mut out = "<article>\n".to_owned();
    match &files.picture {
        Some(path) => out += &format!("<img src=\"{path}\" alt=\"\" loading=\"lazy\" width=\"150\" height=\"150\">\n"),
        None => out += "<div class=\"blank\">no picture</div>\n",
    }
    let mut line = |before: &str, text: &str, after: &str| {
        out.push_str(before);
        out.push_str(&escape(text));
        out.push_str(after);
    };
    line("<h3><bdi>", if name.is_empty() { "A badge without a name" } else { name }, "</bdi></h3>\n");
    if !badge.issuer_name().is_empty() {
        line("<p class=\"by\"><bdi>", badge.issuer_name(), "</bdi></p>\n");
    }
    if !issued.is_empty() {
        line("<p class=\"on\"><time>", issued, "</time></p>\n");
    }
    if badge.revoked {
        line(
            "<p class=\"warn\">Revoked: <bdi>",
            badge.revocation_reason.as_deref().unwrap_or_default(),
            "</bdi></p>\n",
        );
    }
    if let Some(source) = source {
        line("<p class=\"note\">Imported from <bdi>", &source.platform, "</bdi></p>\n");
    }
    if let Some(expires) = &badge.expires {
        line("<p class=\"on until\">Valid until <time>", expires, "</time></p>\n");
    }
    out += "<details><summary>Details</summary>\n";
    let class = badge.class.value();
    let about = class.map(|class| &class.description).filter(|text| !text.is_empty()).unwrap_or(&badge.description);
    out += &prose("About", about.as_str(), &None);
    for criteria in class.map_or(&[][..], |class| &class.criteria) {
        out += &prose("What it took", &lines(&criteria.name, &criteria.narrative), &criteria.url);
    }
    out += &prose("From the issuer", badge.narrative.as_str(), &None);
    for evidence in &badge.evidence {
        out += &prose("Evidence", &lines(&evidence.name, &evidence.narrative), &evidence.url);
    }
    if let Some(class) = class {
        for alignment in &class.alignments {
            out += &prose("Skill or standard", alignment.name.as_str(), &alignment.url);
        }
        out += &prose("Tags", &class.tags.join(", "), &None);
    }
    if let Some(issuer) = badge.issuer() {
        out += &prose("Issuer’s site", "", &issuer.url);
    }
    out += "<p class=\"file\">";
    if let Some(path) = &files.credential {
        out += &local(path.as_str(), "credential");
    }
    if let Some(path) = &files.picture {
        out += " ";
        out += &local(path.as_str(), "picture");
    }
    out + "</p>\n</details>\n</article>\n"
}

/// A record of any other kind, as its fields; special-category data stays in its file.
pub(super) fn record(section: Option<&Section>, name: &str, raw: &[u8]) -> String {
    if section.is_some_and(|section| section.sensitive) {
        return "<p class=\"note\">Specially protected data; it is shown in its own file only.</p>\n".to_owned();
    }
    let mut fields = Vec::new();
    if let Ok(value) = crate::json::read(raw) {
        flatten(&value, "", 0, &mut fields);
    }
    let rows: String =
        fields.iter().map(|(key, value)| format!("<dt>{}</dt><dd>{}</dd>", escape(key), linked(value))).collect();
    let name = escape(if name.is_empty() { "…" } else { name });
    match section.map(|section| &section.form) {
        Some(Form::Document(_)) => format!("<h3><bdi>{name}</bdi></h3>\n<dl>{rows}</dl>\n"),
        _ => format!("<details><summary><bdi>{name}</bdi></summary>\n<dl>{rows}</dl>\n</details>\n"),
    }
}

/// The rest of the page: what is in the copy as a whole. The script moves it to the top.
pub(super) fn tail(book: &Book) -> String {
    let counts = book.counts();
    let mut verdict = match counts.failed {
        _ if book.is_complete() => "Every list was read to its end, and nothing failed.".to_owned(),
        0 => String::new(),
        1 => "One thing could not be had; see below. ".to_owned(),
        failed => format!("{failed} things could not be had; see below. "),
    };
    if book.unread().next().is_some() {
        verdict += "Not every list could be read to its end; see below.";
    }
    let mark = if book.is_complete() { "whole" } else { "warn" };
    let mut out = format!(
        "<section id=\"summary\">\n<h2>What is in this copy</h2>\n<p class=\"{mark}\">{verdict}</p>\n<ul class=\"counts\">\n"
    );
    for section in &book.sections {
        let is_unread = section.state == SectionState::Incomplete;
        if section.records > 0 || is_unread {
            out += &format!(
                "<li><a href=\"#{}\"><b>{}</b> {}{}</a></li>\n",
                escape(&section.key),
                section.records,
                escape(&section.title),
                if is_unread { " (not complete)" } else { "" }
            );
        }
    }
    out += "</ul>\n";
    let failed: Vec<_> = book.missing.iter().filter(|missing| missing.state == "failed").collect();
    if !book.is_complete() {
        out += "<details class=\"missing\"><summary>What is missing, and why</summary>\n<dl>";
        for (section, what) in book.unread() {
            out += &format!("<dt>{}</dt><dd>{}</dd>", escape(&section.title), escape(&what));
        }
        for missing in &failed {
            let name = if missing.name.is_empty() { &missing.id } else { &missing.name };
            out += &format!("<dt><bdi>{}</bdi></dt><dd>{}</dd>", escape(name), escape(&missing.why));
        }
        out += "</dl>\n";
        if counts.failed > failed.len() as u64 {
            let more = counts.failed - failed.len() as u64;
            out += &format!("<p>And {more} more, all in {}.</p>\n", local("report.json", "report.json"));
        }
        out += "</details>\n";
    }
    out + &format!("</section>\n</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

fn lines(name: &Text, text: &Text) -> String {
    let mut lines = name.as_str().to_owned();
    if !lines.is_empty() && !text.is_empty() {
        lines.push('\n');
    }
    lines + text.as_str()
}

fn prose(title: &str, text: &str, url: &Option<String>) -> String {
    let url = url.as_deref().unwrap_or_default();
    if text.is_empty() && url.is_empty() {
        return String::new();
    }
    let space = if text.is_empty() { "" } else { " " };
    format!("<h4>{title}</h4>\n<div class=\"prose\">{}{space}{}</div>\n", escape(text), linked(url))
}

/// A web address as a link that says where it leads; anything else as text.
fn linked(text: &str) -> String {
    let shown = escape(text);
    match text.starts_with("https://") || text.starts_with("http://") {
        true => format!("<a href=\"{shown}\" rel=\"noopener noreferrer\">{shown}</a>"),
        false => format!("<bdi>{shown}</bdi>"),
    }
}

fn local(path: &str, text: &str) -> String {
    format!("<a href=\"{path}\">{text}</a>")
}

fn flatten(value: &Value, path: &str, depth: usize, out: &mut Vec<(String, String)>) {
    if out.len() >= FIELDS || depth > FIELD_DEPTH {
        return;
    }
    let below = |key: &str| {
        let words = key.replace('_', " ");
        if path.is_empty() { words } else { format!("{path} › {words}") }
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| flatten(value, &below(key), depth + 1, out)),
        Value::Array(all) if all.iter().all(|item| item.is_string() || item.is_number()) => {
            let words: Vec<String> =
                all.iter().map(|item| item.as_str().map_or_else(|| number(item), str::to_owned)).collect();
            if !words.is_empty() {
                out.push((path.to_owned(), words.join(", ")));
            }
        }
        Value::Array(all) => {
            all.iter().enumerate().for_each(|(at, value)| flatten(value, &below(&(at + 1).to_string()), depth + 1, out))
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        Value::Bool(flag) => out.push((path.to_owned(), flag.to_string())),
        other => out.push((path.to_owned(), number(other))),
    }
}

fn number(value: &Value) -> String {
    value.as_number().map(ToString::to_string).unwrap_or_default()
}

/// Text that is never markup, in element content and in double-quoted attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A NUL is an error in HTML whatever way it is written.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
