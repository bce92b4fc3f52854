// The page is whole without this: it puts the summary first, finds badges, and writes dates as people do.
const main = document.querySelector("main");
main.prepend(document.querySelector("#summary"));
for (const time of document.querySelectorAll("time")) {
  const date = new Date(time.textContent);
  if (!Number.isNaN(date.getTime()) && /^\d{4}-\d\d-\d\d/.test(time.textContent)) {
    time.dateTime = time.textContent;
    time.textContent = date.toLocaleDateString(undefined, { dateStyle: "long" });
  }
}
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
