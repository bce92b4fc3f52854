//! What JavaScript hands in and gets back; `shapes.ts` says the same in TypeScript.

use crate::error::Result;
use crate::export::{Extent, Item, Options, Source};
use crate::json::Fields;
use crate::portal::{BadgrV2, CodeGrant, Described, PasswordGrant, Portal, Site, Token};
use crate::web::{BAD, plain, token};
use serde::Serialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Reads a portal specification.
pub fn source(portal: &JsValue) -> Result<Source> {
    let value = plain(portal)?;
    read_source(&value)
}

/// A job's token, portal and options.
pub struct Spec {
    pub token: Option<Token>,
    pub source: Source,
    pub options: Options,
}

impl Spec {
    /// Reads an export specification.
    pub fn read(spec: &JsValue, extent: Extent) -> Result<Self> {
        let value = plain(spec)?;
        let fields = Fields::of(&value, BAD)?;
        let now = || String::from(js_sys::Date::new_0().to_iso_string());
        let words = |all: &[Value]| all.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let whole = |value: &Value| value.as_u64().ok_or_else(|| BAD.at_field("concurrency must be a whole number"));
        let concurrency = fields.get("concurrency").map(whole).transpose()?;
        let items = |all: &[Value]| all.iter().map(item).collect::<Result<Vec<Item>>>();
        Ok(Self {
            token: token(&fields)?,
            source: read_source(fields.get("portal").unwrap_or(&Value::Null))?,
            options: Options {
                extent,
                sections: fields.list_if_any("sections")?.map(words),
                only: fields.list_if_any("only")?.map(items).transpose()?,
                concurrency: concurrency.unwrap_or(0) as usize,
                exported_at: fields.text_if_any("exportedAt")?.map_or_else(now, str::to_owned),
            },
        })
    }
}

fn read_source(value: &Value) -> Result<Source> {
    let fields = Fields::of(value, BAD)?;
    let site = Site::parse(fields.text("url")?)?;
    Ok(match fields.get("description") {
        None => Source::Address(site),
        Some(Value::String(name)) if name == "badgr-v2" => Source::Portal(Box::new(BadgrV2::new(site)?)),
        Some(description) => {
            let json = serde_json::to_vec(description).unwrap_or_default();
            Source::Portal(Box::new(Described::parse(site, &json)?))
        }
    })
}

fn item(value: &Value) -> Result<Item> {
    let fields = Fields::of(value, BAD)?;
    Ok(Item { section: fields.text("section")?.to_owned(), id: fields.text("id")?.to_owned() })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PortalInfo {
    name: String,
    url: String,
    sign_in: SignIn,
}

#[derive(Serialize)]
struct SignIn {
    token: bool,
    password: Option<PasswordGrant>,
    pkce: Option<CodeGrant>,
}

impl PortalInfo {
    /// All addresses absolute, and on the portal's own origin: a password goes nowhere else.
    pub fn of(portal: &dyn Portal) -> Result<Self> {
        let site = portal.site();
        let own = |url: &str| -> Result<String> {
            let request = site.follow(&site.ask("")?, url)?;
            Ok(request.url().to_owned())
        };
        let sign_in = portal.sign_in();
        // A way that leads to another origin is none.
        let password = sign_in.password.and_then(|grant| Some(PasswordGrant { url: own(&grant.url).ok()?, ..grant }));
        let pkce = sign_in.pkce.and_then(|grant| {
            Some(CodeGrant { authorize: own(&grant.authorize).ok()?, token: own(&grant.token).ok()?, ..grant })
        });
        Ok(Self {
            name: portal.name().to_owned(),
            url: site.address().to_owned(),
            sign_in: SignIn { token: sign_in.token, password, pkce },
        })
    }
}
