// The declarations, as programs of others are checked against them: by the newest TypeScript, and by one that has no kinds of Uint8Array.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const compilers = {
  newest: join(root, "node_modules/typescript"),
  // It comes with attw, which the package is checked by.
  "5.6": join(root, "tools/packaging/node_modules/@arethetypeswrong/core/node_modules/typescript"),
};
const consumer = `
import { bake, unbake, strip, lookUp, inspect, inspectFiles, findPortal, exportLearner, exportTable, checkPicture, draftReplacement, changesOf, save } from "badgepack";
import type { Bytes, Draft, PresentClass, Streamed, Summary } from "badgepack";

declare const file: File, bytes: Uint8Array, memory: ArrayBuffer, draft: Draft, present: PresentClass, name: string | undefined;

export async function bytesFitWhatTakesBytes() {
  const baked = await bake(bytes, { "@context": "https://w3id.org/openbadges/v2" });
  new Blob([baked]); new Response(baked); new File([await strip(file)], "plain.png");
  new Blob([(await lookUp(new URL("https://example.org/badge"))).bytes]);
  new Blob([(await checkPicture(memory)).bytes]);
  for await (const finding of inspectFiles([file, bytes, { name: "a.png", bytes: memory }])) new Blob([await finding.open()]);
  await crypto.subtle.digest("SHA-256", baked);
  const kept: Uint8Array = baked;
  return kept;
}

export async function streamsFitWhatTakesStreams() {
  const { stream, summary, name }: Streamed<Summary> = exportLearner({ portal: { url: new URL("https://example.org"), description: undefined }, token: undefined });
  const parts: Bytes[] = [];
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) parts.push(read.value);
  new Blob(parts); new Response(stream);
  await save(exportTable({ portal: { url: "https://example.org" }, table: "awards", scope: {} }).stream, name);
  return (await summary).exported;
}

export async function argumentsAreTakenInEveryForm() {
  await unbake(new DataView(memory)); await inspect(memory, { name });
  for await (const { file: one } of inspectFiles(file)) one.toUpperCase();
  await findPortal({ url: new URL("https://example.org") });
  await draftReplacement(new URL("https://example.org/badge"), { portal: { url: new URL("https://example.org") } });
  await changesOf(present, draft);
  return exportLearner({ portal: { url: "https://example.org" }, records: [{ id: 1, name: "One", picture: memory }, { id: "2", name: "Two", credential: () => ({}) }] });
}

// @ts-expect-error a promise of records is awaited first
exportLearner({ portal: { url: "https://example.org" }, records: Promise.resolve([]) });
// @ts-expect-error neither is a number an address
lookUp(5);
`;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "badgepack-types-"));
  await mkdir(join(folder, "node_modules"));
  await symlink(root, join(folder, "node_modules/badgepack"));
  await writeFile(join(folder, "consumer.ts"), consumer);
  const options = { strict: true, exactOptionalPropertyTypes: true, noEmit: true, target: "es2022", module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"], types: [] };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["consumer.ts"] }));
});
after(() => rm(folder, { recursive: true }));

for (const [version, at] of Object.entries(compilers)) {
  it(`a strict program holds, declarations and all, under TypeScript ${version}`, async () => {
    if (version !== "newest") assert.match(JSON.parse(await readFile(join(at, "package.json"), "utf8")).version, new RegExp(`^${version}`));
    const said = await new Promise((resolve) => execFile(process.execPath, [join(at, "bin/tsc"), "--project", folder], (error, stdout, stderr) => resolve(error ? stdout + stderr : "")));
    assert.equal(said, "");
  });
}
