import type { Guest } from './guest.ts';
import { askInterface } from './host/ask.ts';
import { callInterface } from './host/call.ts';
import { filesInterface } from './host/files.ts';
import { httpInterface } from './host/http.ts';
import { logInterface } from './host/log.ts';
import { notifyInterface } from './host/notify.ts';
import { secretsInterface } from './host/secrets.ts';
import type { ImportInterface } from './import-interface.ts';
import {
  environmentInterface,
  exitInterface,
  stderrInterface,
  stdinInterface,
  stdoutInterface,
  terminalInterface,
} from './wasi/cli.ts';
import { monotonicClockInterface, wallClockInterface } from './wasi/clocks.ts';
import { configStoreInterface } from './wasi/config-store.ts';
import { filesystemTypesInterface, preopensInterface } from './wasi/filesystem/filesystem.ts';
import { outgoingHandlerInterface } from './wasi/http/outgoing-handler.ts';
import { httpTypesInterface } from './wasi/http/types.ts';
import { ioErrorInterface, ioPollInterface, ioStreamsInterface } from './wasi/io.ts';
import { insecureRandomInterface, insecureSeedInterface, randomInterface } from './wasi/random.ts';
import {
  instanceNetworkInterface,
  ipNameLookupInterface,
  networkInterface,
  tcpInterface,
  udpInterface,
} from './wasi/sockets.ts';

type MakeInterface = (guest: Guest) => ImportInterface;

/** Every interface that a component may import, by the key that jco's generated code asks for. There is no other door. */
const INTERFACES: ReadonlyMap<string, MakeInterface> = new Map<string, MakeInterface>([
  ['wasi:io/error', ioErrorInterface],
  ['wasi:io/poll', ioPollInterface],
  ['wasi:io/streams', ioStreamsInterface],
  ['wasi:clocks/wall-clock', wallClockInterface],
  ['wasi:clocks/monotonic-clock', monotonicClockInterface],
  ['wasi:random/random', randomInterface],
  ['wasi:random/insecure', insecureRandomInterface],
  ['wasi:random/insecure-seed', insecureSeedInterface],
  ['wasi:cli/environment', environmentInterface],
  ['wasi:cli/exit', exitInterface],
  ['wasi:cli/stdin', stdinInterface],
  ['wasi:cli/stdout', stdoutInterface],
  ['wasi:cli/stderr', stderrInterface],
  ['wasi:cli/terminal-input', terminalInterface],
  ['wasi:cli/terminal-output', terminalInterface],
  ['wasi:cli/terminal-stdin', terminalInterface],
  ['wasi:cli/terminal-stdout', terminalInterface],
  ['wasi:cli/terminal-stderr', terminalInterface],
  ['wasi:filesystem/types', filesystemTypesInterface],
  ['wasi:filesystem/preopens', preopensInterface],
  ['wasi:http/types', httpTypesInterface],
  ['wasi:http/outgoing-handler', outgoingHandlerInterface],
  ['wasi:sockets/network', networkInterface],
  ['wasi:sockets/instance-network', instanceNetworkInterface],
  ['wasi:sockets/ip-name-lookup', ipNameLookupInterface],
  ['wasi:sockets/tcp', tcpInterface],
  ['wasi:sockets/tcp-create-socket', tcpInterface],
  ['wasi:sockets/udp', udpInterface],
  ['wasi:sockets/udp-create-socket', udpInterface],
  ['wasi:config/store', configStoreInterface],
  ['kami:host/log', logInterface],
  ['kami:host/call', callInterface],
  ['kami:host/ask', askInterface],
  ['kami:host/secrets', secretsInterface],
  ['kami:host/notify', notifyInterface],
  ['kami:host/files', filesInterface],
  ['kami:host/http', httpInterface],
]);

/** The keys of every interface that the executor offers, sorted. */
export const OFFERED_INTERFACES: readonly string[] = [...INTERFACES.keys()].sort();

/** The imports of one instance. Only the interfaces that the component asks for are made. */
export function createImports(guest: Guest): Readonly<Record<string, ImportInterface>> {
  const made = new Map<string, ImportInterface>();
  return new Proxy<Record<string, ImportInterface>>(
    {},
    {
      get(_target, key) {
        if (typeof key !== 'string') return undefined;
        const name = key.replace(/@.*$/, '');
        const known = made.get(name) ?? INTERFACES.get(name)?.(guest);
        if (known !== undefined) made.set(name, known);
        return known;
      },
    },
  );
}
