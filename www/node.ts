/** What is used of an open file of Node. */
export interface FileHandle {
  writeFile(bytes: Uint8Array): Promise<void>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is used of what Node knows of a file. */
interface Stats {
  mode: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

/** What is used of Node's file system. */
interface NodeFiles {
  promises: {
    readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
    open(file: string, flags: "w" | "wx"): Promise<FileHandle>;
    stat(file: string): Promise<Stats>;
    realpath(file: string): Promise<string>;
    readlink(file: string): Promise<string>;
    rename(from: string, to: string): Promise<void>;
    rm(file: string, options: { force: true }): Promise<void>;
  };
  /** A file that is read from the disk as it is asked for. */
  openAsBlob(file: string): Promise<Blob>;
}

/** What is used of Node. */
export interface Node {
  fs: NodeFiles;
  path: { dirname(path: string): string; resolve(...paths: string[]): string };
  url: { fileURLToPath(url: URL): string };
}

/** Node, where it is: reached through `process`, so that no bundler goes looking for `node:fs`. */
export function node(): Node | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?<Name extends keyof Node>(name: `node:${Name}`): Node[Name] } };
  return process?.getBuiltinModule && { fs: process.getBuiltinModule("node:fs"), path: process.getBuiltinModule("node:path"), url: process.getBuiltinModule("node:url") };
}
