// Fresh projects made of the examples, with the packed package installed as npm installs it.
import { execFile, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a program in a folder; resolves to what it printed, and rejects with all that it said when it fails. */
export const run = (cwd, program, ...options) =>
  new Promise((resolve, reject) =>
    execFile(program, options, { cwd, maxBuffer: 1 << 24, env: { ...process.env, NODE_ENV: "" } }, (error, stdout, stderr) => (error ? reject(new Error(`${program} ${options.join(" ")}\n${stdout}${stderr}`)) : resolve(stdout))),
  );

/** Packs the package into a folder of its own, and makes projects beside it until it is closed. */
export async function packed() {
  const folder = await mkdtemp(join(tmpdir(), "badgepack-projects-"));
  const [{ filename }] = JSON.parse(await run(root, "npm", "pack", "--json", "--pack-destination", folder));
  const tarball = join(folder, filename);
  return { folder, tarball, project: (...given) => project(folder, tarball, ...given), close: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * An example as a project of its own: with its dependencies, and the demo portal's address in the place of the example's.
 * `as` is the project's name where there are several of an example, `versions` packages in other versions or beside the example's, `files` texts of
 * files beside the example's or in their place.
 */
async function project(folder, tarball, name, portal, { as = name, versions = {}, files = {} } = {}) {
  const at = join(folder, as);
  await cp(join(root, "examples", name), at, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(at, file), text);
  for (const file of await readdir(at)) {
    const path = join(at, file);
    if ((await stat(path)).isFile()) await writeFile(path, (await readFile(path, "utf8")).replaceAll("https://badges.example.org", portal));
  }
  const own = await readFile(join(at, "package.json"), "utf8").catch(() => '{"private": true, "type": "module", "dependencies": {}}');
  const { devDependencies, ...rest } = JSON.parse(own);
  const dependencies = { ...rest.dependencies, badgepack: `file:${tarball}` };
  await writeFile(join(at, "package.json"), JSON.stringify({ ...rest, dependencies, devDependencies: { ...devDependencies, ...versions } }));
  await run(at, "npm", "install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock");
  return at;
}

/** The first block of code of a language in a document, below a heading. */
export async function shown(page, heading, language) {
  const text = await readFile(join(root, page), "utf8");
  return new RegExp(`^## ${heading}\\n.*?^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(text)[1];
}

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };

/**
 * Serves a folder under the very policy that docs/embed.md gives, for one portal; `trusted` is false where a bundler loads its own parts in a
 * way that Trusted Types forbid.
 */
export async function serve(folder, portal, { trusted = true } = {}) {
  const [, told] = /^Content-Security-Policy: (.+)$/m.exec(await readFile(join(root, "docs/embed.md"), "utf8"));
  const policy = told.replaceAll("https://badges.example.org", portal).replace(trusted ? "" : /; require-trusted-types-for[^;]*/, "");
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    const bytes = file.startsWith(folder) ? await readFile(file).catch(() => undefined) : undefined;
    response.writeHead(bytes ? 200 : 404, { "Content-Security-Policy": policy, "Content-Type": types[extname(file)] ?? "application/octet-stream" }).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()) };
}

/** Vite's server for developers, in a project. */
export async function develop(folder) {
  const child = spawn(process.execPath, ["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", "0"], { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve, reject) => {
    let said = "";
    const hear = (text) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) resolve(address[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void ended.then(() => reject(new Error(said)));
  });
  return { url, close: () => (child.kill(), ended) };
}
