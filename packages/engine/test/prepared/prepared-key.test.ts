import { ENGINE_VERSION, isOfThisEngine, preparedKey } from '@kami/engine';
import { describe, expect, it } from 'vitest';

describe('preparedKey', () => {
  it('names the engine and the memory limit, and is known again', () => {
    expect(preparedKey(64)).toBe(`prepared-${ENGINE_VERSION}-64mb.bin`);
    expect(isOfThisEngine(preparedKey(64))).toBe(true);
  });

  it.each(['prepared-0-jco0.1.0-64mb.bin', `prepared-${ENGINE_VERSION}1-64mb.bin`, 'other.bin', ''])(
    '%j is of another engine',
    (key) => {
      expect(isOfThisEngine(key)).toBe(false);
    },
  );
});
