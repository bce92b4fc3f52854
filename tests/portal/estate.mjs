// What one account issues: issuers, badge classes and their awards. Awards are computed by index, so a million of them
// cost no memory; only what changed since the start is kept.

/**
 * `pattern` says of which class the awards are, by index, over and over; `make(index, badge)` computes one award, oldest first.
 * `kinds` are the kinds of ids (see seeded.mjs) of issuers, classes and awards.
 */
export function createEstate({ source, kinds, issuers, classes, count, pattern, make, recipientAt, rebakes = null }) {
  const added = [];
  const removed = new Set();
  const edits = new Map();
  const seats = new Map(classes.map((badge, number) => [badge, pattern.flatMap((at, seat) => (at === number ? [seat] : []))]));

  const badgeAt = (index) => (index < count ? classes[pattern[index % pattern.length]] : added[index - count].badge);
  /** How many awards of its class are older than this one. */
  function rankOf(index) {
    const badge = badgeAt(index);
    const mine = seats.get(badge);
    if (index < count) return Math.floor(index / pattern.length) * mine.length + mine.indexOf(index % pattern.length);
    return scope([badge]).generated + added.slice(0, index - count).filter((one) => one.badge === badge).length;
  }
  function award(index) {
    const badge = badgeAt(index);
    const fresh = index < count ? null : added[index - count];
    const baking = rebakes?.of(badge, index, () => rankOf(index)) ?? { turn: 0, version: 0, at: null };
    return { ...make(index, badge, fresh), ...baking, ...edits.get(index) };
  }
  /** The awards of these classes, oldest first: `count` of them, the k-th by `at(k)`; `indexAt(k)` costs nearly nothing. */
  function scope(wanted) {
    const mine = wanted.flatMap((badge) => seats.get(badge) ?? []).sort((a, b) => a - b);
    const rest = count % pattern.length;
    const generated = Math.floor(count / pattern.length) * mine.length + mine.filter((seat) => seat < rest).length;
    const later = added.filter(({ badge }) => wanted.includes(badge)).map(({ index }) => index);
    const indexAt = (k) => (k < generated ? Math.floor(k / mine.length) * pattern.length + mine[k % mine.length] : later[k - generated]);
    return { generated, count: generated + later.length, indexAt, at: (k) => award(indexAt(k)) };
  }
  const total = () => count + added.length;

  return {
    issuers, classes, rebakes, award, scope, recipientAt, total,
    isRemoved: (index) => removed.has(index),
    class: (id) => classes.find(({ entityId }) => entityId === id) ?? null,
    issuer: (id) => issuers.find(({ entityId }) => entityId === id) ?? null,
    of: (issuer) => classes.filter((badge) => badge.issuer === issuer),
    /** The award behind a Badgr entity id, or null. */
    find(id) {
      const index = source.find(kinds.award, id);
      return index === null || index >= total() || removed.has(index) ? null : award(index);
    },
    /** Somebody awards a badge of this class now. */
    add(badge, at = Date.now()) {
      const index = total();
      added.push({ index, badge, at: Math.max(at, (added.at(-1)?.at ?? 0) + 1) });
      return award(index);
    },
    remove: (index) => removed.add(index),
    edit: (index, fields) => edits.set(index, { ...edits.get(index), ...fields }),
    /** The awards that were changed or baked anew since the start, by index. */
    touched() {
      if (!rebakes) return [];
      const { badges, indices } = rebakes.touched();
      const anew = badges.flatMap((badge) => {
        const { count: many, indexAt } = scope([badge]);
        return Array.from({ length: many }, (_, k) => indexAt(k));
      });
      return [...new Set([...anew, ...indices])].filter((index) => !removed.has(index) && award(index).at !== null);
    },
  };
}
