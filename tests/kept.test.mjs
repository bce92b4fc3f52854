// What of a portal's answers is kept for an export that may be interrupted: whole pictures and credentials of one badge, and nothing else.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundle = new URL("../target/kept-under-test.mjs", import.meta.url);
await build({ entryPoints: [fileURLToPath(new URL("../www/elements/export/kept/whole.ts", import.meta.url))], bundle: true, outfile: fileURLToPath(bundle), format: "esm", logLevel: "error" });
const { Gathered, isWhole } = await import(bundle.href);

const folder = new URL("fixtures/baked/", import.meta.url);
const names = await readdir(folder);
const bytes = (text) => new TextEncoder().encode(text);

it("a picture is kept whole, and not when it is cut anywhere", async () => {
  const pictures = names.filter((name) => /^[^.]+\.(png|svg)$/.test(name));
  let whole = 0;
  for (const name of pictures) {
    const file = new Uint8Array(await readFile(new URL(name, folder)));
    if (!isWhole(file)) continue; // Some of the fixtures are damaged on purpose.
    whole += 1;
    const steps = Math.max(1, Math.floor(file.length / 500));
    const last = name.endsWith(".svg") ? new TextDecoder().decode(file).trimEnd().length : file.length;
    for (let end = 0; end < last - 1; end += steps) assert.equal(isWhole(file.subarray(0, end)), false, `${name} cut at ${end}`);
  }
  assert.ok(whole > pictures.length / 2, `${whole} of ${pictures.length}`);
  assert.equal(isWhole(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 0xff, 0xd9)), true);
  assert.equal(isWhole(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2)), false);
  assert.equal(isWhole(bytes("GIF89a....;")), true);
  const webp = Uint8Array.from([...bytes("RIFF"), 6, 0, 0, 0, ...bytes("WEBP..")]);
  assert.deepEqual([isWhole(webp), isWhole(webp.subarray(0, 12)), isWhole(webp.subarray(0, 5))], [true, false, false]);
});

it("a credential is kept, of every version and form", () => {
  for (const text of ['{"recipient":"a@b.example","badge":{}}', ' {"@context":"https://w3id.org/openbadges/v2","recipient":{}}\n', '{"credentialSubject":{}}', "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6IngifQ.c2ln"]) {
    assert.equal(isWhole(bytes(text)), true, text);
    if (text.startsWith("ey")) continue; // A signature that is cut is one that does not hold.
    for (let end = 0; end < text.trimEnd().length; end += 1) assert.equal(isWhole(bytes(text.slice(0, end))), false, text.slice(0, end));
  }
});

it("lists, revocations, errors and web pages are asked for anew each time", () => {
  for (const text of ['{"result":[{"recipient":{}}]}', '[{"recipient":{}}]', '{"id":1,"revoked":true}', '{"detail":"Not Found"}', "null", "", "<!doctype html><svg></svg></html>", "<html></html>", "plain text", "\ufeff{"]) {
    assert.equal(isWhole(bytes(text)), false, text);
  }
  assert.equal(isWhole(Uint8Array.of(0x7b, 0xff, 0xfe)), false, "no UTF-8");
});

it("what is too large is let go of while it comes", () => {
  const gathered = new Gathered();
  gathered.push(bytes("{"));
  for (let at = 0; at < 17; at += 1) gathered.push(new Uint8Array(2 ** 16));
  assert.equal(gathered.whole(), null);
  const picture = new Gathered();
  for (let at = 0; at < 17; at += 1) picture.push(new Uint8Array(2 ** 16).fill(0x89));
  assert.equal(picture.whole().length, 17 * 2 ** 16);
});
