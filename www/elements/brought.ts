/** What somebody brought: files, or a text. */
export type Brought = { files: File[]; pasted: boolean } | { text: string };

/** The host of an address as people type it, with or without a scheme and in angle brackets; nothing where it is none of the web. */
export function hostOfTyped(typed: string): string {
  const address = typed.trim().replace(/^<(.*)>$/, "$1");
  const complete = address.includes("://") ? address : `https://${address}`;
  const url = /\s/.test(address) || !URL.canParse(complete) ? null : new URL(complete); // Chromium takes spaces for a part of the host.
  return url && /^https?:$/.test(url.protocol) && /[.:]|^localhost$/.test(url.host) ? url.host : "";
}

/** Whether a drag carries something that can be looked at. */
export const carriesBadge = ({ types }: DataTransfer): boolean => types.includes("Files") || types.includes("text/uri-list");

/** What was dropped or pasted; folders are opened. Nothing when it is empty. */
export async function broughtBy(data: DataTransfer, pasted: boolean): Promise<Brought | undefined> {
  // Everything is asked for before the first wait: afterwards the browser has forgotten it.
  const text = (data.getData("text/uri-list").split(/[\r\n]+/).find((line) => line && !line.startsWith("#")) ?? data.getData("text/plain")).trim();
  const entries = [...data.items].map((item) => (item.kind === "file" ? item.webkitGetAsEntry() : null));
  const files = entries.some((entry) => entry?.isDirectory) ? (await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])))).flat() : [...data.files];
  return files.length > 0 ? { files, pasted } : text ? { text } : undefined;
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const one of some) found.push(...(await filesIn(one)));
  }
}

/** What is in the clipboard; throws when the browser does not let the page see it. */
export async function broughtByClipboard(): Promise<Brought | undefined> {
  const files: File[] = [];
  for (const item of await navigator.clipboard.read()) {
    const type = item.types.find((type) => /^image\/(png|svg\+xml)$/.test(type));
    if (type) files.push(new File([await item.getType(type)], type === "image/png" ? "image.png" : "image.svg", { type }));
    else if (item.types.includes("text/plain")) {
      const text = (await (await item.getType("text/plain")).text()).trim();
      if (text) return { text };
    }
  }
  return files.length > 0 ? { files, pasted: true } : undefined;
}

/** Whether somebody is typing there, so that a paste is theirs. */
export const isField = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "file") || (target instanceof HTMLElement && target.isContentEditable);

/** Whether a file begins as ZIPs do. */
export async function isZip(file: Blob): Promise<boolean> {
  const [first, second, third] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return first === 0x50 && second === 0x4b && third !== undefined && third < 9; // PK, as every ZIP begins
}
