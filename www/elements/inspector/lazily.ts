import { load } from "../../engine.js";
import { define } from "../define.js";

type Card = typeof import("./card.js");

/** The card of one badge, defined, and what reads one. */
export async function loadCard(): Promise<Pick<Card, "inspect" | "lookUp">> {
  const { BadgeCard, inspect, lookUp } = await import("./card.js");
  define({ "badgepack-card": BadgeCard });
  return { inspect, lookUp };
}

/** The list of many, defined, and what reads them. */
export async function loadList(): Promise<{ Reading: typeof import("./reading.js").Reading }> {
  const { BadgeFindings, Reading } = await import("./findings.js");
  define({ "badgepack-findings": BadgeFindings });
  return { Reading };
}

/** Everything that the inspector may need, so that afterwards it works without a network. */
export async function loadAll(): Promise<void> {
  await Promise.all([load("inspector"), load("unzip"), loadCard(), loadList(), import("./markdown.js"), import("./example.js")]);
}
