// What a PUT makes of a badge class: which fields are read, refused, ignored, cleaned or wiped. As recorded (12-badgeclass-put-*) and as the servers' sources say.

/** Tags taken out of plain text, as the server does with names, descriptions, tags, alignments and criteria. */
export const stripTags = (text) => String(text).replace(/<\/?[a-zA-Z!][^>]*>/g, "").trim();

const REQUIRED = "This field is required.";
const BLANK = "This field may not be blank.";
const WEB = /^https?:\/\/[^\s/?#]+\.?[^\s]*$|^ftps?:\/\/\S+$/i;
const DURATIONS = ["days", "weeks", "months", "years"];
const ALIGNMENT = ["targetName", "targetUrl", "targetDescription", "targetFramework", "targetCode"];

const text = (given, longest) => {
  if (typeof given !== "string") return { error: "Not a valid string." };
  const value = stripTags(given);
  if (value === "") return { error: BLANK };
  return value.length > longest ? { error: `Ensure this field has no more than ${longest} characters.` } : { value };
};

/** Those that stay keep their places, new ones come last: so the order that was sent is not always the order that is served. */
const merged = (old, sent, key) => {
  const wanted = new Map(sent.map((one) => [key(one), one]));
  const had = new Set(old.map(key));
  return [...old.filter((one) => wanted.has(key(one))), ...[...wanted.values()].filter((one) => !had.has(key(one)))];
};

function alignments(given, old, errors) {
  if (!Array.isArray(given)) return (errors.alignments = ["Expected a list of items."]);
  const wrong = given.map((one) => {
    const faults = {};
    if (!one?.targetName) faults.targetName = [REQUIRED];
    if (!one?.targetUrl) faults.targetUrl = [REQUIRED];
    else if (!WEB.test(one.targetUrl)) faults.targetUrl = ["Enter a valid URL."];
    return faults;
  });
  if (wrong.some((faults) => Object.keys(faults).length)) return (errors.alignments = wrong);
  const clean = given.map((one) => Object.fromEntries(ALIGNMENT.map((name) => [name, one[name] === undefined || one[name] === null ? null : stripTags(one[name])])));
  return merged(old, clean, JSON.stringify);
}

/** `null` and `{}` are passed over; only {amount: null, duration: null} takes an expiry away. */
function expires(given, old, errors) {
  if (!given || Object.keys(given).length === 0) return old;
  const { amount = null, duration = null } = given;
  if (amount !== null && !(Number.isInteger(amount) && amount > 0)) errors.expires = { amount: ["A positive integer is required."] };
  else if (duration !== null && !DURATIONS.includes(duration)) errors.expires = { duration: [`"${duration}" is not a valid choice.`] };
  return { amount, duration };
}

/**
 * Reads a PUT's body against the class as it is: {fields} to write, or {fieldErrors, validationErrors}.
 * `wipes`: the habits of the fork's older serializer, which sets back what is left out and keeps quiet about what it ignores.
 * `needsImage`: the hosted service asks for an image each time.
 */
export function readClass(badge, body, { wipes = false, needsImage = false } = {}) {
  const errors = {};
  const fields = {};
  for (const [name, longest] of [["name", 1024], ["description", 16_384]]) {
    if (wipes && !body[name]) continue;
    if (body[name] === undefined) errors[name] = [REQUIRED];
    else if (body[name] === null) errors[name] = ["This field may not be null."];
    else {
      const { value, error } = text(body[name], longest);
      if (error) errors[name] = [error];
      else fields[name] = value;
    }
  }
  if (needsImage && body.image === undefined) errors.image = [REQUIRED];
  if (body.criteriaUrl !== undefined) {
    fields.criteriaUrl = body.criteriaUrl === null || body.criteriaUrl === "" ? null : stripTags(body.criteriaUrl);
    if (fields.criteriaUrl && !WEB.test(fields.criteriaUrl)) errors.criteriaUrl = ["Enter a valid URL."];
  }
  if (body.criteriaNarrative !== undefined) fields.criteriaNarrative = body.criteriaNarrative === null ? null : stripTags(body.criteriaNarrative);
  const after = { ...badge, ...fields };
  const blank = (body.criteriaUrl !== undefined || body.criteriaNarrative !== undefined) && !after.criteriaUrl && !after.criteriaNarrative;
  if (body.tags !== undefined) {
    if (!Array.isArray(body.tags)) errors.tags = ["Expected a list of items."];
    else fields.tags = merged(badge.tags, body.tags.map(stripTags).filter(Boolean), (tag) => tag);
  } else if (wipes) fields.tags = [];
  if (body.alignments !== undefined) fields.alignments = alignments(body.alignments, badge.alignments, errors);
  else if (wipes) fields.alignments = [];
  if (body.expires !== undefined) fields.expires = expires(body.expires, badge.expires, errors);
  else if (wipes) fields.expires = { amount: null, duration: null };
  if (body.extensions && typeof body.extensions === "object") fields.extensions = body.extensions;
  if (Object.keys(errors).length) return { fieldErrors: errors };
  if (blank) return { validationErrors: ["Changes cannot be made that would leave both criteria_url and criteria_text blank."] };
  return { fields };
}

/** Which picture a PUT means. Where `wipes`, a frame is drawn around the organisation's picture unless `imageFrame` is false, and what was sent is thrown away. */
export function sentImage(body, { wipes = false } = {}) {
  if (!wipes || body.imageFrame === false) return body.image;
  return body.extensions?.["extensions:OrgImageExtension"]?.OrgImage;
}
