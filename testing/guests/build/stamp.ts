import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import { type GuestName, guestPath, guests } from '../index.ts';
import { guestsFolder, readFolder } from './paths.ts';

const tools = ['@bytecodealliance/jco', '@bytecodealliance/componentize-js', '@yowasp/clang'];
const lockFile = new URL('../../../pnpm-lock.yaml', import.meta.url);

/** SHA-256 (hex) of everything that a guest's component is made from: sources, WIT, recipes, versions of the tools. */
export function inputDigest(name: GuestName, shared: string): string {
  const hash = createHash('sha256').update(shared).update(`\0${guests[name]}\0`);
  for (const [file, text] of Object.entries(readFolder(guestsFolder + name)))
    hash.update(`${file}\0${text}\0`);
  return hash.digest('hex');
}

/** What every guest's digest begins with. */
export function sharedDigest(): string {
  const hash = createHash('sha256').update(toolVersions());
  for (const folder of ['build', 'include', 'wit']) {
    for (const [file, text] of Object.entries(readFolder(guestsFolder + folder)))
      hash.update(`${file}\0${text}\0`);
  }
  return hash.digest('hex');
}

/** Whether the component is there and was made from these inputs. */
export function isUpToDate(name: GuestName, digest: string): boolean {
  const stamp = stampPath(name);
  return existsSync(guestPath(name)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** Remembers what the component was made from. */
export function writeStamp(name: GuestName, digest: string): void {
  writeFileSync(stampPath(name), digest);
}

function stampPath(name: GuestName): string {
  return `${guestPath(name)}.stamp`;
}

function toolVersions(): string {
  const lock = readFileSync(lockFile, 'utf8');
  return tools.map((tool) => new RegExp(`${tool}@[^:(']+`, 'u').exec(lock)?.[0] ?? tool).join('\n');
}
