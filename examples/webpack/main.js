import { exportLearner, save } from "badgepack";

const status = document.querySelector("[role=status]");
document.querySelector("button").onclick = async () => {
  const { stream, name, summary } = exportLearner({
    portal: { url: "https://badges.example.org" },
    token: prompt("Your access token, from the portal's settings") ?? "",
  });
  const saved = save(stream, name).then(async () => `Saved ${(await summary).exported} records.`);
  status.textContent = await saved.catch(({ message }) => message);
};
