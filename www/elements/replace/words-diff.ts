import { diffArrays } from "diff";

/** A piece of two texts: in both, only in the old one, or only in the new one. */
export interface Piece {
  text: string;
  how: "kept" | "gone" | "new";
}

/** Letters of both texts together beyond which they are shown without a comparison. */
const MOST = 40_000;
/** Milliseconds that a comparison may take. */
const TIME = 60;

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
const wordsOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/**
 * In which words two texts differ. Texts that have little in common are told as one that went and one that came: what is
 * marked in every other word cannot be read.
 */
export function wordsDiff(before: string, after: string): Piece[] {
  const key = `${before.length} ${before}${after}`;
  const known = compared.get(key);
  if (known) return known;
  const pieces = compare(before, after);
  if (compared.size === KEPT) compared.clear();
  compared.set(key, pieces);
  return pieces;
}

/** What was compared last: while people write in one field, the others are drawn anew with it. */
const compared = new Map<string, Piece[]>();
const KEPT = 64;

function compare(before: string, after: string): Piece[] {
  const whole: Piece[] = [{ text: before, how: "gone" as const }, { text: after, how: "new" as const }].filter(({ text }) => text !== "");
  if (before === after) return [{ text: before, how: "kept" }];
  if (before === "" || after === "" || before.length + after.length > MOST) return whole;
  const parts = diffArrays(wordsOf(before), wordsOf(after), { timeout: TIME });
  if (!parts) return whole;
  const pieces = parts.map(({ value, added, removed }): Piece => ({ text: value.join(""), how: added ? "new" : removed ? "gone" : "kept" }));
  const kept = pieces.reduce((sum, { text, how }) => sum + (how === "kept" ? text.replace(/[\s\p{P}]/gu, "").length : 0), 0);
  return kept * 2 < Math.min(before.length, after.length) ? whole : joined(pieces);
}

/** Blanks between two changes belong to both: whole runs of words are marked. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  const add = (text: string, how: Piece["how"]): void => {
    // Of a run of changes, what went and what came each stand together.
    const last = all.at(-1);
    const same = last?.how === how ? last : how !== "kept" && last && last.how !== "kept" && all.at(-2)?.how === how ? all.at(-2) : undefined;
    if (same) same.text += text;
    else all.push({ text, how });
  };
  for (const [at, { text, how }] of pieces.entries()) {
    const isGap = how === "kept" && text.trim() === "" && at > 0 && at < pieces.length - 1;
    if (isGap) {
      add(text, "gone");
      add(text, "new");
    } else add(text, how);
  }
  return all;
}
