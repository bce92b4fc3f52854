// The built package in Node: a badge replaced, restored and its awards baked anew, at the demo portal as each kind of server.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, afterEach, it } from "node:test";
import {
  applyReplacement, checkPicture, checkSafetyCopy, checkSelection, draftReplacement, previewReplacement, rebake, exportSafetyCopy, strip, unbake,
} from "../../dist/badgepack.js";
import { startPortal } from "../portal/server.mjs";

const open = [];
after(() => Promise.all(open.map((portal) => portal.close())));
afterEach(() => open.forEach((portal) => portal.faults.clear()));

async function start(options = {}) {
  const portal = await startPortal({ awards: 120, ...options });
  open.push(portal);
  return portal;
}

const bytesOf = async (stream) => {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
};

/** What one does at a portal, signed in. */
function at(portal, token = "issuer") {
  const signedIn = { portal: { url: portal.url }, token };
  const ask = async (path) => (await (await fetch(portal.url + path, { headers: { Authorization: `Bearer ${token}` } })).json()).result;
  const picture = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());
  return {
    signedIn, picture,
    classes: async () => {
      const issuers = await ask("/v2/issuers");
      return (await Promise.all(issuers.map(({ entityId }) => ask(`/v2/issuers/${entityId}/badgeclasses`)))).flat();
    },
    class: async (id) => (await ask(`/v2/badgeclasses/${id}`))[0],
    awards: (id) => ask(`/v2/badgeclasses/${id}/assertions?include_expired=1&include_revoked=1`),
    /** The picture of an award of a class that can be given: not signed, not revoked. */
    async given(id) {
      const award = (await ask(`/v2/badgeclasses/${id}/assertions`)).find(({ image }) => image);
      return picture(award.image);
    },
    preview: (badgeClass, draft) => previewReplacement({ ...signedIn, badgeClass, draft }),
    async copy(badgeClass) {
      const { stream, summary } = exportSafetyCopy({ ...signedIn, badgeClass });
      const bytes = await bytesOf(stream);
      assert.equal((await summary).bytes, bytes.length);
      return bytes;
    },
    async rebake(badgeClass, more = {}) {
      const run = rebake({ ...signedIn, badgeClass, ...more });
      const zip = await bytesOf(run.stream);
      return { zip, ...(await run.summary), journal: run.journal() };
    },
  };
}

const everything = { name: "take", description: "take", criteriaUrl: "take", criteriaNarrative: "take", tags: "take", alignments: "take", expires: "take", others: "take", image: "take" };
const named = (classes, name) => classes.find((one) => one.name.startsWith(name));
const sum = ({ server, baked, signed, revoked, failed }) => server + baked + signed + revoked + failed;
const writable = ({ image, ...record }) => record;

for (const [kind, token, options] of [
  ["the open-source server", "issuer", {}],
  ["the fork", "issuer", { fork: true, wipes: true }],
  ["the hosted service", "parchment", {}],
]) {
  it(`a badge is replaced, its awards accounted for, and all of it restored: ${kind}`, async () => {
    const portal = await start(options);
    const { signedIn, classes, given, preview, copy, rebake: bake, class: read, awards, picture } = at(portal, token);
    const all = await classes();
    const [target, source] = [named(all, "Bicycle Mechanic"), named(all, "First Responder")];
    const before = await read(target.entityId);
    const oldPicture = Buffer.from(await picture(before.image));

    const found = await draftReplacement(await given(source.entityId), { portal: signedIn.portal });
    assert.equal(found.contents.name, source.name);
    const { present, changes } = await preview(target.entityId, found);
    assert.equal(changes.find(({ field }) => field === "name").state, "changed");
    assert.equal(present.awards.all, (await awards(target.entityId)).length);
    assert.deepEqual((await checkSelection(present, found, everything)).filter(({ weight }) => weight === "refused"), []);

    const saved = await copy(target.entityId);
    const info = await checkSafetyCopy(saved, present);
    assert.deepEqual([info.badgeClass, info.awards, info.differs], [target.entityId, present.awards.all, []]);

    const onProgress = () => {
      throw new Error("in the page"); // what came of the write has to be told all the same
    };
    const outcome = await applyReplacement({ ...signedIn, present, draft: found, selection: everything, onProgress });
    assert.equal(outcome.ending, "replaced", JSON.stringify(outcome));
    assert.equal((await read(target.entityId)).name, source.name);

    const account = await bake(target.entityId);
    assert.deepEqual([account.listed, sum(account), account.failed], [present.awards.all, present.awards.all, 0]);
    assert.ok(account.complete);
    assert.equal((await bake(target.entityId, { journal: account.journal })).earlier, account.listed);

    const restore = await draftReplacement(saved, { portal: signedIn.portal });
    assert.equal(restore.picture.from, "safety-copy");
    const again = await applyReplacement({ ...signedIn, present: (await preview(target.entityId, restore)).present, draft: restore, selection: everything });
    assert.equal(again.ending, "replaced", JSON.stringify(again));
    const after = await read(target.entityId);
    for (const list of ["tags", "alignments"]) for (const record of [before, after]) record[list] = record[list].map((one) => JSON.stringify(one)).sort();
    assert.deepEqual(writable(after), writable(before));
    assert.ok(oldPicture.equals(Buffer.from(await picture(after.image))));
  });
}

it("each award carries the new picture and its own credential, also where the server never bakes small pictures", async () => {
  const portal = await start();
  const { signedIn, classes, preview, rebake: bake, awards, picture } = at(portal);
  const target = named(await classes(), "Reading Mentor");
  const given = await checkPicture(await picture(target.image));
  assert.deepEqual([given.from, given.removed, given.bytes.length < 16_384], ["given", [], true]);
  // Two pictures under 16 kB look the same to this server.
  const other = await checkPicture(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='a()'><script>a()</script><circle r='4' cx='4' cy='4'/></svg>"));
  assert.deepEqual(other.removed.map(({ what, why }) => [what, why]), [["onload=\"a()\"", "handler"], ["<script>", "script"]]);
  const found = { contents: {}, picture: other, notes: [], rights: {} };
  const { present } = await preview(target.entityId, found);
  const outcome = await applyReplacement({ ...signedIn, present, draft: found, selection: { image: "take" } });
  assert.equal(outcome.ending, "replaced", JSON.stringify(outcome));

  const account = await bake(target.entityId);
  assert.ok(account.asked > 0 && account.asked === account.server, JSON.stringify(account));
  for (const award of (await awards(target.entityId)).filter(({ image, revoked }) => image && !revoked)) {
    const bytes = await picture(award.image);
    const { payload, version } = await unbake(bytes);
    if (version === "3.0") continue;
    assert.equal(JSON.parse(payload).id, award.openBadgeId);
    assert.match(Buffer.from(await strip(bytes)).toString(), /<circle r='4' cx='4' cy='4'\/>/);
  }
});

it("faults at the one PUT: lost, refused, changed meanwhile, made anew", async () => {
  const path = (id) => `PUT /v2/badgeclasses/${id}`;
  for (const [fault, ending] of [
    [{ lost: true }, "replaced"],
    [{ status: 400, body: JSON.stringify({ status: { success: false, description: "bad request" }, fieldErrors: { name: ["Too long."] }, result: [] }) }, "refused"],
    [{ status: 500, html: "<h1>sorry</h1>" }, "not-applied"],
  ]) {
    const portal = await start();
    const { signedIn, classes, given, preview } = at(portal);
    const all = await classes();
    const target = named(all, "Bicycle Mechanic");
    const found = await draftReplacement(await given(named(all, "First Responder").entityId), { portal: signedIn.portal });
    const { present } = await preview(target.entityId, found);
    portal.faults.set([{ match: path(target.entityId), times: 1, fault }]);
    const outcome = await applyReplacement({ ...signedIn, present, draft: found, selection: everything });
    assert.equal(outcome.ending, ending, JSON.stringify(outcome));
    assert.deepEqual(outcome.reasons, ending === "refused" ? [{ field: "name", text: "Too long." }] : []);
    assert.equal(portal.requests.filter(({ method, path: asked }) => method === "PUT" && asked.includes(target.entityId)).length, 1);
  }

  const portal = await start({ resize: true });
  const { signedIn, classes, preview } = at(portal);
  const target = named(await classes(), "Bicycle Mechanic");
  const found = { contents: { name: "Another name" }, picture: null, notes: [], rights: {} };
  const { present } = await preview(target.entityId, found);
  portal.faults.set([{ match: `GET /v2/badgeclasses/${target.entityId}`, times: 1, fault: { meanwhile: { tags: ["theirs"] } } }]);
  const outcome = await applyReplacement({ ...signedIn, present, draft: found, selection: { name: "take" } });
  assert.equal(outcome.ending, "changed-meanwhile");
  assert.deepEqual(outcome.fields.map(({ field, got }) => [field, got]), [["tags", ["theirs"]]]);
  assert.ok(!portal.requests.some(({ method }) => method === "PUT"));
});

it("a run that is stopped half-way goes on by its journal, and asks for nothing twice", async () => {
  const portal = await start({ awards: 300 });
  const { signedIn, classes, given, preview, rebake: bake } = at(portal);
  const all = await classes();
  const target = named(all, "Bicycle Mechanic");
  const found = await draftReplacement(await given(named(all, "Community Map Maker").entityId), { portal: signedIn.portal });
  const { present } = await preview(target.entityId, found);
  portal.faults.set([{ match: `PUT /v2/badgeclasses/${target.entityId}`, times: 1, fault: { rebakeStops: 30 } }]);
  const outcome = await applyReplacement({ ...signedIn, present, draft: found, selection: { image: "take" } });
  assert.equal(outcome.ending, "replaced", JSON.stringify(outcome));

  const stopping = new AbortController();
  let told = 0;
  const run = rebake({ ...signedIn, badgeClass: target.entityId, signal: stopping.signal, onProgress: ({ server }) => ++told && server > 20 && stopping.abort(new Error("enough")) });
  await assert.rejects(bytesOf(run.stream), /enough/);
  await assert.rejects(run.summary, /enough/);
  const journal = JSON.parse(JSON.stringify(run.journal()));
  assert.ok(told > 0 && Object.keys(journal.done).length > 20);

  const account = await bake(target.entityId, { journal });
  assert.deepEqual([account.failed, sum(account)], [0, account.listed]);
  assert.equal(account.earlier, Object.keys(journal.done).length);
  const asked = portal.requests.filter(({ method, path }) => method === "PUT" && path.startsWith("/v2/assertions/")).map(({ path }) => path);
  assert.equal(new Set(asked).size, asked.length);
  assert.ok(asked.length < account.server, `${asked.length} of ${account.server}`);
});

it("nobody but the portal is asked unless somebody agrees, and a page that shows a badge leads to it", async () => {
  const { signedIn, classes } = at(await start());
  const { portal } = signedIn;
  const elsewhere = JSON.stringify({ type: "BadgeClass", name: "Hen", description: "Knows hens.", criteria: { narrative: "x" }, image: "https://other.invalid/hen.png" });
  const asked = [];
  const answering = (answer) => ({ portal, ask: async (hosts) => (asked.push(hosts), answer) });
  for (const options of [{ portal }, answering(false), answering("yes")]) {
    const { contents, picture, notes } = await draftReplacement(elsewhere, options);
    assert.deepEqual([contents.name, picture, notes.map(({ field }) => field)], ["Hen", null, ["image"]]);
    assert.match(notes[0].text, /another site, and that site was not asked/);
  }
  const { notes } = await draftReplacement(elsewhere, answering(true));
  assert.doesNotMatch(notes[0].text, /not asked/);
  assert.deepEqual(asked, [["other.invalid"], ["other.invalid"], ["other.invalid"]]);
  await assert.rejects(draftReplacement(elsewhere, { portal, ask: () => Promise.reject(new Error("no")) }), /no/);

  const award = await (await fetch((await classes())[0].openBadgeId, { headers: { Accept: "application/json" } })).json();
  const pages = createServer(({ url }, answer) => {
    answer.setHeader("Access-Control-Allow-Origin", "*");
    answer.end(url === "/page" ? "<!doctype html><link rel=alternate type=application/ld+json href=/data>" : JSON.stringify(award));
  });
  await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));
  try {
    const found = await draftReplacement(`http://127.0.0.1:${pages.address().port}/page`, { portal });
    assert.equal(found.contents.name, award.name);
  } finally {
    pages.close();
  }
});

it("what is no badge is refused in plain words, and a stopped replacement has written nothing", async () => {
  const portal = await start();
  const { signedIn, classes, picture, preview } = at(portal);
  const target = named(await classes(), "Bicycle Mechanic");
  for (const [given, code] of [
    [await picture(target.image), "no-badge"],
    ["{\"hello\": 1}", "not-a-badge"],
    ["hello", "not-a-badge"],
    [new Blob(["<!doctype html>"]), "web-page"],
    [`${portal.url}/nothing-here`, "not-found"],
    ["javascript:alert(1)", "bad-address"],
    ["http://plain.example/award", "not-encrypted"],
  ]) {
    await assert.rejects(draftReplacement(given, { portal: signedIn.portal }), { code });
  }
  const found = await draftReplacement(JSON.stringify({ type: "BadgeClass", name: "Fox\u202e", criteria: "javascript:a()" }), { portal: signedIn.portal });
  assert.deepEqual(found.contents, { name: "Fox" });
  assert.equal(found.notes.filter(({ weight }) => weight === "warned").length, 2);
  const { present } = await preview(target.entityId, found);
  const notes = await checkSelection(present, found, { criteriaUrl: { edit: "http://plain.example/" }, name: { edit: "a\u202eb" } });
  assert.deepEqual(notes.map(({ field, weight }) => [field, weight]), [["name", "refused"], ["criteriaUrl", "warned"]]);
  await assert.rejects(applyReplacement({ ...signedIn, present, draft: found, selection: { name: { edit: "a\u202eb" } } }), { code: "not-fit" });

  const stopping = new AbortController();
  const replacing = applyReplacement({ ...signedIn, present, draft: found, selection: { name: "take" }, signal: stopping.signal });
  stopping.abort(new Error("no"));
  await assert.rejects(replacing, /no/);
  assert.ok(!portal.requests.some(({ method }) => method === "PUT"));
});
