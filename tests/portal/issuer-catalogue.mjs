// The issuers, badge classes and colleagues of the account "issuer": few, fixed, and chosen to be awkward for exports and replacements.
import { accounts } from "./accounts.mjs";
import { stamp } from "./catalogue.mjs";
import { KIND } from "./seeded.mjs";

const ISSUERS = [
  ["Harbour Town Workshops", "https://workshops.example.org", "Repairs, maps and night buses, \"taught by neighbours\", since 1998.", true],
  ["Akademie für Übermorgen", "https://uebermorgen.example.org", "Kurse, Prüfungen;\nund ein Café.", true],
  ["Empty Room Institute", "https://empty.example.org", "An issuer that has no badge classes yet.", false],
];

/** Which class the awards are of, by index, over and over. Class 4 is never awarded; a third of all are of class 1. */
export const PATTERN = [1, 2, 1, 5, 0, 1, 3, 6, 1, 2, 5, 6];

const CLASSES = [
  // As it was under Open Badges 1.x: a criteria URL and nothing else, and a picture of 90 by 90.
  { name: "Reading Mentor", issuer: 1, shape: "circle", size: 90, description: "Reads with children.", criteriaUrl: "http://uebermorgen.example.org/lesen.html", created: Date.UTC(2013, 4, 6, 7, 8, 9) },
  {
    name: "Bicycle Mechanic, Level 1", issuer: 0, shape: "gear", description: "Trues wheels & sets brakes, safely.",
    criteriaUrl: "https://workshops.example.org/criteria/bicycle", criteriaNarrative: "## To earn it\n\n1. true a wheel\n2. set **both** brakes\n3. explain why",
    tags: ["bicycle", "repair"], expires: { amount: 2, duration: "years" },
    alignments: [
      { targetName: "Maintain bicycles", targetUrl: "https://skills.example.org/bicycles", targetDescription: "Keeps a bicycle safe.", targetFramework: "Example Skills", targetCode: "B1" },
      { targetName: "Work safely", targetUrl: "https://skills.example.org/safety", targetDescription: "", targetFramework: "", targetCode: "" },
    ],
  },
  { name: "Community Map Maker", issuer: 0, shape: "star", svg: true, description: "Draws a map that others find their way with.", criteriaNarrative: "Draw a map. Let somebody walk by it.", tags: ["maps"] },
  { name: "Typewriter Repair (retired 2024)", issuer: 0, shape: "square", description: "No longer awarded.", criteriaNarrative: "Repair a typewriter.", tags: ["retired"], retired: true },
  { name: "Night Bus Driver", issuer: 0, shape: "shield", description: "Nobody has earned this one yet.", criteriaNarrative: "Drive the N7 for a month." },
  {
    name: "=HYPERLINK(\"https://sums.example.org\";\"اضغط هنا\") 🧮", issuer: 0, shape: "hexagon", description: "@SUM(1+1) – a name that a spreadsheet must not run, in two directions: ‏محاسبة‏ 👩🏽‍💻.",
    criteriaNarrative: "Add up a column. Then, add up a row.", tags: ["=1+1", "رياضيات"],
  },
  {
    name: "First Responder", issuer: 1, shape: "rosette", description: "Bleibt ruhig und hilft; 2 < 3 && 4 > 3.", criteriaUrl: "https://uebermorgen.example.org/hilfe", criteriaNarrative: "Zwei Tage Kurs, eine Prüfung.", tags: ["Erste Hilfe"],
    extensions: { "extensions:ApplyLink": { "@context": "https://openbadgespec.org/extensions/applyLinkExtension/context.json", type: ["Extension", "extensions:ApplyLink"], url: "https://uebermorgen.example.org/anmelden" } },
  },
];

/** Issuers and classes with their ids, made once for each portal: a replacement writes into them. */
export function issuerCatalogue(source) {
  const { issuer: owner, staff } = accounts(source);
  const editor = { userId: source.id(KIND.user, 100), firstName: "Edda", lastName: "Éditeur", email: "editor@example.org", role: "editor" };
  const issuers = ISSUERS.map(([name, url, description, hasLogo], index) => ({
    index: 10 + index, name, url, description, email: `office@${new URL(url).host}`, staff: index === 0 ? [owner, editor, staff] : [owner, staff],
    entityId: source.id(KIND.institution, index),
    logo: hasLogo ? `issuer_logo_${source.uuid(KIND.logo, 100 + index)}.png` : null,
    createdAt: stamp(Date.UTC(2013, 2, 1 + index, 8, 30), 1000 + index * 17), createdBy: owner.userId,
  }));
  const classes = CLASSES.map((given, index) => {
    const svg = given.svg ?? false;
    const file = `${source.uuid(KIND.picture, 100 + index)}.${svg ? "svg" : "png"}`;
    return {
      criteriaUrl: null, criteriaNarrative: null, tags: [], alignments: [], expires: { amount: null, duration: null }, extensions: {}, retired: false, size: 400,
      ...given, index: 100 + index, issuer: issuers[given.issuer],
      entityId: source.id(KIND.course, index),
      // Every picture that the class has had; `bytes` is null where the picture is drawn by us.
      file, versions: [{ file, svg, bytes: null, title: given.name }],
      createdAt: stamp(given.created ?? Date.UTC(2022, 5, 1 + index, 10, 0), 2000 + index * 31), createdBy: owner.userId,
    };
  });
  return { issuers, classes };
}
