import { describe, expect, it } from 'vitest';
import { GuestTrap } from '../../src/executor/guest-stop.ts';
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

  it('traps on a call that the host would take for a violation', () => {
    const { guest, calls } = createTestGuest();
    expect(() => guest.host.call({ op: 'fs.read', handle: 1, offset: -1, length: 1 })).toThrow(GuestTrap);
    expect(() => guest.host.call({ op: 'secret', name: 'x'.repeat(300) })).toThrow(GuestTrap);
    guest.host.tell({ op: 'progress', done: Number.NaN });
    expect(calls).toEqual([]);
  });
});
