//! What JavaScript hands in and gets back; `shapes.ts` says the same in TypeScript.

use crate::error::{Error, Kind, Result};
use crate::issuer::table::{Columns, Extent, GroupOptions, Options, Scope};
use crate::issuer::{DocumentOptions, Include, Instant, Period, Subject};
use crate::json::Fields;
use crate::portal::{Site, Token};
use crate::table::Cells;
use crate::web::{BAD, plain, token};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Pages that a preview reads where nothing else is said.
const PREVIEW_PAGES: u64 = 20;

/// Reads a portal, a token, and an issuer's id where there is one.
pub fn signed_in(spec: &JsValue) -> Result<(Site, Option<Token>, String)> {
    let value = plain(spec)?;
    let fields = Fields::of(&value, BAD)?;
    let issuer = fields.text_if_any("issuer")?.unwrap_or_default().to_owned();
    Ok((site(&fields)?, token(&fields)?, issuer))
}

/// Reads what to tabulate.
pub fn table(spec: &JsValue, is_preview: bool) -> Result<(Site, Option<Token>, Options)> {
    let value = plain(spec)?;
    let fields = Fields::of(&value, BAD)?;
    let number = |name: &str| fields.get(name).and_then(Value::as_u64);
    let names = |all: &[Value]| all.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let options = Options {
        table: fields.text("table")?.to_owned(),
        scope: scope(fields.get("scope").unwrap_or(&Value::Null))?,
        period: fields.get("period").map_or(Ok(Period::default()), period)?,
        columns: fields.list_if_any("columns")?.map(names),
        cells: if fields.flag("raw")? { Cells::Raw } else { Cells::Inert },
        staff: fields.flag("staff")?,
        groups: fields.get("groups").map_or(Ok(GroupOptions::default()), groups)?,
        extent: match is_preview {
            true => Extent::Preview { pages: number("pages").unwrap_or(PREVIEW_PAGES) },
            false => Extent::File,
        },
        now: instant(&fields, "now")?.unwrap_or_else(|| Instant(js_sys::Date::now() as i64)),
        expected: number("expected"),
    };
    Ok((site(&fields)?, token(&fields)?, options))
}

/// Reads what to make a document of.
pub fn document(spec: &JsValue) -> Result<(Site, Option<Token>, DocumentOptions)> {
    let value = plain(spec)?;
    let fields = Fields::of(&value, BAD)?;
    let subject = match (fields.text_if_any("issuer")?, fields.text_if_any("badgeClass")?) {
        (Some(id), None) => Subject::Issuer(id.to_owned()),
        (None, Some(id)) => Subject::BadgeClass(id.to_owned()),
        _ => return Err(Kind::BadOption.at_field("either issuer or badgeClass")),
    };
    let exported_at = instant(&fields, "now")?.unwrap_or_else(|| Instant(js_sys::Date::now() as i64)).to_string();
    let include = fields.get("include").map_or(Ok(Include::default()), include)?;
    let options = DocumentOptions { subject, include, compress: fields.flag("compress")?, exported_at };
    Ok((site(&fields)?, token(&fields)?, options))
}

fn include(value: &Value) -> Result<Include> {
    let known = ["badgeClasses", "assertions", "recipientGroups", "pathways", "staff"];
    let fields = Fields::of(value, BAD)?.only(&known)?;
    Ok(Include {
        badge_classes: fields.flag("badgeClasses")?,
        assertions: fields.flag("assertions")?,
        recipient_groups: fields.flag("recipientGroups")?,
        pathways: fields.flag("pathways")?,
        staff: fields.flag("staff")?,
    })
}

fn groups(value: &Value) -> Result<GroupOptions> {
    let fields = Fields::of(value, BAD)?.only(&["creation", "expiration", "archived"])?;
    let usual = GroupOptions::default();
    let flag = |name: &str, usual: bool| if fields.get(name).is_none() { Ok(usual) } else { fields.flag(name) };
    Ok(GroupOptions {
        creation: flag("creation", usual.creation)?,
        expiration: flag("expiration", usual.expiration)?,
        archived: flag("archived", usual.archived)?,
    })
}

fn site(fields: &Fields<'_>) -> Result<Site> {
    let portal = Fields::of(fields.get("portal").unwrap_or(&Value::Null), BAD)?;
    Site::parse(portal.text("url")?)
}

fn scope(value: &Value) -> Result<Scope> {
    let fields = Fields::of(value, BAD)?;
    let named = |name: &str| Ok::<_, Error>(fields.text_if_any(name)?.map(str::to_owned));
    Ok(match (named("badgeClass")?, named("issuer")?) {
        (Some(id), _) => Scope::BadgeClass(id),
        (_, Some(id)) => Scope::Issuer(id),
        _ => Scope::Organization(named("organization")?),
    })
}

fn period(value: &Value) -> Result<Period> {
    let fields = Fields::of(value, BAD)?;
    Period::new(instant(&fields, "from")?, instant(&fields, "until")?)
}

fn instant(fields: &Fields<'_>, name: &str) -> Result<Option<Instant>> {
    let text = fields.text_if_any(name)?;
    text.map(|text| Instant::parse(text).ok_or_else(|| BAD.at_field(format!("{name} must be a date")))).transpose()
}

/// A table for pages that offer a choice of its columns.
#[derive(Serialize)]
pub struct TableInfo {
    version: u32,
    columns: Vec<ColumnInfo>,
}

#[derive(Serialize)]
struct ColumnInfo {
    name: &'static str,
    about: &'static str,
    source: &'static str,
    everywhere: bool,
}

impl TableInfo {
    pub fn of(table: &Columns) -> Self {
        let info = |column: &crate::issuer::table::Column| ColumnInfo {
            name: column.name,
            about: column.about,
            source: column.source,
            everywhere: column.everywhere,
        };
        Self { version: table.version, columns: table.all.iter().map(info).collect() }
    }
}
