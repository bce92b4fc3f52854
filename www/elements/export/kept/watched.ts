import { Gathered } from "./whole.js";

/** The same answer, whose body is also handed to somebody else once all of it was read; only then is it over. */
export function watched(response: Response, seen: (body: Uint8Array<ArrayBuffer>) => void | Promise<void>): Response {
  // What was redirected and may not be followed has no body and no status; it is nothing to keep either.
  if (response.status !== 200 || !response.body) return response;
  // In a browser that cannot look on, nothing is kept and the answer is as good.
  if (typeof TransformStream === "undefined" || !("pipeThrough" in response.body)) return response;
  const gathered = new Gathered();
  const watching = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      gathered.push(piece);
      controller.enqueue(piece);
    },
    async flush() {
      const whole = gathered.whole();
      if (whole) await seen(whole);
    },
  });
  return new Response(response.body.pipeThrough(watching), response);
}

/** A fingerprint that says nothing of what it was made of to people who do not know that already: SHA-256 in hexadecimal. */
export async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
