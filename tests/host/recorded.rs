//! Recorded traffic, played back: `{request, response}` files, and pictures beside them.

use super::fault::Answer;
use super::run::Plays;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// A folder of recordings.
pub struct Recorded {
    pages: Vec<Page>,
    /// What every picture of an award is answered by that was not recorded itself.
    picture: Vec<u8>,
}

struct Page {
    url: String,
    status: u16,
    link: Option<String>,
    body: Vec<u8>,
}

impl Recorded {
    /// These recordings of a folder of `tests/fixtures`.
    pub fn of(folder: &str, names: &[&str], picture: &str) -> Self {
        let path = |name: &str| {
            PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures")).join(folder).join(name)
        };
        let pages = names.iter().map(|name| {
            let file: Value = serde_json::from_slice(&fs::read(path(&format!("{name}.json"))).unwrap()).unwrap();
            let (request, response) = (&file["request"], &file["response"]);
            assert_eq!(request["method"], "GET", "{name}");
            Page {
                url: request["url"].as_str().unwrap().to_owned(),
                status: response["status"].as_u64().unwrap() as u16,
                link: response["headers"]["Link"].as_str().map(str::to_owned),
                body: match &response["json"] {
                    Value::Null => fs::read(path(&format!("{name}.png"))).unwrap(),
                    json => json.to_string().into(),
                },
            }
        });
        Self { pages: pages.collect(), picture: fs::read(path(picture)).unwrap() }
    }

    /// Has an address answer something else than what was recorded.
    pub fn edit(&mut self, url: &str, edit: impl FnOnce(&mut Value)) {
        let page = self.pages.iter_mut().find(|page| page.url == url).unwrap();
        let mut json = serde_json::from_slice(&page.body).unwrap();
        edit(&mut json);
        page.body = json.to_string().into();
    }

    /// The body that was recorded at an address.
    pub fn body(&self, url: &str) -> &[u8] {
        &self.pages.iter().find(|page| page.url == url).unwrap().body
    }
}

impl Plays for Recorded {
    fn answer(&self, url: &str) -> Answer {
        match self.pages.iter().find(|page| page.url == url) {
            Some(Page { status, link, body, .. }) => {
                Answer::Reply { status: *status, link: link.clone(), retry_after: None, body: body.clone() }
            }
            None if url.contains("/media/uploads/badges/assertion-") => Answer::ok(self.picture.clone()),
            None => Answer::status(404),
        }
    }
}
