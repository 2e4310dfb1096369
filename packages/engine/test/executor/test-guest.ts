import type { HostCall, HostReply, LoadHeader, Message, OnewayCall } from '@kami/protocol';
import type { Json } from '@kami/types';
import type { Channel } from '../../src/executor/channel.ts';
import { createRandomSource } from '../../src/executor/chance/random-source.ts';
import { createGuest, type Guest } from '../../src/executor/guest.ts';
import { createHostLink } from '../../src/executor/host-link.ts';
import { createVirtualClock } from '../../src/executor/virtual-clock.ts';

export interface TestHost {
  readonly guest: Guest;
  readonly calls: HostCall[];
  readonly oneways: OnewayCall[];
  readonly frames: number;
}

const LOAD: LoadHeader = { environment: [], configuration: [], preopens: [], maxMemoryPages: 1024 };

/** The state of an instance in a call, whose host answers by a function. */
export function createTestGuest(
  answer: (call: HostCall) => HostReply | readonly [HostReply, Uint8Array] = () => ({
    ok: 'ready',
    handles: [],
  }),
  inCall: boolean = true,
): TestHost {
  const calls: HostCall[] = [];
  const oneways: OnewayCall[] = [];
  let frames = 0;
  let reply: Message | undefined;
  const channel: Channel = {
    send(pieces) {
      frames += 1;
      const bytes = Buffer.concat(pieces);
      for (let at = 0; at < bytes.length;) {
        const size = 4 + bytes.readUInt32LE(at);
        const header: unknown = JSON.parse(
          bytes.subarray(at + 13, at + 13 + bytes.readUInt32LE(at + 9)).toString() || 'null',
        );
        if (bytes[at + 4] === 19) {
          const call = header as HostCall;
          calls.push(call);
          const given = answer(call);
          const [head, body] = 'length' in given ? given : [given, new Uint8Array(0)];
          reply = {
            kind: 'reply',
            id: bytes.readUInt32LE(at + 5),
            header: JSON.parse(
              JSON.stringify({
                ...head,
                time: { wallMicros: 0, monotonicNanos: String(calls.length * 1e6) },
              }),
            ) as Json,
            body,
          };
        } else oneways.push(header as OnewayCall);
        at += size;
      }
    },
    receive() {
      if (reply === undefined) throw new Error('nothing to receive');
      return reply;
    },
  };
  const host = createHostLink(channel);
  const guest = createGuest(
    LOAD,
    createVirtualClock({ wallMicros: 0, monotonicNanos: '0' }),
    createRandomSource('00'.repeat(32)),
    host,
  );
  if (inCall) host.enter(guest.clock);
  return {
    guest,
    calls,
    oneways,
    get frames() {
      return frames;
    },
  };
}
