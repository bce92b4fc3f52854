// The page behind `<badge-replace-run>` alone, until it stands on the site: mounted by the test, with what the steps before would hand over.
import { BadgeReplaceRun } from "../../www/elements/replace/run.ts";
import { define } from "../../www/elements/define.ts";
import * as replace from "../../www/replace.ts";
import { Session } from "../../www/signin.ts";
import { checkPicture } from "../../www/replace.ts";

define({ "badge-replace-run": BadgeReplaceRun });
Object.assign(globalThis, { replace, Session, checkPicture });
