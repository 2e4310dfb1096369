/** Where a package may use a library or Node's own modules: anywhere in it, in one file of it, or under a folder. */
export type Place = 'anywhere' | 'one-file' | `${string}/`;

/** What one package's sources may import, beside files of their own package. */
export interface PackageRule {
  readonly layer: 'domain' | 'application' | 'adapter' | 'infrastructure' | 'guest';
  readonly packages: readonly string[];
  readonly libraries: Readonly<Record<string, Place>>;
  /** Absent: no Node module at all; a list: in any of these places. */
  readonly node?: Place | readonly Place[];
  /** Node modules of {@link restrictedNodeModules} that this package may use. */
  readonly restrictedNode?: readonly string[];
  /** Whether it may `import()` a path known only when it runs: the executor loads prepared forms so. */
  readonly computedImports?: true;
  /** Whether it may import interfaces of a WIT world (`wasi:clocks/wall-clock@0.2.0`), as only a component can. */
  readonly worldImports?: true;
}

/** Rules by package folder. A package without a rule is a violation by itself. */
export type LayerTable = Readonly<Record<string, PackageRule>>;

/** Node modules with authority over processes or the network: only packages that name one may import it. */
export const restrictedNodeModules: readonly string[] = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'dns/promises',
  'http',
  'http2',
  'https',
  'inspector',
  'net',
  'tls',
  'vm',
];

const domain = ['types', 'protocol', 'registry'];
const application = ['engine', 'sandbox', 'runtime'];
const inner = [...domain, ...application];
const adapters = [
  'host-node',
  'signature-sigstore',
  'sources',
  'store-sqlite',
  'transport-stdio',
  'transport-http',
  'config',
];

/** Files of `cli` that may import adapters for their values; every other file of `cli` may import their types only. */
export const compositionRoots: readonly string[] = ['src/compose.ts', 'src/compose/'];

/** The table "Who may depend on what" of the architecture, as data. */
export const layerTable: LayerTable = {
  types: { layer: 'domain', packages: [], libraries: {} },
  protocol: { layer: 'domain', packages: ['types'], libraries: {} },
  registry: {
    layer: 'domain',
    packages: ['types'],
    libraries: { 'smol-toml': 'one-file' },
  },
  engine: { layer: 'application', packages: ['types', 'protocol'], libraries: {} },
  sandbox: { layer: 'application', packages: ['types', 'protocol'], libraries: {} },
  runtime: { layer: 'application', packages: [...domain, 'engine', 'sandbox'], libraries: {} },
  'host-node': {
    layer: 'adapter',
    packages: inner,
    libraries: {
      undici: 'anywhere',
      '@napi-rs/keyring': 'src/secrets/',
      '@bytecodealliance/jco-transpile': 'src/prepare/',
      ajv: 'src/prepare/',
    },
    node: 'anywhere',
    restrictedNode: ['child_process', 'dns', 'dns/promises', 'http', 'net', 'tls', 'vm'],
    computedImports: true,
  },
  // Its requests go through the egress of the sandbox's port: it has no sockets of its own.
  sources: {
    layer: 'adapter',
    packages: inner,
    libraries: { 'modern-tar': 'src/unpack/', yauzl: 'src/unpack/' },
    node: 'anywhere',
  },
  'store-sqlite': {
    layer: 'adapter',
    packages: inner,
    libraries: { 'better-sqlite3': 'anywhere' },
    node: 'anywhere',
  },
  'signature-sigstore': {
    layer: 'adapter',
    packages: inner,
    libraries: {
      '@sigstore/bundle': 'src/verify/',
      '@sigstore/protobuf-specs': 'anywhere',
      '@sigstore/verify': 'src/verify/',
      'tuf-js': 'src/root/',
    },
    node: 'anywhere',
  },
  'transport-stdio': {
    layer: 'adapter',
    packages: inner,
    libraries: { '@modelcontextprotocol/server': 'anywhere' },
    node: 'anywhere',
  },
  // The MCP server itself, without a transport, is an export of its own of transport-stdio.
  'transport-http': {
    layer: 'adapter',
    packages: [...inner, 'transport-stdio'],
    libraries: { '@modelcontextprotocol/server': 'anywhere' },
    node: 'anywhere',
    restrictedNode: ['http', 'https', 'net', 'tls'],
  },
  config: {
    layer: 'adapter',
    packages: inner,
    libraries: { zod: 'anywhere', 'smol-toml': 'anywhere' },
    node: 'anywhere',
  },
  cli: {
    layer: 'infrastructure',
    packages: [...inner, ...adapters, 'guest'],
    libraries: {
      '@bomb.sh/tab': 'anywhere',
      'add-mcp': 'src/connect/',
      'jsonc-parser': 'src/connect/',
      'smol-toml': 'src/connect/',
      yaml: 'src/connect/',
      commander: 'anywhere',
      pino: 'anywhere',
      'pino-pretty': 'anywhere',
    },
    node: 'anywhere',
  },
  guest: {
    layer: 'guest',
    packages: [],
    libraries: {
      zod: 'anywhere',
      '@exodus/bytes': 'anywhere',
      '@noble/hashes': 'anywhere',
      '@ungap/structured-clone': 'anywhere',
      'whatwg-url-minimum': 'anywhere',
      acorn: 'src/build/',
      '@bytecodealliance/componentize-js': 'src/build/',
      'componentize-qjs': 'src/build/',
      esbuild: 'src/build/',
      'smol-toml': 'src/build/',
    },
    node: ['src/build/', 'src/testing/'],
    restrictedNode: ['child_process'],
    worldImports: true,
  },
};
