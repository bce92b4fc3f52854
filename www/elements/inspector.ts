import { intakeLook } from "./inspector/intake-look.js";
import type { InspectorPanel } from "./inspector/panel.js";
import { Shell } from "./shell.js";
import { look } from "./style.js";

/**
 * `<badge-inspector>`: drop, paste, choose or type a badge, and see what it says and where it stands in the file.
 *
 * Several files, folders and ZIPs become a list. Nothing is fetched without a click, and the badge is read, not verified.
 */
export class BadgeInspector extends Shell<InspectorPanel> {
  static override styles = [look, intakeLook];

  protected override async open(): Promise<InspectorPanel> {
    const { InspectorPanel } = await import("./inspector/panel.js");
    return new InspectorPanel(this);
  }

  /** Loads everything that will be needed, so that the rest works without a network. */
  async prepare(): Promise<void> {
    await (await this.loaded())?.prepare();
  }

  /** Looks at a file, a text or an address that the page has; nothing is fetched for an address before a click. */
  async show(badge: Blob | string, name = ""): Promise<void> {
    await (await this.loaded())?.show(badge, name);
  }
}
