//! Finds out what kind of portal answers at an address.

use super::{BadgrV2, Described, Portal, Request, Site};
use crate::error::{Error, Kind, Result};
use crate::json;
use serde_json::Value;

/// Where a portal may offer its description.
const WELL_KNOWN: &str = ".well-known/badgepack.json";

/// Asks an address for its portal description, and else tries Badgr's API.
pub struct Connect {
    site: Site,
    asked: Asked,
    /// Why the description did not come, where it might come another time.
    fault: Option<Error>,
}

enum Asked {
    Description,
    Badgr,
}

/// What an answer led to.
pub enum Connected {
    /// Ask this next.
    Ask(Request),
    /// This is the portal.
    Portal(Box<dyn Portal>),
}

impl Connect {
    /// Begins with the portal's address.
    pub fn new(site: Site) -> Self {
        Self { site, asked: Asked::Description, fault: None }
    }

    /// The first request.
    pub fn first(&self) -> Result<Request> {
        self.site.ask_publicly(WELL_KNOWN)
    }

    /// Tells what came back: the status and body, or the error that kept it from coming.
    ///
    /// # Errors
    /// [`Kind::UnknownPortal`] when neither answers, [`Kind::WebPage`] when only web pages do, and
    /// whatever kept the answers from coming.
    pub fn told(&mut self, answer: std::result::Result<(u16, &[u8]), &Error>) -> Result<Connected> {
        let json = |status: u16, body: &[u8]| -> Option<Value> { (status < 500).then(|| json::read(body).ok())? };
        match self.asked {
            Asked::Description => {
                if let Ok((200, body)) = answer
                    && json(200, body).is_some_and(|value| value["format"] == "badgepack.portal")
                {
                    let portal = Described::parse(self.site.clone(), body)?;
                    return Ok(Connected::Portal(Box::new(portal)));
                }
                self.fault = answer.err().filter(|error| error.kind != Kind::Unreachable).cloned();
                // Servers without a description answer this with anything, and without CORS headers.
                self.asked = Asked::Badgr;
                Ok(Connected::Ask(self.site.ask("v2/users/self")?))
            }
            Asked::Badgr => {
                let (status, body) = answer.map_err(Error::clone)?;
                let is_badgr = json(status, body).is_some_and(|value| value["status"]["success"].is_boolean());
                match status {
                    // Even a refusal, for want of a token, has Badgr's form.
                    _ if is_badgr => Ok(Connected::Portal(Box::new(BadgrV2::new(self.site.clone())?))),
                    500.. => Err(Kind::ServerFault.at_url(self.site.address())),
                    200 if body.trim_ascii_start().starts_with(b"<") => Err(Kind::WebPage.at_url(self.site.address())),
                    _ => Err(self.fault.take().unwrap_or_else(|| Kind::UnknownPortal.at_url(self.site.address()))),
                }
            }
        }
    }
}
