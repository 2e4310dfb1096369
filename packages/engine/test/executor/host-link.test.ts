import { describe, expect, it } from 'vitest';
import { GuestTrap, HostDefect } from '../../src/executor/guest-stop.ts';
import { createHostLink } from '../../src/executor/host-link.ts';
import { createTestGuest } from './test-guest.ts';

describe('createHostLink', () => {
  it('sends dropped handles with the next call', () => {
    const { guest, oneways, calls, frames } = createTestGuest();
    guest.host.drop(70);
    guest.host.drop(71);
    expect([oneways.length, frames]).toEqual([0, 0]);
    guest.host.call({ op: 'wait', handles: [] });
    expect(oneways).toEqual([{ op: 'drop', handles: [70, 71] }]);
    expect(calls).toHaveLength(1);
  });

  it('keeps what the host said of a denial, until the next reply', () => {
    const { guest } = createTestGuest(({ op }) =>
      op === 'fs.stat' ? { fsError: 'not-permitted', message: 'refused' } : { ok: 'cancelled', value: false },
    );
    expect(guest.host.refusal).toBeUndefined();
    guest.host.call({ op: 'fs.stat', handle: 1 });
    expect(guest.host.refusal).toBe('refused');
    guest.host.call({ op: 'cancelled' });
    expect(guest.host.refusal).toBeUndefined();
  });

  it('takes the time of every reply', () => {
    const { guest } = createTestGuest();
    guest.host.call({ op: 'cancelled' });
    expect(guest.clock.monotonicNanos()).toBe(1_000_000n);
  });

  it('refuses calls while an instance is made, and drops one-way calls', () => {
    const { guest, oneways } = createTestGuest(undefined, false);
    expect(() => guest.host.call({ op: 'cancelled' })).toThrow(GuestTrap);
    guest.host.tell({ op: 'log', level: 'info', message: 'x' });
    expect(oneways).toEqual([]);
  });

  it('drops one-way calls over the budget, or that grow over a frame by escaping', () => {
    const { guest, oneways } = createTestGuest();
    guest.host.tell({ op: 'log', level: 'info', message: '\u0001'.repeat(16_384) });
    expect(oneways).toEqual([]);
    for (let i = 0; i < 1000; i++) guest.host.tell({ op: 'log', level: 'info', message: 'x'.repeat(16_000) });
    expect(oneways.length).toBeGreaterThan(700);
    expect(oneways.length).toBeLessThan(800);
  });

  it('takes a reply of another form for a defect of the host', () => {
    const { guest } = createTestGuest(() => JSON.parse('{"ok":"ready"}') as never);
    guest.host.call({ op: 'cancelled' });
    const broken = createHostLink({
      send: () => {},
      receive: () => ({ kind: 'reply', id: 99, header: null, body: new Uint8Array(0) }),
    });
    broken.enter(guest.clock);
    expect(() => broken.call({ op: 'cancelled' })).toThrow(HostDefect);
  });

  it('traps on a call that the host would take for a violation', () => {
    const { guest, calls } = createTestGuest();
    expect(() => guest.host.call({ op: 'fs.read', handle: 1, offset: -1, length: 1 })).toThrow(GuestTrap);
    expect(() => guest.host.call({ op: 'secret', name: 'x'.repeat(300) })).toThrow(GuestTrap);
    guest.host.tell({ op: 'progress', done: Number.NaN });
    expect(calls).toEqual([]);
  });
});
