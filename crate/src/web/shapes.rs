//! What JavaScript hands in and gets back; `types.ts` says the same in TypeScript.

use super::thrown;
use crate::error::{Kind, Result};
use crate::export::{Extent, Item, Options, Source};
use crate::image;
use crate::portal::{BadgrV2, CodeGrant, Described, PasswordGrant, Portal, Site};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::JsValue;

/// Reads a plain object.
pub fn read<T: DeserializeOwned>(value: JsValue) -> std::result::Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|error| thrown(&Kind::Unexpected.at_field(error.to_string())))
}

#[derive(Deserialize)]
pub struct PortalSpec {
    url: String,
    #[serde(default)]
    description: Option<Value>,
}

impl PortalSpec {
    pub fn source(&self) -> Result<Source> {
        let site = Site::parse(&self.url)?;
        Ok(match &self.description {
            None | Some(Value::Null) => Source::Address(site),
            Some(Value::String(name)) if name == "badgr-v2" => Source::Portal(Box::new(BadgrV2::new(site)?)),
            Some(description) => Source::Portal(Box::new(Described::parse(site, description.to_string().as_bytes())?)),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Spec {
    pub portal: PortalSpec,
    #[serde(default)]
    pub token: Option<String>,
    #[serde(default)]
    sections: Option<Vec<String>>,
    #[serde(default)]
    only: Option<Vec<Item>>,
    #[serde(default)]
    concurrency: Option<f64>,
    #[serde(default)]
    exported_at: Option<String>,
}

impl Spec {
    pub fn read(value: JsValue) -> std::result::Result<Self, JsValue> {
        read(value)
    }

    pub fn options(&self, extent: Extent) -> Options {
        let now = || String::from(js_sys::Date::new_0().to_iso_string());
        Options {
            extent,
            sections: self.sections.clone(),
            only: self.only.clone(),
            concurrency: self.concurrency.unwrap_or(0.0) as usize,
            exported_at: self.exported_at.clone().unwrap_or_else(now),
        }
    }
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
        let password = match sign_in.password {
            Some(grant) => Some(PasswordGrant { url: own(&grant.url)?, ..grant }),
            None => None,
        };
        let pkce = match sign_in.pkce {
            Some(grant) => Some(CodeGrant { authorize: own(&grant.authorize)?, token: own(&grant.token)?, ..grant }),
            None => None,
        };
        Ok(Self {
            name: portal.name().to_owned(),
            url: site.address().to_owned(),
            sign_in: SignIn { token: sign_in.token, password, pkce },
        })
    }
}

#[derive(Serialize)]
pub struct Unbaked {
    payload: String,
    form: &'static str,
    version: &'static str,
    at: (usize, usize),
    warnings: Vec<Warning>,
}

#[derive(Serialize)]
struct Warning {
    code: &'static str,
    message: String,
}

impl Unbaked {
    pub fn of(unbaked: &image::Unbaked) -> Self {
        let warning =
            |warning: &image::Warning| Warning { code: warning.code(), message: warning.sentence().to_owned() };
        Self {
            payload: unbaked.payload.text().to_owned(),
            form: unbaked.payload.form(),
            version: unbaked.version().label(),
            at: (unbaked.place.start, unbaked.place.end),
            warnings: unbaked.warnings.iter().map(warning).collect(),
        }
    }
}
