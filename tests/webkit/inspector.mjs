// The line to WebKit's remote inspector, as a transport for playwright: JSON in frames of WebKit's RemoteInspectorServer.
// A frame is the length of what follows (32 bits, big-endian), one byte that says little-endian, a name that ends with 0, and a GVariant.
import { connect } from "node:net";

/** The one browser process, and its first page: both are counted from 1. */
const PAGE = Buffer.alloc(16);
PAGE.writeBigUInt64LE(1n, 0);
PAGE.writeBigUInt64LE(1n, 8);

/** @returns {Promise<import("playwright-core").ConnectionTransport>} the line to the page that is open */
export async function inspectFirstPage(port) {
  const socket = connect(port, "127.0.0.1");
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const send = (name, ...parameters) => {
    const body = Buffer.concat([Buffer.from(`${name}\0`), ...parameters]);
    const head = Buffer.alloc(5, 1);
    head.writeUInt32BE(body.length);
    socket.write(Buffer.concat([head, body]));
  };
  const transport = {
    open() {
      send("SetupInspectorClient", Buffer.from("\0"));
      send("Setup", PAGE);
    },
    send: (message) => send("SendMessageToBackend", PAGE, Buffer.from(`${JSON.stringify(message)}\0`)),
    close: () => socket.end(),
  };
  // A page that goes to another site goes to another process. The one it leaves says that the request for the new page was cancelled,
  // which playwright would take for the end of it.
  let leaving = false;
  const receive = (message) => {
    if (message.method === "Target.targetCreated") leaving = message.params.targetInfo.isProvisional === true;
    else if (message.method === "Target.didCommitProvisionalTarget") leaving = false;
    else if (leaving && /^\{"method":"Network\.loadingFailed".*"Load request cancelled"/.test(message.params?.message)) return;
    transport.onmessage?.(message);
  };
  let read = Buffer.alloc(0);
  socket.on("data", (piece) => {
    read = Buffer.concat([read, piece]);
    for (let end; read.length >= 5 && read.length >= (end = 5 + read.readUInt32BE()); read = read.subarray(end)) {
      const name = read.subarray(5, read.indexOf(0, 5)).toString();
      // Before the text stand two numbers: which page it is of.
      if (name === "SendMessageToFrontend") receive(JSON.parse(read.subarray(5 + name.length + 1 + PAGE.length, end - 1).toString()));
    }
  });
  socket.on("close", () => transport.onclose?.());
  socket.on("error", () => {}); // "close" follows.
  return transport;
}
