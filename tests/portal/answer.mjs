// Answers as values: a handler returns one, server.mjs sends it. A body is a string, bytes, or an iterable of strings (sent as it is made).

export const answer = (status, type, body, headers = {}) => ({ status, headers: { ...(type && { "Content-Type": type }), ...headers }, body });
export const json = (value, status = 200, headers = {}) => answer(status, "application/json", JSON.stringify(value), headers);
export const html = (body, status = 200, headers = {}) => answer(status, "text/html; charset=utf-8", body, headers);
export const redirect = (location, status = 302, headers = {}) => html("", status, { Location: location, ...headers });

const MODIFIED = "Thu, 01 Jan 2026 09:00:00 GMT";
export const picture = (bytes, svg, headers = {}) => answer(200, svg ? "image/svg+xml" : "image/png", bytes, { "Last-Modified": MODIFIED, ...headers });

/** Text made safe to stand in HTML. */
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

export const page = (title, body) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>:root{color-scheme:light dark}body{font:1.05rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}
button{font:inherit;padding:.5rem 1.2rem;border-radius:.5rem;border:1px solid #8888;cursor:pointer}button[value=allow]{background:#1a5fd0;color:#fff;border-color:#1a5fd0}</style>
<h1>${escapeHtml(title)}</h1>
${body}
</html>
`;

/** Pieces of `{…,"result":[a,b,c]…}` for any iterable, about 64 kB at a time, so that a list of 70,000 never stands in memory. */
export function* jsonList(before, items, after) {
  let piece = before;
  let first = true;
  for (const item of items) {
    piece += (first ? "" : ",") + JSON.stringify(item);
    first = false;
    if (piece.length > 65_536) {
      yield piece;
      piece = "";
    }
  }
  yield piece + after;
}

/** The whole body as bytes, whatever form it has. */
export function bodyBytes(body) {
  if (typeof body === "string" || Buffer.isBuffer(body)) return Buffer.from(body);
  return Buffer.from([...body].join(""));
}

/** The body of a request as text; more than `largest` bytes (1 MB) are refused. */
export async function readBody(request, largest = 1_048_576) {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > largest) throw new Error(`the request body is larger than ${largest / 1_048_576} MB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

/** Waits until a response can take more, or is gone. */
export const roomToWrite = (response) => new Promise((go) => {
  const done = () => {
    response.off("drain", done).off("close", done);
    go();
  };
  response.on("drain", done).on("close", done);
});
