/** Under which tools/lit-globals.mjs keeps the policy of Trusted Types that Lit draws by. */
const POLICY = Symbol.for("badgepack.policy");

let may: boolean | undefined;

/** Whether elements can be drawn on this page at all: where it requires Trusted Types, only by badgepack's policy. */
export const canDraw = (): boolean => (may ??= POLICY in globalThis || takesText());

/** Whether the page takes markup as plain text, as those do that require nothing. */
function takesText(): boolean {
  try {
    document.createElement("template").innerHTML = "<i></i>";
    return true;
  } catch {
    return false;
  }
}
