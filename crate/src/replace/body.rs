//! What is sent to a portal: every writable field, so that none is lost.

use super::class::{Class, Server};
use super::field::{Content, Field};
use super::wanted::Wanted;
use serde_json::Value;

/// The body of the one PUT.
///
/// The class's own record, without what nobody can write, and in it what shall be different: what
/// is not chosen is sent back as it was served, letter for letter. What servers do with what is
/// left out, they do to nothing.
pub fn body(now: &Class, wanted: &Wanted) -> Value {
    let mut body = now.writable();
    let server = now.server();
    for (field, content) in &wanted.contents {
        match (field, content) {
            (Field::Others, Content::Others(others)) => body.extend(others.clone()),
            (Field::Expires, Content::Expires(expires)) if server == Server::Mint => {
                let days = expires.as_ref().map_or(Value::Null, |expires| Value::from(expires.amount));
                body.insert("expiration".to_owned(), days);
            }
            (field, content) => {
                body.insert(field.key().to_owned(), content.write());
            }
        }
    }
    let is_empty = |field| wanted.content(field, now).is_empty();
    if is_empty(Field::CriteriaUrl) && is_empty(Field::CriteriaNarrative) {
        // Said so, the open-source server refuses it, even where it was so before.
        body.remove(Field::CriteriaUrl.key());
        body.remove(Field::CriteriaNarrative.key());
    }
    let image = match (&wanted.picture, server) {
        (Some(picture), _) => Some(Value::String(picture.data_uri())),
        // This one asks for an image each time, and takes its own address for one.
        (None, Server::Hosted) => Some(Value::String(now.image().to_owned())),
        (None, _) => None,
    };
    body.extend(image.map(|image| (Field::Image.key().to_owned(), image)));
    if server == Server::Mint {
        // Otherwise it draws a frame around another picture and throws this one away.
        body.insert("imageFrame".to_owned(), Value::Bool(false));
        // It serves days, and nobody recorded in which form it reads them: what it does not know, it passes over.
        body.insert(Field::Expires.key().to_owned(), wanted.content(Field::Expires, now).write());
    }
    Value::Object(body)
}
