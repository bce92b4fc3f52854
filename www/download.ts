/** A finished download is copied out of the storage at least this fast, in bytes per millisecond, after a minute's grace. */
const COPY_SPEED = 10_000;
const GRACE = 60_000;

/** Hands a whole file to the browser's downloads; `then` is called once the browser has surely copied it. */
export function download(file: Blob, name: string, then: () => void = () => {}): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
    then();
  }, GRACE + file.size / COPY_SPEED);
}
