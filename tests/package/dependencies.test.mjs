// What is built in from elsewhere: pinned, and from where it is said to be. `./build.sh deny` looks at licences and advisories.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const read = (file) => readFile(new URL(`../../${file}`, import.meta.url), "utf8");

test("every crate is pinned with its checksum, and comes from crates.io", async () => {
  for (const [file, own] of [["Cargo.lock", ["badgepack", "badgepack-deflate", "badgepack-pages", "bindgen-tool"]], ["fuzz/Cargo.lock", ["badgepack", "badgepack-deflate", "badgepack-fuzz", "badgepack-pages"]]]) {
    const crates = (await read(file)).split("[[package]]").slice(1);
    assert.ok(crates.length > 20, file);
    for (const crate of crates) {
      const name = /^name = "(.+)"$/m.exec(crate)[1];
      if (own.includes(name)) continue;
      assert.match(crate, /^source = "registry\+https:\/\/github\.com\/rust-lang\/crates\.io-index"$/m, `${name} in ${file}`);
      assert.match(crate, /^checksum = "[0-9a-f]{64}"$/m, `${name} in ${file}`);
    }
  }
});

test("every npm package is pinned with its checksum, and none is needed to run", async () => {
  for (const folder of ["", "tools/packaging/"]) {
    const { packages } = JSON.parse(await read(`${folder}package-lock.json`));
    for (const [place, entry] of Object.entries(packages)) {
      if (place === "") assert.equal(entry.dependencies ?? entry.optionalDependencies, undefined, folder);
      else assert.match(entry.integrity, /^sha512-/, `${folder}${place}`);
    }
  }
  const { devDependencies } = JSON.parse(await read("package.json"));
  for (const [name, version] of Object.entries(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/, name);
});

test("installing runs no script of a package", async () => {
  const script = await read("build.sh");
  const installs = script.split("\n").filter((line) => /\bnpm (ci|install)\b/.test(line) && !line.trimStart().startsWith("#"));
  assert.ok(installs.length >= 2);
  for (const line of installs) assert.match(line, /npm ci .*--ignore-scripts/, line);
});
