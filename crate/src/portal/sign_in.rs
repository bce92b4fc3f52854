//! How people sign in to a portal, and how it wants the token sent.

use crate::error::{Kind, Result};
use crate::json::Fields;
use serde::Serialize;
use serde_json::Value;

/// How people sign in to a portal; addresses are relative to the portal's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// Whether a token can be pasted.
    pub token: bool,
    /// OAuth's password grant.
    pub password: Option<PasswordGrant>,
    /// OAuth's authorization code with PKCE.
    pub pkce: Option<CodeGrant>,
}

/// Where a user name and a password get a token (RFC 6749, 4.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordGrant {
    /// The token endpoint.
    pub url: String,
    /// The client's id, where the portal wants one.
    pub client_id: Option<String>,
    /// The scope to ask for.
    pub scope: Option<String>,
}

/// Where a browser is sent to sign in (RFC 7636).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeGrant {
    /// The authorization endpoint.
    pub authorize: String,
    /// The token endpoint.
    pub token: String,
    /// The client's id.
    pub client_id: String,
    /// The scope to ask for.
    pub scope: Option<String>,
}

/// How the token is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHeader {
    /// The header's name, e.g. `Authorization` or `X-Access-Token`.
    pub header: String,
    /// What stands before the token, e.g. `Bearer`.
    pub scheme: String,
}

impl Default for TokenHeader {
    fn default() -> Self {
        Self { header: "Authorization".to_owned(), scheme: "Bearer".to_owned() }
    }
}

const BAD: Kind = Kind::BadDescription;

impl TokenHeader {
    /// Reads a description's `token`.
    pub(super) fn read(value: &Value) -> Result<Self> {
        let fields = Fields::of(value, BAD)?.only(&["header", "scheme"])?;
        Ok(TokenHeader {
            header: fields.text("header")?.to_owned(),
            scheme: fields.text_if_any("scheme")?.unwrap_or_default().to_owned(),
        })
    }
}

impl SignIn {
    /// Reads a description's `signIn`.
    pub(super) fn read(value: &Value) -> Result<Self> {
        let fields = Fields::of(value, BAD)?.only(&["token", "password", "pkce"])?;
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let password = |value| -> Result<PasswordGrant> {
            let fields = Fields::of(value, BAD)?.only(&["url", "clientId", "scope"])?;
            Ok(PasswordGrant {
                url: fields.text("url")?.to_owned(),
                client_id: owned(fields.text_if_any("clientId")?),
                scope: owned(fields.text_if_any("scope")?),
            })
        };
        let pkce = |value| -> Result<CodeGrant> {
            let fields = Fields::of(value, BAD)?.only(&["authorize", "token", "clientId", "scope"])?;
            Ok(CodeGrant {
                authorize: fields.text("authorize")?.to_owned(),
                token: fields.text("token")?.to_owned(),
                client_id: fields.text("clientId")?.to_owned(),
                scope: owned(fields.text_if_any("scope")?),
            })
        };
        Ok(SignIn {
            token: fields.flag("token")?,
            password: fields.get("password").map(password).transpose()?,
            pkce: fields.get("pkce").map(pkce).transpose()?,
        })
    }
}
