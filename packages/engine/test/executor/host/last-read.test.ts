import { describe, expect, it } from 'vitest';
import { createLastRead } from '../../../src/executor/host/last-read.ts';

type Asked = Parameters<typeof createLastRead>[0];
type Read = Parameters<ReturnType<typeof createLastRead>['set']>[1];

function setUp() {
  const state: { calls: number; call: Asked['call'] } = { calls: 1, call: newCall() };
  const guest: Asked = {
    host: {
      get calls() {
        return state.calls;
      },
    },
    get call() {
      return state.call;
    },
  };
  return { state, lastRead: createLastRead(guest) };
}

function newCall(): NonNullable<Asked['call']> {
  return {};
}

const fileOf = (size: number | undefined): Read => ({ knownSize: () => size });

describe('the last read of a file', () => {
  it('tells where a file ends, once', () => {
    const { lastRead } = setUp();
    lastRead.set('/data/a', fileOf(4096), 4096);
    expect(lastRead.endsAt('/data/a', 4096)).toBe(true);
    expect(lastRead.endsAt('/data/a', 4096)).toBe(false);
  });

  it('tells nothing of another file, another place, a longer file or an empty one', () => {
    const { lastRead } = setUp();
    lastRead.set('/data/a', fileOf(10), 10);
    expect(lastRead.endsAt('/data/b', 10)).toBe(false);
    lastRead.set('/data/a', fileOf(10), 10);
    expect(lastRead.endsAt('/data/a', 0)).toBe(false);
    lastRead.set('/data/a', fileOf(11), 10);
    expect(lastRead.endsAt('/data/a', 10)).toBe(false);
    lastRead.set('/data/a', fileOf(undefined), 10);
    expect(lastRead.endsAt('/data/a', 10)).toBe(false);
    lastRead.set('/data/a', fileOf(0), 0);
    expect(lastRead.endsAt('/data/a', 0)).toBe(false);
  });

  it('is forgotten at the next host call and with the call of the tool', () => {
    const { state, lastRead } = setUp();
    lastRead.set('/data/a', fileOf(10), 10);
    state.calls += 1;
    expect(lastRead.endsAt('/data/a', 10)).toBe(false);
    lastRead.set('/data/a', fileOf(10), 10);
    state.call = newCall();
    expect(lastRead.endsAt('/data/a', 10)).toBe(false);
    state.call = undefined;
    lastRead.set('/data/a', fileOf(10), 10);
    expect(lastRead.endsAt('/data/a', 10)).toBe(false);
  });
});
