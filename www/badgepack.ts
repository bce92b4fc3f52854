/**
 * badgepack: take Open Badges along.
 *
 * ```js
 * import { exportLearner, save } from "badgepack";
 * const { stream, summary, name } = exportLearner({ portal: { url: "https://api.badges.parchment.com" }, token });
 * await save(stream, name);
 * const { exported, listed, missing } = await summary;
 * ```
 *
 * Importing it runs nothing and is safe on a server; the engine is loaded by the first call that needs it.
 * @module
 */
export { BadgepackError, type ErrorCode } from "./error.js";
export type { CoreErrorCode } from "./error-code.js";
export { load, type EngineName, type EngineSource, type Stoppable } from "./engine.js";
export {
  exportIssuer, exportTable, surveyIssuer, listIssuers, listTables, previewTable, type Asking, type DocumentExport, type DocumentOptions, type PreviewOptions, type TableExport, type TableOptions,
} from "./issuer.js";
export { checkArchive, type CheckedArchive, type CheckOptions } from "./archive-check.js";
export { exportLearner, findPortal, survey, type Export, type ExportOptions, type FindOptions, type RecordExportOptions, type SurveyOptions } from "./learner.js";
export type { BadgeRecord, ListedRecord, Part, Records, RecordsOf, TitledRecords } from "./records.js";
export { inspect, listParts, inspectFiles, checkRecipient, type Finding, type InputFile, type InspectFilesOptions, type InspectOptions, type InspectProgress } from "./inspect.js";
export { fetchCurrentCopy, compareCopies, followLinks, lookUp, type CurrentOptions, type FollowOptions } from "./lookup.js";
export { ownZone, periodOfDays, type Days } from "./period.js";
export { bake, strip, unbake } from "./picture.js";
export type { Bytes, FileBytes } from "./bytes.js";
export type { Streamed } from "./run-stream.js";
export {
  applyReplacement, changesOf, checkPicture, checkSafetyCopy, checkSelection, draftReplacement, previewReplacement, rebake, exportSafetyCopy, type ApplyOptions, type DraftOptions,
  type Given, type PreviewReplacementOptions, type Rebake, type RebakeOptions, type ReplacementPreview, type ReplaceOptions, type SafetyCopy,
  type SafetyCopyOptions,
} from "./replace.js";
export { pickPlace, save, type Place, type Saved, type SaveOptions } from "./save.js";
export type {
  Counts, ExportSpec, Missing, PortalDescription, PortalInfo, PortalSpec, Progress, SectionProgress, Sender, Summary, Survey,
} from "../target/web/learner_engine.js";
export type {
  Alignment, Badge, BadgeClass, BadgeDocument, BadgeImage, Criteria, Difference, Evidence, FilePart, Inspection, LearnerRecord, Linked, LookedUp, More, Profile, Proof,
  Recipient, Text, Unbaked, Without,
} from "../target/web/inspector_engine.js";
export type {
  Availability, BadgeClassEntry, Contents, Directory, DocumentProgress, DocumentSpec, DocumentSummary, DocumentTally, GroupOptions, Include, IssuerEntry, Period, Preview, Scope, SignedIn, TableName, TableProgress, Tables, TableSpec, TableSummary, Tally,
} from "../target/web/issuer_engine.js";
export type {
  RebakeCounts, RebakeJournal, RebakeProgress, RebakeSpec, RebakeSummary, SafetyCopyProgress, SafetyCopySummary,
} from "../target/web/rebake_engine.js";
export type {
  AwardCount, Change, ClassAlignment, ClassContents, ClassField, Draft, DraftPicture, DraftSpec, Expires, Note, Outcome, PresentClass, Replacement,
  ReplacePhase, ReplaceSpec, Rights, SafetyCopyInfo, Selection,
} from "../target/web/replace_engine.js";
