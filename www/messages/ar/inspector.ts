import type { messages } from "../inspector.js";
import { number } from "../../locale.js";

/** Taking a badge in, in Arabic. */
export const inspector: typeof messages = {
  // Taking in
  drop: "أفلت الشارات هنا أو ألصقها",
  dropMore: "معاينة شارة أخرى",
  dropNow: "أفلت لترى ما بداخلها",
  kinds: "صور (PNG، ‏SVG)، أو JSON، أو شارات موقّعة، أو عناوين ويب، أو ملف ZIP فيه الكثير منها. يمكن أخذ عدة ملفات معًا.",
  local: "تبقى الملفات على هذا الجهاز. ولا يُجلب سوى عنوان الويب الذي تطلبه أنت.",
  choose: "اختيار ملفات",
  paste: "لصق",
  fromWeb: "من عنوان ويب",
  fromText: "كتابة نص أو لصقه",
  example: "تجربة مثال",
  address: "عنوان الشارة على الويب",
  addressHint: "صفحة الشارة أو مكان بياناتها. يُجلب العنوان من هنا ولا يُسأل أحد غيره.",
  addressMissing: "أدخل عنوانًا أولًا؛ شكله مثل ‎https://badges.example.org/public/assertions/…‎",
  addressWrong: "هذا ليس عنوان ويب؛ شكل العنوان مثل ‎https://badges.example.org/public/assertions/…‎",
  fetch: "جلب",
  text: "الشارة نصًّا",
  textHint: "‏JSON، أو شارة موقّعة (تبدأ بـ eyJ)، أو عنوان.",
  textMissing: "أدخل النص أو ألصقه أولًا.",
  textWrong: "ليس هذا شارة: لا هو بيانات JSON ولا شارة موقّعة ولا عنوان. صحّحه، أو أحضر الملف.",
  show: "عرض",
  clipboardEmpty: "لا توجد في الحافظة صورة ولا نص. انسخ شارة أولًا، أو أفلت ملفها هنا.",
  clipboardClosed: "لم يسمح المتصفح لهذه الصفحة بقراءة الحافظة. اضغط بدلًا من ذلك ‎Ctrl+V‎ (أو ‎⌘V‎ على ماك)؛ فهذا يعمل في أي موضع من هذه الصفحة.",
  pastedName: "نص ملصق",
  typedName: "نصك",
  exampleName: "example.svg",

  // One that is on its way
  reading: (file) => `جارٍ قراءة \`${file}\``,
  fetching: (host) => `جارٍ سؤال \u2068${host}\u2069 …`,
  cancel: "إلغاء",

  // Faults
  faultOf: (file) => `تعذّرت قراءة \`${file}\``,
  fetchFault: (host) => `لم يقدّم \u2068${host}\u2069 الشارة`,
  faultTitle: "لم ينجح ذلك",
  place: (at) => `الموضع: ${at.replace(/^byte (\d+)$/, (_, byte: string) => `البايت ${number(Number(byte))}`)}`,
  tryAgain: "إعادة المحاولة",
  getOriginal: "احصل على الملف الأصلي: نزّله مرة أخرى من حيث تسلّمت الشارة، لا من معاينة في محادثة أو رسالة بريد.",
};
