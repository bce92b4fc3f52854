//! The one file that touches the network.

use super::body::Body;
use super::flying::first;
use crate::error::Kind;
use crate::job::Fault;
use crate::limits;
use crate::portal::{Access, Method, Request, Token, TokenHeader};
use gloo_net::http::{Request as HttpRequest, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect,
    ResponseType,
};

/// How long a portal may think before it answers; a long list is put together before its first byte.
const ANSWER_MS: u32 = 30_000;
const LIST_MS: u32 = 120_000;
/// What is written may have a server bake hundreds of pictures before it answers.
const WRITTEN_MS: u32 = 300_000;
/// How long an answer may pause.
const PAUSE_MS: u32 = 30_000;
/// Never `text/html`: with it, portals send people's browsers to their pages. Some sites have a badge
/// as linked data only. Browsers ask before they send a longer one than 128 bytes (Fetch, 2.2.2).
const ACCEPT: &str = "application/json, application/ld+json;q=0.9, application/vc+ld+json;q=0.9, */*;q=0.5";

/// What a caller's sender gave is no answer, or one that somebody has read: asking again would bring the same.
const NOT_AN_ANSWER: Fault = Fault::NotSent(Kind::BadOption);

/// The token, and the header that it is sent in.
pub struct Credentials<'a> {
    pub header: &'a TokenHeader,
    pub token: &'a Token,
}

/// An answer with its whole body.
pub struct Answer {
    pub status: u16,
    pub link: Option<String>,
    pub retry_after: Option<u32>,
    pub body: Body,
}

/// A request that is stopped when no one waits for it any more.
///
/// It is held all that time: WebKit forgets that a request follows a signal once it has collected
/// the request, and one that nothing can stop keeps one of a site's six connections for good.
struct Aborting {
    controller: AbortController,
    request: web_sys::Request,
}

impl Drop for Aborting {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

/// Sends a request and reads the answer, up to `limit` bytes.
///
/// Cookies and the page's address stay here, the cache stays out of it, and only a request that may
/// show the token does so. Dropping the future stops the request. It is sent by the browser, or by
/// the `sender` that a caller has in its place.
pub async fn fetch(
    request: &Request,
    credentials: Option<Credentials<'_>>,
    sender: Option<&Function>,
    limit: u64,
) -> Result<Answer, Fault> {
    let response = match send(request, credentials, sender, limit).await? {
        // Browsers take `Authorization` off where a redirect leads to another origin, but no other
        // header: one that carries a token does not follow, and the place is asked by a stranger.
        (response, _) if is_redirect(&response) && *request.method() == Method::Get => {
            send(request, None, sender, limit).await?
        }
        sent => sent,
    };
    let (response, _aborting) = response;
    let headers = response.headers();
    let mut body = Body::default();
    if let Some(stream) = response.body() {
        // A sender may have read it, or handed it out before; a browser's own answer is fresh.
        if response.body_used() || stream.locked() {
            return Err(NOT_AN_ANSWER);
        }
        let reader = stream.get_reader().unchecked_into::<ReadableStreamDefaultReader>();
        while let Some(chunk) = next_chunk(&reader).await? {
            body.push(chunk);
            if body.len() > limit {
                return Err(Fault::TooLarge);
            }
        }
    }
    Ok(Answer {
        status: response.status(),
        link: headers.get("link"),
        retry_after: headers.get("retry-after").and_then(|text| seconds(&text)),
        body,
    })
}

async fn send(
    request: &Request,
    credentials: Option<Credentials<'_>>,
    sender: Option<&Function>,
    limit: u64,
) -> Result<(Response, Aborting), Fault> {
    let controller = AbortController::new().map_err(|_| Fault::Unreachable)?;
    let builder = match request.method() {
        Method::Get => HttpRequest::get(request.url()),
        // What is written there is not written elsewhere.
        Method::Put(_) => HttpRequest::put(request.url()).redirect(RequestRedirect::Error),
    };
    let mut builder = builder
        .abort_signal(Some(&controller.signal()))
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore)
        .header("Accept", ACCEPT);
    if let (Access::Token, Some(Credentials { header, token })) = (request.access(), credentials) {
        let value = format!("{} {}", header.scheme, token.as_str());
        builder = builder.header(&header.header, value.trim_start());
        if *request.method() == Method::Get && !header.header.eq_ignore_ascii_case("authorization") {
            builder = builder.redirect(RequestRedirect::Manual);
        }
    }
    let (built, patience) = match request.method() {
        Method::Get => (builder.build(), if limit >= limits::LIST { LIST_MS } else { ANSWER_MS }),
        Method::Put(json) => (builder.header("Content-Type", "application/json").body(&**json), WRITTEN_MS),
    };
    let aborting = Aborting { controller, request: built.map_err(|_| Fault::Unreachable)?.into() };
    let response = within(patience, answer(&aborting.request, sender)).await?.map_err(|_| Fault::Unreachable)?;
    let response = response.dyn_into::<web_sys::Response>().map_err(|_| NOT_AN_ANSWER)?;
    Ok((response.into(), aborting))
}

async fn answer(request: &web_sys::Request, sender: Option<&Function>) -> Result<JsValue, JsValue> {
    let browsers_own;
    let sender = match sender {
        Some(sender) => sender,
        None => {
            browsers_own = Reflect::get(&js_sys::global(), &"fetch".into())?.unchecked_into();
            &browsers_own
        }
    };
    let sent = sender.call1(&JsValue::UNDEFINED, request)?;
    JsFuture::from(Promise::resolve(&sent)).await
}

/// A redirect that was not followed; browsers do not tell where it leads.
fn is_redirect(response: &Response) -> bool {
    response.type_() == ResponseType::Opaqueredirect || (300..400).contains(&response.status())
}

async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, Fault> {
    let reading = JsFuture::from(reader.read());
    let read = within(PAUSE_MS, reading).await?.map_err(|_| Fault::Unreachable)?;
    let field = |name: &str| Reflect::get(&read, &JsValue::from_str(name));
    let is_done = field("done").is_ok_and(|done| done.is_truthy());
    match field("value") {
        Ok(chunk) if !is_done => Ok(chunk.dyn_into().ok()),
        _ => Ok(None),
    }
}

/// Waits for some work, but not for ever.
pub async fn within<T>(ms: u32, work: impl Future<Output = T>) -> Result<T, Fault> {
    let time_out = async {
        TimeoutFuture::new(ms).await;
        Err(Fault::TimedOut)
    };
    first(async { Ok(work.await) }, time_out).await
}

/// `Retry-After` is a number of seconds, or a date (RFC 9110, 10.2.3).
fn seconds(text: &str) -> Option<u32> {
    text.trim().parse().ok().or_else(|| {
        let ms = js_sys::Date::parse(text) - js_sys::Date::now();
        (ms.is_finite()).then_some((ms / 1000.0).max(0.0).ceil() as u32)
    })
}
