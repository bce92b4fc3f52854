import { catalogue } from "../languages.js";
/** The few texts that an element may need before its panels, and their texts, are loaded. */
export const messages = /* @__PURE__ */ catalogue("shell", {
  looking: (name: string) => `Looking at what ${name} holds for you …`,
  lookingForIssuers: (name: string) => `Looking for your issuers on ${name} …`,
  errorTitle: "That did not work",
  tokenUnknown: "The portal does not know this access token; check it and try again.",
  notLoaded: "A part of this page could not be loaded; check the connection, then try again.",
  notDrawable: "This page’s security policy does not let badgepack’s elements be drawn: it needs “trusted-types badgepack”, and no other policy of that name.",
  tryAgain: "Try again",
  back: "Back",
  cancel: "Cancel",
});
