import { describe, expect, it } from 'vitest';
import { lazyModule } from '../../src/chunks/lazy-module.ts';

describe('lazyModule', () => {
  it('loads once, at the first use, and is what was loaded', () => {
    let loads = 0;
    const real = Object.freeze({ a: 1, b: () => 'b' });
    const module = lazyModule(() => ((loads += 1), real)) as typeof real;
    expect(loads).toBe(0);
    expect(module.a).toBe(1);
    expect(module.b()).toBe('b');
    expect(Object.keys(module)).toEqual(['a', 'b']);
    expect({ ...module }).toEqual(real);
    expect('a' in module && !('c' in module)).toBe(true);
    expect((module as Record<string, unknown>)['c']).toBeUndefined();
    expect(loads).toBe(1);
  });
});
