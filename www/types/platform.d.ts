/** What the types of `badgepack` name of browsers, and Node's do not have: where TypeScript knows the DOM, this adds nothing to it. */
interface FileSystemFileHandle {}
declare namespace WebAssembly {
  interface Module {}
}
