import type { ExportSpec, PortalInfo, PortalSpec, Progress, Sender, Summary, Survey } from "../target/web/learner_engine.js";
import { engineOf, type Stoppable } from "./engine.js";
import type { Records } from "./records.js";
import { fail, runStream, today, type Streamed } from "./run-stream.js";

/** What to export, and how to follow and stop it. */
export interface ExportOptions extends ExportSpec {
  /** Sends each request in place of the browser's `fetch`: the token is in it, so it goes where this function takes it. */
  fetch?: Sender | undefined;
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws is not caught. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** Records of your own to export, and how to follow and stop it. */
export interface RecordExportOptions extends Omit<ExportOptions, "portal" | "token" | "renew" | "fetch"> {
  /** Where they are from: the archive says so. No request goes there. */
  portal: { url: string; name?: string | undefined };
  records: Records;
}

/** An archive on its way: a ZIP, and what is in it and what is missing. */
export interface Export extends Streamed<Summary> {
  /** A name for the file, with the day of the export. */
  name: string;
}

/** How to follow and stop a survey. */
export interface SurveyOptions extends ExportSpec, Stoppable {
  /** Sends each request in place of the browser's `fetch`: the token is in it, so it goes where this function takes it. */
  fetch?: Sender | undefined;
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What stands at an address: which portal it is, and how one signs in there. */
export async function findPortal(portal: PortalSpec, { signal }: Stoppable = {}): Promise<PortalInfo> {
  signal?.throwIfAborted();
  const engine = await engineOf("learner", { signal });
  return engine.portalInfo(portal, signal, undefined).catch((error: unknown) => fail(error, signal));
}

/** What the portal holds, by section, before anything is exported. */
export async function survey({ signal, onProgress, fetch, ...spec }: SurveyOptions): Promise<Survey> {
  signal?.throwIfAborted();
  const engine = await engineOf("learner", { signal });
  return engine.survey(spec, onProgress ?? (() => {}), signal, fetch, undefined).catch((error: unknown) => fail(error, signal));
}

/**
 * Everything a portal holds of the signed-in learner, or records of your own, as one ZIP archive.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A record that cannot be had does not stop the
 * archive: it is retried, then listed in the summary and in the archive's own report. What a list of your own throws does: the
 * stream fails with it.
 */
export function exportLearner(options: ExportOptions | RecordExportOptions): Export {
  if ("records" in options) return exportRecords(options);
  const { signal, onProgress, renew, fetch, ...spec } = options;
  const begin = async (stopping: AbortSignal) => (await engineOf("learner", { signal: stopping })).exportArchive(spec, onProgress ?? (() => {}), renew, stopping, fetch);
  return { ...runStream<Summary>(begin, signal), name: archiveName(spec) };
}

function exportRecords({ signal, onProgress, portal, records, ...rest }: RecordExportOptions): Export {
  const failed = new AbortController();
  let close = (): void => {};
  const begin = async (stopping: AbortSignal) => {
    const [engine, { recordsPortal }] = await Promise.all([engineOf("learner", { signal: stopping }), import("./records.js")]);
    const made = recordsPortal(records, portal, (error) => failed.abort(error));
    close = made.close;
    const spec = { ...rest, portal: { url: portal.url, description: made.description } };
    return engine.exportArchive(spec, onProgress ?? (() => {}), undefined, stopping, made.sender);
  };
  const streamed = runStream<Summary>(begin, signal ? AbortSignal.any([signal, failed.signal]) : failed.signal);
  const ended = () => close();
  streamed.summary.then(ended, ended);
  return { ...streamed, name: archiveName(rest) };
}

/** `badges-2026-11-21.zip`; an archive of what an earlier one missed says so. */
export function archiveName({ exportedAt, only }: Pick<ExportSpec, "exportedAt" | "only">): string {
  return `badges-${exportedAt?.slice(0, 10) ?? today()}${only ? "-rest" : ""}.zip`;
}
