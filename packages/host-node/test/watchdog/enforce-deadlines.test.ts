import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { armSlot, type ProcessBounds } from '../../src/watchdog/arm-slot.ts';
import { fireExpired } from '../../src/watchdog/enforce-deadlines.ts';
import { enforceOnce } from '../../src/watchdog/enforce-once.ts';
import type { MemoryWatch } from '../../src/watchdog/watch-memory.ts';
import {
  NEVER,
  SLOT_COUNT,
  SLOT_STATES,
  nextWord,
  openSlotTable,
  sameGeneration,
  stateOf,
} from '../../src/watchdog/slot-table.ts';

const noMemory: MemoryWatch = { look: () => NEVER };
const deadline = (ms: number): ProcessBounds => ({ ms, memoryKib: 0 });

describe('fireExpired', () => {
  it('kills exactly the armed processes that are over their deadline, once, and gives the nearest deadline left', () => {
    const slot = fc.record({
      state: fc.constantFrom('free', 'armed', 'suspended', 'fired' as const),
      deadline: fc.bigInt(0n, 20n),
    });
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 20 }), fc.bigInt(0n, 20n), (slots, now) => {
        const table = openSlotTable();
        slots.forEach((one, index) => {
          table.states[index] = SLOT_STATES[one.state] | (index << 2);
          table.pids[index] = index + 100;
          table.deadlines[index] = one.deadline;
        });
        const killed: number[] = [];
        const nearest = fireExpired(table, now, (pid) => killed.push(pid));
        expect(killed).toEqual(
          slots.flatMap((one, index) => (one.state === 'armed' && one.deadline <= now ? [index + 100] : [])),
        );
        const left = slots
          .filter((one) => one.state === 'armed' && one.deadline > now)
          .map((one) => one.deadline);
        expect(nearest).toBe(left.length === 0 ? NEVER : left.reduce((a, b) => (a < b ? a : b)));
        fireExpired(table, now, () => expect.unreachable());
      }),
    );
  });

  it('gives every new deadline in a slot another state word, so that a stale look changes nothing', () => {
    const first = nextWord(SLOT_STATES.free, 'armed');
    const second = nextWord(nextWord(first, 'free'), 'armed');
    expect(stateOf(second)).toBe(SLOT_STATES.armed);
    expect(second).not.toBe(first);
    expect(sameGeneration(first, 'fired')).not.toBe(sameGeneration(second, 'fired'));
  });
});

describe('enforceOnce', () => {
  it('publishes when it will look next, and does not sleep past a deadline', () => {
    const table = openSlotTable();
    table.states[SLOT_COUNT - 1] = SLOT_STATES.armed;
    table.deadlines[SLOT_COUNT - 1] = 5n;
    enforceOnce({ table, memory: noMemory, now: () => 4n, kill: () => expect.unreachable() });
    expect(table.nextWake[0]).toBe(5n);
    const killed: number[] = [];
    table.pids[SLOT_COUNT - 1] = 7;
    fireExpired(table, 5n, (pid) => killed.push(pid));
    expect(killed).toEqual([7]);
  });
});

describe('armSlot', () => {
  const arm = (nextWake: bigint, standMs = 3_600_000) => {
    const table = openSlotTable();
    Atomics.store(table.nextWake, 0, nextWake);
    const released: number[] = [];
    const guard = armSlot(table, 3, 77, { ...deadline(1000), standMs }, () => released.push(3));
    return { table, guard, released };
  };
  it('changes the signal word exactly when the thread would look too late', () => {
    expect(arm(NEVER).table.signal[0]).toBe(1);
    expect(arm(0n).table.signal[0]).toBe(0);
  });
  it('keeps a thread awake that looked just before the deadline was set', () => {
    const table = openSlotTable();
    const killed: number[] = [];
    const asked: bigint[] = [];
    const now = (): bigint => {
      if (asked.length === 1) armSlot(table, 0, 77, deadline(0), () => {});
      return asked.push(0n) === 3 ? process.hrtime.bigint() : 0n;
    };
    const first = armSlot(table, 9, 99, deadline(1e12), () => {});
    enforceOnce({ table, memory: noMemory, now, kill: (pid) => killed.push(pid) });
    fireExpired(table, process.hrtime.bigint(), (pid) => killed.push(pid));
    expect(killed).toEqual([77]);
    expect(first.disarm()).toBeUndefined();
  });
  it('is released once, and says for ever whether it fired', () => {
    const { table, guard, released } = arm(NEVER);
    fireExpired(table, process.hrtime.bigint() + 10n ** 12n, () => {});
    expect([guard.fired(), guard.disarm(), guard.disarm(), guard.fired()]).toEqual([
      'deadline',
      'deadline',
      'deadline',
      'deadline',
    ]);
    expect(released).toEqual([3]);
    guard.suspend();
    guard.resume();
    expect(stateOf(table.states[3] ?? -1)).toBe(SLOT_STATES.free);
  });
  it('stands still while suspended, for a bounded time, and has the time that was left afterwards', () => {
    const { table, guard } = arm(NEVER);
    guard.suspend();
    guard.suspend();
    expect(stateOf(table.states[3] ?? -1)).toBe(SLOT_STATES.armed);
    const before = process.hrtime.bigint();
    expect(table.deadlines[3]).toBeGreaterThan(before + 3_000_000_000_000n);
    guard.resume();
    guard.resume();
    expect(table.deadlines[3]).toBeGreaterThan(before);
    expect(table.deadlines[3]).toBeLessThan(process.hrtime.bigint() + 1_000_000_000n);
    expect(guard.disarm()).toBeUndefined();
  });
  it('stands still for a bounded time in all its stands together, and not at all where none may be', () => {
    const { table, guard } = arm(NEVER);
    guard.suspend();
    // As if all but a minute of it had passed.
    const end = process.hrtime.bigint() + 60_000_000_000n;
    table.deadlines[3] = end;
    guard.resume();
    guard.suspend();
    expect(table.deadlines[3]).toBeLessThan(end + 1_000_000_000n);
    table.deadlines[3] = process.hrtime.bigint();
    guard.resume();
    for (const { table: of, guard: spent } of [{ table, guard }, arm(NEVER, 0)]) {
      const before = of.deadlines[3];
      spent.suspend();
      expect(of.deadlines[3]).toBe(before);
    }
  });
});
