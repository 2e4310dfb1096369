import { ENGINE_VERSION, isCurrentKey, preparedKey } from '@kami/engine';
import { describe, expect, it } from 'vitest';

const NODE = '26.10.0';

describe('preparedKey', () => {
  it('names the engine, Node and the memory limit, and is known again', () => {
    expect(preparedKey(64, NODE)).toBe(`prepared-${ENGINE_VERSION}-node26.10.0-64mb.bin`);
    expect(isCurrentKey(preparedKey(64, NODE), NODE)).toBe(true);
  });

  it.each([
    'prepared-0-jco0.1.0-node26.10.0-64mb.bin',
    `prepared-${ENGINE_VERSION}1-node26.10.0-64mb.bin`,
    preparedKey(64, '26.1.0'),
    preparedKey(64, '26.10.01'),
    'other.bin',
    '',
  ])('%j was made by another engine or Node', (key) => {
    expect(isCurrentKey(key, NODE)).toBe(false);
  });
});
