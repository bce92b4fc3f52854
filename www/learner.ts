import type { ExportSpec, PortalInfo, PortalSpec, Progress, Sender, Summary, Survey } from "../target/web/learner_engine.js";
import { held, optionsOf, text } from "./argument.js";
import { Callers } from "./callers.js";
import { engineOf, type Stoppable } from "./engine.js";
import * as kind from "./kinds.js";
import type { Records, RecordsPortal } from "./records.js";
import { fail, runStream, today, type Making, type Streamed } from "./run-stream.js";

/** What to export, and how to follow and stop it. */
export interface ExportOptions extends ExportSpec {
  /** Sends each request in place of the browser's `fetch`: the token is in it, so it goes where this function takes it. */
  fetch?: Sender | undefined;
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws ends the export: the stream fails with a `fault`, and that is its `cause`. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** Records of your own to export, and how to follow and stop it. */
export interface RecordExportOptions extends Omit<ExportOptions, "portal" | "token" | "renew" | "fetch"> {
  /** Where they are from: the archive says so. No request goes there. */
  portal: { url: string | URL; name?: string | undefined };
  records: Records;
}

/** An archive on its way: a ZIP, and what is in it and what is missing. */
export interface Export extends Streamed<Summary> {}

/** How to ask what stands at an address. */
export interface FindOptions extends Stoppable {
  /** Sends each request in place of the browser's `fetch`. */
  fetch?: Sender | undefined;
}

/** How to follow and stop a survey. */
export interface SurveyOptions extends ExportSpec, Stoppable {
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
  /** Sends each request in place of the browser's `fetch`: the token is in it, so it goes where this function takes it. */
  fetch?: Sender | undefined;
  /** Called often; what it throws ends the survey with a `fault`, and that is its `cause`. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

const nothing = (): void => {};

/** What stands at an address: which portal it is, and how one signs in there. */
export async function findPortal(portal: PortalSpec<string | URL>, options: FindOptions = {}): Promise<PortalInfo> {
  const { signal, fetch } = optionsOf(options);
  held(portal, kind.portal, "portal");
  signal?.throwIfAborted();
  const engine = await engineOf("learner", { signal });
  const callers = new Callers();
  const found = engine.portalInfo(portal as PortalSpec, signal, callers.sender(fetch));
  return callers.over(found).catch((error: unknown) => fail(error, signal));
}

/** What the portal holds, by section, before anything is exported. */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { signal, onProgress, renew, fetch, ...spec } = optionsOf(options, { portal: kind.portal }, specKinds);
  signal?.throwIfAborted();
  const engine = await engineOf("learner", { signal });
  const callers = new Callers();
  const counted = engine.survey(spec, onProgress ?? nothing, signal, callers.sender(fetch), callers.renew(renew));
  return callers.over(counted).catch((error: unknown) => fail(error, signal));
}

/**
 * Everything a portal holds of the signed-in learner, or records of your own, as one ZIP archive.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A record that cannot be had does not stop the
 * archive: it is retried, then listed in the summary and in the archive's own report. What a list of your own throws does: the
 * stream fails with it.
 */
export function exportLearner(options: ExportOptions | RecordExportOptions): Export {
  return runStream(() => {
    optionsOf(options, { portal: kind.portal }, specKinds);
    return "records" in options ? recordsMaking(options) : portalMaking(options);
  });
}

const specKinds = { sections: kind.list, only: kind.list, concurrency: kind.number, exportedAt: text };

function portalMaking({ signal, onProgress, renew, fetch, ...spec }: ExportOptions): Making<Summary> {
  return {
    name: archiveName(spec),
    signal,
    begin: async (stopping, callers) =>
      (await engineOf("learner", { signal: stopping })).exportArchive(spec, onProgress ?? nothing, callers.renew(renew), stopping, callers.sender(fetch)),
  };
}

function recordsMaking({ signal, onProgress, portal, records, ...rest }: RecordExportOptions): Making<Summary> {
  let opening: Promise<RecordsPortal> | undefined;
  const open = (failed: (error: unknown) => void = nothing) =>
    (opening ??= import("./records.js").then(({ recordsPortal }) => recordsPortal(records, portal, failed)));
  return {
    name: archiveName(rest),
    signal,
    async begin(stopping, callers) {
      const [engine, { description, sender, explained }] = await Promise.all([engineOf("learner", { signal: stopping }), open((error) => callers.fail(error))]);
      const run = engine.exportArchive({ ...rest, portal: { url: portal.url, description } }, onProgress ?? nothing, undefined, stopping, sender);
      const summary = (): Summary | undefined => explained(run.summary());
      return { next: () => run.next(), summary, free: () => run.free() };
    },
    end: () => void open().then(({ close }) => close(), nothing),
  };
}

/** `badges-2026-11-21.zip`; an archive of what an earlier one missed says so. */
export function archiveName({ exportedAt, only }: Pick<ExportSpec, "exportedAt" | "only">): string {
  return `badges-${exportedAt?.slice(0, 10) ?? today()}${only ? "-rest" : ""}.zip`;
}
