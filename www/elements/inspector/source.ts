/** Where a badge was read from. */
export interface Source {
  /** What the file is called. */
  file: string;
  body: Blob;
  /** It came out of the clipboard, where pictures lose what is in them. */
  pasted: boolean;
  /** The address that it was fetched from. */
  address: string | null;
}

/** A file or a text as a source. */
export const sourceOf = (body: Blob | string, file: string, address: string | null = null): Source => ({ file, body: typeof body === "string" ? new Blob([body]) : body, pasted: false, address });

/** The bytes of a source, or of a file that somebody chose. */
export const bytesOf = async (body: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await body.arrayBuffer());

/** What kind of picture the bytes are, for showing them in an `<img>`: the only way in which a picture of others is shown. */
export const typeOf = (bytes: Uint8Array): string => (bytes[0] === 0x89 ? "image/png" : "image/svg+xml");

/** `first-aid.png` → `first-aid-baked.png` */
export const named = (file: string, what: string): string => file.replace(/(\.\w+)?$/, `-${what}$1`);

/** `first-aid.png` → `first-aid.json`, or `.jws` for a signed badge and `.txt` for an address. */
export const payloadName = (file: string, form: "json" | "jwt" | "url"): string => file.replace(/(\.\w+)?$/, { json: ".json", jwt: ".jws", url: ".txt" }[form]);
