import type { Contents, Directory, DocumentSpec, TableName, TableSpec, Tables } from "../../badgepack.js";
import { periodOfDays, ownZone } from "../../period.js";
import { messages } from "../../messages/data.js";

/** The exports that there are. */
export type Tab = "awards" | "issuer" | "class" | Exclude<TableName, "awards">;

/** What can be chosen of any table. */
export interface TableChoice {
  /** Columns that are left out, by name. */
  without: ReadonlySet<string>;
  raw: boolean;
  staff: boolean;
  creation: boolean;
  expiration: boolean;
  archived: boolean;
}

/** What can be chosen of awards. */
export interface AwardsChoice extends TableChoice {
  scope: "all" | "issuer" | "class";
  /** The id of the badge class, for that scope. */
  badgeClass: string;
  /** Days as `2024-02-29`, or nothing. */
  from: string;
  to: string;
  zone: string;
}

/** What can be chosen of an issuer or a badge class as JSON. */
export interface DocumentChoice {
  badgeClass: string;
  badgeClasses: boolean;
  assertions: boolean;
  recipientGroups: boolean;
  pathways: boolean;
  staff: boolean;
  compress: boolean;
}

/** All that was chosen, tab by tab: nothing is forgotten when people look at another one. */
export interface Choices extends Record<Exclude<TableName, "awards">, TableChoice> {
  awards: AwardsChoice;
  issuer: DocumentChoice;
  class: DocumentChoice;
}

/** Where it is chosen: whose records there are, and what tables have. */
export interface Place {
  directory: Directory;
  contents: Contents;
  tables: Tables;
}

/** A file to be made: a table or a document. */
export type Order =
  | { kind: "table"; tab: Tab; spec: Omit<TableSpec, "portal" | "token">; expected: number }
  | { kind: "document"; tab: Tab; spec: Omit<DocumentSpec, "portal" | "token">; expected: number };

/** What is chosen before anybody chose. */
export function usual({ contents }: Pick<Place, "contents">): Choices {
  const table: TableChoice = { without: new Set(), raw: false, staff: false, creation: true, expiration: true, archived: false };
  const badgeClass = contents.badgeClasses[0]?.id ?? "";
  const has = contents.badgeClasses.length > 0;
  const document = { badgeClass, badgeClasses: has, assertions: false, recipientGroups: contents.groups === "available", pathways: contents.pathways === "available", staff: false, compress: true };
  return {
    awards: { ...table, scope: "issuer", badgeClass, from: "", to: "", zone: ownZone() },
    groups: table, badges: table, learners: table, members: table,
    issuer: document,
    class: document,
  };
}

/** Why choices make no sense, in a sentence: there is nothing to choose from, or the days or the columns are to be changed. */
export interface Problem {
  kind: "none" | "nothing" | "period" | "columns";
  said: string;
}

/** Whether an export makes sense with these choices. */
export function problem(tab: Tab, choices: Choices, { contents, tables }: Place): Problem {
  const said = missing(tab, contents);
  if (said) return { kind: "nothing", said };
  if (tab === "issuer" || tab === "class") return { kind: "none", said: "" };
  if (columnsOf(tab, choices[tab], tables).every(({ name }) => choices[tab].without.has(name))) return { kind: "columns", said: messages.noColumns };
  const { from, to } = choices.awards;
  return tab === "awards" && from && to && to < from ? { kind: "period", said: messages.backwards } : { kind: "none", said: "" };
}

/** What is not there of all that an export is made of, in a sentence; nothing where all is there. */
function missing(tab: Tab, { groups, pathways, badgeClasses }: Contents): string {
  if ((tab === "groups" || tab === "learners") && groups !== "available") return groups === "none" ? messages.missing.noGroups : messages.missing.groups;
  if (tab === "badges" && pathways !== "available") return pathways === "none" ? messages.missing.noPathways : messages.missing.pathways;
  return tab === "class" && badgeClasses.length === 0 ? messages.missing.noClasses : "";
}

/** What people chose, as the engine wants to hear it. */
export function orderOf(tab: Tab, choices: Choices, { directory, contents, tables }: Place): Order {
  const { id: issuer, organization } = contents.issuer;
  if (tab === "issuer" || tab === "class") {
    const { badgeClass, compress, ...include } = choices[tab];
    const subject = tab === "class" ? { badgeClass } : { issuer };
    const classes = tab === "class" ? { assertions: include.assertions, staff: include.staff } : include;
    return { kind: "document", tab, spec: { ...subject, include: classes, compress }, expected: 0 };
  }
  const { without, raw, staff, ...groups } = choices[tab];
  const { creation, expiration, archived } = groups;
  const columns = without.size > 0 ? columnsOf(tab, choices[tab], tables).map(({ name }) => name).filter((name) => !without.has(name)) : undefined;
  const common = { table: tab, columns, raw, staff, groups: { creation, expiration, archived } };
  if (tab !== "awards") return { kind: "table", tab, spec: { ...common, scope: { issuer } }, expected: 0 };
  const { scope, badgeClass, from, to, zone } = choices.awards;
  const whole = organizationOf(directory, organization);
  return {
    kind: "table", tab, expected: 0,
    spec: {
      ...common,
      scope: scope === "class" ? { badgeClass } : scope === "issuer" ? { issuer } : whole ? { organization: whole.id } : {},
      period: periodOfDays({ from: from || undefined, to: to || undefined, zone }),
    },
  };
}

export type Column = Tables[TableName]["columns"][number];

/** What the names of the columns begin with that a toggle of the groups takes out. */
const TOGGLED = { creation: "Creation ", expiration: "Expiration ", staff: "Staff " } as const;

/** The columns that a toggle stands for. */
export const toggled = (toggle: string, columns: readonly Column[]): Column[] =>
  toggle in TOGGLED ? columns.filter(({ name }) => name.startsWith(TOGGLED[toggle as keyof typeof TOGGLED])) : [];

/** The columns that can be chosen, with the toggles as they are. */
export function columnsOf(tab: TableName, choice: TableChoice, tables: Tables): readonly Column[] {
  const { columns } = tables[tab];
  if (tab !== "groups") return columns;
  const out = (["creation", "expiration", "staff"] as const).filter((toggle) => !choice[toggle]).flatMap((toggle) => toggled(toggle, columns));
  return columns.filter((column) => !out.includes(column));
}

/** Whether a column is empty on every portal, or on this one; only hosted portals have organisations, and the columns that are theirs. */
export function emptiness({ source, everywhere }: Column, { organizations }: Directory): "always" | "here" | "" {
  return source === "none" ? "always" : !everywhere && organizations === null ? "here" : "";
}

/** The organisation that an issuer belongs to; the first one where the portal does not say. */
export function organizationOf({ organizations }: Directory, id: string | null): { id: string; name: string } | undefined {
  return organizations?.find((one) => one.id === id) ?? organizations?.[0];
}
