// The issuer's side of Badgr v2, written: a badge class replaced, an award changed, and pictures baked anew.
import { setTimeout as sleep } from "node:timers/promises";
import { html, readBody } from "./answer.mjs";
import { allowing, ofAward, ofClass } from "./badgr-issuing.mjs";
import { assertionRecord, classRecord } from "./badgr-records.mjs";
import { enveloped, failure, notFound } from "./badgr-pages.mjs";
import { readClass, sentImage, stripTags } from "./class-writing.mjs";
import { KIND, sha256 } from "./seeded.mjs";
import { pictureHash, upload } from "./uploads.mjs";

const LARGEST = 16 * 1_048_576;
const refused = (errors) => failure(400, "bad request", {}, errors);
const broken = () => html("<!doctype html><html><body><p>We're sorry, an error has occurred.<p></body></html>", 500);

async function bodyOf(request) {
  try {
    const body = JSON.parse((await readBody(request, LARGEST)) || "{}");
    return body && typeof body === "object" && !Array.isArray(body) ? body : null;
  } catch {
    return null;
  }
}

/** Writes fields and picture into a class; its past awards are due for another picture, if the server notices that there is one. */
function write({ estate, world, pictures, options, fault }, badge, fields, picture) {
  Object.assign(badge, fields, { at: estate.rebakes.now() });
  if (!picture) return { due: 0, stopped: false };
  const before = pictureHash(pictures.badge(badge));
  const number = badge.versions.length * 1000 + badge.index;
  badge.file = `${world.source.uuid(KIND.upload, number)}.${picture.svg ? "svg" : "png"}`;
  badge.versions.push({ file: badge.file, ...picture });
  if (pictureHash(picture.bytes) === before) return { due: 0, stopped: false };
  const { count } = estate.scope([badge]);
  const due = estate.rebakes.begin(badge, { count, each: options.rebakeMs, stopsAfter: fault.rebakeStops });
  return { due, stopped: due < count };
}

/** The fault `meanwhile`: somebody else writes these fields just before. */
export function meanwhile(ctx, badge) {
  if (!ctx.fault?.meanwhile || !ctx.estate.rebakes) return;
  const { image, ...body } = ctx.fault.meanwhile;
  const { fields } = readClass(badge, { name: badge.name, description: badge.description, ...body });
  write(ctx, badge, fields, upload(image));
}

async function putClass(ctx, badge) {
  const { account, estate, options, request } = ctx;
  if (!estate.rebakes) return failure(405, "method not allowed");
  if (account.role === "staff") return notFound();
  const body = await bodyOf(request);
  if (!body) return refused({ validationErrors: ["JSON parse error"] });
  const { wipes, resize } = options;
  const { fields, fieldErrors, validationErrors } = readClass(badge, body, { wipes, needsImage: account.dress === "hosted" });
  const picture = upload(sentImage(body, { wipes }), { most: resize ? (account.dress === "fork" ? 600 : 400) : null });
  if (!fields || picture?.error) return refused({ fieldErrors: { ...fieldErrors, ...(picture?.error && { image: picture.error }) }, validationErrors });
  const { due, stopped } = write(ctx, badge, fields, picture);
  if (!options.rebakeQueued) {
    await sleep(due * options.rebakeMs);
    if (stopped) return broken();
  }
  return enveloped([classRecord(badge, ctx)]);
}

const AWARD_FIELDS = ["narrative", "evidence", "expires", "issuedOn", "extensions"];

/** Whatever it holds, also nothing: the award's picture is baked anew, with the picture that its class has now. */
async function putAward(ctx, award) {
  const { estate, options, request } = ctx;
  if (!estate.rebakes) return failure(405, "method not allowed");
  const body = await bodyOf(request);
  if (!body) return refused({ validationErrors: ["JSON parse error"] });
  const fields = Object.fromEntries(AWARD_FIELDS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));
  const fieldErrors = {};
  for (const name of ["issuedOn", "expires"]) if (fields[name] && Number.isNaN(Date.parse(fields[name]))) fieldErrors[name] = ["Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."];
  if (fields.issuedOn && Date.parse(fields.issuedOn) > Date.now()) fieldErrors.issuedOn = ["Only issuedOn dates in the past are acceptable."];
  if (fields.evidence?.some((one) => !one.url && !one.narrative)) fieldErrors.evidence = ["Either url or narrative is required"];
  if (Object.keys(fieldErrors).length) return refused({ fieldErrors });
  // There is no picture any more that could be baked: the server breaks over it.
  if (award.revoked) return broken();
  if (fields.narrative) fields.narrative = stripTags(fields.narrative);
  if (fields.evidence) fields.evidence = fields.evidence.map(({ url = null, narrative = null }) => ({ url, narrative: narrative && stripTags(narrative) }));
  if (fields.expires !== undefined) fields.expired = Boolean(fields.expires) && Date.parse(fields.expires) < Date.now();
  const who = body.recipient?.identity;
  if (who) Object.assign(fields, { recipient: { ...award.recipient, email: who }, identity: award.hashed ? `sha256$${sha256(who, award.salt).toString("hex")}` : who });
  await sleep(options.rebakeMs);
  estate.edit(award.index, fields);
  estate.rebakes.one(award.badge, award.index);
  return enveloped([assertionRecord(estate.award(award.index), ctx)]);
}

const READ_WRITE = allowing("GET, PUT, DELETE");

export const routes = [
  ["PUT", /^\/v2\/badgeclasses\/([^/]+)$/, ofClass((ctx, badge) => {
    meanwhile(ctx, badge);
    return putClass(ctx, badge);
  }), READ_WRITE],
  ["PUT", /^\/v2\/assertions\/([^/]+)$/, ofAward(putAward), READ_WRITE],
  ["GET", /^\/v2\/badgeclasses\/([^/]+)$/, ofClass((ctx, badge) => {
    meanwhile(ctx, badge);
    return enveloped([classRecord(badge, ctx)]);
  }), READ_WRITE],
];
