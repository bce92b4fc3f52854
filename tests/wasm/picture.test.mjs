// The built package in Node: pictures that carry badges.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { BadgepackError, bake, strip, unbake } from "../../dist/badgepack.js";

const folder = new URL("../fixtures/baked/", import.meta.url);
const expected = JSON.parse(await readFile(new URL("expected.json", folder), "utf8"));
const picture = (name) => readFile(new URL(name, folder));
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const credential = JSON.stringify({
  "@context": "https://w3id.org/openbadges/v2", type: "Assertion", id: "https://example.org/a", badge: "https://example.org/b",
  recipient: { type: "email", hashed: false, identity: "löten@example.org" }, issuedOn: "2020-02-01T00:00:00Z", verification: { type: "HostedBadge" },
});

for (const [name, answer] of Object.entries(expected)) {
  it(`${name} gives ${answer.error ?? `${answer.form} of version ${answer.version}`}`, async () => {
    const found = await unbake(await picture(name)).catch((error) => error);
    if (answer.error === "unbaked") return assert.equal(found, null);
    if (answer.error) {
      assert.ok(found instanceof BadgepackError, String(found));
      return assert.equal(found.code, answer.error);
    }
    assert.deepEqual([found.form, found.version, found.warnings.map(({ code }) => code).sort()], [answer.form, answer.version, (answer.warn ?? []).sort()]);
    if (answer.payload) assert.equal(sha256(found.payload), answer.payload);
    if (answer.value) assert.deepEqual(JSON.parse(found.payload), answer.value);
  });
}

for (const name of ["p17_palette_private_chunks.png", "p01_itxt_ob2_after_ihdr.png", "p11_idat_bad_crc.png", "s01_ob2_hosted.svg", "s05_other_prefix.svg"]) {
  it(`${name}: what is baked is unbaked, and stripped it is as it was without a badge`, async () => {
    const given = await picture(name);
    const plain = await strip(given);
    assert.equal(await unbake(plain), null);
    const baked = await bake(given, credential);
    assert.equal((await unbake(baked)).payload, credential);
    const kept = expected[name].warn?.includes("crc") ? ["crc"] : []; // damage that was there is not ours to mend
    assert.deepEqual((await unbake(baked)).warnings.map(({ code }) => code), kept);
    if (name.endsWith(".png")) assert.deepEqual(await strip(baked), plain);
    assert.deepEqual(await bake(baked, credential), baked);
  });
}

it("what is no picture, or no credential, is refused with a code and a sentence", async () => {
  await assert.rejects(unbake(Buffer.from("GIF89a")), { name: "BadgepackError", code: "not-picture", message: /neither a PNG nor an SVG/ });
  await assert.rejects(bake(await picture("p01_itxt_ob2_after_ihdr.png"), "hello"), { name: "BadgepackError", code: "not-payload" });
});
