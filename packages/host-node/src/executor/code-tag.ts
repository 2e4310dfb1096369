import { arch, version } from 'node:process';
import { cachedDataVersionTag } from 'node:v8';

/** The JavaScript engine of this process as far as compiled code depends on it: version, architecture, flags, features of the processor. */
export function codeTag(): string {
  return `${version} ${arch} ${cachedDataVersionTag()}`;
}
