//! Web addresses, read as the URL standard says.
//!
//! In a browser they are read by the browser's own parser, which is the one that will send the
//! request: no two parsers can be played off against each other, and none is loaded. On the host
//! the `url` crate does it. Both implement the WHATWG's URL standard.

#[cfg(target_arch = "wasm32")]
use crate::web::address::read;

use std::net::{Ipv4Addr, Ipv6Addr};

/// An `http` or `https` address, in its standard form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// All of it.
    pub href: String,
    /// `http` or `https`.
    pub scheme: String,
    /// A name or an IP address; IPv6 in brackets.
    pub host: String,
    /// The port, where it is not the scheme's own.
    pub port: Option<u16>,
    /// Begins with `/`.
    pub path: String,
    /// With its `?`; empty where there is none.
    pub query: String,
    /// Whether a user name or a password stands in it.
    pub has_credentials: bool,
}

impl Address {
    /// Reads an absolute address.
    pub fn parse(text: &str) -> Option<Self> {
        read(text, None).filter(Self::is_web)
    }

    /// Reads an address that may be relative to this one.
    pub fn join(&self, reference: &str) -> Option<Self> {
        read(reference, Some(&self.href)).filter(Self::is_web)
    }

    /// This path and query at this address's origin.
    pub fn at(&self, path: &str, query: &str) -> Option<Self> {
        Self::parse(&format!("{}{path}{query}", self.origin()))
    }

    /// Scheme, host and port: two addresses of one origin have the same (RFC 6454).
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.host_and_port())
    }

    /// The host, and the port where it is not the usual one.
    pub fn host_and_port(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// The value of a query parameter, as it stands there.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self.query.trim_start_matches('?').split('&');
        pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// This address with a query parameter set.
    pub fn with_parameter(&self, name: &str, value: &str) -> Option<Self> {
        let others = self.query.trim_start_matches('?').split('&');
        let mut pairs: Vec<String> =
            others.filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name)).map(str::to_owned).collect();
        pairs.push(format!("{name}={}", encoded(value)));
        self.at(&self.path, &format!("?{}", pairs.join("&")))
    }

    /// Whether this is this very machine.
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost"
            || self.ipv4().is_some_and(|ip| ip.is_loopback())
            || self.ipv6().is_some_and(|ip| ip.is_loopback())
    }

    /// Whether only its own network can reach it: loopback, private and link-local addresses, and
    /// names without a dot or below `.local`, `.internal` and `.localhost`.
    pub fn is_internal(&self) -> bool {
        if let Some(ip) = self.ipv4() {
            return ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified();
        }
        if let Some(ip) = self.ipv6() {
            let is_own = ip.is_loopback() || ip.is_unspecified() || ip.to_ipv4_mapped().is_some();
            return is_own || ip.is_unique_local() || ip.is_unicast_link_local();
        }
        let name = self.host.trim_end_matches('.');
        !name.contains('.') || [".local", ".internal", ".localhost"].iter().any(|end| name.ends_with(end))
    }

    /// Some browsers take `https://no address` for a host with a space in it.
    fn is_web(&self) -> bool {
        let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        matches!(self.scheme.as_str(), "http" | "https") && !self.host.is_empty() && self.host.chars().all(is_sign)
    }

    fn ipv4(&self) -> Option<Ipv4Addr> {
        self.host.parse().ok()
    }

    fn ipv6(&self) -> Option<Ipv6Addr> {
        self.host.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
    }
}

/// Percent-encoded but for RFC 3986's unreserved characters.
fn encoded(value: &str) -> String {
    let mut out = String::new();
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(not(target_arch = "wasm32"))]
fn read(text: &str, base: Option<&str>) -> Option<Address> {
    let url = match base {
        None => url::Url::parse(text).ok()?,
        Some(base) => url::Url::parse(base).ok()?.join(text).ok()?,
    };
    Some(Address {
        href: url.as_str().to_owned(),
        scheme: url.scheme().to_owned(),
        host: url.host_str().unwrap_or_default().to_owned(),
        port: url.port(),
        path: url.path().to_owned(),
        query: url.query().map(|query| format!("?{query}")).unwrap_or_default(),
        has_credentials: !url.username().is_empty() || url.password().is_some(),
    })
}
