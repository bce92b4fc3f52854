//! Whom a badge may make this page ask: the portal, and the hosts that somebody agreed to.

use crate::address::Address;
use crate::error::{Kind, Result};
use crate::links::Reach;
use crate::portal::{Request, Site};

/// The hosts that may be asked on behalf of a badge, each with its port where that is not the usual one.
pub(super) struct Consent {
    site: Site,
    reach: Reach,
    agreed: Vec<String>,
    declined: Vec<String>,
}

/// What is to become of a request.
pub(super) enum Verdict {
    Sent,
    /// Somebody has to agree to this host first.
    Asked(String),
    Refused(Kind),
}

impl Consent {
    /// Only the portal itself may be asked.
    pub fn new(site: Site) -> Self {
        let (reach, agreed) = (Reach::from(site.address()), vec![site.host()]);
        Self { site, reach, agreed, declined: Vec::new() }
    }

    /// How far what a badge names may lead.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Who types an address wants it asked: there, and where the data of such a page is known to be.
    pub fn typed<'a>(&mut self, places: impl Iterator<Item = &'a Address>) {
        for place in places {
            self.agreed.push(place.host_and_port());
            if place.is_internal() {
                self.reach = Reach::from(&place.href);
            }
        }
    }

    /// An address that a badge names, as it is asked.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] and [`Kind::Internal`] as in [`Reach::read`], [`Kind::NotEncrypted`].
    pub fn read(&self, url: &str) -> Result<String> {
        let address = self.reach.read(url)?;
        if self.is_plain(&address) {
            return Err(Kind::NotEncrypted.at_url(address.href));
        }
        let request = self.site.ask_publicly(&self.site.at_home(&address.href))?;
        Ok(request.url().to_owned())
    }

    /// What is to become of a request; every one passes here.
    pub fn of(&self, request: &Request) -> Verdict {
        let Some(address) = Address::parse(request.url()) else {
            return Verdict::Refused(Kind::BadAddress);
        };
        let host = address.host_and_port();
        if self.is_plain(&address) {
            Verdict::Refused(Kind::NotEncrypted)
        } else if self.agreed.contains(&host) {
            Verdict::Sent
        } else if self.declined.contains(&host) {
            Verdict::Refused(Kind::NotAsked)
        } else {
            Verdict::Asked(host)
        }
    }

    /// The host of an address that nobody was asked about yet.
    pub fn open(&self, url: &str) -> Option<String> {
        let request = self.site.ask_publicly(&self.read(url).ok()?).ok()?;
        match self.of(&request) {
            Verdict::Asked(host) => Some(host),
            Verdict::Sent | Verdict::Refused(_) => None,
        }
    }

    /// Somebody agreed to these hosts, or did not.
    pub fn decide(&mut self, mut hosts: Vec<String>, agreed: bool) {
        match agreed {
            true => self.agreed.append(&mut hosts),
            false => self.declined.append(&mut hosts),
        }
    }

    /// Whether everybody on the way could read and change what an address yields.
    fn is_plain(&self, address: &Address) -> bool {
        let is_portal = self.site.address().starts_with(&[&address.origin(), "/"].concat());
        address.scheme == "http" && !address.is_loopback() && !is_portal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(portal: &str) -> Consent {
        Consent::new(Site::parse(portal).unwrap())
    }

    #[test]
    fn what_a_badge_names_is_refused_with_its_reason() {
        let at_a_portal = consent("https://badges.example");
        for (url, code) in [
            ("javascript:alert(1)", "bad-address"),
            ("data:application/json,{}", "bad-address"),
            ("https://me:secret@other.example/a", "bad-address"),
            ("http://other.example/a", "not-encrypted"),
            ("http://localhost:8000/a", "internal"),
            ("https://192.168.0.1/reboot", "internal"),
            ("https://router/", "internal"),
        ] {
            assert_eq!(at_a_portal.read(url).unwrap_err().code(), code, "{url}");
        }
        assert_eq!(at_a_portal.read("https://other.example/a#b").unwrap(), "https://other.example/a");
    }

    #[test]
    fn a_portal_on_this_machine_leads_about_on_it() {
        let at_home = consent("http://127.0.0.1:8000");
        assert_eq!(at_home.read("http://localhost:9000/a").unwrap(), "http://127.0.0.1:8000/a");
        assert_eq!(at_home.read("http://other.example/").unwrap_err().code(), "not-encrypted");
        assert_eq!(at_home.open("https://other.example:8443/"), Some("other.example:8443".to_owned()));
        assert_eq!(at_home.open("http://127.0.0.1:8000/b"), None);
    }

    #[test]
    fn nobody_is_asked_about_a_host_twice() {
        for agreed in [true, false] {
            let mut consent = consent("https://badges.example");
            assert_eq!(consent.open("https://other.example/a"), Some("other.example".to_owned()));
            consent.decide(vec!["other.example".to_owned()], agreed);
            assert_eq!(consent.open("https://other.example/b"), None);
            let request = consent.site.ask_publicly("https://other.example/b").unwrap();
            assert_eq!(matches!(consent.of(&request), Verdict::Sent), agreed);
        }
    }
}
