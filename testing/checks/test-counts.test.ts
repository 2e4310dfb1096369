import { describe, expect, it } from 'vitest';

import { countResults } from '../../scripts/check/tests.ts';

const green = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const unloaded = { status: 'failed', assertionResults: [] };
const red = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('countResults', () => {
  it('counts what vitest reports', () => {
    expect(countResults(green, 0)).toEqual({ passed: 3, failed: 0, skipped: 2, failures: [] });
    expect(countResults({ ...green, numFailedTests: 1, testResults: [red] }, 1)).toMatchObject({ failed: 1 });
  });

  it('counts a file that does not load as one failure', () => {
    const report = { ...green, numFailedTests: 1, testResults: [unloaded, red, unloaded] };
    expect(countResults(report, 1)).toMatchObject({ passed: 3, failed: 3 });
  });

  it('names every failure, by file and test', () => {
    const failing = {
      status: 'failed',
      name: 'a.test.ts',
      assertionResults: [{ status: 'failed', fullName: 'b c' }],
    };
    const { failures } = countResults(
      { ...green, testResults: [failing, { ...unloaded, name: 'd.test.ts' }] },
      1,
    );
    expect(failures.map((text) => text.replace(/^.*\//u, ''))).toEqual([
      'a.test.ts > b c',
      'd.test.ts does not load',
    ]);
  });

  it('never calls a run green that vitest did not, nor one without a test', () => {
    expect(countResults(green, 1)).toMatchObject({ failed: 1 });
    expect(countResults(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0, failures: [] });
    expect(countResults({ ...green, numPassedTests: 0 }, 0)).toMatchObject({ failed: 1 });
  });
});
