/** One program of the published command: where its source starts and how it is bundled. */
export interface BundleEntry {
  readonly source: string;
  readonly output: string;
  /** `single-file` for a program that is started by path and must find all of itself in one file. */
  readonly form: 'chunks' | 'single-file';
  /** Node loads CommonJS faster: an executor boots 7 ms earlier, and a cold call of the command is 13 % shorter. */
  readonly format: 'esm' | 'cjs';
  /** Whether its name ends with a digest of its contents; the entries after it find the name as `COMMAND_CHUNK`. */
  readonly hashed?: true;
}

/** Every program in `packages/cli/dist`. All lie side by side, chunks too, so each finds the others by relative URL. */
export const bundleEntries: readonly BundleEntry[] = [
  {
    source: 'packages/cli/src/command.ts',
    output: 'command.cjs',
    form: 'chunks',
    format: 'cjs',
    hashed: true,
  },
  { source: 'packages/cli/src/main.ts', output: 'kami.cjs', form: 'single-file', format: 'cjs' },
  {
    source: 'packages/host-node/src/executor/boot.ts',
    output: 'executor.cjs',
    form: 'single-file',
    format: 'cjs',
  },
  {
    source: 'packages/host-node/src/executor/main.ts',
    output: 'executor-body.cjs',
    form: 'single-file',
    format: 'cjs',
  },
  {
    source: 'packages/host-node/src/walls/probe/main.ts',
    output: 'wall-probe.cjs',
    form: 'single-file',
    format: 'cjs',
  },
  { source: 'packages/host-node/src/prepare/main.ts', output: 'prepare.js', form: 'chunks', format: 'esm' },
  {
    source: 'packages/host-node/src/watchdog/main.ts',
    output: 'watchdog.js',
    form: 'single-file',
    format: 'esm',
  },
  {
    source: 'packages/store-sqlite/src/writer/main.ts',
    output: 'store-writer.js',
    form: 'single-file',
    format: 'esm',
  },
];

/**
 * Packages that stay outside the bundles and are installed beside the command: native addons, and a transpiler of
 * 100 MB that loads its own WebAssembly by path.
 */
export const bundleExternals: readonly string[] = [
  '@bytecodealliance/jco-transpile',
  '@napi-rs/keyring',
  'better-sqlite3',
];

/**
 * Libraries of `add-mcp` for its own prompts and files. KAMI takes its table of clients alone: nothing asks for these, so
 * that no import of them is left in the bundles.
 */
export const unusedParts: RegExp = /^(?:@clack\/prompts|@iarna\/toml|js-yaml|chalk)$/u;

/** Files and folders of data copied beside the bundles, source first. */
export const bundledData: readonly (readonly [source: string, output: string])[] = [
  ['config', 'config'],
  ['packages/cli/templates', 'templates'],
  ['wit', 'wit'],
  ['packages/signature-sigstore/root', 'trust'],
  ['packages/host-node/preview1', 'preview1'],
  // Of a package of 336 MB, 52 KB: what lets a module made for WASI preview 1 run on WASI 0.2.
  [
    'testing/node_modules/@bytecodealliance/jco/lib/wasi_snapshot_preview1.reactor.wasm',
    'preview1/full.wasm',
  ],
];
