import type { Contents, Directory, DocumentProgress, DocumentSpec, DocumentSummary, Preview, SignedIn, TableProgress, TableSpec, TableSummary, Tables } from "../target/web/issuer_engine.js";
import { engineOf, withEngine, type Stoppable } from "./engine.js";
import { fail, runStream, today, type Run, type Streamed } from "./run-stream.js";

/** Who asks, and how to stop. */
export interface Asking extends SignedIn, Stoppable {}

/** What to tabulate, and how to follow and stop it. */
export interface TableOptions extends TableSpec {
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws is not caught. */
  onProgress?: ((progress: TableProgress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** A table on its way: CSV in UTF-8 with a byte order mark. */
export interface TableExport extends Streamed<TableSummary> {
  /** A name for the file, with the day of the export. */
  name: string;
}

/** What to look at before a table is downloaded. */
export interface PreviewOptions extends Omit<TableOptions, "onProgress" | "expected"> {
  /** How many pages of 500 records to read; 20 when left out. */
  pages?: number | undefined;
  /** Called while it grows. */
  onPreview?: ((preview: Preview) => void) | undefined;
}

/** What to make a document of, and how to follow and stop it. */
export interface DocumentOptions extends DocumentSpec {
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws is not caught. */
  onProgress?: ((progress: DocumentProgress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** A document on its way: JSON in UTF-8, or a ZIP with it. */
export interface DocumentExport extends Streamed<DocumentSummary> {
  /** A name for the file, with the day of the export. */
  name: string;
}

/** Who is signed in, and which organisations and issuers that person looks after. */
export async function listIssuers({ signal, ...spec }: Asking): Promise<Directory> {
  signal?.throwIfAborted();
  const engine = await engineOf("issuer", { signal });
  return engine.issuerDirectory(spec, signal, undefined).catch((error: unknown) => fail(error, signal));
}

/** What an issuer has: its badge classes, and whether there are groups and pathways. */
export async function surveyIssuer({ signal, ...spec }: Asking & { issuer: string }): Promise<Contents> {
  signal?.throwIfAborted();
  const engine = await engineOf("issuer", { signal });
  return engine.issuerContents(spec, signal, undefined).catch((error: unknown) => fail(error, signal));
}

/**
 * A table as CSV, row by row while the portal's pages arrive.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A table that is not whole never ends: whatever is
 * broken for good, the stream fails. Where there is nothing to export it fails before its first byte, and says why.
 */
export function exportTable({ signal, onProgress, renew, ...spec }: TableOptions): TableExport {
  const begin = async (stopping: AbortSignal) =>
    (await engineOf("issuer", { signal: stopping })).exportTable(spec, onProgress ?? (() => {}), renew, stopping) as Run<TableSummary>;
  return { ...runStream(begin, signal), name: `${spec.table}-${today()}.csv` };
}

/**
 * An issuer, or one badge class, as the portal's own records, nested: each is byte for byte as it was served.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A list that is broken for good fails the stream, so
 * a file that ends is whole. Pictures that cannot be had do not: the summary and the archive's report list them.
 */
export function exportIssuer({ signal, onProgress, renew, ...spec }: DocumentOptions): DocumentExport {
  const begin = async (stopping: AbortSignal) =>
    (await engineOf("issuer", { signal: stopping })).exportIssuer(spec, onProgress ?? (() => {}), renew, stopping) as Run<DocumentSummary>;
  const what = spec.badgeClass === undefined ? "issuer" : "badge-class";
  return { ...runStream(begin, signal), name: `${what}-${today()}.${spec.compress ? "zip" : "json"}` };
}

/** The first rows of a table, and what can be counted of the rest, before it is downloaded. */
export async function previewTable({ signal, onPreview, renew, ...spec }: PreviewOptions): Promise<Preview> {
  signal?.throwIfAborted();
  const engine = await engineOf("issuer", { signal });
  return engine.previewTable(spec, onPreview ?? (() => {}), renew, signal).catch((error: unknown) => fail(error, signal));
}

/** The tables that there are, with their columns. */
export const listTables = ({ signal }: Stoppable = {}): Promise<Tables> => withEngine("issuer", (engine) => engine.tables(), signal);
