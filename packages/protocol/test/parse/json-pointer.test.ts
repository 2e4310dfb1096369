import { describe, expect, it } from 'vitest';
import { pointerTo, readablePath } from '../../src/index.ts';

describe('pointerTo', () => {
  it('escapes what RFC 6901 escapes', () => {
    expect(pointerTo(pointerTo('', 'a/b~c'), 3)).toBe('/a~1b~0c/3');
  });
});

describe('readablePath', () => {
  it.each([
    ['', ''],
    ['/items/3/price', 'items[3].price'],
    ['/value/0/1', 'value[0][1]'],
    ['/full-name', 'full-name'],
    ['/0', '[0]'],
    ['/a~1b~0c/x', '["a/b~c"].x'],
    ['/a/01/', 'a["01"][""]'],
  ])('%j is %j', (pointer, path) => {
    expect(readablePath(pointer)).toBe(path);
  });
});
