/** A badge made by hand, to try everything with: invented people, and `learner@example.org` is whose it is. */
export const example = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 240 240" width="240" height="240">
  <openbadges:credential><![CDATA[{
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
  "id": "urn:uuid:5f0d3a52-6c6b-4a2e-9d1e-6a5b6a0c7f10",
  "type": ["VerifiableCredential", "OpenBadgeCredential"],
  "issuer": {
    "id": "https://school.example.org/",
    "type": ["Profile"],
    "name": "Riverside Open School",
    "url": "https://school.example.org/",
    "email": "badges@school.example.org",
    "description": "A made-up school for everybody who likes to be outdoors."
  },
  "validFrom": "2026-05-02T10:00:00Z",
  "validUntil": "2031-05-02T10:00:00Z",
  "name": "Mountain Guide",
  "credentialSubject": {
    "type": ["AchievementSubject"],
    "identifier": [{ "type": "IdentityObject", "identityType": "emailAddress", "hashed": true, "salt": "badgepack", "identityHash": "sha256$990177e87f6b2b4f89bbd871897be99461de5efad2cc4efbf5f6556cc778d303" }],
    "narrative": "Led a group of eight over the **Long Ridge** in changing weather, and brought everybody home dry.",
    "achievement": {
      "id": "https://school.example.org/badges/mountain-guide",
      "type": ["Achievement"],
      "achievementType": "Certification",
      "name": "Mountain Guide",
      "description": "Plans a day in the mountains for others, and leads it safely.",
      "criteria": {
        "id": "https://school.example.org/badges/mountain-guide/criteria",
        "narrative": "To earn this badge:\\n\\n1. plan three tours with a *map and compass*;\\n2. lead two of them;\\n3. pass the [first-aid course](https://school.example.org/first-aid)."
      },
      "alignment": [{
        "type": ["Alignment"],
        "targetName": "Lead groups outdoors",
        "targetUrl": "https://skills.example.org/outdoors/7",
        "targetFramework": "Outdoor Skills",
        "targetCode": "OUT-7",
        "targetDescription": "Takes care of a group on marked and unmarked paths."
      }],
      "tag": ["outdoors", "leadership", "first aid"]
    }
  },
  "evidence": [{ "id": "https://school.example.org/tours/long-ridge", "type": ["Evidence"], "name": "Tour log of the Long Ridge", "narrative": "Route, weather and decisions, hour by hour." }]
}]]></openbadges:credential>
  <path d="M120 12 213 66v108l-93 54-93-54V66z" fill="#12406b"/>
  <path d="M120 26 201 73v94l-81 47-81-47V73z" fill="#e8f1f8"/>
  <circle cx="158" cy="88" r="17" fill="#f2b33d"/>
  <path d="m52 164 46-78 27 44 17-24 46 58z" fill="#2f6f9f"/>
  <path d="m98 86 16 27-12 8-9-7-9 9z" fill="#fff"/>
  <path d="M39 160c40-10 66 8 96 2 27-5 44-10 66-4v9l-81 47-81-47z" fill="#3f8f63"/>
  <path d="M118 206c-6-14 8-20 4-31-2-6-7-8-6-14" fill="none" stroke="#e8f1f8" stroke-width="5" stroke-linecap="round" stroke-dasharray="1 11"/>
</svg>`;
