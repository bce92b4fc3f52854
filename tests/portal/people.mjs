// The people of the demo portal. All are made up; every address is at example.org (RFC 2606).

export const LEARNER = {
  id: 4711,
  firstName: "Léa",
  lastName: "Learner",
  email: "learner@example.org",
  password: "demo",
};

const GIVEN = [
  "Zoë", "José", "Łukasz", "Siân", "Jürgen", "Bjørn", "Ayşe", "Nguyễn", "Chloé", "Seán",
  "فاطمة", "محمد", "小明", "美咲", "Олена", "Δήμητρα", "רוני", "अनन्या", "ทิพย์", "지우",
];
const FAMILY = [
  "O’Brien", "García-Márquez", "Wójcik", "Llewellyn", "Groß", "Ångström", "Yıldız", "Văn An", "Lefèvre", "Ní Dhónaill",
  "الحسن", "بن علي", "王", "佐藤", "Шевченко", "Παπαδοπούλου", "כהן", "शर्मा", "ศรีสุข", "김",
];

/** Somebody: given and family name are of one script more often than not, as in life. */
export function person(source, index) {
  const given = source.draw(101, index, GIVEN.length);
  const family = source.draw(102, index, 4) === 0 ? source.draw(103, index, FAMILY.length) : given;
  return {
    id: 5000 + index,
    firstName: GIVEN[given],
    lastName: FAMILY[family],
    email: `person${index}@example.org`,
  };
}

/** Details of the learner that the learner portal keeps and Badgr does not. */
export const PROFILE = {
  phone: "+44 1632 960 123",
  date_of_birth: "2003-02-28",
  address: { line_1: "Flat 3, 12 Café Row", line_2: null, city: "Exampleton", region: "Devon", postcode: "EX1 1AA", country: "GB" },
  bio: "I like maps, bread and small programs.\nالعربية, 中文, emoji 🧭 — all welcome. <b>Not bold</b> & ]]> is just text.",
  interests: ["Coding", "Baking", "Orienteering", "Écriture"],
  learning_styles: ["Hands-on", "In a group"],
  preferences: { language: "en-GB", newsletter: false, visibility: "community", digest: "weekly", dark_mode: "system", share_with_providers: [11, 14] },
};

/** Equality monitoring data: what people gave of their own will, and the reason why it stands in a file of its own. */
export const EQUALITY = {
  sex: "Female",
  gender_identity: "Woman",
  ethnicity: "Mixed or multiple ethnic groups",
  religion: "Prefer not to say",
  disability: true,
  disability_details: "Dyslexia",
  sexual_orientation: null,
  caring_responsibilities: false,
  consent_given: true,
};
