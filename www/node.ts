/** What is used of an open file of Node. */
interface FileHandle {
  write(bytes: Uint8Array): Promise<unknown>;
  close(): Promise<void>;
}

/** What is used of Node's file system. */
export interface NodeFiles {
  promises: {
    readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
    open(file: string, flags: "w"): Promise<FileHandle>;
    rename(from: string, to: string): Promise<void>;
    rm(file: string, options: { force: true }): Promise<void>;
  };
  /** A file that is read from the disk as it is asked for. */
  openAsBlob(file: string): Promise<Blob>;
}

/** Node's file system, where there is one: reached through `process`, so that no bundler goes looking for `node:fs`. */
export const nodeFiles = (): NodeFiles | undefined => (globalThis as { process?: { getBuiltinModule?(name: "node:fs"): NodeFiles } }).process?.getBuiltinModule?.("node:fs");
