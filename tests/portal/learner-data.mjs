// Everything that the learner portal keeps besides badges: activities, pathways, likes, invitations, surveys, notifications.
import { LEARNER, person } from "./people.mjs";

export const ASSERTION_ID = 100_000;
export const CLASS_ID = 300;
export const PROVIDER_ID = 11;

const user_id = LEARNER.id;
const day = (index, step = 9) => new Date(Date.UTC(2021, 8, 1, 8, 30) + index * step * 86_400_000).toISOString().replace(".000Z", "+00:00");
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const PROVIDERS = ["Exampleton Library", "Café Commun", "مركز الشباب", "社区中心", "Makers & Menders <CIC>"];
const ACTIVITIES = ["Repair Café", "Bread Sunday", "Code Club", "River clean-up 🌊", "書道の夕べ", "Chess for all", "=1+1 Maths Drop-in", "Night walk"];
const PATHWAYS = ["Getting started", "Cook", "Programmer", "Guide d’orientation", "متطوع", "Community organiser"];
const COMMUNITIES = ["Exampleton", "Devon Makers", "Écoles d’été"];

export const providers = () => PROVIDERS.map((name, index) => ({ id: PROVIDER_ID + index, name }));
export const communities = (origin) => COMMUNITIES.map((name, index) => ({ id: 21 + index, name, url: `${origin}/community/${21 + index}` }));
const activity = (index) => ({ id: 600 + (index % ACTIVITIES.length), name: ACTIVITIES[index % ACTIVITIES.length], provider: providers()[index % PROVIDERS.length] });
const pathway = (index) => ({ id: 700 + index, name: PATHWAYS[index] });

export const notifications = ({ world }) => many(130, (i) => {
  const from = person(world.source, i);
  return {
    id: 20_000 + i, user_id, channel: i % 3 ? "app" : "email", type: ["badge", "activity", "message"][i % 3],
    title: ["You have a new badge", `Tomorrow: ${activity(i).name}`, `${from.firstName} ${from.lastName} wrote to you`][i % 3],
    body: i % 3 === 2 ? `“See you there?” — ${from.email}` : null,
    read: i % 7 !== 0, time_read: i % 7 ? day(i, 5) : null, time_created: day(i, 5),
  };
});

export const attendances = () => many(25, (i) => ({
  id: 8000 + i, user_id, activity: activity(i), status: ["Attended", "Attended", "Registered", "Cancelled"][i % 4],
  date: day(i, 30).slice(0, 10), hours: i % 4 === 3 ? 0 : 1.5 + (i % 3), feedback: i % 5 === 0 ? "Lovely people & good tea. 5 < 6 ☕" : null, time_created: day(i, 30),
}));

export const pathwayProgress = () => many(6, (i) => ({
  id: 8500 + i, user_id, pathway: pathway(i), status: i < 2 ? "Completed" : "In progress", progress_percent: i < 2 ? 100 : 15 * i,
  steps: many(4, (step) => ({ id: 10 * i + step, name: `Step ${step + 1}`, completed: i < 2 || step < i - 2, badge_id: step === 3 ? CLASS_ID + i : null })),
  time_started: day(i, 100), time_completed: i < 2 ? day(i + 1, 100) : null,
}));

const liked = (items) => items.map((item, i) => ({ ...item, time_liked: day(i, 40) }));
export const likedBadges = ({ world }) => liked([0, 4, 12, 19].map((index) => ({ id: CLASS_ID + index, name: world.classes[index].name, provider: world.classes[index].issuer.name })));
export const likedPathways = () => liked([1, 3, 4].map(pathway));
export const likedActivities = () => liked([0, 2, 3, 4, 6].map(activity));
export const likedProviders = () => liked(providers().slice(1, 3));
export const likedCommunities = ({ origin }) => liked(communities(origin));

export const invitations = ({ world, origin }) => many(2, (i) => {
  const by = person(world.source, 300 + i);
  return {
    id: 8700 + i, user_id, community: communities(origin)[i], role: i ? "moderator" : "admin", status: i ? "Pending" : "Accepted",
    invited_by: { id: by.id, firstname: by.firstName, lastname: by.lastName }, time_created: day(i, 200), time_answered: i ? null : day(1, 203),
  };
});

export const surveyResponses = () => many(8, (i) => ({
  id: 8800 + i, user_id, survey: { id: 50 + (i % 4), name: ["Welcome", "After an activity", "Yearly check-in", "Enquête de satisfaction"][i % 4] },
  answers: [
    { question: "How confident do you feel?", type: "scale", answer: 1 + (i % 5) },
    { question: "What would you change?", type: "text", answer: i % 2 ? null : "More evenings, \"shorter\" forms; less = more" },
    { question: "Which of these fit?", type: "choices", answer: ["Hands-on", "Online"].slice(i % 2) },
  ],
  time_created: day(i, 120),
}));

export const outcomeMetrics = () => many(5, (i) => ({
  id: 8900 + i, user_id, metric: { id: 60 + i, name: ["Confidence", "Wellbeing", "Belonging", "Digital skills", "Hours volunteered"][i], unit: i === 4 ? "hours" : "1–10" },
  value_before: i === 4 ? 0 : 4 + (i % 2), value_after: i === 4 ? 52.5 : 7 + (i % 3), time_before: day(0), time_after: day(100),
}));
