import type { Outcome, PresentClass } from "../../badgepack.js";
import { previewReplacement } from "../../replace.js";
import type { Account } from "../account.js";
import type { Planned } from "./planned.js";
import { planned, wanted } from "./planned.js";
import type { Draft, Selection } from "../../badgepack.js";
import { idOf, measure } from "./words.js";

/** A replacement that was sent, and what came of it as far as that was known. */
export interface Sent {
  present: PresentClass;
  draft: Draft;
  selection: Selection;
  plan: readonly Planned[];
}

/** Finds out by reading, and by nothing else, what came of a replacement whose outcome was not clear. */
export async function lookAgain({ portal, session }: Account, { present: before, draft, selection, plan }: Sent, last: Outcome, signal: AbortSignal): Promise<Outcome> {
  const asked = wanted(draft, selection);
  const { present, changes } = await previewReplacement({
    portal: { url: portal.url }, token: session.token, renew: session.renew, badgeClass: idOf(before), draft: asked, signal,
  });
  const isUntouched = JSON.stringify(present.record) === JSON.stringify(before.record) && samePicture(present, before);
  const left = new Set(planned(changes, all).map(({ field }) => field));
  const fields = plan.map(({ field, new: sent }): Outcome["fields"][number] => {
    const got = changes.find((change) => change.field === field)?.now ?? "";
    const fate = !left.has(field) ? "as-sent" : isUntouched ? "ignored" : field === "image" && !present.picture ? "unread" : "altered";
    if (field !== "image") return { field, fate, sent: sent ?? "", got };
    return { field, fate, sent: draft.picture ? measure(draft.picture) : "", got: present.picture ? measure(present.picture) : "" };
  });
  const ending = isUntouched ? "not-applied" : left.size < plan.length ? "replaced" : "unclear";
  return { ...last, ending, fields, why: null, class: present.record };
}

const all: Selection = {
  name: "take", description: "take", criteriaUrl: "take", criteriaNarrative: "take", tags: "take", alignments: "take", expires: "take", others: "take", image: "take",
};

function samePicture({ picture: one }: PresentClass, { picture: other }: PresentClass): boolean {
  return one === null || other === null ? one === other : one.bytes.length === other.bytes.length && one.bytes.every((byte, at) => byte === other.bytes[at]);
}
