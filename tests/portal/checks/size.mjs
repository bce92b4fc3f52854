import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startPortal } from "../server.mjs";
import { TOKEN, ask, get } from "./ask.mjs";

const SERVER = fileURLToPath(new URL("../server.mjs", import.meta.url));

describe("the demo portal's size and sameness", () => {
  /** The port, and a hash of everything that a portal says: records, credentials and pictures. */
  async function fingerprint(options) {
    const portal = await startPortal(options);
    try {
      const hash = createHash("sha256");
      const list = (await get(portal, "/v1/badge_assertion/?size=100")).json.items;
      const backpack = (await get(portal, "/v2/backpack/assertions?expand=badgeclass&include_revoked=1")).json.result;
      const paths = ["/v2/users/self", "/v2/issuers", "/v2/backpack/collections", "/v1/user_detail/0", "/v1/user_detail/0/notifications", "/v1/survey_response/", "/media/avatars/4711.png"];
      for (const { open_badge_url: url } of list) paths.push(url);
      for (const { openBadgeId } of backpack) if (openBadgeId.startsWith(portal.url)) paths.push(openBadgeId);
      for (const { image } of backpack.slice(0, 3)) paths.push(image);
      for (const path of paths) hash.update((await get(portal, path)).bytes);
      return { port: Number(new URL(portal.url).port), hash: hash.update(JSON.stringify([list, backpack])).digest("hex") };
    } finally {
      await portal.close();
      // fetch keeps its connections for the next request to this port; it needs a moment to see that they are gone.
      await sleep(100);
    }
  }

  it("the same seed and size give the same bytes; another seed gives others", async () => {
    const { port, hash } = await fingerprint({ seed: 1, badges: 20 });
    assert.equal((await fingerprint({ seed: 1, badges: 20, port })).hash, hash);
    assert.notEqual((await fingerprint({ seed: 2, badges: 20, port })).hash, hash);
  });

  it("70,000 badges: up at once, and within 64 MB of heap while the whole backpack is read", async () => {
    const start = performance.now();
    const child = spawn(process.execPath, ["--max-old-space-size=64", SERVER, "--port", "0", "--badges", "70000", "--quiet", "--minutes", "2"], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    try {
      const [line] = await once(child.stdout.setEncoding("utf8"), "data");
      assert.ok(performance.now() - start < 5000, "start-up time");
      const url = /^demo portal (http:\/\/127\.0\.0\.1:\d+) \(token demo, 70000 badges\)\n$/.exec(line)?.[1];
      const portal = { url };
      const { json } = await get(portal, "/v1/badge_assertion/?size=100&page=700");
      assert.equal(json.pages, 700);
      assert.equal((await get(portal, json.items[99].open_badge_url)).status, 200);
      const response = await fetch(`${url}/v2/backpack/assertions?expand=badgeclass&include_expired=1&include_revoked=1&include_pending=1`, { headers: TOKEN });
      let awards = 0;
      let tail = "";
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        const text = tail + piece;
        awards += text.split('{"entityType":"Assertion"').length - 1;
        tail = text.slice(-24);
      }
      assert.equal(awards, 70_000);
      assert.equal((await ask(portal, "/v2/users/self", { headers: TOKEN })).status, 200, "still there");
    } finally {
      child.kill("SIGTERM");
    }
    assert.deepEqual(await exited, [0, null], "stops on SIGTERM");
  });
});
