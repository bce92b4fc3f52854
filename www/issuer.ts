import type { Contents, Directory, DocumentProgress, DocumentSpec, DocumentSummary, Preview, SignedIn, TableProgress, TableSpec, TableSummary, Tables } from "../target/web/issuer_engine.js";
import { object, optionsOf, text } from "./argument.js";
import { Callers } from "./callers.js";
import { engineOf, withEngine, type Stoppable } from "./engine.js";
import { flag, list, number, portal } from "./kinds.js";
import { fail, runStream, today, type Run, type Streamed } from "./run-stream.js";

/** Who asks, and how to stop. */
export interface Asking extends SignedIn, Stoppable {
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** What to tabulate, and how to follow and stop it. */
export interface TableOptions extends TableSpec {
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws ends the export: the stream fails with a `fault`, and that is its `cause`. */
  onProgress?: ((progress: TableProgress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** A table on its way: CSV in UTF-8 with a byte order mark. */
export interface TableExport extends Streamed<TableSummary> {}

/** What to look at before a table is downloaded. */
export interface PreviewOptions extends Omit<TableOptions, "onProgress" | "expected"> {
  /** How many pages of 500 records to read; 20 when left out. */
  pages?: number | undefined;
  /** Called while it grows; what it throws ends it with a `fault`, and that is its `cause`. */
  onPreview?: ((preview: Preview) => void) | undefined;
}

/** What to make a document of, and how to follow and stop it. */
export interface DocumentOptions extends DocumentSpec {
  /** Aborting it stops every request; the stream then fails with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Called often; what it throws ends the export: the stream fails with a `fault`, and that is its `cause`. */
  onProgress?: ((progress: DocumentProgress) => void) | undefined;
  /** Asked for a new access token when the portal no longer takes the old one; `null` when there is none to be had. */
  renew?: (() => Promise<string | null>) | undefined;
}

/** A document on its way: JSON in UTF-8, or a ZIP with it. */
export interface DocumentExport extends Streamed<DocumentSummary> {}

const nothing = (): void => {};

/** Who is signed in, and which organisations and issuers that person looks after. */
export async function listIssuers(options: Asking): Promise<Directory> {
  const { signal, renew, ...spec } = optionsOf(options, { portal });
  signal?.throwIfAborted();
  const engine = await engineOf("issuer", { signal });
  const callers = new Callers();
  return callers.over(engine.issuerDirectory(spec, signal, callers.renew(renew))).catch((error: unknown) => fail(error, signal));
}

/** What an issuer has: its badge classes, and whether there are groups and pathways. */
export async function surveyIssuer(options: Asking & { issuer: string }): Promise<Contents> {
  const { signal, renew, ...spec } = optionsOf(options, { portal, issuer: text });
  signal?.throwIfAborted();
  const engine = await engineOf("issuer", { signal });
  const callers = new Callers();
  return callers.over(engine.issuerContents(spec, signal, callers.renew(renew))).catch((error: unknown) => fail(error, signal));
}

/**
 * A table as CSV, row by row while the portal's pages arrive.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A table that is not whole never ends: whatever is
 * broken for good, the stream fails. Where there is nothing to export it fails before its first byte, and says why.
 */
export function exportTable(options: TableOptions): TableExport {
  return runStream(() => {
    const { signal, onProgress, renew, ...spec } = optionsOf(options, tableNeeds, tableKinds);
    return {
      name: `${spec.table}-${today()}.csv`,
      signal,
      begin: async (stopping, callers) =>
        (await engineOf("issuer", { signal: stopping })).exportTable(spec, onProgress ?? nothing, callers.renew(renew), stopping) as Run<TableSummary>,
    };
  });
}

/**
 * An issuer, or one badge class, as the portal's own records, nested: each is byte for byte as it was served.
 *
 * Returns at once, and nothing is loaded or fetched before `stream` is read. A list that is broken for good fails the stream, so
 * a file that ends is whole. Pictures that cannot be had do not: the summary and the archive's report list them.
 */
export function exportIssuer(options: DocumentOptions): DocumentExport {
  return runStream(() => {
    const { signal, onProgress, renew, ...spec } = optionsOf(options, { portal }, { issuer: text, badgeClass: text, include: object, compress: flag, now: text });
    const what = spec.badgeClass === undefined ? "issuer" : "badge-class";
    return {
      name: `${what}-${today()}.${spec.compress ? "zip" : "json"}`,
      signal,
      begin: async (stopping, callers) =>
        (await engineOf("issuer", { signal: stopping })).exportIssuer(spec, onProgress ?? nothing, callers.renew(renew), stopping) as Run<DocumentSummary>,
    };
  });
}

/** The first rows of a table, and what can be counted of the rest, before it is downloaded. */
export async function previewTable(options: PreviewOptions): Promise<Preview> {
  const { signal, onPreview, renew, ...spec } = optionsOf(options, tableNeeds, { ...tableKinds, pages: number });
  signal?.throwIfAborted();
  const engine = await engineOf("issuer", { signal });
  const callers = new Callers();
  const looking = engine.previewTable(spec, onPreview ?? nothing, callers.renew(renew), signal);
  return callers.over(looking).catch((error: unknown) => fail(error, signal));
}

const tableNeeds = { portal, table: text, scope: object };
const tableKinds = { period: object, columns: list, raw: flag, staff: flag, groups: object, now: text, expected: number };

/** The tables that there are, with their columns. */
export async function listTables(options: Stoppable = {}): Promise<Tables> {
  const { signal } = optionsOf(options);
  return withEngine("issuer", (engine) => engine.tables(), signal);
}
