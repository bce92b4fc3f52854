// The issuers and badge classes of the demo portal: few, fixed, and chosen to be awkward in names, scripts and pictures.
import { KIND } from "./seeded.mjs";

const ISSUERS = [
  ["Exampleton Adult Learning", "https://learning.example.org", "Evening classes for everybody."],
  ["École d’Été de Montréal", "https://ecole.example.org", "Cours d’été, en français et en anglais."],
  ["جامعة المثال", "https://jamiat.example.org", "جامعة للجميع"],
  ["示例社区学院", "https://xueyuan.example.org", "社区里的学校。"],
  ["Makers & Menders <CIC>", "https://makers.example.org", "We repair things & teach how."],
  ["St. John’s Example Ambulance", "https://aid.example.org", "First aid, since 1877."],
];

// name, issuer, shape, svg?, description
const CLASSES = [
  ["Bread for Beginners", 0, "circle", false, "Bakes a plain loaf, and knows why it rises."],
  ["Rust Basics", 0, "hexagon", false, "Knows *ownership* & borrowing."],
  ["Map and Compass", 0, "shield", false, "Finds the way in fog."],
  ["Spreadsheet Sums", 0, "square", false, "Writes formulas that others can read."],
  ["Café Barista ☕", 0, "circle", false, "Makes a flat white that is neither flat nor white."],
  ["First Aid", 0, "rosette", false, "Keeps calm and helps."],
  ["Conversation en français", 1, "pentagon", false, "Parle, écoute, répond."],
  ["Écriture créative", 1, "diamond", true, "A écrit une nouvelle de dix pages."],
  ["مقدمة في البرمجة", 2, "hexagon", false, "كتابة أول برنامج"],
  ["الخط العربي", 2, "star", false, "خط النسخ والرقعة"],
  ["中文书法入门", 3, "square", false, "握笔、运笔、临摹。"],
  ["数据分析", 3, "hexagon", true, "用数据回答问题。"],
  ["🚲 Bike Doctor 🛠️", 4, "gear", false, "True wheels, safe brakes 👩🏽‍🔧."],
  ["CDATA ]]> and <b>bold</b>", 4, "diamond", false, "Writes markup that is <i>not</i> markup: ]]> &amp; <script>alert(1)</script>."],
  ["=HYPERLINK(\"https://sums.example.org\";\"Spreadsheet Safety\")", 4, "square", false, "Knows that a cell may be a formula."],
  ["CON", 4, "shield", false, "Computer Operations and Networks."],
  ["First Aid", 5, "rosette", false, "Adult basic life support."],
  ["First Aid", 5, "shield", false, "Paediatric first aid (the same name, another badge)."],
  ["../../etc/passwd", 4, "gear", false, "Path traversal, and how it is prevented."],
  ["A Very Long Badge Name That Goes On And On, Because Somebody Pasted The Whole Learning Outcome Into The Title Field: Can Plan, Carry Out, Document And Evaluate A Small Community Project Together With Others, Within A Budget, And Present It To People Who Were Not There — Including Questions Afterwards And A Short Written Reflection", 1, "star", false, "Patience."],
  ["Café Barista ☕", 5, "circle", false, "The same name in decomposed letters (NFD)."],
  ["Orienteering", 0, "star", true, "Runs with a map."],
  ["Open Data 100%", 3, "pentagon", false, "Publishes a table that machines can read.\nAnd people, too."],
  ["Sewing / Mending: \"level 2\" | part *A*?", 4, "gear", true, "Every character that Windows forbids in a file name."],
  ["Volunteer", 5, "rosette", false, "Gave 50 hours."],
  ["volunteer", 2, "rosette", false, "The same name in small letters."],
];

/** Issuers and classes with their ids, made once. The demo account owns issuer 0 and thereby its classes. */
export function catalogue(source) {
  const issuers = ISSUERS.map(([name, url, description], index) => ({
    index, name, url, description,
    email: `office${index}@example.org`,
    entityId: source.id(KIND.issuer, index),
    logo: `issuer_logo_${source.uuid(KIND.logo, index)}.png`,
    createdAt: stamp(Date.UTC(2018, 2, 1 + index, 8, 30), 1000 + index * 17),
  }));
  const classes = CLASSES.map(([name, issuer, shape, svg, description], index) => ({
    index, name: index === 20 ? name.normalize("NFD") : name, issuer: issuers[issuer], shape, svg, description,
    entityId: source.id(KIND.class, index),
    file: `${source.uuid(KIND.picture, index)}.${svg ? "svg" : "png"}`,
    createdAt: stamp(Date.UTC(2018, 5, 1 + index, 10, 0), 2000 + index * 31),
    criteriaUrl: index % 3 === 0 ? `https://criteria.example.org/${index}` : null,
    criteriaNarrative: index % 4 === 3 ? null : `## To earn *${name}*\n\n1. take part\n2. show what you made\n3. help [someone else](https://criteria.example.org/help)`,
    tags: index % 2 ? ["demo", `tag-${index}`] : [],
    alignments: index % 5 === 1 ? [{
      targetName: `Skill ${index}`, targetUrl: `https://skills.example.org/${index}`,
      targetDescription: "A skill from a framework.", targetFramework: "Example Skills", targetCode: `S${index}`,
    }] : [],
    expires: index % 7 === 5 ? { amount: 2, duration: "years" } : { amount: null, duration: null },
  }));
  return { issuers, classes, owned: classes.filter((badge) => badge.issuer.index === 0) };
}

/** Badgr's `createdAt`: UTC with six decimals. */
export function stamp(milliseconds, micros = 0) {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, `.${String(micros % 1_000_000).padStart(6, "0")}Z`);
}
