import { codes } from "../error-sentences.js";
import type { Translation } from "../languages.js";
import { card } from "./ar/card.js";
import { data } from "./ar/data.js";
import { findings } from "./ar/findings.js";
import { inspector } from "./ar/inspector.js";
import { kept } from "./ar/kept.js";
import { learner } from "./ar/learner.js";
import { replace } from "./ar/replace.js";
import { replaceRun } from "./ar/replace-run.js";
import { save } from "./ar/save.js";
import { sentences } from "./ar/sentences.js";
import { shell } from "./ar/shell.js";

/** Arabic. */
export const translation: Translation = { learner, card, data, findings, inspector, kept, replace, replaceRun, save, shell, sentences, codes };
