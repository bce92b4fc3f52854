import { BadgepackError } from "./error.js";
import { turn } from "./turn.js";

/** A run of an engine: bytes until there are none, then what it has to say. */
export interface Run<Summary> {
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>;
  summary(): Summary | undefined;
  free(): void;
}

/** A file on its way. */
export interface Streamed<Summary> {
  /** The file. Nothing is loaded or fetched before it is read; cancelling it stops everything. */
  stream: ReadableStream<Uint8Array>;
  /** What is in it, once the stream was read to its end. Rejects when it ends otherwise. */
  summary: Promise<Summary>;
}

/** The bytes of a run as a stream; the run begins when they are first asked for, and stops with the signal that it is given. */
export function runStream<Summary>(begin: (stopping: AbortSignal) => Promise<Run<Summary>>, signal: AbortSignal | undefined): Streamed<Summary> {
  if (typeof ReadableStream === "undefined") throw new BadgepackError("no-streams", "This browser cannot stream files; a current version of it can.");
  const done = deferred<Summary>();
  const stopping = new AbortController();
  let run: Run<Summary> | undefined;
  let reading: Promise<unknown> | undefined;
  let stopped = false;

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
          if (!run) {
            const begun = await begin(stopping.signal);
            if (stopped) return begun.free();
            run = begun;
          }
          await turn();
          if (stopped) return;
          const next = run.next();
          reading = next;
          const piece = await next;
          if (stopped) return;
          if (piece !== undefined) return controller.enqueue(piece);
          const summary = run.summary();
          if (summary === undefined) throw new BadgepackError("fault", "The file ended without its report; try again.");
          stopped = true;
          signal?.removeEventListener("abort", abort);
          controller.close();
          done.resolve(summary);
          run.free();
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
  return { stream, summary: done.promise };
}

/** What an engine throws, or the reason of the signal that stopped it. */
export function fail(error: unknown, signal: AbortSignal | undefined): never {
  if (signal?.aborted) throw signal.reason;
  throw BadgepackError.from(error);
}

/** This day where the page is read, as `2026-11-21`. */
export function today(now = new Date()): string {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A promise and its ends; nobody need listen to it failing. */
function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (reason: unknown) => void } {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  promise.catch(() => {});
  return { promise, resolve, reject };
}
