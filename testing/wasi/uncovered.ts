import type { FunctionName } from './offered-functions.ts';

/** Functions that are refused at every call, whatever is granted: they have no positive case. */
export const DENIED: Readonly<Partial<Record<FunctionName, string>>> = {
  'wasi:filesystem/types [method]descriptor.link-at':
    'a link that a guest makes is the way out of its folder',
  'wasi:filesystem/types [method]descriptor.symlink-at':
    'a link that a guest makes is the way out of its folder',
  'wasi:sockets/ip-name-lookup resolve-addresses': 'a look-up goes around the rules for the network',
  'wasi:sockets/tcp-create-socket create-tcp-socket': 'a socket goes around the rules for the network',
  'wasi:sockets/udp-create-socket create-udp-socket': 'a socket goes around the rules for the network',
  'kami:host/ask ask': 'nobody is behind the calls of these cases',
  'kami:host/secrets get': 'secrets are not granted yet',
};

/** Resources that no guest ever holds, and why: their functions link and cannot be reached. */
export const UNREACHABLE: Readonly<Record<string, string>> = {
  'wasi:sockets/tcp tcp-socket': 'create-tcp-socket is denied',
  'wasi:sockets/udp udp-socket': 'create-udp-socket is denied',
  'wasi:sockets/udp incoming-datagram-stream': 'create-udp-socket is denied',
  'wasi:sockets/udp outgoing-datagram-stream': 'create-udp-socket is denied',
  'wasi:sockets/ip-name-lookup resolve-address-stream': 'resolve-addresses is denied',
  'wasi:http/types incoming-request': 'only a component that serves requests is given one',
  'wasi:http/types response-outparam': 'only a component that serves requests is given one',
};

/** The resource that a function belongs to, with its interface, or nothing. */
export function resourceOf(name: FunctionName): string | undefined {
  const [, interfaceName, resource] = /^(\S+) \[\w+\]([\w-]+)/u.exec(name) ?? [];
  return resource === undefined ? undefined : `${interfaceName} ${resource}`;
}

/** How a function counts. */
export function classOf(name: FunctionName): 'offered' | 'denied' | 'unreachable' {
  if (DENIED[name] !== undefined) return 'denied';
  return Object.hasOwn(UNREACHABLE, resourceOf(name) ?? '') ? 'unreachable' : 'offered';
}
