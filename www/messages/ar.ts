import type { Translation } from "../languages.js";
import { card } from "./ar/card.js";
import { data } from "./ar/data.js";
import { findings } from "./ar/findings.js";
import { inspector } from "./ar/inspector.js";
import { learner } from "./ar/learner.js";
import { sentences } from "./ar/sentences.js";

/** Arabic. */
export const translation: Translation = { learner, card, data, findings, inspector, sentences };
