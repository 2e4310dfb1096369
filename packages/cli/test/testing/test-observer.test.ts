import { describe, expect, it } from 'vitest';
import { denialJson } from '../../src/testing/denial-json.ts';
import { createTestObserver } from '../../src/testing/test-observer.ts';

describe('createTestObserver', () => {
  it('takes down log and progress, and a flood of them not for ever', () => {
    const { observer, log, progress } = createTestObserver();
    observer.log('info', 'one', '{"a":1}');
    observer.progress(1, undefined, undefined);
    observer.progress(2, 4, 'half');
    expect(log).toEqual([{ level: 'info', message: 'one', data: '{"a":1}' }]);
    expect(progress).toEqual([{ done: 1 }, { done: 2, total: 4, message: 'half' }]);
    for (let i = 0; i < 20_000; i += 1) observer.log('info', 'x', undefined);
    expect(log).toHaveLength(10_000);
  });
});

describe('denialJson', () => {
  it('has the rule, what was tried, what was missing and what lifts it', () => {
    const wanted = { kind: 'env', key: 'A' } as const;
    expect(denialJson({ what: 'to x', rule: 'r', wanted, hint: 'kami grant' })).toEqual({
      rule: 'r',
      what: 'to x',
      wanted,
      hint: 'kami grant',
    });
    expect(denialJson({ what: 'to x', rule: 'r' })).toEqual({ rule: 'r', what: 'to x' });
  });
});
