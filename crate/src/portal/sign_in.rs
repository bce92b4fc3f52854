//! How people sign in to a portal, and how it wants the token sent.

use crate::error::{Kind, Result};
use crate::json::Fields;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

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
    /// Reads a description's `token`. The header's name is one (RFC 9110, 5.1), and the scheme can stand in it.
    pub(super) fn read(value: &Value) -> Result<Self> {
        let fields = Fields::of(value, BAD)?.only(&["header", "scheme"])?;
        let (header, scheme) = (fields.text("header")?, fields.text_if_any("scheme")?.unwrap_or_default());
        let is_sign = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        if header.is_empty() || !header.chars().all(is_sign) {
            return Err(BAD.at_field("token.header is no name of a header"));
        }
        if !is_sendable(scheme) {
            return Err(BAD.at_field("token.scheme cannot stand in a header"));
        }
        Ok(TokenHeader { header: header.to_owned(), scheme: scheme.to_owned() })
    }
}

/// An access token that can stand in a header.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token without the blanks around it, which come along when one is copied; none where nothing else is there.
    ///
    /// # Errors
    ///
    /// [`Kind::BadOption`] for one that no header can carry: a line break, or a sign beyond ASCII, as where `…` stands for the rest.
    pub fn parse(text: &str) -> Result<Option<Self>> {
        match text.trim() {
            "" => Ok(None),
            token if is_sendable(token) => Ok(Some(Self(token.to_owned()))),
            _ => Err(Kind::BadOption.at_field("token: it has a line break in it, or a sign that no token has")),
        }
    }

    /// The token itself, for nobody but the portal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Without the token: what is printed is read by others.
impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token")
    }
}

/// Whether it can be part of a header's value: visible ASCII and blanks (RFC 9110, 5.5).
fn is_sendable(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_token_is_sent_without_the_blanks_that_were_copied_with_it() {
        let token = Token::parse(" \tabc.def-0 \r\n").expect("a token").expect("one");
        assert_eq!(token.as_str(), "abc.def-0");
        assert_eq!(Token::parse(" \n"), Ok(None));
    }

    #[test]
    fn a_token_that_no_header_can_carry_is_refused_and_not_repeated() {
        for text in ["ab\ncd", "ab…", "ab\0", "käse", "ab\u{7f}"] {
            let error = Token::parse(text).expect_err(text);
            assert_eq!(error.code(), "bad-option");
            assert!(!error.to_string().contains(text));
        }
    }

    #[test]
    fn a_token_is_not_printed() {
        assert_eq!(format!("{:?}", Token::parse("secret")), "Ok(Some(Token))");
    }

    #[test]
    fn a_portal_names_a_header_that_there_can_be() {
        let read = |value| TokenHeader::read(&value).map_err(|error| error.to_string());
        assert!(read(json!({"header": "X-Access-Token"})).is_ok());
        assert!(read(json!({"header": "Authorization", "scheme": "Token token="})).is_ok());
        for bad in [json!({"header": ""}), json!({"header": "X Token"}), json!({"header": "X-Schlüssel"})] {
            assert!(read(bad).is_err_and(|why| why.contains("token.header")));
        }
        for bad in ["Be…arer", "Bearer\r\nX-Other: 1"] {
            assert!(read(json!({"header": "X-Token", "scheme": bad})).is_err_and(|why| why.contains("token.scheme")));
        }
    }
}
