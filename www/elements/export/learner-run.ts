import type { Progress, SectionProgress, Summary } from "../../badgepack.js";
import { exportLearner, type ExportOptions } from "../../learner.js";
import type { Place } from "../../save.js";
import { checkedTo, Run, type Extent } from "../run.js";
import { holdsBadges } from "./section-choice.js";

/** What is exported, and what is known of it. */
interface LearnerRunOptions extends ExportOptions {
  place: Place;
  /** How many records each section is known to have. */
  known: ReadonlyMap<string, number>;
  changed: () => void;
}

/** A learner's archive on its way to disk. */
export class LearnerRun extends Run<Progress, Summary> {
  readonly #known: ReadonlyMap<string, number>;

  constructor({ place, known, changed, ...options }: LearnerRunOptions) {
    super({
      begin: (signal, onProgress) => {
        const begun = exportLearner({ ...options, signal, onProgress });
        const summary = begun.summary.then((summary) => counted(summary, known));
        summary.catch(() => {}); // The stream says it, too, and is heard first.
        return { ...begun, summary };
      },
      keep: checkedTo(place),
      changed,
    });
    this.#known = known;
  }

  /** Records that came to an end, one way or the other, and those that there are. */
  get extent(): Extent {
    return this.#extentOf(this.progress?.sections ?? []);
  }

  /** The same, of badges alone. */
  get badges(): Extent {
    return this.#extentOf((this.progress?.sections ?? []).filter(holdsBadges));
  }

  #extentOf(sections: readonly SectionProgress[]): Extent {
    return { done: sections.reduce((sum, { records }) => sum + records, 0), total: sections.reduce((sum, section) => sum + this.expected(section), 0) };
  }

  /** Records a section will have, as far as is known. */
  expected(section: SectionProgress): number {
    if (section.state === "left-out" || section.state === "absent") return 0;
    if (section.state === "complete") return section.records;
    return Math.max(section.records, section.expected ?? this.#known.get(section.key) ?? 0);
  }
}

/** A list that could not be read says nothing of its length; what was known of that before counts, so that all totals are of the same records. */
function counted(summary: Summary, known: ReadonlyMap<string, number>): Summary {
  const sections = summary.sections.map((section) => (section.state === "incomplete" && section.expected === null ? { ...section, expected: known.get(section.key) ?? null } : section));
  return { ...summary, sections };
}
