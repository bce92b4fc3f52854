//! What is asked of whom, and with which right.

use crate::address::Address;
use crate::error::{Error, Kind, Result};
use std::rc::Rc;

/// Whether a request shows who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// With the access token: to the portal's own origin only.
    Token,
    /// With nothing at all, as a stranger.
    Anonymous,
}

/// What a request does there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// It reads.
    Get,
    /// It writes this JSON.
    Put(Rc<str>),
}

/// A request: to read, unless it was made by [`Site::put`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    url: Address,
    access: Access,
    method: Method,
}

impl Request {
    /// A request without the token, for what anyone may see, wherever it is.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] for an address with a user name or a password in it.
    pub(crate) fn of_stranger(url: Address) -> Result<Self> {
        match url.has_credentials {
            true => Err(bad(Kind::BadAddress, &url.origin())),
            false => Ok(Self::get(url, Access::Anonymous)),
        }
    }

    /// The address.
    pub fn url(&self) -> &str {
        &self.url.href
    }

    /// Whether the token goes along.
    pub fn access(&self) -> Access {
        self.access
    }

    /// What it does there.
    pub fn method(&self) -> &Method {
        &self.method
    }

    fn get(url: Address, access: Access) -> Self {
        Self { url, access, method: Method::Get }
    }

    /// The number that a query parameter has, if it has one.
    pub(super) fn parameter(&self, name: &str) -> Option<u64> {
        self.url.parameter(name)?.parse().ok()
    }
}

/// A portal's address: the only way to make a [`Request`] with a token, so that it stays with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    base: Address,
}

impl Site {
    /// Reads a base address such as `https://api.example.org/v1`.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] for anything but http(s) without user name and password.
    pub fn parse(text: &str) -> Result<Self> {
        let base = Address::parse(text.trim()).filter(|base| !base.has_credentials);
        // A base is a folder: what is relative to it goes on behind its last name.
        let base = base.and_then(|base| base.at(&format!("{}/", base.path.trim_end_matches('/')), ""));
        match base {
            Some(base) => Ok(Self { base }),
            None => Err(bad(Kind::BadAddress, text)),
        }
    }

    /// The base address; ends with `/`.
    pub fn address(&self) -> &str {
        &self.base.href
    }

    /// The host, with its port where it is not the usual one.
    pub fn host(&self) -> String {
        self.base.host_and_port()
    }

    /// A request to the portal with the token; to anyone else without.
    pub fn ask(&self, reference: &str) -> Result<Request> {
        let url = self.resolve(reference)?;
        let access = match self.is_own(&url) {
            true => Access::Token,
            false => Access::Anonymous,
        };
        Ok(Request::get(url, access))
    }

    /// A request without the token, for what is public.
    pub fn ask_publicly(&self, reference: &str) -> Result<Request> {
        Ok(Request::get(self.resolve(reference)?, Access::Anonymous))
    }

    /// A request that writes this JSON, with the token.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] for any other origin: nothing is written anywhere else.
    pub fn put(&self, reference: &str, json: String) -> Result<Request> {
        let url = self.resolve(reference)?;
        match self.is_own(&url) {
            true => Ok(Request { url, access: Access::Token, method: Method::Put(json.into()) }),
            false => Err(bad(Kind::BadAddress, reference)),
        }
    }

    /// The same place at this site, for an address by which this very machine calls itself: a
    /// server in a container does not know the port at which it is reached.
    pub fn at_home<'a>(&self, address: &'a str) -> std::borrow::Cow<'a, str> {
        match Address::parse(address) {
            Some(url) if url.is_loopback() && self.base.is_loopback() => format!("{}{}", url.path, url.query).into(),
            _ => address.into(),
        }
    }

    /// The next page of `request`: on the portal's own origin, or nowhere.
    ///
    /// # Errors
    /// [`Kind::BadPage`] for another origin, so that no list leads the token away.
    pub fn follow(&self, request: &Request, reference: &str) -> Result<Request> {
        let url = request.url.join(reference).map(|url| self.rooted(url));
        match url.filter(|url| self.is_own(url)) {
            Some(url) => Ok(Request::get(url, request.access)),
            None => Err(bad(Kind::BadPage, reference)),
        }
    }

    /// The same request with this query parameter set.
    pub fn with_parameter(&self, request: &Request, name: &str, value: &str) -> Result<Request> {
        match request.url.with_parameter(name, value) {
            Some(url) => Ok(Request::get(url, request.access)),
            None => Err(bad(Kind::BadPage, value)),
        }
    }

    fn is_own(&self, url: &Address) -> bool {
        url.origin() == self.base.origin() && !url.has_credentials
    }

    fn resolve(&self, reference: &str) -> Result<Address> {
        let url = self.base.join(reference.trim()).map(|url| self.rooted(url));
        // A stranger's plain-http picture would be blocked as mixed content anyway.
        let is_safe = |url: &Address| {
            !url.has_credentials && (self.is_own(url) || url.scheme == "https" || self.base.scheme == "http")
        };
        url.filter(is_safe).ok_or_else(|| bad(Kind::BadAddress, reference))
    }

    /// Servers behind a proxy name themselves `http://internal:8000`: an address that only they
    /// can reach is theirs, and is asked at the portal's own origin. So no record ever sends a
    /// request into the reader's own network. A portal on this very machine is known by all of
    /// the machine's names; its neighbours on other ports are strangers.
    fn rooted(&self, url: Address) -> Address {
        let port = |address: &Address| address.port.unwrap_or(if address.scheme == "http" { 80 } else { 443 });
        let same_machine = url.is_loopback() && self.base.is_loopback() && port(&url) == port(&self.base);
        let behind_proxy = url.is_internal() && !self.base.is_internal();
        match !self.is_own(&url) && (same_machine || behind_proxy) {
            true => self.base.at(&url.path, &url.query).unwrap_or(url),
            false => url,
        }
    }
}

fn bad(kind: Kind, text: &str) -> Error {
    kind.at_url(text.chars().take(200).collect::<String>())
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
    fn nothing_is_written_at_another_origin() {
        let site = site();
        let request = site.put("v2/badgeclasses/1", "{}".to_owned()).unwrap();
        assert_eq!((request.access(), request.method()), (Access::Token, &Method::Put("{}".into())));
        assert_eq!(site.put("https://evil.test/v2", String::new()).unwrap_err().kind, Kind::BadAddress);
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
        assert_eq!(
            site.with_parameter(&page, "num", "2 0").unwrap().url(),
            "https://api.example.org/v1/items?num=2%200"
        );
    }

    #[test]
    fn only_web_addresses_are_portals() {
        for bad in ["", "example.org", "ftp://example.org", "https://", "https://me:pw@example.org"] {
            assert_eq!(Site::parse(bad).unwrap_err().kind, Kind::BadAddress, "{bad}");
        }
        assert_eq!(Site::parse(" http://localhost:8080 ").unwrap().address(), "http://localhost:8080/");
    }
}
