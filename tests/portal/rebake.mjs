// Which picture an award carries. After a badge class got another picture the server bakes the past awards anew, one after
// the other; a job and its pace stand for all of them, so that a class of a million awards needs no table.

/**
 * `of(badge, index, rank)` tells how often an award was baked anew (`turn`), which of the class's pictures it carries (`version`),
 * and when that happened (`at`, microseconds, or null). `clock` gives milliseconds.
 */
export function createRebakes(clock = Date.now) {
  const jobs = [];
  const single = new Map();
  let last = 0;
  /** Microseconds, never the same twice. */
  const now = () => {
    last = Math.max(last + 1, clock() * 1000);
    return last;
  };

  return {
    now,
    /** A class has another picture: `count` awards are due, `each` milliseconds apart, unless it stops after `stopsAfter` of them. */
    begin(badge, { count, each = 0, stopsAfter = count }) {
      const due = Math.min(count, stopsAfter);
      const start = now();
      jobs.push({ badge, version: badge.versions.length - 1, start, step: each * 1000 || 1, due });
      last = each ? last : start + due;
      return due;
    },
    /** One award is baked anew at once, with the picture that its class has now. */
    one(badge, index) {
      single.set(index, [...(single.get(index) ?? []), { at: now(), version: badge.versions.length - 1 }]);
    },
    of(badge, index, rank) {
      let baking = { turn: 0, version: 0, at: null };
      const happened = (at, version) => {
        baking = { turn: baking.turn + 1, ...(at > (baking.at ?? 0) ? { at, version } : { at: baking.at, version: baking.version }) };
      };
      if (jobs.length === 0 && single.size === 0) return baking;
      const current = Math.max(last, clock() * 1000);
      for (const job of jobs) {
        if (job.badge !== badge) continue;
        const at = job.start + rank() * job.step;
        if (rank() < job.due && at <= current) happened(at, job.version);
      }
      for (const { at, version } of single.get(index) ?? []) happened(at, version);
      return baking;
    },
    /** The classes that had or have a job, and the awards that were baked anew alone. */
    touched: () => ({ badges: [...new Set(jobs.map(({ badge }) => badge))], indices: [...single.keys()] }),
  };
}
