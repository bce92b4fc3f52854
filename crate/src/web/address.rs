//! Addresses, read by the browser itself.

use crate::address::Address;
use web_sys::Url;

/// Reads an address; relative to `base` where there is one.
pub fn read(text: &str, base: Option<&str>) -> Option<Address> {
    let url = match base {
        None => Url::new(text),
        Some(base) => Url::new_with_base(text, base),
    }
    .ok()?;
    Some(Address {
        href: url.href(),
        scheme: url.protocol().trim_end_matches(':').to_owned(),
        host: url.hostname(),
        port: url.port().parse().ok(),
        path: url.pathname(),
        query: url.search(),
        has_credentials: !url.username().is_empty() || !url.password().is_empty(),
    })
}
