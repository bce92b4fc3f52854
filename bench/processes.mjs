// The servers beside the browser: each a process of its own, so that its work is not counted as the browser's.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

async function started(file, ...options) {
  const child = spawn(process.execPath, [path(file), ...options], { stdio: ["pipe", "pipe", "inherit"] });
  process.once("exit", () => child.kill());
  const [line] = await once(child.stdout, "data");
  return { url: /http:\/\/[\d.:]+/.exec(String(line))[0], close: () => child.kill() };
}

/** The page, and a portal with nothing in its way. */
export const startServer = () => started("server.mjs");

/** The demo portal with so many awards; one class has got a new picture, and the portal takes its time with baking the awards anew. */
export async function startRebaking(awards) {
  const portal = await started("../tests/portal/server.mjs", "--port", "0", "--awards", String(awards), "--rebake-queued", "--rebake-ms", "1000000000", "--quiet", "--minutes", "60");
  const headers = { Authorization: "Bearer issuer", "Content-Type": "application/json" };
  const { result: classes } = await (await fetch(`${portal.url}/v2/badgeclasses`, { headers })).json();
  const named = (name) => classes.find((one) => one.name.startsWith(name));
  const { image, ...badge } = named("Bicycle Mechanic");
  const picture = Buffer.from(await (await fetch(named("First Responder").image)).arrayBuffer()).toString("base64");
  const body = JSON.stringify({ ...badge, image: `data:image/png;base64,${picture}` });
  const { ok, status } = await fetch(`${portal.url}/v2/badgeclasses/${badge.entityId}`, { method: "PUT", headers, body });
  if (!ok) throw new Error(`The demo portal took no new picture: HTTP ${status}.`);
  return { ...portal, badgeClass: badge.entityId };
}
