import { catalogue } from "../languages.js";
/** The texts that saving a file may need, on any page and without one. */
export const messages = /* @__PURE__ */ catalogue("save", {
  fileKinds: { zip: "ZIP archive", csv: "Table (CSV)", json: "JSON" },
  diskFull: "There is not enough room on this device for the file. Free some space, or leave something out, then try again.",
  notWritable: "The file cannot be written there. Check that its folder exists and may be written to, and that the name is not that of a folder, or choose another place; then try again.",
  noPlace: "No place was chosen for the file, so nothing was saved.",
  engineBroke: "badgepack’s engine broke down at its work, and no file was kept. Try again; if it happens again, choose less at a time, or use another browser.",
});
