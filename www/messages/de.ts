import { codes } from "../error-sentences.js";
import type { Translation } from "../languages.js";
import { card } from "./de/card.js";
import { data } from "./de/data.js";
import { findings } from "./de/findings.js";
import { inspector } from "./de/inspector.js";
import { kept } from "./de/kept.js";
import { learner } from "./de/learner.js";
import { replace } from "./de/replace.js";
import { replaceRun } from "./de/replace-run.js";
import { save } from "./de/save.js";
import { sentences } from "./de/sentences.js";
import { shell } from "./de/shell.js";

/** German. */
export const translation: Translation = { learner, card, data, findings, inspector, kept, replace, replaceRun, save, shell, sentences, codes };
