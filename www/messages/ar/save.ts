import type { messages } from "../save.js";

/** Saving a file, in Arabic. */
export const save: typeof messages = {
  fileKinds: { zip: "أرشيف ZIP", csv: "جدول (CSV)", json: "JSON" },
  diskFull: "لا توجد مساحة كافية للملف على هذا الجهاز. وفّر بعض المساحة أو استغنِ عن جزء من المحتوى، ثم حاول مرة أخرى.",
  engineBroke: "تعطّل محرّك badgepack أثناء العمل ولم يُحتفظ بأي ملف. حاول مرة أخرى، وإن تكرر ذلك فاختر قدرًا أقل في كل مرة أو استعمل متصفحًا آخر.",
};
