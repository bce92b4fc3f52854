import type { messages } from "../shell.js";

/** Before anything else is loaded, in Arabic. */
export const shell: typeof messages = {
  looking: (name) => `جارٍ النظر فيما تحتفظ به \u2068${name}\u2069 لك …`,
  lookingForIssuers: (name) => `جارٍ البحث عن جهاتك المُصدِرة على \u2068${name}\u2069 …`,
  errorTitle: "لم ينجح ذلك",
  tokenUnknown: "لا تعرف البوابة رمز الوصول هذا؛ تحقق منه وحاول مرة أخرى.",
  notLoaded: "تعذّر تحميل جزء من هذه الصفحة؛ تحقق من الاتصال ثم حاول مرة أخرى.",
  notDrawable: "لا تسمح سياسة الأمان لهذه الصفحة برسم عناصر badgepack؛ فهي تحتاج إلى \u2068trusted-types badgepack\u2069 وألّا توجد سياسة أخرى بهذا الاسم.",
  tryAgain: "إعادة المحاولة",
  back: "رجوع",
  cancel: "إلغاء",
};
