import type { RebakeJournal, RebakeProgress, RebakeSpec, RebakeSummary, SafetyCopyProgress, SafetyCopySummary } from "../target/web/rebake_engine.js";
import type {
  AwardCount, Change, Draft, DraftPicture, DraftSpec, Note, Outcome, PresentClass, Replacement, ReplacePhase, ReplaceSpec, SafetyCopyInfo, Selection,
} from "../target/web/replace_engine.js";
import { engineOf, withEngine, type Stoppable } from "./engine.js";
import { BadgepackError } from "./error.js";
import { fail, runStream, today, type Run, type Streamed } from "./run-stream.js";

/** What was given for a replacement: a picture or a safety copy as a file, or JSON, a signed badge or an address as text. */
export type Given = Blob | Uint8Array | string;

/** Which portal may be asked for the given badge's class, issuer and picture, and whether others may. */
export interface DraftOptions extends DraftSpec, Stoppable {
  /**
   * Asked before anything is fetched from hosts other than the portal's, such as `["badges.example", "cdn.example:8443"]`; `true`
   * agrees to all of them. Left out, nothing is: the draft is made of what was given, and its notes say what was not asked for. Each
   * host is asked about once. An address that is given as text agrees to its own host.
   */
  ask?: ((hosts: string[]) => Promise<boolean>) | undefined;
}

/** How to stop a question, and how to sign in again while it is asked. */
export interface ReplaceOptions extends ReplaceSpec {
  signal?: AbortSignal | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** What to preview. */
export interface PreviewReplacementOptions extends ReplaceOptions {
  draft: Draft;
  /** Called while the awards are counted. */
  onProgress?: ((awards: AwardCount) => void) | undefined;
}

/** How a badge looks, and how it would look. */
export interface ReplacementPreview {
  present: PresentClass;
  changes: Change[];
}

/** What to replace. */
export interface ApplyOptions extends Replacement {
  /** Stops it until it writes. Afterwards nothing does: what came of it has to be found out. */
  signal?: AbortSignal | undefined;
  onProgress?: ((phase: ReplacePhase) => void) | undefined;
  renew?: (() => Promise<string | null>) | undefined;
}

/** What to copy, and how to follow it. */
export interface SafetyCopyOptions extends ReplaceOptions {
  onProgress?: ((progress: SafetyCopyProgress) => void) | undefined;
}

/** A safety copy on its way: a ZIP. */
export interface SafetyCopy extends Streamed<SafetyCopySummary> {
  name: string;
}

/** What to bake anew, and how to follow it. */
export interface RebakeOptions extends RebakeSpec {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: RebakeProgress) => void) | undefined;
  renew?: (() => Promise<string | null>) | undefined;
}

/** Awards on their way to their new picture: a ZIP of those that are baked here, and the account of all. */
export interface Rebake extends Streamed<RebakeSummary> {
  name: string;
  /** What is finished so far, at any time and after any ending. Kept and given to another run, only the rest is done. */
  journal: () => RebakeJournal | undefined;
}

/**
 * What a badge would make of a class: from an awarded badge's picture, its JSON, its address or that of the page that shows it, a
 * badge class, or a safety copy.
 *
 * A badge that names its class by an address has it asked for there, if it is the portal's or `ask` agrees: without a token or
 * cookies, never in a private network that the portal is not in itself, and never without encryption but on this very machine.
 */
export async function draftReplacement(given: Given, { signal, portal, ask }: DraftOptions): Promise<Draft> {
  signal?.throwIfAborted();
  // Only text is typed: an address in a file was perhaps never seen by who gives it.
  const [engine, read] = await Promise.all([engineOf("replace", { signal }), typeof given === "string" ? given : bytesOf(given)]);
  return engine.draftOf({ portal }, read, ask, signal).catch((error: unknown) => fail(error, signal));
}

/** A picture chosen by hand, checked and cleaned, for {@link Draft.picture}. */
export async function checkPicture(given: Blob | Uint8Array, { signal }: Stoppable = {}): Promise<DraftPicture> {
  const bytes = await bytesOf(given);
  return withEngine("replace", (engine) => engine.checkPicture(bytes), signal);
}

/** How a badge class looks now, and field by field what a draft would change. */
export async function previewReplacement({ signal, draft, onProgress, renew, ...spec }: PreviewReplacementOptions): Promise<ReplacementPreview> {
  signal?.throwIfAborted();
  const engine = await engineOf("replace", { signal });
  const present = await engine.presentClass(spec, onProgress ?? (() => {}), renew, signal).catch((error: unknown) => fail(error, signal));
  return { present, changes: await changesOf(present, draft) };
}

/** Field by field what a draft would change of a class that was looked at. */
export const changesOf = (present: PresentClass, draft: Draft, { signal }: Stoppable = {}): Promise<Change[]> =>
  withEngine("replace", (engine) => engine.changesOf(present, draft), signal);

/** What is to be said of a selection before it is sent; with something `refused` among it, it cannot be. */
export const checkSelection = (present: PresentClass, draft: Draft, selection: Selection, { signal }: Stoppable = {}): Promise<Note[]> =>
  withEngine("replace", (engine) => engine.checkSelection(present, draft, selection), signal);

/**
 * A badge class, its picture and its awards as a ZIP that {@link draftReplacement} takes back. Nothing is fetched before `stream` is read.
 * Read it back by {@link checkSafetyCopy} before anything is replaced.
 */
export function exportSafetyCopy({ signal, onProgress, renew, ...spec }: SafetyCopyOptions): SafetyCopy {
  const begin = async (stopping: AbortSignal) =>
    (await engineOf("rebake", { signal: stopping })).safetyCopy(spec, onProgress ?? (() => {}), renew, stopping) as Run<SafetyCopySummary>;
  return { ...runStream(begin, signal), name: `badge-safety-copy-${today()}.zip` };
}

/** Reads a safety copy to its last byte; with `present`, tells in what the class differs from it by now. */
export async function checkSafetyCopy(copy: Blob | Uint8Array, present?: PresentClass, { signal }: Stoppable = {}): Promise<SafetyCopyInfo> {
  const bytes = await bytesOf(copy);
  return withEngine("replace", (engine) => engine.checkSafetyCopy(bytes, present), signal);
}

/**
 * Replaces a badge class: reads it again, writes once, and finds out what came of it. It is never written twice; whatever went wrong
 * on the way, the outcome says what the portal has now. What it throws, it throws before it writes.
 */
export async function applyReplacement({ signal, onProgress, renew, ...spec }: ApplyOptions): Promise<Outcome> {
  signal?.throwIfAborted();
  const engine = await engineOf("replace", { signal });
  return engine.replaceClass(spec, onProgress ?? (() => {}), renew, signal).catch((error: unknown) => fail(error, signal));
}

/**
 * Gives every award of a class the class's new picture: by the portal where it can, else here, as a ZIP. What is signed is left, and
 * what fails is listed. Stopping loses nothing: give the journal to the next run.
 */
export function rebake({ signal, onProgress, renew, ...spec }: RebakeOptions): Rebake {
  let run: { journal(): RebakeJournal | undefined } | undefined;
  let journal = spec.journal;
  const look = (): RebakeJournal | undefined => (journal = run?.journal() ?? journal);
  const begin = async (stopping: AbortSignal): Promise<Run<RebakeSummary>> => {
    const begun = (await engineOf("rebake", { signal: stopping })).rebake(spec, onProgress ?? (() => {}), renew, stopping);
    run = begun;
    return {
      next: () => begun.next(),
      summary: () => begun.summary() as RebakeSummary | undefined,
      free() {
        look();
        run = undefined;
        begun.free();
      },
    };
  };
  return { ...runStream(begin, signal), name: `badges-rebaked-${today()}.zip`, journal: look };
}

async function bytesOf(given: Blob | Uint8Array): Promise<Uint8Array> {
  if (given instanceof Uint8Array) return given;
  try {
    return new Uint8Array(await given.arrayBuffer());
  } catch (cause) {
    throw new BadgepackError("unreadable", "The file cannot be read any more; it was changed, moved or removed. Choose it again.", "", cause);
  }
}
