import type { Bytes } from "./bytes.js";
import { Callers } from "./callers.js";
import { BadgepackError } from "./error.js";
import { turn } from "./turn.js";

/** A run of an engine: bytes until there are none, then what it has to say. */
export interface Run<Summary> {
  next(): Promise<Bytes | undefined>;
  summary(): Summary | undefined;
  free(): void;
}

/** A file on its way. */
export interface Streamed<Summary> {
  /** The file. Nothing is loaded or fetched before it is read; cancelling it stops everything. */
  stream: ReadableStream<Bytes>;
  /** What is in it, once the stream was read to its end. Rejects when it ends otherwise. */
  summary: Promise<Summary>;
  /** A name for the file, with the day of the export. */
  name: string;
}

/** How a file is made. */
export interface Making<Summary> {
  name: string;
  signal?: AbortSignal | undefined;
  /** Begins when the first bytes are asked for, and stops with the signal that it is given. */
  begin: (stopping: AbortSignal, callers: Callers) => Promise<Run<Summary>>;
  /** Called once, however it ends, also where nothing was begun. */
  end?: () => void;
}

/** The bytes of a run as a stream. What `make` throws fails the stream, so that whoever exports looks for errors in one place only. */
export function runStream<Summary>(make: () => Making<Summary>): Streamed<Summary> {
  if (!canStream()) throw new BadgepackError("no-streams", "This browser cannot stream files; a current version of it can.");
  const done = deferred<Summary>();
  const stopping = new AbortController();
  let making: Making<Summary> | undefined;
  let run: Run<Summary> | undefined;
  let reading: Promise<unknown> | undefined;
  let stopped = false;
  let fail = (_reason: unknown): void => {};
  const abort = (): void => fail(making?.signal?.reason);
  const callers = new Callers((error) => fail(error));

  const end = (): void => {
    stopped = true;
    making?.signal?.removeEventListener("abort", abort);
    making?.end?.();
  };

  const stop = async (reason: unknown): Promise<void> => {
    if (stopped) return;
    end();
    done.reject(reason);
    stopping.abort();
    await reading?.catch(() => {}); // What is being read has to let go of the run first.
    run?.free();
  };

  /** The run, begun at the first call: a signal of a whole page hears nothing of streams that nobody reads. */
  const begun = async ({ signal, begin }: Making<Summary>): Promise<Run<Summary> | undefined> => {
    if (run) return run;
    if (signal?.aborted) return void abort();
    signal?.addEventListener("abort", abort);
    const started = await begin(stopping.signal, callers);
    if (stopped) return void started.free();
    return (run = started);
  };

  const stream = new ReadableStream<Bytes>(
    {
      start(controller) {
        fail = (reason) => {
          if (stopped) return;
          controller.error(reason);
          stop(reason).catch(() => {}); // An engine that broke cannot let go of its run.
        };
        try {
          making = make();
          if (making.signal?.aborted) abort();
        } catch (error) {
          fail(BadgepackError.from(error));
        }
      },
      async pull(controller) {
        try {
          const going = making && (await begun(making));
          await turn();
          if (stopped || !going) return;
          const next = callers.over(going.next());
          reading = next;
          const piece = await next;
          if (stopped) return;
          if (piece !== undefined) return controller.enqueue(piece);
          const summary = going.summary();
          if (summary === undefined) throw new BadgepackError("fault", "The file ended without its report; try again.");
          end();
          controller.close();
          done.resolve(summary);
          going.free();
        } catch (error) {
          fail(BadgepackError.from(error));
        }
      },
      cancel: (reason) => stop(reason ?? new BadgepackError("cancelled", "Cancelled.")),
    },
    { highWaterMark: 0 },
  );
  return { stream, summary: done.promise, name: making?.name ?? `badgepack-${today()}` };
}

/** Whether there is all that a file is streamed with: browsers learnt it one after the other. */
const canStream = (): boolean => typeof ReadableStream !== "undefined" && typeof WritableStream !== "undefined" && "pipeTo" in ReadableStream.prototype;

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
