/** Defines elements, each under its own name unless the page already took it. */
export function define(elements: Record<string, CustomElementConstructor>): void {
  if (typeof customElements === "undefined") return; // On a server.
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
