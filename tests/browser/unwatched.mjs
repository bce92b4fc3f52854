// A page of Chromium to which nobody listens. The tools that drive a browser have it keep what it loads, to be asked for later:
// its renderer the answers, its main process a note of each request. And a page of theirs is a private one, whose storage is memory.
// Measured so, it seems to hold all that it ever fetched and all that it saved; this one is as people have it.
import { openBrowser } from "./browsers.mjs";
import { heldBy } from "./memory.mjs";

/**
 * A fresh Chromium with such a page.
 * @param {string} downloads the folder that downloads are saved to
 */
export async function openUnwatched(downloads) {
  const { browser, close } = await openBrowser("chromium");
  const session = await browser.newBrowserCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  const { targetId } = await session.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });

  const waiting = new Map();
  let last = 0;
  session.on("Target.receivedMessageFromTarget", (event) => {
    const { id, ...answer } = JSON.parse(event.message);
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = (last += 1);
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) }).catch(reject);
    });

  return {
    goto: (url) => send("Page.navigate", { url }),
    /** Calls a function in the page, with arguments that are JSON. */
    async evaluate(work, ...args) {
      const { result, exceptionDetails } = await send("Runtime.evaluate", { expression: `(${work})(...${JSON.stringify(args)})`, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    held: await heldBy(browser),
    close,
  };
}
