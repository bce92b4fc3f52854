// What only the hosted service has (Parchment, formerly Badgr Pro): organisations, and exports of groups as CSV.
// Shapes as its documents print them; nobody recorded its traffic.
import { answer, json } from "./answer.mjs";
import { groupsOf, progressOf } from "./badgr-groups.mjs";
import { ofIssuer } from "./badgr-issuing.mjs";
import { hostedId } from "./badgr-records.mjs";
import { notFound, unrouted } from "./badgr-pages.mjs";
import { KIND } from "./seeded.mjs";

const csv = (rows) => answer(200, "text/csv;charset=UTF-8", rows.map((row) => row.map((cell) => (/[",\r\n]/.test(cell) ? `"${String(cell).replaceAll("\"", "\"\"")}"` : cell)).join(",")).join("\n"));
const off = ({ url }, name) => url.searchParams.get(name) === "false";
const on = ({ url }, name) => url.searchParams.get(name) === "true";

/** `Sep 19 2025`, as the documents' example has it. */
const day = (ms) => new Date(ms).toLocaleDateString("en-US", { month: "short", day: "2-digit", year: "numeric", timeZone: "UTC" }).replace(",", "");

const organisation = ({ world, origin }) => ({
  id: hostedId(world.source, KIND.group, 0), name: "Harbour Town Adult Education",
  profile: { url: "https://harbourtown.example.org", email: "office@harbourtown.example.org", description: "Two issuers, one roof.", imageUrl: `${origin}/media/uploads/issuers/${world.issuers[0].logo}` },
});

/** Not enveloped, unlike everything else there. */
const organisations = (ctx) => json({ organizations: [organisation(ctx)] });

function generalData(ctx) {
  if (ctx.id !== organisation(ctx).id) return notFound();
  const columns = ["Group ID", "Group name", "Course/Pathway ID", "URL", "Learners", "Alignment type", "Alignment ID", "Alignment name"];
  const toggles = [
    ["includeCreationDateAndMethod", ["Creation date", "Creation method"]], ["includeExpirationDateAndMethod", ["Expiration date", "Expiration method"]],
    ["includeStaffMembers", ["Staff member name", "Staff member ID"]],
  ].map(([name, heads]) => [!off(ctx, name), heads]);
  const wanted = ctx.url.searchParams.get("issuerId");
  const issuers = ctx.estate.issuers.filter(({ entityId, index }) => !wanted || wanted === entityId || wanted === hostedId(ctx.world.source, KIND.institution, index));
  const rows = issuers.flatMap((issuer) => groupsOf(ctx, issuer).filter(({ active }) => active || on(ctx, "includeArchivedGroups")).flatMap((group) => {
    const aligned = group.subscribed ? ["Pathway", "getting-around", "Getting around"] : ["Badge", hostedId(ctx.world.source, KIND.course, 101), "Bicycle Mechanic, Level 1"];
    return issuer.staff.slice(0, 2).map(({ firstName, lastName, email }) => [
      hostedId(ctx.world.source, KIND.group, 10 + group.number), group.name, String(66_780 + group.number), `https://lms.example.org/courses/${66_780 + group.number}`, String(group.members.length), ...aligned,
      ...[[day(Date.UTC(2024, 1, 29)), "Canvas"], [group.active ? "" : day(Date.UTC(2019, 11, 31)), group.active ? "" : "Manual"], [`${firstName} ${lastName}`, email]].flatMap((cells, at) => (toggles[at][0] ? cells : [])),
    ]);
  }));
  return csv([[...columns, ...toggles.flatMap(([wants, heads]) => (wants ? heads : []))], ...rows]);
}

function learnerProgress(ctx, issuer) {
  const groups = groupsOf(ctx, issuer).filter(({ active }) => active || on(ctx, "includeArchivedGroups"));
  const rows = groups.flatMap((group) => group.members.map((member) => {
    const { steps, completed, name, slug, awards } = progressOf(ctx, member);
    const done = steps.filter((step) => step.completed).length;
    return [
      hostedId(ctx.world.source, KIND.group, 10 + group.number), group.name, member.name, member.text, awards.at(-1)?.badge.name ?? "", group.subscribed ? "Pathway" : "", group.subscribed ? slug : "", group.subscribed ? name : "",
      completed ? "Completed" : done ? "In progress" : "Not started", group.subscribed ? `${done}/${steps.length}` : "", awards.flatMap(({ evidence }) => evidence).map(({ url }) => url).filter(Boolean).join(" "),
    ];
  }));
  return csv([["Group ID", "Group Name", "Learner Name", "Learner ID", "Last Badge Earned", "Alignment Type", "Alignment ID", "Alignment Name", "Status", "Detailed Progress", "Evidence"], ...rows]);
}

const onlyHosted = (handle) => (ctx) => (ctx.account.dress === "hosted" ? handle(ctx) : unrouted());

export const routes = [
  [/^\/v2\/organizations$/, onlyHosted(organisations)],
  [/^\/v2\/organizations\/([^/]+)\/group-export\/general-data$/, onlyHosted(generalData)],
  [/^\/v2\/issuers\/([^/]+)\/group-export\/learner-progress$/, onlyHosted(ofIssuer(learnerProgress))],
].map(([path, handle]) => ["GET", path, handle, { token: true }]);
