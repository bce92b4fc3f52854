import type { ForgetPanel } from "./forget/panel.js";
import { Shell } from "./shell.js";
import { look } from "./style.js";

/** `<badge-forget>`: says what badgepack keeps on this device, and deletes all of it. */
export class BadgeForget extends Shell<ForgetPanel> {
  static override styles = [look];

  protected override async open(): Promise<ForgetPanel> {
    const { ForgetPanel } = await import("./forget/panel.js");
    return new ForgetPanel(this);
  }
}
