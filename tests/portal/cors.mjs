// Who may read from a browser. As recorded from Badgr: the Origin's host is compared without its port, and a refused
// origin gets its answer without any Access-Control header.

const ALLOW_HEADERS = "accept, accept-encoding, authorization, content-type, dnt, origin, user-agent, x-csrftoken, x-requested-with";
const ALLOW_METHODS = "DELETE, GET, OPTIONS, PATCH, POST, PUT";

const hostOf = (origin) => {
  try {
    return new URL(origin.includes("://") ? origin : `http://${origin}`).hostname;
  } catch {
    return null;
  }
};

export function createCors(origins = ["localhost", "127.0.0.1"]) {
  const hosts = new Set(origins.map(hostOf));
  const allowed = (origin) => Boolean(origin) && hosts.has(hostOf(origin));
  const grant = (origin, learner) => (allowed(origin)
    ? { "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": learner ? "Link, Retry-After" : "link" }
    : {});
  return {
    allowed,
    /** Headers of an ordinary answer. `learner`: the learner portal exposes more. */
    grant,
    preflight: (origin, learner) => ({
      status: 200,
      body: "",
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        Vary: "Origin",
        ...grant(origin, learner),
        ...(allowed(origin) && {
          "Access-Control-Allow-Headers": ALLOW_HEADERS + (learner ? ", x-access-token" : ""),
          "Access-Control-Allow-Methods": ALLOW_METHODS,
          "Access-Control-Max-Age": "86400",
        }),
      },
    }),
  };
}
