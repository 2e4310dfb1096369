/** The JavaScript engine of this process as far as compiled code depends on it: version, architecture, flags, features of the processor. */
export function codeTag(): string {
  return `${process.version} ${process.arch} ${process.getBuiltinModule('node:v8').cachedDataVersionTag()}`;
}
