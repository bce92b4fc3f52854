// A learner portal of Navigatr's kind: the endpoints and fields that www/portals/navigatr-like.json names, in FastAPI's manner.
import { answer, json, picture } from "./answer.mjs";
import * as data from "./learner-data.mjs";
import { badgeDocument, badgeRecord, imports, importPicture, issuerDocument, openBadge, pictureUrl } from "./learner-badges.mjs";
import { EQUALITY, LEARNER, PROFILE } from "./people.mjs";

export const detail = (status, message, headers) => json({ detail: message }, status, headers);
const missing = () => detail(404, "Not found");

/** FastAPI's own check of `page` and `size`: a 422 that says where and why. */
function checked(query, name, fallback, most) {
  const text = query.get(name);
  if (text === null) return { value: fallback };
  const value = Number(text);
  const error = (type, msg, context) => ({ error: { type, loc: ["query", name], msg, input: text, ...(context && { ctx: context }) } });
  if (!Number.isInteger(value)) return error("int_parsing", "Input should be a valid integer, unable to parse string as an integer");
  if (value < 1) return error("greater_than_equal", "Input should be greater than or equal to 1", { ge: 1 });
  if (value > most) return error("less_than_equal", `Input should be less than or equal to ${most}`, { le: most });
  return { value };
}

/** `{items, page, pages, size, total}` of `total` records made by `at(i)`. */
function listed({ url }, total, at) {
  const page = checked(url.searchParams, "page", 1, Infinity);
  const size = checked(url.searchParams, "size", 50, 100);
  const errors = [page.error, size.error].filter(Boolean);
  if (errors.length) return detail(422, errors);
  const items = [];
  for (let i = (page.value - 1) * size.value; i < Math.min(total, page.value * size.value); i += 1) items.push(at(i));
  return json({ items, page: page.value, pages: Math.ceil(total / size.value), size: size.value, total });
}

const rows = (make) => (ctx) => {
  const all = make(ctx);
  return listed(ctx, all.length, (i) => all[i]);
};

const mine = (handle) => (ctx) => ([0, LEARNER.id].includes(Number(ctx.id)) ? handle(ctx) : detail(403, "Not authorised to see this user"));

function profile({ origin }) {
  return json({
    id: LEARNER.id, firstname: LEARNER.firstName, lastname: LEARNER.lastName, pronouns: "she/her",
    emails: [
      { email: LEARNER.email, is_primary: true, is_verified: true, user_id: LEARNER.id },
      { email: "lea.learner@example.org", is_primary: false, is_verified: false, user_id: LEARNER.id },
    ],
    phone: PROFILE.phone, date_of_birth: PROFILE.date_of_birth, address: PROFILE.address, avatar_url: `${origin}/media/avatars/${LEARNER.id}.png`,
    bio: PROFILE.bio, interests: PROFILE.interests, learning_styles: PROFILE.learning_styles,
    communities: data.communities(origin).slice(0, 2), providers: data.providers().slice(0, 2), preferences: PROFILE.preferences,
    role: "learner", status: "Active", time_created: "2019-09-02T07:45:10.120000+00:00", time_updated: "2025-12-30T18:02:44.000431+00:00",
  });
}

const equality = ({ options }) => (options.equality === false
  ? answer(204, null, "")
  : json({ user_id: LEARNER.id, ...EQUALITY, time_updated: "2024-04-01T10:00:00+00:00" }));

function badgeAssertions(ctx) {
  const recipient = ctx.url.searchParams.get("recipient_id");
  if (recipient !== null && ![0, LEARNER.id].includes(Number(recipient))) return detail(403, "Not authorised to see this user’s badges");
  return listed(ctx, ctx.world.badges, (i) => badgeRecord(ctx.world.award(i), ctx));
}

const LIKES = { badges: data.likedBadges, pathways: data.likedPathways, activities: data.likedActivities, providers: data.likedProviders, communities: data.likedCommunities };

const priv = [
  [/^\/v1\/user_detail\/(\d+)\/?$/, mine(profile)],
  [/^\/v1\/user_detail\/(\d+)\/notifications\/?$/, mine(rows(data.notifications))],
  [/^\/v1\/user_detail\/(\d+)\/equality\/?$/, mine(equality)],
  [/^\/v1\/user_detail\/(\d+)\/likes\/(\w+)\/?$/, mine((ctx) => (LIKES[ctx.rest] ? rows(LIKES[ctx.rest])(ctx) : missing()))],
  [/^\/v1\/badge_assertion\/?$/, badgeAssertions],
  [/^\/v1\/badge_assertion\/(\d+)\/?$/, (ctx) => badgeById(ctx, (award) => json(badgeRecord(award, ctx)))],
  [/^\/v1\/badge_assertion\/(\d+)\/open_badge\/?$/, (ctx) => badgeById(ctx, (award) => openBadge(award, ctx))],
  [/^\/v1\/wallet_import\/?$/, rows(imports)],
  [/^\/v1\/activity_attendance\/?$/, rows(data.attendances)],
  [/^\/v1\/pathway_progress\/?$/, rows(data.pathwayProgress)],
  [/^\/v1\/admin_invitation\/?$/, rows(data.invitations)],
  [/^\/v1\/survey_response\/?$/, rows(data.surveyResponses)],
  [/^\/v1\/outcome_metric\/?$/, rows(data.outcomeMetrics)],
];

const open = [
  // The hosted address that stands in an assertion as its id: for verifiers, so without a token.
  [/^\/v1\/open_badge\/(\d+)\/?$/, (ctx) => badgeById(ctx, (award) => openBadge(award, ctx))],
  [/^\/media\/avatars\/\d+\.png$/, ({ pictures }) => picture(pictures.portrait(), false)],
  [/^\/v1\/open_badge\/(\d+)\/image$/, (ctx) => badgeById(ctx, ({ badge }) => toPicture(badge, ctx))],
  [/^\/badge\/(\d+)$/, (ctx) => classById(ctx, (badge) => badgeDocument(badge, ctx.origin))],
  [/^\/badge\/(\d+)\/image$/, (ctx) => classById(ctx, (badge) => toPicture(badge, ctx))],
  [/^\/provider\/(\d+)$/, ({ world, origin, id }) => {
    const issuer = world.issuers[Number(id) - data.PROVIDER_ID];
    return issuer ? issuerDocument(issuer, origin) : missing();
  }],
  [/^\/media\/badges\/(\d+)\.(png|svg)$/, (ctx) => classById(ctx, (badge) => (badge.svg === (ctx.rest === "svg") ? picture(ctx.pictures.badge(badge), badge.svg) : missing()))],
  [/^\/media\/badges\/(\d+)\/original$/, (ctx) => classById(ctx, (badge) => toPicture(badge, ctx))],
  [/^\/media\/imports\/(\d+)\.(?:png|svg)$/, (ctx) => importPicture(ctx) ?? missing()],
];

const toPicture = (badge, { origin }) => answer(302, null, "", { Location: pictureUrl(badge, origin) });

function classById({ world, id }, show) {
  const badge = world.classes[Number(id) - data.CLASS_ID];
  return badge ? show(badge) : missing();
}

function badgeById({ world, id }, show) {
  const index = Number(id) - data.ASSERTION_ID;
  return index >= 0 && index < world.badges ? show(world.award(index)) : missing();
}

export const routes = [
  ...priv.map(([path, handle]) => ["GET", path, handle, { token: true }]),
  ...open.map(([path, handle]) => ["GET", path, handle, {}]),
];
