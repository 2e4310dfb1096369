import type { Chance } from './chance.ts';
import { type HostileAction, type HostileCase, UP } from './hostile-action.ts';

const MIB = 1024 * 1024;
const STAT = '{"op":"fs.stat","handle":1}';
const LOG = '{"op":"log","level":"info","message":"x"}';

/** A frame that breaks a rule of the pipe: its lengths, its kind, its order, its number. */
export function breakFrame(chance: Chance): HostileCase {
  const frame = (over: Partial<Extract<HostileAction, { do: 'frame' }>>): HostileAction => ({
    do: 'frame',
    kind: UP.call,
    header: STAT,
    ...over,
  });
  const fault = (name: string, ...actions: readonly HostileAction[]): HostileCase => ({
    name,
    actions,
    expects: 'fault',
  });
  return chance.pick<() => HostileCase>([
    () => fault('an unknown kind', frame({ kind: chance.pick([0, 6, 15, 23, 127, 128, 255]) })),
    () => fault('a kind of the host', frame({ kind: chance.pick([2, 3, 4, 5]) })),
    () =>
      fault(
        'a kind of another state',
        frame({ kind: chance.pick([UP.ready, UP.loaded, UP.made, UP.fault]), header: '' }),
      ),
    () => fault('a length of gigabytes', prefix(0xffff_ffff, UP.call, 0)),
    () => fault('a length under its header', prefix(9, UP.call, 60)),
    () => fault('a header over 64 KiB', prefix(9 + 65_537, UP.call, 65_537)),
    () => fault('a header of gigabytes', prefix(100, UP.call, 0xffff_ffff)),
    () => fault('a short length', prefix(chance.below(9), UP.call, 0)),
    () => fault('a body over its size', frame({ padding: MIB + 1 })),
    () =>
      fault('chunks over their size', frame({ kind: UP.chunk, id: 7, header: '', padding: MIB, times: 3 })),
    () => fault('a short chunk', frame({ kind: UP.chunk, header: '', padding: chance.below(MIB) })),
    () => fault('a chunk with a header', frame({ kind: UP.chunk, header: '{}', padding: MIB })),
    () =>
      fault(
        'chunks of two messages',
        frame({ kind: UP.chunk, id: 1, header: '', padding: MIB }),
        frame({ id: 2 }),
      ),
    () => fault('a one-way call over its size', frame({ kind: UP.oneway, header: LOG, padding: 65_537 })),
    () => fault('a flood of one-way calls', frame({ kind: UP.oneway, header: LOG, times: 20_100 })),
    () =>
      fault(
        'a flood of output',
        frame({ kind: UP.oneway, header: '{"op":"output","stream":"stdout"}', padding: 65_000, times: 300 }),
      ),
    () =>
      fault(
        'the result of another job',
        frame({ kind: UP.result, id: 0x7fff_ffff, header: '{"status":"delivered"}' }),
      ),
    () => fault('an unknown status', frame({ kind: UP.result, id: '$job', header: '{"status":"granted"}' })),
    () =>
      fault(
        'a status with more keys',
        frame({ kind: UP.result, id: '$job', header: '{"status":"delivered","grants":[]}' }),
      ),
    () =>
      fault(
        'an exit code of 256',
        frame({ kind: UP.result, id: '$job', header: '{"status":"exited","exitCode":256}' }),
      ),
    () => fault('half a frame, then the end', prefix(500, UP.call, 100), { do: 'close' }),
  ])();
}

function prefix(length: number, kind: number, headerLength: number): HostileAction {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32LE(length >>> 0, 0);
  bytes[4] = kind;
  bytes.writeUInt32LE(headerLength >>> 0, 9);
  return { do: 'raw', base64: bytes.toString('base64') };
}
