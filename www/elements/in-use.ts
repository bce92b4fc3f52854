/** The elements that what people used last is in, or was in until it was drawn anew. */
let inUse = new WeakSet<EventTarget>();

/** How people use something. Not every browser gives the focus to a button that is clicked, and one that is removed loses it. */
const USES = ["focusin", "click"];

const leave = (): void => void (inUse = new WeakSet());
const come = ({ currentTarget }: Event): void => void (currentTarget && inUse.add(currentTarget));

/** Watches whether people use an element; to be called as often as one likes. */
export function watchUse(element: HTMLElement): void {
  for (const name of USES) {
    addEventListener(name, leave, true); // Comes first: then all elements on the way to what is used.
    element.addEventListener(name, come, true);
  }
}

/** Whether people are at work in an element or in one around it. Who types in a frame of the page is, for the page, nowhere. */
export function isInUse(element: Element): boolean {
  if (document.activeElement instanceof HTMLIFrameElement) return false;
  for (let at: Element | null = element; at; at = hostOf(at)) if (inUse.has(at)) return true;
  return false;
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
