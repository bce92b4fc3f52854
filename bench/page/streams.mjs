// Streams, the same for everyone who is measured: pulled one piece at a time, and read to the end.

/** A stream of what an iterator yields, which it is asked for only when somebody reads. */
export const pulled = (pieces) => {
  const source = pieces[Symbol.asyncIterator]?.() ?? pieces[Symbol.iterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await source.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
};

/** Reads a stream and throws its bytes away, as a disk would take them; returns how many there were. */
export async function drained(stream) {
  const reader = stream.getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes += value.length;
  }
}
