import type { RecordedFrame } from '@kami/protocol';
import { describe, expect, it, vi } from 'vitest';
import {
  createFaultSeam,
  createRecordingSeam,
  createReplayingSeam,
  type HostCallSeam,
} from '../../src/index.ts';
import { steppedClock } from '../support/fixtures.ts';

const TIME = { wallMicros: 1, monotonicNanos: '2' };
const READ = { op: 'fs.read', handle: 64, offset: 0, length: 3 } as const;
const LOG = { op: 'log', level: 'info', message: 'a' } as const;
const NOTHING = new Uint8Array(0);

function countingSeam(): HostCallSeam & { calls: number; oneways: number } {
  const seam = {
    calls: 0,
    oneways: 0,
    call: async () => {
      seam.calls += 1;
      return { header: { ok: 'read', end: true, time: TIME }, body: Uint8Array.of(seam.calls) } as const;
    },
    oneway: () => {
      seam.oneways += 1;
    },
  };
  return seam;
}

async function recorded(): Promise<readonly RecordedFrame[]> {
  const { seam, frames } = createRecordingSeam(countingSeam());
  seam.oneway(LOG, Uint8Array.of(5));
  await seam.call(READ, NOTHING);
  await seam.call(READ, Uint8Array.of(1));
  return frames;
}

describe('createRecordingSeam', () => {
  it('passes everything on and keeps it, in order, with the bytes of that moment', async () => {
    const inner = countingSeam();
    const { seam, frames } = createRecordingSeam(inner);
    const body = Buffer.from([5]);
    seam.oneway(LOG, body);
    body[0] = 9;
    expect(await seam.call(READ, NOTHING)).toMatchObject({ body: Uint8Array.of(1) });
    expect(inner).toMatchObject({ calls: 1, oneways: 1 });
    expect(frames).toEqual([
      { kind: 'oneway', call: LOG, body: Uint8Array.of(5) },
      {
        kind: 'call',
        call: READ,
        body: NOTHING,
        reply: { ok: 'read', end: true, time: TIME },
        replyBody: Uint8Array.of(1),
      },
    ]);
  });
});

describe('createReplayingSeam', () => {
  it('answers as recorded while the same is sent', async () => {
    const stop = vi.fn();
    const replay = createReplayingSeam(await recorded(), stop);
    replay.seam.oneway(LOG, Uint8Array.of(5));
    expect((await replay.seam.call(READ, NOTHING)).body).toEqual(Uint8Array.of(1));
    expect(replay.left).toBe(1);
    expect((await replay.seam.call(READ, Uint8Array.of(1))).body).toEqual(Uint8Array.of(2));
    expect({ left: replay.left, divergence: replay.divergence }).toEqual({ left: 0, divergence: undefined });
    expect(stop).not.toHaveBeenCalled();
  });

  it.each([
    ['another operation', { op: 'cancelled' } as const, NOTHING],
    ['another field', { ...READ, length: 4 }, NOTHING],
    ['other bytes', READ, Uint8Array.of(2)],
  ])('stops at %s, and answers no more', async (_what, call, body) => {
    const stop = vi.fn();
    const replay = createReplayingSeam(await recorded(), stop);
    replay.seam.oneway(LOG, Uint8Array.of(5));
    expect((await replay.seam.call(call, body)).header).toMatchObject({ fsError: 'io' });
    expect(stop).toHaveBeenCalled();
    expect(replay.divergence).toMatch(/^frame 2 is the call/);
    expect((await replay.seam.call(READ, NOTHING)).header).toMatchObject({ fsError: 'io' });
  });

  it('stops at a frame too many', () => {
    const stop = vi.fn();
    const replay = createReplayingSeam([], stop);
    replay.seam.oneway(LOG, NOTHING);
    expect(stop).toHaveBeenCalled();
    expect(replay.divergence).toContain('recorded was the end');
  });
});

describe('createFaultSeam', () => {
  it('answers the calls that it names, and passes the others on', async () => {
    const inner = countingSeam();
    const reply = { fsError: 'io' } as const;
    const seam = createFaultSeam(inner, steppedClock(), [{ op: 'fs.read', nth: 2, reply }]);
    const answers = [
      await seam.call(READ, NOTHING),
      await seam.call(READ, NOTHING),
      await seam.call(READ, NOTHING),
    ];
    expect(answers.map(({ header }) => 'fsError' in header)).toEqual([false, true, false]);
    expect(answers[1]?.header.time).toMatchObject({ monotonicNanos: '1000000000' });
    expect(inner.calls).toBe(2);
    seam.oneway(LOG, NOTHING);
    expect(inner.oneways).toBe(1);
  });
});
