import type { messages } from "../findings.js";
import { number, percent } from "../../locale.js";
import { badges, files, problems, remarks } from "./nouns.js";

/** Many files, in Arabic. */
export const findings: typeof messages = {
  many: (count) => `جارٍ فحص الملفات: ${files(count)}`,
  progress: "مدى التقدم",
  figureDone: "تم فحصه",
  ofFiles: (done, total) => `${number(done)} من ${number(total)}`,
  figureFound: "الشارات التي عُثر عليها",
  summary: (found, total) => `الشارات: ${badges(found)}، الملفات: ${files(total)}`,
  noFiles: "لا يوجد فيه أي ملف.",
  stopped: (found, done, total) => `توقف بعد ${number(done)} من أصل ${number(total)}؛ الشارات حتى الآن: ${badges(found)}`,
  problems,
  without: (count) => `بلا شارة: ${number(count)}`,
  announce: (fraction) => `تم فحص ${percent(fraction)}`,
  filter: "بحث",
  filterHint: "الاسم أو الجهة المُصدِرة أو الملف",
  which: "عرض",
  whiches: { all: "الكل", badges: "الشارات", without: "بلا شارة", problems: "المشكلات" },
  listName: "ما عُثر عليه",
  columns: ["الصورة", "الشارة", "تاريخ المنح", "الإصدار", "الحالة"],
  within: (file, zip) => `\u200f\u2068${file}\u2069 في \u2068${zip}\u2069`,
  nothingFits: "لا شيء يطابق. غيّر ما تبحث عنه.",
  pages: "الصفحات",
  page: (from, to, all) => `${number(from)}–${number(to)} من ${number(all)}`,
  previous: "السابق",
  next: "التالي",
  addressOnly: "عنوان فقط",
  version: (label) => (label.startsWith("clr") ? `CLR ${label.slice(3)}` : label.replace("-", " – ")),
  unnamed: "بلا اسم",
  kindsOf: { badge: "شارة", address: "عنوان", class: "فئة شارات", issuer: "جهة مُصدِرة", record: "سجل متعلّم", list: "قائمة", unknown: "بيانات أخرى" },
  expired: "منتهية",
  noBadge: "بلا شارة",
  problem: "مشكلة",
  remarks,
  cancel: "إلغاء",
};
