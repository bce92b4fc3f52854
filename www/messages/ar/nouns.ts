import { plural } from "../../locale.js";

/** A noun that is counted: one and two have words of their own, 3 to 10, 11 to 99, and whole hundreds each their form behind the number. */
const noun = (one: string, two: string, few: string, many: string, other: string) => (count: number): string =>
  plural(count, { one, two, few: `# ${few}`, many: `# ${many}`, other: `# ${other}` });

export const entries = noun("عنصر واحد", "عنصران", "عناصر", "عنصرًا", "عنصر");
export const badges = noun("شارة واحدة", "شارتان", "شارات", "شارة", "شارة");
export const files = noun("ملف واحد", "ملفان", "ملفات", "ملفًا", "ملف");
export const problems = noun("مشكلة واحدة", "مشكلتان", "مشكلات", "مشكلة", "مشكلة");
export const remarks = noun("ملاحظة واحدة", "ملاحظتان", "ملاحظات", "ملاحظة", "ملاحظة");
export const values = noun("قيمة واحدة أخرى", "قيمتان أخريان", "قيم أخرى", "قيمة أخرى", "قيمة أخرى");
export const places = noun("موضع واحد", "موضعان", "مواضع", "موضعًا", "موضع");
export const awards = noun("عملية منح واحدة", "عمليتا منح", "عمليات منح", "عملية منح", "عملية منح");
export const rows = noun("صف واحد", "صفان", "صفوف", "صفًا", "صف");
export const columns = noun("عمود واحد", "عمودان", "أعمدة", "عمودًا", "عمود");
export const records = noun("سجل واحد", "سجلان", "سجلات", "سجلًا", "سجل");
export const classes = noun("فئة شارات واحدة", "فئتا شارات", "فئات شارات", "فئة شارات", "فئة شارات");
export const issuers = noun("جهة مُصدِرة واحدة", "جهتان مُصدِرتان", "جهات مُصدِرة", "جهة مُصدِرة", "جهة مُصدِرة");
export const pictures = noun("صورة واحدة", "صورتان", "صور", "صورة", "صورة");
export const tags = noun("وسم واحد", "وسمان", "وسوم", "وسمًا", "وسم");
export const alignments = noun("ارتباط واحد", "ارتباطان", "ارتباطات", "ارتباطًا", "ارتباط");
export const fields = noun("حقل واحد", "حقلان", "حقول", "حقلًا", "حقل");
export const differences = noun("فرق واحد", "فرقان", "فروق", "فرقًا", "فرق");
export const spans = {
  days: noun("يوم واحد", "يومان", "أيام", "يومًا", "يوم"),
  weeks: noun("أسبوع واحد", "أسبوعان", "أسابيع", "أسبوعًا", "أسبوع"),
  months: noun("شهر واحد", "شهران", "أشهر", "شهرًا", "شهر"),
  years: noun("سنة واحدة", "سنتان", "سنوات", "سنة", "سنة"),
};
