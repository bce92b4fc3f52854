//! Which addresses may be asked, and for whom.

use crate::address::Address;
use crate::error::{Error, Kind, Result};

/// How far a request may go that someone else's text asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    internal: bool,
}

impl Reach {
    /// Where this address may lead: only who is in a private network already is led about in it,
    /// such as a developer with a portal of their own. Nothing given is nowhere in particular.
    pub fn from(address: &str) -> Self {
        Self { internal: Address::parse(address).is_some_and(|address| address.is_internal()) }
    }

    /// Reads an address that may be asked.
    ///
    /// # Errors
    /// [`Kind::BadAddress`] for anything but http(s) without user name and password,
    /// [`Kind::Internal`] for an address in a private network.
    pub fn read(self, text: &str) -> Result<Address> {
        match Address::parse(text.trim()) {
            Some(address) => self.check(address),
            None => Err(at(Kind::BadAddress, text)),
        }
    }

    /// The address, without the part that is never sent; or why it may not be asked.
    pub fn check(self, address: Address) -> Result<Address> {
        if address.has_credentials {
            Err(at(Kind::BadAddress, &address.origin()))
        } else if address.is_internal() && !self.internal {
            Err(at(Kind::Internal, &address.href))
        } else {
            address.at(&address.path, &address.query).ok_or_else(|| at(Kind::BadAddress, &address.href))
        }
    }
}

fn at(kind: Kind, text: &str) -> Error {
    kind.at_url(text.chars().take(200).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_leads_to_public_places_only() {
        for (hostile, code) in [
            ("javascript:alert(1)", "bad-address"),
            ("file:///etc/passwd", "bad-address"),
            ("data:application/json,{}", "bad-address"),
            ("ftp://example.org/a", "bad-address"),
            ("urn:uuid:1", "bad-address"),
            ("did:web:example.org", "bad-address"),
            ("/relative", "bad-address"),
            ("", "bad-address"),
            ("https://me:pw@example.org/a", "bad-address"),
            ("http://localhost:8000/a", "internal"),
            ("http://127.1/a", "internal"),
            ("http://0x7f000001/a", "internal"),
            ("http://[::ffff:10.0.0.1]/a", "internal"),
            ("http://192.168.0.1/reboot", "internal"),
            ("http://169.254.169.254/latest/meta-data", "internal"),
            ("http://router/", "internal"),
            ("http://printer.local/", "internal"),
        ] {
            for from in ["", "https://badgepack.example/inspect.html"] {
                assert_eq!(Reach::from(from).read(hostile).unwrap_err().code(), code, "{hostile}");
            }
        }
        let public = Reach::from("").read(" https://example.org/a?b#c ").unwrap();
        assert_eq!(public.href, "https://example.org/a?b");
    }

    #[test]
    fn who_is_at_home_in_a_private_network_is_led_about_in_it() {
        let home = Reach::from("http://localhost:4321/inspect.html");
        assert_eq!(home.read("http://127.0.0.1:8000/a").unwrap().href, "http://127.0.0.1:8000/a");
        assert_eq!(home.read("file:///etc/passwd").unwrap_err().code(), "bad-address");
    }
}
