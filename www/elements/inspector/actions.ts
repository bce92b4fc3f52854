import { html, nothing, type TemplateResult } from "lit";
import type { Inspection } from "../../badgepack.js";
import { messages } from "../../messages/card.js";
import { canMend } from "./notes.js";

/** What can be done with a file that was read. */
export type Act = "save-payload" | "save-picture" | "copy" | "rebake" | "strip" | "bake" | "current";

/** The buttons that make sense for a file; `hasAddress`: the badge has one of its own where its issuer serves it. */
export function actions(inspection: Inspection, hasAddress: boolean, act: (act: Act) => void): TemplateResult {
  const { found, picture } = inspection;
  const button = (which: Act, label: string, look = ""): TemplateResult => html`<button class=${look || nothing} part="${which}-button" @click=${() => act(which)}>${label}</button>`;
  return html`<div class="bar" part="actions">
      ${canMend(inspection) ? button("rebake", messages.rebake, "main") : nothing}
      ${found ? button("save-payload", { json: messages.saveJson, jwt: messages.saveJws, url: messages.saveUrl }[found.form]) : nothing}
      ${found ? button("copy", messages.copy) : nothing}
      ${picture ? button("save-picture", messages.savePicture) : nothing}
      ${found && hasAddress ? button("current", messages.current) : nothing}
      ${found ? button("bake", messages.bakeOther) : button("bake", messages.bakeInto)}
      ${picture && found ? button("strip", messages.strip) : nothing}
    </div>
    ${picture && found ? html`<p class="mute small">${messages.stripWhy}</p>` : nothing}`;
}
