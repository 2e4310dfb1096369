import type { HostCall, OnewayCall } from '../../packages/protocol/src/index.ts';
import type { Chance } from './chance.ts';
import { anyPath, anyUrl, type Targets } from './forbidden-targets.ts';

const HANDLES = [
  0,
  1,
  2,
  3,
  4,
  63,
  64,
  65,
  66,
  (1 << 16) | 65,
  (2 << 16) | 65,
  (3 << 16) | 66,
  0xffff_ffff,
] as const;

/** A host call of the right form: any operation, on whatever a guest may think of. */
export function anyHostCall(chance: Chance, targets: Targets): HostCall {
  const handle = chance.once(2) ? NEWEST : chance.pick(HANDLES);
  const path = anyPath(chance, targets);
  const open = (): HostCall => ({
    op: 'fs.open',
    handle: chance.pick([1, 2, 3, handle]),
    path,
    flags: {
      create: chance.once(2),
      exclusive: chance.once(4),
      truncate: chance.once(4),
      directory: chance.once(4),
      write: chance.once(2),
      followLinks: chance.once(2),
    },
  });
  const start = (): HostCall => ({
    op: 'http.start',
    method: chance.pick(['GET', 'GET', 'POST', 'CONNECT', 'get', 'X']),
    url: anyUrl(chance, targets),
    headers: [[chance.pick(['accept', 'host', 'proxy-authorization', 'transfer-encoding']), 'x']],
    body: chance.pick(['none', 'whole', 'stream']),
  });
  const directory = chance.pick([1, 2, 3, handle]);
  return chance.pick<() => HostCall>([
    open,
    open,
    open,
    start,
    start,
    () => ({ op: 'fs.read', handle, offset: chance.below(1 << 20), length: chance.below(1 << 20) }),
    () => ({ op: 'fs.write', handle, offset: chance.once(2) ? 'end' : chance.below(1 << 24) }),
    () => ({ op: 'fs.stat', handle }),
    () => ({ op: 'fs.stat-at', handle: directory, path, followLinks: chance.once(2) }),
    () => ({ op: 'fs.list', handle: directory }),
    () => ({ op: 'fs.make-directory', handle: directory, path }),
    () => ({ op: 'fs.remove', handle: directory, path, directory: chance.once(2) }),
    () => ({
      op: 'fs.rename',
      handle: directory,
      path,
      toHandle: chance.pick([1, 2, 3]),
      toPath: anyPath(chance, targets),
    }),
    () => ({ op: 'fs.read-link', handle: directory, path }),
    () => ({ op: 'fs.set-size', handle, size: chance.pick([0, 1, 4096, Number.MAX_SAFE_INTEGER]) }),
    () => ({
      op: 'fs.set-times',
      handle,
      path,
      followLinks: chance.once(2),
      accessed: 'now',
      modified: '18446744073709551615',
    }),
    () => ({ op: 'fs.sync', handle }),
    () => ({ op: 'http.body', handle, end: chance.once(2) }),
    () => ({ op: 'http.next', handle, max: 1 + chance.below(1 << 20) }),
    () => ({ op: 'wait', handles: [handle, chance.pick(HANDLES)], untilNanos: '1' }),
    () => ({ op: 'cancelled' }),
    () => ({ op: 'ask' }),
    () => ({ op: 'secret', name: chance.pick(['token', '__proto__', '']) }),
    () => ({
      op: 'denied',
      capability: chance.pick(['sockets', 'files', 'file-changes', 'links', 'path-form']),
      detail: path,
    }),
  ])();
}

/** Stands for the handle of the newest reply: see `hostile-action.ts`. */
const NEWEST = 4_000_000_001;

/** A one-way call of the right form. */
export function anyOnewayCall(chance: Chance): OnewayCall {
  return chance.pick<() => OnewayCall>([
    () => ({ op: 'log', level: 'info', message: '\u001b[2J'.repeat(chance.below(100)) }),
    () => ({ op: 'progress', done: chance.below(100), total: 0 }),
    () => ({ op: 'output', stream: 'stderr' }),
    () => ({ op: 'drop', handles: [chance.pick(HANDLES), chance.pick(HANDLES)] }),
    () => ({ op: 'notify', what: 'tools', uri: 'x:' }),
  ])();
}

/** The text of a call's header; {@link NEWEST} becomes what the hostile executor puts the newest handle for. */
export function headerOf(call: HostCall | OnewayCall): string {
  return JSON.stringify(call).replaceAll(String(NEWEST), '"$handle"');
}
