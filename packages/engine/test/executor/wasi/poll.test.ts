import { describe, expect, it } from 'vitest';
import { MAX_POLLED } from '../../../src/executor/budgets.ts';
import { Exchange } from '../../../src/executor/exchange/exchange.ts';
import { GuestTrap } from '../../../src/executor/guest-stop.ts';
import { monotonicClockInterface } from '../../../src/executor/wasi/clocks.ts';
import { Pollable, pollAll } from '../../../src/executor/wasi/poll.ts';
import { createTestGuest, type TestHost } from '../test-guest.ts';

const START = { op: 'http.start', method: 'GET', url: 'https://a/', headers: [], body: 'none' } as const;

function withExchanges(count: number): TestHost & { readonly exchanges: readonly Exchange[] } {
  let handle = 63;
  const host = createTestGuest((call) => {
    if (call.op === 'http.start') return { ok: 'started', handle: ++handle };
    if (call.op === 'wait') return { ok: 'ready', handles: call.handles.slice(-1) };
    return { ok: 'head', status: 200, headers: [], end: true };
  });
  const exchanges = Array.from({ length: count }, () => {
    const started = Exchange.start(host.guest, START);
    if (!(started instanceof Exchange)) throw new Error(started.code);
    return started;
  });
  host.calls.length = 0;
  return { ...host, exchanges };
}

describe('pollAll', () => {
  it('answers at once where something is ready', () => {
    const { guest, calls } = createTestGuest();
    const later = new Pollable(guest, { kind: 'time', untilNanos: 10n ** 18n });
    expect([...pollAll(guest, [later, new Pollable(guest, { kind: 'always' })])]).toEqual([1]);
    expect(calls).toEqual([]);
  });

  it('waits for several exchanges and a time by one call', () => {
    const { guest, calls, exchanges } = withExchanges(2);
    const pollables = exchanges.map((exchange) => new Pollable(guest, { kind: 'exchange', exchange }));
    pollables.push(new Pollable(guest, { kind: 'time', untilNanos: 10n ** 18n }));
    expect([...pollAll(guest, pollables)]).toEqual([1]);
    expect(calls).toEqual([{ op: 'wait', handles: [64, 65], untilNanos: '1000000000000000000' }]);
  });

  it('fetches the head instead of waiting where there is nothing else to wait for', () => {
    const { guest, calls, exchanges } = withExchanges(1);
    const [exchange] = exchanges;
    if (exchange === undefined) throw new Error('no exchange');
    new Pollable(guest, { kind: 'exchange', exchange }).block();
    expect(calls).toMatchObject([{ op: 'http.next' }]);
    expect(exchange.takeHead()?.status).toBe(200);
  });

  it('traps on a list that is empty, too long or can never be ready', () => {
    const { guest } = createTestGuest();
    const never = new Pollable(guest, { kind: 'room', isReady: () => false, exchange: () => undefined });
    expect(() => pollAll(guest, [])).toThrow(GuestTrap);
    expect(() => pollAll(guest, [never])).toThrow(GuestTrap);
    expect(() =>
      pollAll(
        guest,
        Array.from({ length: MAX_POLLED + 1 }, () => never),
      ),
    ).toThrow(GuestTrap);
  });

  it('takes everything for ready when the host ends a wait early: the call is withdrawn', () => {
    const { guest } = createTestGuest();
    const timers = [1, 2].map(
      (n) => new Pollable(guest, { kind: 'time', untilNanos: 10n ** 18n * BigInt(n) }),
    );
    expect([...pollAll(guest, timers)]).toEqual([0, 1]);
  });
});

describe('monotonicClockInterface', () => {
  it('saturates a duration that is over the range', () => {
    const { guest } = createTestGuest();
    const { subscribeDuration } = monotonicClockInterface(guest) as {
      subscribeDuration: (duration: bigint) => Pollable;
    };
    expect(subscribeDuration(2n ** 64n - 1n).source).toMatchObject({ untilNanos: 2n ** 64n - 1n });
  });
});
