import type { Change, ClassContents, ClassField, Draft, Selection } from "../../badgepack.js";

/** A field that shall be different, and what shall stand there; `null` for the picture. */
export interface Planned {
  field: ClassField;
  now: Change["now"];
  new: Change["new"];
}

/** What shall stand in a field by people’s choice; `undefined` where it stays. */
function chosen({ field, new: said }: Change, selection: Selection): Change["new"] | undefined {
  const choice = selection[field];
  if (choice === undefined || choice === "leave") return undefined;
  if (choice === "take") return said;
  return choice === "blank" ? empty(field) : choice.edit;
}

/** The fields that shall be different, of those that a draft and people’s choices are about. */
export function planned(changes: readonly Change[], selection: Selection): Planned[] {
  return changes.flatMap((change) => {
    const { field, now, state } = change;
    const wanted = chosen(change, selection);
    const isOther = selection[field] === "take" ? state === "changed" : wanted !== undefined && !isSame(wanted, now);
    return isOther ? [{ field, now, new: wanted ?? null }] : [];
  });
}

/** A draft that says exactly what was chosen, edits and blanks included: what a class is to be held against afterwards. */
export function wanted(draft: Draft, selection: Selection): Draft {
  const contents: { [field: string]: unknown } = {};
  for (const [field, choice] of Object.entries(selection) as [ClassField, Selection[ClassField]][]) {
    if (field === "image" || choice === undefined || choice === "leave") continue;
    contents[field] = choice === "take" ? draft.contents[field] : choice === "blank" ? empty(field) : choice.edit;
  }
  return { ...draft, contents: contents as Partial<ClassContents>, picture: selection.image === "take" ? draft.picture : null };
}

function empty(field: ClassField): ClassContents[keyof ClassContents] {
  if (field === "tags" || field === "alignments") return [];
  if (field === "expires") return null;
  return field === "others" ? {} : "";
}

const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === "string" && typeof other === "string" ? one.trim() === other.trim() : JSON.stringify(one) === JSON.stringify(other);
