import type { Change, ClassContents, ClassField, Draft, DraftPicture, Expires, Note, PresentClass, Selection } from "../../badgepack.js";
import { changesOf, checkSelection } from "../../replace.js";

/** A field that is not the picture. */
export type TextField = keyof ClassContents;

/** What becomes of a field; `own` is a picture chosen by hand. */
export type Way = "take" | "leave" | "edit" | "blank" | "own";

/** What the fields would be: which change, and what is to be said of them. */
export interface Verdict {
  changing: ReadonlySet<ClassField>;
  notes: Note[];
}

/** What holds nothing, field by field. */
const nothing: ClassContents = { name: "", description: "", criteriaUrl: "", criteriaNarrative: "", tags: [], alignments: [], expires: null, others: {} };

/** How many days a server counts that counts nothing else. */
const DAYS: Record<Expires["duration"], number> = { days: 1, weeks: 7, months: 30, years: 365 };

/** Fields that are never emptied as a whole: portals want to have something in them. */
const needed: ReadonlySet<ClassField> = new Set(["name", "description", "others", "image"]);

/** What people chose of a draft, field by field. What they wrote stays when they choose otherwise, and when the class is read again. */
export class Choices {
  present!: PresentClass;
  /** A picture chosen by hand. */
  own: DraftPicture | null = null;
  #ownChanges = false;
  #changes = new Map<ClassField, Change>();
  readonly #ways = new Map<ClassField, Way>();
  readonly #edits: { [Name in TextField]?: ClassContents[Name] } = {};

  constructor(
    present: PresentClass,
    readonly draft: Draft,
    changes: Change[],
  ) {
    this.read(present, changes);
  }

  /** Goes on with the class as it is by now. */
  read(present: PresentClass, changes: Change[]): void {
    this.present = present;
    this.#changes = new Map(changes.map((change) => [change.field, change]));
    for (const change of changes) {
      if ((change.field === "others" || change.field === "expires") && JSON.stringify(this.#said(change.field)) === JSON.stringify(change.now)) this.#changes.set(change.field, { ...change, state: change.state === "changed" ? "same" : change.state });
    }
  }

  /** What becomes of a field: what people chose, else whatever the draft says of it. */
  way(field: ClassField): Way {
    return this.#ways.get(field) ?? (this.change(field).state === "changed" ? "take" : "leave");
  }

  /** What can become of a field. */
  ways(field: ClassField): Way[] {
    const { state, now } = this.change(field);
    const taken: Way[] = state === "changed" ? ["take"] : [];
    if (field === "image") return [...taken, "leave", "own"];
    return [...taken, "leave", ...(field === "others" ? [] : ["edit" as const]), ...(needed.has(field) || isEmpty(now) ? [] : ["blank" as const])];
  }

  choose(field: ClassField, way: Way): void {
    this.#ways.set(field, way);
  }

  edit<Name extends TextField>(field: Name, value: ClassContents[Name]): void {
    this.#edits[field] = value;
  }

  /** What is edited in a field: at first what it would have held otherwise. */
  edited<Name extends TextField>(field: Name): ClassContents[Name] {
    return field in this.#edits ? (this.#edits[field] as ClassContents[Name]) : this.#said(field);
  }

  now<Name extends TextField>(field: Name): ClassContents[Name] {
    return this.change(field).now as ClassContents[Name];
  }

  /** What would stand in a field. */
  after<Name extends TextField>(field: Name): ClassContents[Name] {
    const way = this.way(field);
    if (way === "blank") return nothing[field];
    return way === "edit" ? this.#kept(field, this.edited(field)) : way === "take" ? this.#said(field) : this.now(field);
  }

  /** What the draft says of a field; what there is where it says nothing. */
  #said<Name extends TextField>(field: Name): ClassContents[Name] {
    return field in this.draft.contents ? this.#kept(field, this.draft.contents[field] as ClassContents[Name]) : this.now(field);
  }

  /** As the portal will have it: fields of its own that are not named stay, and a server that counts days gets days. */
  #kept<Name extends TextField>(field: Name, value: ClassContents[Name]): ClassContents[Name] {
    const now = this.now(field);
    if (field === "others") return { ...(now as ClassContents["others"]), ...(value as ClassContents["others"]) } as ClassContents[Name];
    const expires = field === "expires" && this.present.server === "mint" ? (value as Expires | null) : null;
    return expires ? ({ amount: expires.amount * DAYS[expires.duration], duration: "days" } as ClassContents[Name]) : value;
  }

  /** The picture that it would have. */
  get picture(): DraftPicture | null {
    const way = this.way("image");
    return way === "own" ? (this.own ?? this.present.picture) : way === "take" ? this.draft.picture : this.present.picture;
  }

  change(field: ClassField): Change {
    return this.#changes.get(field) ?? { field, state: "absent", now: field === "image" ? "" : nothing[field], new: null };
  }

  /** Takes a picture that was chosen by hand. */
  async takeOwn(picture: DraftPicture): Promise<void> {
    const changes = await changesOf(this.present, { ...this.draft, contents: {}, picture });
    this.own = picture;
    this.#ownChanges = changes.some(({ field, state }) => field === "image" && state === "changed");
    this.choose("image", "own");
  }

  /** The draft with the picture that was chosen. */
  get chosen(): Draft {
    return { ...this.draft, picture: this.way("image") === "own" ? this.own : this.draft.picture };
  }

  get selection(): Selection {
    const chosen = (field: TextField): Selection => {
      const way = this.way(field);
      return way === "leave" || way === "own" ? {} : { [field]: way === "edit" ? { edit: this.edited(field) } : way };
    };
    const texts = Object.keys(nothing).map((field) => chosen(field as TextField));
    return Object.assign({}, ...texts, this.#pictureChanges ? { image: "take" } : {}) as Selection;
  }

  get #pictureChanges(): boolean {
    const way = this.way("image");
    return way === "own" ? this.own !== null && this.#ownChanges : way === "take";
  }

  /** Which fields would change, and what is to be said of that; pictures are left out of the questions, because they were looked at before. */
  async verdict(): Promise<Verdict> {
    const present = { ...this.present, picture: null };
    const { selection } = this;
    const contents: Draft["contents"] = Object.fromEntries(Object.keys(nothing).map((field) => [field, this.after(field as TextField)]));
    const draft = { ...this.draft, picture: null };
    const [changes, notes] = await Promise.all([changesOf(present, { ...draft, contents }), checkSelection(present, draft, { ...selection, image: "leave" })]);
    const changing = changes.filter(({ field, state }) => state === "changed" && this.way(field) !== "leave").map(({ field }) => field);
    return { changing: new Set(this.#pictureChanges ? [...changing, "image" as const] : changing), notes };
  }
}

/** Whether a field holds nothing. */
export function isEmpty(content: Change["now"]): boolean {
  if (content === null) return true;
  if (typeof content === "string") return content.trim() === "";
  return Array.isArray(content) ? content.length === 0 : Object.keys(content).length === 0;
}
