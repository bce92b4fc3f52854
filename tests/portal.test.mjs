// The stand-in portal is checked against recorded traffic, so that it cannot drift away from the servers that it stands for.
import "./portal/checks/badgr.mjs";
import "./portal/checks/issuing.mjs";
import "./portal/checks/feeds.mjs";
import "./portal/checks/million.mjs";
import "./portal/checks/replacing.mjs";
import "./portal/checks/rebaking.mjs";
import "./portal/checks/issuer-faults.mjs";
import "./portal/checks/pictures.mjs";
import "./portal/checks/signin.mjs";
import "./portal/checks/learner.mjs";
import "./portal/checks/faults.mjs";
import "./portal/checks/replay.mjs";
import "./portal/checks/size.mjs";
