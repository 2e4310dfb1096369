/** The programs and files that KAMI starts or reads beside its main module. */
export interface ProgramFiles {
  readonly executor: URL;
  /** What that file evaluates. */
  readonly executorBody: URL;
  readonly prepare: URL;
  readonly watchdog: URL;
  readonly wallProbe: URL;
  readonly storeWriter: URL;
  /** The settings of `config/default.toml`, as JSON. */
  readonly defaults: URL;
  /** Folder of the templates of new tools. */
  readonly templates: URL;
  /** The pinned trusted root of Sigstore's public deployment. */
  readonly trustedRoot: URL;
  /** The first metadata by which it is refreshed. */
  readonly firstRoot: URL;
  /** The folder of adapters by which a core module made for WASI preview 1 runs on WASI 0.2. */
  readonly preview1: URL;
}

/** Where they stand, seen from the main module: bundled beside it, or in `dist` when it runs from its source. */
export function programFiles(entry: string): ProgramFiles {
  const base = new URL(entry.endsWith('/src/main.ts') ? '../dist/' : './', entry);
  return {
    executor: new URL('executor.cjs', base),
    executorBody: new URL('executor-body.cjs', base),
    prepare: new URL('prepare.js', base),
    watchdog: new URL('watchdog.js', base),
    wallProbe: new URL('wall-probe.cjs', base),
    storeWriter: new URL('store-writer.js', base),
    defaults: new URL('config/default.json', base),
    templates: new URL('templates/', base),
    trustedRoot: new URL('trust/trusted_root.json', base),
    firstRoot: new URL('trust/root.json', base),
    preview1: new URL('preview1/', base),
  };
}
