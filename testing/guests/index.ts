import { fileURLToPath } from 'node:url';

/** How a guest's source becomes `dist/<name>.wasm`. */
export type Recipe =
  /** `guest.c` without a C library; its imports stand in `guest.wit`, else it is a plain `json-tool`. */
  | 'c'
  /** `guest.c` on a C library for WASI preview 1, adapted to WASI 0.2. */
  | 'c-preview1'
  /** As `c`, with a generated `imports.h`: every function that the world imports, to be called by name. */
  | 'c-every-import'
  /** `guest.cc` on the C++ library for WASI preview 1, adapted. */
  | 'cpp-preview1'
  /** `guest.rs` on Rust's library for WASI preview 1, adapted; left out where there is no Rust for it. */
  | 'rust-preview1'
  /** `guest.wat`, a core module that becomes a `json-tool`. */
  | 'wat'
  /** As `wat`, with function types added until there are a million. */
  | 'wat-many-types'
  /** `guest.wat`, left a core module. */
  | 'wat-core'
  /** `guest.wat`, a component already. */
  | 'wat-component'
  /** `guest.ts`, a tool on the SDK. */
  | 'sdk'
  /** As `sdk`, in StarlingMonkey. */
  | 'sdk-starlingmonkey'
  /** `guest.mjs` in QuickJS. */
  | 'quickjs'
  /** `guest.mjs` in StarlingMonkey. */
  | 'starlingmonkey';

/** The name of a guest, which is also the name of its only function where it is a `json-tool`. */
export type GuestName =
  | 'all-types'
  | 'bad-features'
  | 'bad-json'
  | 'big-json'
  | 'big-output'
  | 'clock-random'
  | 'compile-bomb'
  | 'conformance'
  | 'core-module'
  | 'draws'
  | 'echo'
  | 'every-import'
  | 'fetch-quickjs'
  | 'fetch-starlingmonkey'
  | 'fill'
  | 'flood'
  | 'fs-bench'
  | 'fs-bench-quickjs'
  | 'fs-probe'
  | 'grow'
  | 'hoard'
  | 'host-steps'
  | 'http-bench'
  | 'http-bench-quickjs'
  | 'huge-memory'
  | 'memory64'
  | 'mixed-versions'
  | 'net-probe'
  | 'p1-cpp'
  | 'p1-hello'
  | 'p1-rust'
  | 'p1-system'
  | 'plant'
  | 'plant-quickjs'
  | 'plant-starlingmonkey'
  | 'recurse'
  | 'say'
  | 'sdk-starlingmonkey'
  | 'shared-memory'
  | 'sm-fetch'
  | 'sockets'
  | 'spin'
  | 'spin-start'
  | 'state'
  | 'table-bomb'
  | 'tell-secrets'
  | 'trap'
  | 'two-memories'
  | 'unknown-import'
  | 'wasi-steps'
  | 'words-c'
  | 'words-quickjs'
  | 'words-starlingmonkey';

/** Every guest of the tests: the folder's name and its recipe. What each does stands at the top of its source. */
export const guests: Readonly<Record<GuestName, Recipe>> = {
  'all-types': 'c',
  'bad-features': 'quickjs',
  'bad-json': 'c',
  'big-json': 'c',
  'big-output': 'c',
  'clock-random': 'c',
  'compile-bomb': 'wat-many-types',
  conformance: 'sdk',
  'core-module': 'wat-core',
  draws: 'sdk',
  echo: 'c',
  'every-import': 'c-every-import',
  'fetch-quickjs': 'sdk',
  'fetch-starlingmonkey': 'starlingmonkey',
  fill: 'c',
  flood: 'c',
  'fs-bench': 'c-preview1',
  'fs-bench-quickjs': 'quickjs',
  'fs-probe': 'c',
  grow: 'c',
  hoard: 'c',
  'host-steps': 'quickjs',
  'http-bench': 'c',
  'http-bench-quickjs': 'sdk',
  'huge-memory': 'wat',
  memory64: 'wat',
  'mixed-versions': 'wat-component',
  'net-probe': 'sdk',
  'p1-cpp': 'cpp-preview1',
  'p1-hello': 'c-preview1',
  'p1-rust': 'rust-preview1',
  'p1-system': 'c-preview1',
  plant: 'wat',
  'plant-quickjs': 'quickjs',
  'plant-starlingmonkey': 'starlingmonkey',
  recurse: 'c',
  say: 'c',
  'sdk-starlingmonkey': 'sdk-starlingmonkey',
  'shared-memory': 'wat',
  'sm-fetch': 'starlingmonkey',
  sockets: 'c',
  spin: 'c',
  'spin-start': 'wat',
  state: 'c',
  'table-bomb': 'wat',
  'tell-secrets': 'starlingmonkey',
  trap: 'c',
  'two-memories': 'wat',
  'unknown-import': 'c',
  'wasi-steps': 'starlingmonkey',
  'words-c': 'c',
  'words-quickjs': 'quickjs',
  'words-starlingmonkey': 'starlingmonkey',
};

/** Absolute path of a guest's built file; `node testing/guests/build.ts` makes it. */
export function guestPath(name: GuestName): string {
  return fileURLToPath(new URL(`dist/${name}.wasm`, import.meta.url));
}
