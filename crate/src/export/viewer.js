// The page is whole without this: it puts the summary and the badges first, finds badges, and writes dates as people do.
const main = document.querySelector("main");
main.prepend(document.querySelector("#summary"), ...document.querySelectorAll("section.badges"));
const portrait = document.querySelector(".portrait img");
if (portrait) {
  const { id } = portrait.closest("section");
  document.querySelector("header").prepend(portrait);
  document.getElementById(id).remove();
  document.querySelector(`.counts a[href="#${CSS.escape(id)}"]`)?.parentElement.remove();
}
for (const time of document.querySelectorAll("time")) {
  const date = new Date(time.textContent);
  if (!Number.isNaN(date.getTime()) && /^\d{4}-\d\d-\d\d/.test(time.textContent)) {
    time.dateTime = time.textContent;
    time.textContent = date.toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    if (time.closest(".until") && date < new Date()) time.previousSibling.textContent = "Expired ";
  }
}
for (const link of document.querySelectorAll(".counts a")) {
  const fold = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.querySelector(":scope > details");
  if (!fold) continue;
  const many = document.createElement("span");
  many.className = "many";
  many.textContent = link.querySelector("b").textContent;
  fold.querySelector("summary").append(many);
  link.addEventListener("click", () => (fold.open = true));
}
// Who prints their badges wants what is folded of each, and no list that they did not open: it may be for nobody else.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("article > details:not([open])")];
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => folded.forEach((fold) => (fold.open = false)));
for (const section of document.querySelectorAll("section.badges")) {
  const cards = [...section.querySelectorAll("article")];
  if (cards.length < 7) continue;
  const label = document.createElement("label");
  const field = document.createElement("input");
  const found = document.createElement("span");
  label.className = "find";
  field.type = "search";
  field.placeholder = "Find a badge or an issuer";
  field.setAttribute("aria-label", "Find a badge or an issuer");
  found.setAttribute("role", "status");
  found.className = "note";
  label.append(field, " ", found);
  section.querySelector("h2").after(label);
  const texts = cards.map((card) => card.textContent.toLowerCase());
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/);
    let count = 0;
    cards.forEach((card, at) => {
      card.hidden = !words.every((word) => texts[at].includes(word));
      count += card.hidden ? 0 : 1;
    });
    found.textContent = field.value ? `${count} of ${cards.length}` : "";
  });
}
