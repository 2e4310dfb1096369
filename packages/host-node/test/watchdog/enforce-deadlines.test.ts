import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enforceOnce, fireExpired } from '../../src/watchdog/enforce-deadlines.ts';
import { NEVER, SLOT_COUNT, SLOT_STATES, nextWord, openSlotTable, sameGeneration, stateOf } from '../../src/watchdog/slot-table.ts';

describe('fireExpired', () => {
  it('kills exactly the armed processes that are over their deadline, once, and gives the nearest deadline left', () => {
    const slot = fc.record({ state: fc.constantFrom('free', 'armed', 'suspended', 'fired' as const), deadline: fc.bigInt(0n, 20n) });
    fc.assert(fc.property(fc.array(slot, { maxLength: 20 }), fc.bigInt(0n, 20n), (slots, now) => {
      const table = openSlotTable();
      slots.forEach((one, index) => {
        table.states[index] = SLOT_STATES[one.state] | (index << 2);
        table.pids[index] = index + 100;
        table.deadlines[index] = one.deadline;
      });
      const killed: number[] = [];
      const nearest = fireExpired(table, now, (pid) => killed.push(pid));
      expect(killed).toEqual(slots.flatMap((one, index) => (one.state === 'armed' && one.deadline <= now ? [index + 100] : [])));
      const left = slots.filter((one) => one.state === 'armed' && one.deadline > now).map((one) => one.deadline);
      expect(nearest).toBe(left.length === 0 ? NEVER : left.reduce((a, b) => (a < b ? a : b)));
      fireExpired(table, now, () => expect.unreachable());
    }));
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
    enforceOnce(table, () => 4n, () => expect.unreachable());
    expect(table.nextWake[0]).toBe(5n);
    const killed: number[] = [];
    table.pids[SLOT_COUNT - 1] = 7;
    fireExpired(table, 5n, (pid) => killed.push(pid));
    expect(killed).toEqual([7]);
  });
});
