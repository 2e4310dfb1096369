import { describe, expect, it } from 'vitest';
import { isSettingValue } from '../src/is-setting-value.ts';

describe('isSettingValue', () => {
  it.each(['text', 7, true, [], ['a', 'b']])('takes %j', (value) => {
    expect(isSettingValue(value)).toBe(true);
  });
  it.each([undefined, null, {}, [1], ['a', null], new Date(0)])('refuses %j', (value) => {
    expect(isSettingValue(value)).toBe(false);
  });
});
