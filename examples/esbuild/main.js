import { exportLearner, save } from "badgepack";

const status = document.querySelector("[role=status]");
document.querySelector("button").onclick = async () => {
  const token = prompt("Your access token, from the portal's settings") ?? "";
  const { stream, name, summary } = exportLearner({ portal: { url: "https://badges.example.org" }, token, onProgress: ({ exported, listed }) => (status.textContent = `${exported} of ${listed}`) });
  await save(stream, name).catch(({ message }) => (status.textContent = message));
  status.textContent = `Saved ${(await summary).exported} records.`;
};
