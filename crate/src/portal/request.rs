//! What is asked of whom, and with which right.

use crate::error::{Kind, Result};
use url::{Host, Url};

/// Whether a request shows who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// With the access token: to the portal's own origin only.
    Token,
    /// With nothing at all, as a stranger.
    Anonymous,
}

/// A GET request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    url: Url,
    access: Access,
}

impl Request {
    /// The address.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The number that a query parameter has, if it has one.
    pub(super) fn parameter(&self, name: &str) -> Option<u64> {
        let mut pairs = self.url.query_pairs();
        pairs.find_map(|(key, value)| (key == name).then(|| value.parse().ok())?)
    }

    /// Whether the token goes along.
    pub fn access(&self) -> Access {
        self.access
    }
}

/// A portal's address: the only way to make a [`Request`], so the token stays with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    base: Url,
}

impl Site {
    /// Reads a base address such as `https://api.example.org/v1`.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] for anything but http(s) without user name and password.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Kind::BadAddress.at_url(text.chars().take(200).collect::<String>());
        let mut base = Url::parse(text.trim()).map_err(|_| bad())?;
        let plain = matches!(base.scheme(), "https" | "http")
            && base.username().is_empty()
            && base.password().is_none()
            && base.has_host();
        if !plain {
            return Err(bad());
        }
        base.set_query(None);
        base.set_fragment(None);
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        Ok(Self { base })
    }

    /// The base address; ends with `/`.
    pub fn address(&self) -> &str {
        self.base.as_str()
    }

    /// The host, with its port where it is not the usual one.
    pub fn host(&self) -> String {
        let host = self.base.host_str().unwrap_or_default();
        match self.base.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// A request to the portal with the token; to anyone else without.
    pub fn ask(&self, reference: &str) -> Result<Request> {
        let url = self.resolve(reference)?;
        let access = match self.is_own(&url) {
            true => Access::Token,
            false => Access::Anonymous,
        };
        Ok(Request { url, access })
    }

    /// A request without the token, for what is public.
    pub fn ask_publicly(&self, reference: &str) -> Result<Request> {
        let url = self.resolve(reference)?;
        Ok(Request { url, access: Access::Anonymous })
    }

    /// The next page of `request`: on the portal's own origin, or nowhere.
    ///
    /// # Errors
    /// [`Kind::BadPage`] for another origin, so that no list leads the token away.
    pub fn follow(&self, request: &Request, reference: &str) -> Result<Request> {
        let bad = || Kind::BadPage.at_url(reference.chars().take(200).collect::<String>());
        let url = request.url.join(reference).map_err(|_| bad())?;
        let url = self.rooted(url);
        match self.is_own(&url) {
            true => Ok(Request { url, access: request.access }),
            false => Err(bad()),
        }
    }

    /// The same request with this query parameter set.
    pub fn with_parameter(&self, request: &Request, name: &str, value: &str) -> Request {
        let mut url = request.url.clone();
        let others: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(key, _)| key != name)
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, value);
        Request { url, access: request.access }
    }

    fn is_own(&self, url: &Url) -> bool {
        url.origin() == self.base.origin()
    }

    fn resolve(&self, reference: &str) -> Result<Url> {
        let bad = || Kind::BadAddress.at_url(reference.chars().take(200).collect::<String>());
        let url = self.base.join(reference.trim()).map_err(|_| bad())?;
        let url = self.rooted(url);
        let plain = matches!(url.scheme(), "https" | "http") && url.username().is_empty() && url.password().is_none();
        // A stranger's plain-http picture would be blocked as mixed content anyway.
        let safe = self.is_own(&url) || url.scheme() == "https" || self.base.scheme() == "http";
        if plain && safe { Ok(url) } else { Err(bad()) }
    }

    /// Servers behind a proxy name themselves `http://internal:8000`: an address that only they
    /// can reach is theirs, and is asked at the portal's own origin. So no record ever sends a
    /// request into the reader's own network. A portal on this very machine is known by all of
    /// the machine's names; its neighbours on other ports are strangers.
    fn rooted(&self, url: Url) -> Url {
        let same_machine = is_loopback(&url)
            && is_loopback(&self.base)
            && url.port_or_known_default() == self.base.port_or_known_default();
        let behind_proxy = is_internal(&url) && !is_internal(&self.base);
        if self.is_own(&url) || !(same_machine || behind_proxy) {
            return url;
        }
        let mut own = self.base.clone();
        own.set_path(url.path());
        own.set_query(url.query());
        own
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// Loopback, private and link-local addresses, and names without a dot or below `.local`.
fn is_internal(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified(),
        Some(Host::Ipv6(ip)) => {
            ip.is_loopback()
                || ip.is_unspecified()
                || ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.to_ipv4_mapped().is_some()
        }
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.')
                || name.ends_with(".local")
                || name.ends_with(".internal")
                || name.ends_with(".localhost")
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site::parse("https://api.example.org/v1").unwrap()
    }

    #[test]
    fn the_token_goes_to_the_exact_origin_only() {
        let site = site();
        let access = |url| site.ask(url).map(|request| request.access());
        assert_eq!(access("users/self").unwrap(), Access::Token);
        assert_eq!(access("https://api.example.org/other").unwrap(), Access::Token);
        for other in [
            "https://api.example.org:8443/v1",
            "https://example.org/v1",
            "https://api.example.org.evil.test/",
            "https://cdn.example.org/x.png",
            "//evil.test/x",
        ] {
            assert_eq!(access(other).unwrap(), Access::Anonymous, "{other}");
        }
        for refused in ["https://user@api.example.org/", "file:///etc/passwd", "javascript:1", "http://evil.test/"] {
            assert!(access(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn an_address_inside_the_server_is_asked_at_the_portal() {
        let site = site();
        for internal in
            ["http://localhost:8000/a?b=1", "http://10.0.0.1/a?b=1", "http://web/a?b=1", "http://[::1]:1/a?b=1"]
        {
            let request = site.ask(internal).unwrap();
            assert_eq!(request.url(), "https://api.example.org/a?b=1", "{internal}");
        }
    }

    #[test]
    fn a_portal_on_this_machine_has_many_names_but_one_port() {
        let site = Site::parse("http://127.0.0.1:8000").unwrap();
        let own = site.ask("http://localhost:8000/a").unwrap();
        assert_eq!((own.url(), own.access()), ("http://127.0.0.1:8000/a", Access::Token));
        let neighbour = site.ask("http://localhost:9000/a").unwrap();
        assert_eq!((neighbour.url(), neighbour.access()), ("http://localhost:9000/a", Access::Anonymous));
    }

    #[test]
    fn the_next_page_stays_with_the_portal() {
        let site = site();
        let page = site.ask("items?num=10").unwrap();
        let next = site.follow(&page, "https://api.example.org/v1/items?num=10&cursor=x").unwrap();
        assert_eq!(next.access(), Access::Token);
        let astray = site.follow(&page, "https://evil.test/v1/items?cursor=x").unwrap_err();
        assert_eq!(astray.kind, Kind::BadPage);
        assert_eq!(site.with_parameter(&page, "num", "20").url(), "https://api.example.org/v1/items?num=20");
    }

    #[test]
    fn only_web_addresses_are_portals() {
        for bad in ["", "example.org", "ftp://example.org", "https://", "https://me:pw@example.org"] {
            assert_eq!(Site::parse(bad).unwrap_err().kind, Kind::BadAddress, "{bad}");
        }
        assert_eq!(Site::parse(" http://localhost:8080 ").unwrap().address(), "http://localhost:8080/");
    }
}
