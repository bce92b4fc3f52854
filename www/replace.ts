import type { RebakeJournal, RebakeProgress, RebakeSpec, RebakeSummary, SafetyCopyProgress, SafetyCopySummary } from "../target/web/rebake_engine.js";
import type {
  AwardCount, Change, Draft, DraftPicture, DraftSpec, Note, Outcome, PresentClass, Replacement, ReplacePhase, ReplaceSpec, SafetyCopyInfo, Selection,
} from "../target/web/replace_engine.js";
import { callback, held, object, optionsOf, tagOf, text } from "./argument.js";
import { bytesOf, type FileBytes } from "./bytes.js";
import { Callers } from "./callers.js";
import { engineOf, withEngine, type Stoppable } from "./engine.js";
import * as kind from "./kinds.js";
import { fail, runStream, today, type Run, type Streamed } from "./run-stream.js";

/** What was given for a replacement: a picture or a safety copy as a file, or JSON, a signed badge or an address as text. */
export type Given = FileBytes | URL | string;

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
  /** Called while the awards are counted; what it throws ends the preview with a `fault`, and that is its `cause`. */
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
  /** What it throws stops nothing, because what came of a write has to be found out: where the page has a console, it stands there. */
  onProgress?: ((phase: ReplacePhase) => void) | undefined;
  renew?: (() => Promise<string | null>) | undefined;
}

/** What to copy, and how to follow it. */
export interface SafetyCopyOptions extends ReplaceOptions {
  /** What it throws fails the stream with a `fault`, and that is its `cause`. */
  onProgress?: ((progress: SafetyCopyProgress) => void) | undefined;
}

/** A safety copy on its way: a ZIP. */
export interface SafetyCopy extends Streamed<SafetyCopySummary> {}

/** What to bake anew, and how to follow it. */
export interface RebakeOptions extends RebakeSpec {
  signal?: AbortSignal | undefined;
  /** What it throws fails the stream with a `fault`, and that is its `cause`. */
  onProgress?: ((progress: RebakeProgress) => void) | undefined;
  renew?: (() => Promise<string | null>) | undefined;
}

/** Awards on their way to their new picture: a ZIP of those that are baked here, and the account of all. */
export interface Rebake extends Streamed<RebakeSummary> {
  /** What is finished so far, at any time and after any ending. Kept and given to another run, only the rest is done. */
  journal: () => RebakeJournal | undefined;
}

const nothing = (): void => {};

/**
 * What a badge would make of a class: from an awarded badge's picture, its JSON, its address or that of the page that shows it, a
 * badge class, or a safety copy.
 *
 * A badge that names its class by an address has it asked for there, if it is the portal's or `ask` agrees: without a token or
 * cookies, never in a private network that the portal is not in itself, and never without encryption but on this very machine.
 */
export async function draftReplacement(given: Given, options: DraftOptions): Promise<Draft> {
  const { signal, portal, ask } = optionsOf(options, { portal: kind.portal }, { ask: callback });
  signal?.throwIfAborted();
  // Only text is typed: an address in a file was perhaps never seen by who gives it.
  const read = typeof given === "string" || tagOf(given) === "URL" ? String(given) : bytesOf(given as FileBytes, "given");
  const [engine, known] = await Promise.all([engineOf("replace", { signal }), read]);
  return engine.draftOf({ portal }, known, ask, signal).catch((error: unknown) => fail(error, signal));
}

/** A picture chosen by hand, checked and cleaned, for {@link Draft.picture}. */
export async function checkPicture(given: FileBytes, options: Stoppable = {}): Promise<DraftPicture> {
  const { signal } = optionsOf(options);
  const bytes = await bytesOf(given, "given");
  return withEngine("replace", (engine) => engine.checkPicture(bytes), signal);
}

/** How a badge class looks now, and field by field what a draft would change. */
export async function previewReplacement(options: PreviewReplacementOptions): Promise<ReplacementPreview> {
  const { signal, draft, onProgress, renew, ...spec } = optionsOf(options, { portal: kind.portal, badgeClass: text, draft: kind.draft });
  signal?.throwIfAborted();
  const engine = await engineOf("replace", { signal });
  const callers = new Callers();
  const looking = engine.presentClass(spec, onProgress ?? nothing, callers.renew(renew), signal);
  const present = await callers.over(looking).catch((error: unknown) => fail(error, signal));
  return { present, changes: await changesOf(present, draft) };
}

/** Field by field what a draft would change of a class that was looked at: anew, after the draft was edited. */
export async function changesOf(present: PresentClass, draft: Draft, options: Stoppable = {}): Promise<Change[]> {
  const { signal } = optionsOf(options);
  held(present, kind.present, "present");
  held(draft, kind.draft, "draft");
  return withEngine("replace", (engine) => engine.changesOf(present, draft), signal);
}

/** What is to be said of a selection before it is sent; with something `refused` among it, it cannot be. */
export async function checkSelection(present: PresentClass, draft: Draft, selection: Selection, options: Stoppable = {}): Promise<Note[]> {
  const { signal } = optionsOf(options);
  held(present, kind.present, "present");
  held(draft, kind.draft, "draft");
  held(selection, object, "selection");
  return withEngine("replace", (engine) => engine.checkSelection(present, draft, selection), signal);
}

/**
 * A badge class, its picture and its awards as a ZIP that {@link draftReplacement} takes back. Nothing is fetched before `stream` is read.
 * Read it back by {@link checkSafetyCopy} before anything is replaced.
 */
export function exportSafetyCopy(options: SafetyCopyOptions): SafetyCopy {
  return runStream(() => {
    const { signal, onProgress, renew, ...spec } = optionsOf(options, { portal: kind.portal, badgeClass: text });
    return {
      name: `badge-safety-copy-${today()}.zip`,
      signal,
      begin: async (stopping, callers) =>
        (await engineOf("rebake", { signal: stopping })).safetyCopy(spec, onProgress ?? nothing, callers.renew(renew), stopping) as Run<SafetyCopySummary>,
    };
  });
}

/** Reads a safety copy to its last byte; with `present`, tells in what the class differs from it by now. */
export async function checkSafetyCopy(copy: FileBytes, present?: PresentClass, options: Stoppable = {}): Promise<SafetyCopyInfo> {
  const { signal } = optionsOf(options);
  if (present !== undefined) held(present, kind.present, "present");
  const bytes = await bytesOf(copy, "copy");
  return withEngine("replace", (engine) => engine.checkSafetyCopy(bytes, present), signal);
}

/**
 * Replaces a badge class: reads it again, writes once, and finds out what came of it. It is never written twice; whatever went wrong
 * on the way, the outcome says what the portal has now. What it throws, it throws before it writes.
 */
export async function applyReplacement(options: ApplyOptions): Promise<Outcome> {
  const { signal, onProgress, renew, ...spec } = optionsOf(options, { portal: kind.portal, present: kind.present, draft: kind.draft, selection: object });
  signal?.throwIfAborted();
  const engine = await engineOf("replace", { signal });
  const callers = new Callers();
  const told = (phase: ReplacePhase): void => {
    try {
      onProgress?.(phase);
    } catch (error) {
      globalThis.reportError?.(error);
    }
  };
  const replacing = engine.replaceClass(spec, told, callers.renew(renew), signal);
  return callers.over(replacing).catch((error: unknown) => fail(error, signal));
}

/**
 * Gives every award of a class the class's new picture: by the portal where it can, else here, as a ZIP. What is signed is left, and
 * what fails is listed. Stopping loses nothing: give the journal to the next run.
 */
export function rebake(options: RebakeOptions): Rebake {
  let run: { journal(): RebakeJournal | undefined } | undefined;
  let journal: RebakeJournal | undefined;
  const look = (): RebakeJournal | undefined => (journal = run?.journal() ?? journal);
  const streamed = runStream<RebakeSummary>(() => {
    const { signal, onProgress, renew, ...spec } = optionsOf(options, { portal: kind.portal, badgeClass: text }, { journal: object, picture: object, onlyHere: kind.flag });
    journal = spec.journal;
    return {
      name: `badges-rebaked-${today()}.zip`,
      signal,
      async begin(stopping, callers) {
        const begun = (await engineOf("rebake", { signal: stopping })).rebake(spec, onProgress ?? nothing, callers.renew(renew), stopping);
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
      },
    };
  });
  return { ...streamed, journal: look };
}
