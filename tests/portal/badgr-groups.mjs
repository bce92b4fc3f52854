// Recipient groups and pathways as the open-source server of 2021 has them: not enveloped, JSON-LD, under their issuer.
// Its fork removed both; the hosted service answers in other words (badgr-hosted.mjs).
import { json } from "./answer.mjs";
import { allowing, ofIssuer } from "./badgr-issuing.mjs";
import { notFound, unrouted } from "./badgr-pages.mjs";
import { publicIds } from "./openbadges.mjs";
import { identifier, poolOf } from "./issuer-awards.mjs";
import { person } from "./people.mjs";
import { KIND } from "./seeded.mjs";

const PATHWAYS_CONTEXT = "https://badgr.io/public/contexts/pathways";

// The groups of the first issuer: name, description, active, which people, subscribed to its pathway?
const GROUPS = [
  ["Spring cohort, 2024", "Tuesdays, \"upstairs\"", true, [0, 1, 2, 3, 5, 7, 8], true],
  ["=Evening group 🚲", "دراجات", true, [4, 6, 9, 1], true],
  ["Winter cohort 2019", "Over, and kept for the record.", false, [10, 11], false],
  ["Nobody yet", "", true, [], false],
];

// The one pathway: slug, name, description, parent, badges that its step needs (by class number), how many of them
const STEPS = [
  ["getting-around", "Getting around", "From a bicycle to a map, and on to the night bus.", null, [], 0],
  ["wheels", "Wheels", "A bicycle that is safe.", "getting-around", [1], 1],
  ["papers", "Maps and sums", "Either one will do.", "getting-around", [2, 5], 1],
  ["nights", "Nights", "Both of them.", "getting-around", [4, 3], 2],
];

/** The members of a group: people who have awards, so that progress is made of something. */
function membersOf({ world, estate }, number) {
  const pool = poolOf(estate.total());
  return GROUPS[number][3].filter((at) => at < pool).map((at) => ({
    index: at, slug: world.source.id(KIND.member, at), name: `${person(world.source, at).firstName} ${person(world.source, at).lastName}`, ...identifier(at),
  }));
}
const iri = ({ type, text }) => (type === "email" ? `mailto:${text}` : type === "telephone" ? `tel:${text}` : text);

/** The groups of an issuer, numbered; only the first one has any. */
export const groupsOf = (ctx, issuer) => (issuer === ctx.estate.issuers[0] && ctx.account.estate === "issuer" ? GROUPS.map(([name, description, active, , subscribed], number) => ({
  number, name, description, active, subscribed, slug: ctx.world.source.id(KIND.group, number), members: membersOf(ctx, number),
})) : []);

const root = (ctx, issuer) => `${ctx.origin}/v2/issuers/${issuer.entityId}`;
const named = (ctx, issuer) => ({ "@id": publicIds(ctx.origin).issuer(issuer), slug: issuer.entityId });
const pathwayRef = (ctx, issuer) => ({ "@id": `${root(ctx, issuer)}/pathways/${STEPS[0][0]}`, slug: STEPS[0][0] });
const groupRef = (ctx, issuer, { slug }) => ({ "@id": `${root(ctx, issuer)}/recipient-groups/${slug}`, slug });

function groupRecord(ctx, issuer, group) {
  const { "@id": id } = groupRef(ctx, issuer, group);
  return {
    name: group.name, description: group.description, slug: group.slug, active: group.active, issuer: named(ctx, issuer), member_count: group.members.length,
    ...(ctx.url.searchParams.get("embedRecipients") === "true" && {
      members: group.members.map(({ name, slug, text, ...one }) => ({ name, slug, "@id": iri({ ...one, text }), "@type": "RecipientGroupMembership", email: text })),
    }),
    pathways: group.subscribed ? [pathwayRef(ctx, issuer)] : [],
    "@id": id, "@type": "RecipientGroup",
  };
}

const groups = (ctx, issuer) => json({
  "@context": `${ctx.origin}/public/context/pathways`, "@type": "IssuerRecipientGroupList", issuer: publicIds(ctx.origin).issuer(issuer),
  recipientGroups: groupsOf(ctx, issuer).map((group) => groupRecord(ctx, issuer, group)),
});

function group(ctx, issuer) {
  const found = groupsOf(ctx, issuer).find(({ slug }) => slug === ctx.rest);
  return found ? json(groupRecord(ctx, issuer, found)) : notFound();
}

const stepId = (ctx, issuer, slug) => `${root(ctx, issuer)}/pathways/${STEPS[0][0]}/elements/${slug}`;
const summary = (ctx, issuer) => ({
  slug: STEPS[0][0], name: STEPS[0][1], description: STEPS[0][2], alignmentUrl: null, issuer: named(ctx, issuer),
  groups: groupsOf(ctx, issuer).filter(({ subscribed }) => subscribed).map((one) => groupRef(ctx, issuer, one)["@id"]), completionBadge: null,
  rootChildCount: STEPS.filter(([, , , parent]) => parent === STEPS[0][0]).length, elementCount: STEPS.length, "@id": `${root(ctx, issuer)}/pathways/${STEPS[0][0]}`,
});
const element = (ctx, issuer, [slug, name, description, parent, badges, needed]) => ({
  name, slug, description, alignmentUrl: `${ctx.origin}/public/pathways/${STEPS[0][0]}/${slug}`, ordering: 99, completionBadge: null,
  requirements: parent && { "@type": "BadgeJunction", junctionConfig: { "@type": needed === badges.length ? "Conjunction" : "Disjunction", requiredNumber: needed }, badges: badges.map((at) => publicIds(ctx.origin).badge(ctx.estate.classes[at])) },
  children: STEPS.filter(([, , , above]) => above === slug).map(([child]) => stepId(ctx, issuer, child)),
  "@id": stepId(ctx, issuer, slug),
});

const hasPathway = (ctx, issuer) => groupsOf(ctx, issuer).length > 0;
const pathways = (ctx, issuer) => json({ "@context": PATHWAYS_CONTEXT, "@type": "IssuerPathwayList", pathways: hasPathway(ctx, issuer) ? [summary(ctx, issuer)] : [] });

function pathway(ctx, issuer) {
  if (!hasPathway(ctx, issuer) || ctx.rest !== STEPS[0][0]) return notFound();
  return json({ ...summary(ctx, issuer), rootElement: stepId(ctx, issuer, STEPS[0][0]), elements: STEPS.map((step) => element(ctx, issuer, step)) });
}

/** The awards of one person that stand: the classes they earned, with the assertions. */
function earned({ estate }, at) {
  const found = [];
  const { count, indexAt } = estate.scope(estate.classes);
  const pool = poolOf(estate.total());
  for (let k = at; k < count; k += pool) {
    const award = estate.isRemoved(indexAt(k)) ? null : estate.award(indexAt(k));
    if (award && !award.revoked && !award.fresh) found.push(award);
  }
  return found;
}

/** What stands for each step and each person: badges for a step that needs some, steps for the root. */
export function progressOf(ctx, member) {
  const ids = publicIds(ctx.origin);
  const awards = earned(ctx, member.index);
  const steps = STEPS.filter(([, , , parent]) => parent).map(([slug, name, , , badges, needed]) => {
    const having = awards.filter(({ badge }) => badges.some((at) => ctx.estate.classes[at] === badge));
    const kinds = new Set(having.map(({ badge }) => badge)).size;
    return { slug, name, needed, completed: kinds >= needed, having, badges: having.map(({ badge, entityId }) => ({ "@id": ids.badge(badge), slug: badge.entityId, assertion: ids.assertion({ entityId }) })) };
  });
  return { steps, completed: steps.every((step) => step.completed), name: STEPS[0][1], slug: STEPS[0][0], awards };
}

function completion(ctx, issuer) {
  const [slug] = (ctx.rest ?? "").split("/completion/");
  if (!hasPathway(ctx, issuer) || slug !== STEPS[0][0]) return notFound();
  const asked = ctx.url.searchParams.getAll("recipientGroup[]");
  const chosen = groupsOf(ctx, issuer).filter((one) => asked.includes(one.slug));
  const people = [...new Map(chosen.flatMap(({ members }) => members).map((one) => [one.index, one])).values()];
  const who = (one) => ({ "@id": iri(one), slug: one.slug });
  return json({
    "@context": PATHWAYS_CONTEXT, "@type": "PathwayElementsCompletionReport", pathway: pathwayRef(ctx, issuer),
    recipients: people.map(who), recipientGroups: chosen.map((one) => groupRef(ctx, issuer, one)),
    recipientCompletions: people.map((one) => {
      const { steps, completed } = progressOf(ctx, one);
      const done = steps.filter((step) => step.completed);
      return { recipient: who(one), completions: [
        ...steps.map((step) => ({ element: { "@id": stepId(ctx, issuer, step.slug), slug: step.slug }, completed: step.completed, completedBadges: step.badges, completedRequirementCount: step.badges.length })),
        { element: { "@id": stepId(ctx, issuer, slug), slug }, completed, completedElements: done.map((step) => ({ "@id": stepId(ctx, issuer, step.slug) })), completedRequirementCount: done.length },
      ] };
    }),
  });
}

const onlyBadgr = (handle) => (ctx) => (ctx.account.dress === "badgr" ? ofIssuer(handle)(ctx) : unrouted());

export const routes = [
  ["GET", /^\/v2\/issuers\/([^/]+)\/recipient-groups$/, onlyBadgr(groups), allowing("GET, POST")],
  ["GET", /^\/v2\/issuers\/([^/]+)\/recipient-groups\/([^/]+)$/, onlyBadgr(group), allowing("GET, PUT, DELETE")],
  ["GET", /^\/v2\/issuers\/([^/]+)\/recipientGroups$/, unrouted, { token: true }],
  ["GET", /^\/v2\/issuers\/([^/]+)\/pathways$/, onlyBadgr(pathways), allowing("GET, POST")],
  ["GET", /^\/v2\/issuers\/([^/]+)\/pathways\/([^/]+)$/, onlyBadgr(pathway), allowing("GET, PUT, DELETE")],
  ["GET", /^\/v2\/issuers\/([^/]+)\/pathways\/([^/]+)\/elements$/, onlyBadgr(pathway), allowing("GET, POST")],
  ["GET", /^\/v2\/issuers\/([^/]+)\/pathways\/([^/]+\/completion\/[^/]+)$/, onlyBadgr(completion), allowing("GET")],
];
