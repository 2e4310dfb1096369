import type { CapabilityKind } from '@kami/types';

/** An interface that a component may import. */
export interface OfferedImport {
  /** Without version, for example `wasi:cli/environment`. */
  readonly name: string;
  /** The versions that link, for messages. */
  readonly versions: string;
  /** The authority that its use needs; absent for what gives none. */
  readonly capability?: CapabilityKind;
  /** True for what links and is refused at every use, whatever is granted. */
  readonly isAlwaysDenied: boolean;
}

function offer(
  prefix: string,
  versions: string,
  names: string,
  capability?: CapabilityKind,
): OfferedImport[] {
  return names.split(' ').map((name) => ({
    name: `${prefix}/${name}`,
    versions,
    ...(capability === undefined ? {} : { capability }),
    isAlwaysDenied: prefix === 'wasi:sockets',
  }));
}

/** Every interface that KAMI links, by package. Anything else is refused at install. */
export const OFFERED_IMPORTS: readonly OfferedImport[] = [
  ...offer('wasi:cli', '0.2.x', 'environment', 'environment'),
  ...offer('wasi:cli', '0.2.x', 'exit stdin stdout stderr'),
  ...offer(
    'wasi:cli',
    '0.2.x',
    'terminal-input terminal-output terminal-stdin terminal-stdout terminal-stderr',
  ),
  ...offer('wasi:clocks', '0.2.x', 'wall-clock monotonic-clock', 'clock'),
  ...offer('wasi:random', '0.2.x', 'random insecure insecure-seed', 'randomness'),
  ...offer('wasi:io', '0.2.x', 'error poll streams'),
  ...offer('wasi:filesystem', '0.2.x', 'types preopens', 'files'),
  ...offer('wasi:http', '0.2.x', 'types outgoing-handler', 'network'),
  ...offer('wasi:config', '0.2.x', 'store', 'environment'),
  ...offer('wasi:sockets', '0.2.x', 'network instance-network ip-name-lookup', 'network'),
  ...offer('wasi:sockets', '0.2.x', 'tcp tcp-create-socket udp udp-create-socket', 'network'),
  ...offer('kami:host', '0.1.x', 'log call ask notify'),
  ...offer('kami:host', '0.1.x', 'secrets', 'secrets'),
  ...offer('kami:host', '0.1.x', 'files', 'files'),
  ...offer('kami:host', '0.1.x', 'http', 'network'),
  ...offer('kami:tool', '0.1.x', 'types'),
];

const BY_NAME: ReadonlyMap<string, OfferedImport> = new Map(
  OFFERED_IMPORTS.map((entry) => [entry.name, entry]),
);
const RELEASES: Readonly<Record<string, RegExp>> = {
  '0.2.x': /^0\.2\.\d+$/,
  '0.1.x': /^0\.1\.\d+$/,
};
/** `wasi:config` has pre-releases only; components in the field carry these two forms. */
const CONFIG_RELEASE = /^0\.2\.\d+(?:-(?:draft|rc\.\d+))?$/;

/** The offered interface that an import name (`wasi:cli/exit@0.2.6`) links to, or nothing. */
export function findOfferedImport(importName: string): OfferedImport | undefined {
  const [name = '', version = ''] = importName.split('@', 2);
  const offered = BY_NAME.get(name);
  if (offered === undefined || importName !== `${name}@${version}`) return undefined;
  const releases = name.startsWith('wasi:config/') ? CONFIG_RELEASE : RELEASES[offered.versions];
  return releases?.test(version) === true ? offered : undefined;
}
