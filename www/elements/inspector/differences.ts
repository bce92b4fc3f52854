/** One place in which two documents differ; `null` where there is nothing. */
export interface Difference {
  path: string;
  before: string | null;
  after: string | null;
}

/** Where two JSON documents differ, value by value; `null` when one of them is no JSON. Order and layout make no difference. */
export function differences(before: string, after: string): Difference[] | null {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  if (!old || !now) return null;
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter(({ before, after }) => before !== after);
}

function leavesOf(json: string): Map<string, string> | null {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return void leaves.set(path, typeof value === "string" ? value : JSON.stringify(value));
    for (const [key, one] of Object.entries(value)) walk(one, path ? `${path}.${key}` : key);
  };
  try {
    walk(JSON.parse(json), "");
    return leaves;
  } catch {
    return null;
  }
}
