import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { type GuestName, guestPath, guests } from '../index.ts';
import { guestsFolder, readFolder } from './paths.ts';

const tools = [
  '@bytecodealliance/jco',
  '@bytecodealliance/componentize-js',
  '@yowasp/clang',
  'componentize-qjs',
];
const lockFile = new URL('../../../pnpm-lock.yaml', import.meta.url);
const toolWit = new URL('../../../wit/tool.wit', import.meta.url);
const hostWit = new URL('../../../wit/host.wit', import.meta.url);

/** The files of the build that only guests in JavaScript need; what they do not need is for the others. */
const forJavaScript = /^(?:componentize-javascript\.ts|.*\.mjs)$/u;
const forBoth = /^(?:make-component|paths|wasi-packages)\.ts$|\.wit$/u;

/** SHA-256 (hex) of everything that a guest's component is made from: sources, WIT, recipes, versions of the tools. */
export function inputDigest(name: GuestName): string {
  const recipe = guests[name];
  const hash = createHash('sha256')
    .update(toolVersions())
    .update(readFileSync(hostWit))
    .update(`\0${recipe}\0`);
  if (recipe === 'sdk' || recipe === 'sdk-starlingmonkey')
    for (const source of guestSources()) hash.update(source);
  const isJavaScript = recipe === 'quickjs' || recipe === 'starlingmonkey' || recipe.startsWith('sdk');
  for (const folder of ['build', 'include', 'wit', name]) {
    for (const [file, text] of Object.entries(readFolder(guestsFolder + folder)))
      if (folder === name || forBoth.test(file) || forJavaScript.test(file) === isJavaScript)
        hash.update(`${file}\0${text}\0`);
  }
  return hash.digest('hex');
}

/** What a tool on the SDK is made of beside its own source: the SDK and its WIT. */
function guestSources(): readonly string[] {
  const source = fileURLToPath(new URL('../../../packages/guest/src/', import.meta.url));
  const files = globSync('**/*.ts', { cwd: source }).toSorted();
  return [
    readFileSync(toolWit, 'utf8'),
    ...files.map((file) => `${file}\0${readFileSync(source + file, 'utf8')}`),
  ];
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
