import { describe, expect, it } from 'vitest';
import { denialJson } from '../../src/testing/denial-json.ts';
import { createTestObserver } from '../../src/testing/test-observer.ts';

describe('createTestObserver', () => {
  it('takes down log and progress, and a flood of them not for ever', () => {
    const { observer, log, progress } = createTestObserver((text) => text);
    observer.log('info', 'one', '{"a":1}');
    observer.progress(1, undefined, undefined);
    observer.progress(2, 4, 'half');
    expect(log).toEqual([{ level: 'info', message: 'one', data: '{"a":1}' }]);
    expect(progress).toEqual([{ done: 1 }, { done: 2, total: 4, message: 'half' }]);
    for (let i = 0; i < 20_000; i += 1) observer.log('info', 'x', undefined);
    expect(log).toHaveLength(10_000);
  });

  it('knows where the tool threw', () => {
    const { observer, thrown } = createTestObserver((text) =>
      text.replace('/bundle.js:1:2', 'src/tool.ts:3:4'),
    );
    observer.log('error', 'meant', undefined);
    expect(thrown()).toBeUndefined();
    observer.log('error', 'TypeError: no', JSON.stringify({ stack: '    at f (/bundle.js:1:2)\n' }));
    expect(thrown()).toEqual({ message: 'TypeError: no', frames: ['at f (src/tool.ts:3:4)'] });
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
