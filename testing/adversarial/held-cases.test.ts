import { describe, expect, it } from 'vitest';

import { caseOfTitle, countHeld, formatHeld } from './held-cases.ts';

const catalogue = {
  'file system': { expected: { 1: 'refused', 2: 'refused', 3: 'refused' }, done: 'all' },
  network: { expected: { 4: 'denied', 5: 'denied' }, done: [5] },
} as const;

describe('countHeld', () => {
  it('counts what passed, and names what must hold and was not seen to', () => {
    const states = new Map([
      [1, 'passed'],
      [2, 'failed'],
      [4, 'failed'],
      [5, 'skipped'],
    ]);
    const results = countHeld(catalogue, states);
    expect(results).toEqual([
      { name: 'file system', held: 1, total: 3, broken: [2, 3] },
      { name: 'network', held: 0, total: 2, broken: [5] },
    ]);
    expect(formatHeld(results).split('\n')).toEqual([
      'file system    1 / 3   not held: 2, 3',
      'network        0 / 2   not held: 5',
      'all            1 / 5',
    ]);
  });
});

describe('caseOfTitle', () => {
  it('reads the number of a case, and of nothing else', () => {
    expect(['case 12: x', 'case 12', 'in case 12: x', 'case twelve: x'].map(caseOfTitle)).toEqual([
      12,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
