import { fileURLToPath } from 'node:url';

/** How a guest's source becomes `dist/<name>.wasm`. */
export type Recipe =
  /** `guest.c` without a C library; its imports stand in `guest.wit`, else it is a plain `json-tool`. */
  | 'c'
  /** `guest.c` on a C library for WASI preview 1, adapted to WASI 0.2. */
  | 'c-preview1'
  /** `guest.wat`, a core module that becomes a `json-tool`. */
  | 'wat'
  /** `guest.wat`, left a core module. */
  | 'wat-core'
  /** `guest.mjs` in StarlingMonkey. */
  | 'starlingmonkey';

/** The name of a guest, which is also the name of its only function where it is a `json-tool`. */
export type GuestName =
  | 'all-types'
  | 'bad-json'
  | 'big-output'
  | 'clock-random'
  | 'core-module'
  | 'echo'
  | 'fill'
  | 'fs-probe'
  | 'grow'
  | 'p1-hello'
  | 'recurse'
  | 'sm-fetch'
  | 'sockets'
  | 'spin'
  | 'spin-start'
  | 'state'
  | 'trap'
  | 'two-memories'
  | 'unknown-import';

/** Every guest of the tests: the folder's name and its recipe. What each does stands at the top of its source. */
export const guests: Readonly<Record<GuestName, Recipe>> = {
  'all-types': 'c',
  'bad-json': 'c',
  'big-output': 'c',
  'clock-random': 'c',
  'core-module': 'wat-core',
  echo: 'c',
  fill: 'c',
  'fs-probe': 'c',
  grow: 'c',
  'p1-hello': 'c-preview1',
  recurse: 'c',
  'sm-fetch': 'starlingmonkey',
  sockets: 'c',
  spin: 'c',
  'spin-start': 'wat',
  state: 'c',
  trap: 'c',
  'two-memories': 'wat',
  'unknown-import': 'c',
};

/** Absolute path of a guest's built file; `node testing/guests/build.ts` makes it. */
export function guestPath(name: GuestName): string {
  return fileURLToPath(new URL(`dist/${name}.wasm`, import.meta.url));
}
