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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Address {
        Address::parse(text).unwrap()
    }

    #[test]
    fn a_parameter_is_set_and_its_neighbours_stay() {
        let page = at("https://a.example/b?x=1&&num=10&page=2&flag");
        assert_eq!(page.parameter("num"), Some("10"));
        assert_eq!(
            (page.parameter("flag"), page.parameter("um"), at("https://a.example/").parameter("x")),
            (None, None, None)
        );
        let next = page.with_parameter("page", "3 &ä~").unwrap();
        assert_eq!(next.href, "https://a.example/b?x=1&num=10&flag&page=3%20%26%C3%A4~");
        assert_eq!(at("https://a.example/b").with_parameter("page", "1").unwrap().href, "https://a.example/b?page=1");
        assert_eq!(at("https://a.example/b?page&page=1").with_parameter("page", "2").unwrap().query, "?page=2");
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert_eq!(at("https://A.example:443/b?c").origin(), "https://a.example");
        assert_eq!(at("http://a.example:8000/b").origin(), "http://a.example:8000");
        assert_eq!(at("http://[::1]:80/").host_and_port(), "[::1]");
    }

    #[test]
    fn this_machine_is_known_by_all_its_names() {
        for own in ["http://localhost/", "http://127.0.0.1/", "http://127.9.9.9/", "http://[::1]/"] {
            assert!(at(own).is_loopback(), "{own}");
        }
        for other in ["http://localhost.example/", "http://128.0.0.1/", "http://[::2]/", "http://10.0.0.1/"] {
            assert!(!at(other).is_loopback(), "{other}");
        }
    }

    #[test]
    fn what_only_its_own_network_can_reach_is_internal() {
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "[::]",
            "[::1]",
            "[::ffff:8.8.8.8]",
            "[fc00::1]",
            "[fdff::1]",
            "[fe80::1]",
            "router",
            "router.",
            "a.local",
            "a.local.",
            "a.internal",
            "a.localhost",
        ] {
            assert!(at(&format!("http://{own}/")).is_internal(), "{own}");
        }
        for other in
            ["8.8.8.8", "172.32.0.1", "169.253.0.1", "[2001:db8::1]", "a.example", "local.example", "a.nonlocal"]
        {
            assert!(!at(&format!("http://{other}/")).is_internal(), "{other}");
        }
    }

    #[test]
    fn only_names_and_numbers_of_the_web_are_hosts() {
        for bad in ["ftp://a.example/", "about:blank", "https://", "https://a!b.example/", "https://a b/", "a.example"]
        {
            assert_eq!(Address::parse(bad), None, "{bad}");
        }
        for (text, has) in
            [("https://a.example/", false), ("https://u@a.example/", true), ("https://:p@a.example/", true)]
        {
            assert_eq!(at(text).has_credentials, has, "{text}");
        }
        assert_eq!(at("https://a.example/b/c").join("../d?e").unwrap().href, "https://a.example/d?e");
        assert_eq!(at("https://a.example/").join("mailto:me@a.example"), None);
    }
}
