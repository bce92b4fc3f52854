// What npm has for text chunks: png-chunks-extract and png-chunks-encode, with an iTXt chunk put together by hand.
import encode from "png-chunks-encode";
import extract from "png-chunks-extract";

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
const keyword = "openbadges";
// Keyword, NUL, not compressed (flag and method), no language, no translated keyword.
const head = encoder.encode(`${keyword}\0\0\0\0\0`);

const isBadge = ({ name, data }) => name === "iTXt" && decoder.decode(data.subarray(0, keyword.length + 1)) === `${keyword}\0`;

export function bake(picture, credential) {
  const chunks = extract(picture).filter((chunk) => !isBadge(chunk));
  const text = encoder.encode(credential);
  const data = new Uint8Array(head.length + text.length);
  data.set(head);
  data.set(text, head.length);
  chunks.splice(1, 0, { name: "iTXt", data });
  return encode(chunks);
}

export function unbake(picture) {
  const chunk = extract(picture).find(isBadge);
  return chunk ? decoder.decode(chunk.data.subarray(head.length)) : null;
}
