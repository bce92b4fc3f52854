import type { Draft, DraftOptions, SafetyCopyInfo } from "../../badgepack.js";
import { checkSafetyCopy, draftReplacement, type Given } from "../../replace.js";
import { isZip } from "../brought.js";

/** A badge that was brought, and what it would make of a class. */
export interface Found {
  /** What people know it by: a file, an address. */
  label: string;
  draft: Draft;
  /** What a safety copy says of itself, where it is one. */
  copy: SafetyCopyInfo | null;
}

/** What to find out, and who says whether other hosts may be asked for parts of it. */
export interface Find {
  given: Given;
  label: string;
  portal: string;
  signal: AbortSignal;
  ask: (hosts: string[]) => Promise<boolean>;
}

/** Finds out what was brought. */
export async function find({ given, label, portal, signal, ask }: Find): Promise<Found> {
  const options: DraftOptions & Pick<Find, "ask"> = { portal: { url: portal }, signal, ask };
  const copy = given instanceof Blob && (await isZip(given)) ? await checkSafetyCopy(given) : null;
  return { label, draft: await draftReplacement(given, options), copy };
}
