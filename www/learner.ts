import type { ExportRun, ExportSpec, PortalInfo, PortalSpec, Progress, Summary, Survey } from "../target/web/learner_engine.js";
import { load } from "./engine.js";
import { BadgepackError } from "./error.js";

/** What to export, and how to follow and stop it. */
export interface ExportOptions extends ExportSpec {
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws is not caught. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** An archive on its way. */
export interface Export {
  /** The ZIP. Nothing is loaded or fetched before it is read; cancelling it stops everything. */
  stream: ReadableStream<Uint8Array>;
  /** What is in the archive and what is missing, once the stream was read to its end. Rejects when it ends otherwise. */
  summary: Promise<Summary>;
  /** A name for the file, with the day of the export. */
  name: string;
}

/** How to follow and stop a survey. */
export interface SurveyOptions extends ExportSpec {
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What stands at an address: which portal it is, and how one signs in there. */
export async function portalInfo(portal: PortalSpec, signal?: AbortSignal): Promise<PortalInfo> {
  signal?.throwIfAborted();
  const engine = await load("learner");
  return engine.portalInfo(portal, signal).catch((error: unknown) => fail(error, signal));
}

/** What the portal holds, by section, before anything is exported. */
export async function survey({ signal, onProgress, ...spec }: SurveyOptions): Promise<Survey> {
  signal?.throwIfAborted();
  const engine = await load("learner");
  return engine.survey(spec, onProgress ?? (() => {}), signal).catch((error: unknown) => fail(error, signal));
}

/**
 * Everything a portal holds of the signed-in learner, as one ZIP archive.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A record that cannot be had does not stop the
 * archive: it is retried, then listed in the summary and in the archive's own report.
 */
export function exportLearner({ signal, onProgress, renew, ...spec }: ExportOptions): Export {
  const done = deferred<Summary>();
  const stopping = new AbortController();
  let run: ExportRun | undefined;
  let reading: Promise<Uint8Array<ArrayBuffer> | undefined> | undefined;
  let stopped = false;

  const start = async (): Promise<void> => {
    const engine = await load("learner");
    if (stopped) return;
    run = engine.exportArchive(spec, onProgress ?? (() => {}), renew, stopping.signal);
  };
  const stop = async (reason: unknown): Promise<void> => {
    if (stopped) return;
    stopped = true;
    signal?.removeEventListener("abort", abort);
    done.reject(reason);
    stopping.abort();
    await reading?.catch(() => {}); // What is being read has to let go of the run first.
    run?.free();
  };
  let abort = (): void => {};

  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        abort = () => {
          controller.error(signal?.reason);
          void stop(signal?.reason);
        };
        if (signal?.aborted) abort();
        else signal?.addEventListener("abort", abort);
      },
      async pull(controller) {
        try {
          if (!run) await start();
          reading = run?.next();
          const piece = await reading;
          if (stopped) return;
          if (piece !== undefined) return controller.enqueue(piece);
          const summary = run?.summary();
          if (summary === undefined) throw new BadgepackError("fault", "The archive ended without its report; try again.");
          stopped = true;
          signal?.removeEventListener("abort", abort);
          controller.close();
          done.resolve(summary);
          run?.free();
        } catch (error) {
          if (stopped) return;
          const failure = BadgepackError.from(error);
          controller.error(failure);
          await stop(failure);
        }
      },
      cancel: (reason) => stop(reason ?? new BadgepackError("cancelled", "Cancelled.")),
    },
    { highWaterMark: 0 },
  );
  return { stream, summary: done.promise, name: archiveName(spec) };
}

/** `badges-2026-11-21.zip`; an archive of what an earlier one missed says so. */
export function archiveName({ exportedAt, only }: Pick<ExportSpec, "exportedAt" | "only">): string {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return `badges-${exportedAt?.slice(0, 10) ?? today}${only ? "-rest" : ""}.zip`;
}

/** A promise and its ends; nobody need listen to it failing. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  promise.catch(() => {});
  return { promise, resolve, reject };
}

function fail(error: unknown, signal: AbortSignal | undefined): never {
  if (signal?.aborted) throw signal.reason;
  throw BadgepackError.from(error);
}
