// Classes 22 to 26: what can go wrong while a badge is replaced.
import assert from "node:assert/strict";

const NAME = "Bicycle Mechanic, Level 1";

/** As far as the name typed, with a fault at the one PUT. */
async function atTheButton(desk, t, { fault, times = 1, ...options } = {}) {
  const run = await desk.replacing();
  await run.open(t, options);
  const id = await run.reach("Bicycle Mechanic", options.given ?? (await run.given()));
  await run.copied();
  if (fault) run.portal.faults.set([{ match: `PUT /v2/badgeclasses/${id}`, times, fault }]);
  return { run, id };
}

export const proofs = {
  async 22(desk, t) {
    // Both browsers send a PUT once more by themselves where a connection that was used before breaks (RFC 9110, 9.2.2).
    const { run, id } = await atTheButton(desk, t, { fault: { lost: true }, times: "always" });
    const outcome = await run.replaced();
    assert.deepEqual([outcome.ending, outcome.answered], ["replaced", false]);
    assert.match(outcome.text, /The portal’s answer got lost on the way/);
    assert.equal(await run.page.evaluate(() => globalThis.sent.filter((one) => one.startsWith("PUT ")).length), 1);
    assert.equal((await run.class(id)).name, "First Responder");
  },

  async 23(desk, t) {
    const { run, id } = await atTheButton(desk, t);
    run.portal.faults.set([{ match: `GET /v2/badgeclasses/${id}`, times: 1, fault: { meanwhile: { tags: ["theirs"] } } }]);
    const outcome = await run.replaced();
    assert.equal(outcome.ending, "changed-meanwhile");
    assert.match(outcome.text, /Somebody else changed this badge meanwhile Nothing was sent.*Tags .* theirs/);
    assert.equal(run.puts().count, 0);
    assert.deepEqual([(await run.class(id)).name, (await run.class(id)).tags], [NAME, ["theirs"]]);
  },

  async 24(desk, t) {
    const { run, id } = await atTheButton(desk, t, { fault: { status: 413, body: "too large" } });
    const before = await run.class(id);
    const outcome = await run.replaced();
    assert.equal(outcome.ending, "refused");
    assert.match(outcome.text, /The portal refused it, and nothing has changed/);
    assert.deepEqual(await run.class(id), before);
    assert.equal(run.puts("/v2/badgeclasses/").count, 1);
    const put = run.portal.requests.findLastIndex(({ method }) => method === "PUT");
    assert.ok(run.portal.requests.slice(put + 1).some(({ method, path }) => method === "GET" && path.includes(id)), "it was looked at afterwards");
  },

  async 25(desk, t) {
    const picture = await (await desk.replacing()).page.evaluate(async () => {
      const canvas = new OffscreenCanvas(640, 640);
      canvas.getContext("2d").fillText("A picture larger than a portal keeps it", 20, 320);
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    });
    const given = JSON.stringify({ type: "BadgeClass", name: NAME, description: "Large.", image: `data:image/png;base64,${Buffer.from(picture).toString("base64")}` });
    const { run } = await atTheButton(desk, t, { resize: true, given });
    const outcome = await run.replaced();
    assert.equal(outcome.ending, "replaced");
    assert.match(outcome.text, /with 1 difference .*Picture altered Sent PNG, 640 × 640, .* Now PNG, 400 × 400/);
  },

  async 26(desk, t) {
    const { run, id } = await atTheButton(desk, t, { fault: { rebakeStops: 8 } });
    await run.replaced();
    const failing = (await run.awards(id)).filter(({ revoked }) => !revoked).slice(0, 2);
    run.portal.faults.set(failing.map(({ openBadgeId }) => ({ match: `GET ${new URL(openBadgeId).pathname}`, times: "always", fault: { status: 404 } })));
    await run.rebake();
    const account = await run.account(); // which adds up
    assert.equal(account.failed, 2);
    run.portal.faults.clear();
    const from = run.portal.requests.length;
    await run.button("Run again for those").click();
    await run.page.getByText(`All ${account.listed} awards accounted for`).waitFor();
    const again = await run.account();
    assert.deepEqual([again.failed, again.earlier], [0, account.listed - 2]);
    const asked = run.portal.requests.slice(from).filter(({ method }) => method !== "OPTIONS");
    assert.ok(asked.length < 20, `only those: ${asked.map(({ method, path }) => `${method} ${path}`).join("\n")}`);
    assert.equal(run.puts("/v2/assertions/").mostOfOne, 1, "none was asked for twice");
  },
};
