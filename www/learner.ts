import type { ExportSpec, PortalInfo, PortalSpec, Progress, Summary, Survey } from "../target/web/learner_engine.js";
import { engineOf, type Stoppable } from "./engine.js";
import { fail, runStream, today, type Streamed } from "./run-stream.js";

/** What to export, and how to follow and stop it. */
export interface ExportOptions extends ExportSpec {
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws is not caught. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** An archive on its way: a ZIP, and what is in it and what is missing. */
export interface Export extends Streamed<Summary> {
  /** A name for the file, with the day of the export. */
  name: string;
}

/** How to follow and stop a survey. */
export interface SurveyOptions extends ExportSpec, Stoppable {
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What stands at an address: which portal it is, and how one signs in there. */
export async function findPortal(portal: PortalSpec, { signal }: Stoppable = {}): Promise<PortalInfo> {
  signal?.throwIfAborted();
  const engine = await engineOf("learner");
  return engine.portalInfo(portal, signal).catch((error: unknown) => fail(error, signal));
}

/** What the portal holds, by section, before anything is exported. */
export async function survey({ signal, onProgress, ...spec }: SurveyOptions): Promise<Survey> {
  signal?.throwIfAborted();
  const engine = await engineOf("learner");
  return engine.survey(spec, onProgress ?? (() => {}), signal).catch((error: unknown) => fail(error, signal));
}

/**
 * Everything a portal holds of the signed-in learner, as one ZIP archive.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A record that cannot be had does not stop the
 * archive: it is retried, then listed in the summary and in the archive's own report.
 */
export function exportLearner({ signal, onProgress, renew, ...spec }: ExportOptions): Export {
  const begin = async (stopping: AbortSignal) => (await engineOf("learner")).exportArchive(spec, onProgress ?? (() => {}), renew, stopping);
  return { ...runStream<Summary>(begin, signal), name: archiveName(spec) };
}

/** `badges-2026-11-21.zip`; an archive of what an earlier one missed says so. */
export function archiveName({ exportedAt, only }: Pick<ExportSpec, "exportedAt" | "only">): string {
  return `badges-${exportedAt?.slice(0, 10) ?? today()}${only ? "-rest" : ""}.zip`;
}
