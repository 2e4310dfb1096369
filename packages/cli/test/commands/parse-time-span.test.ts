import { describe, expect, it } from 'vitest';
import { parseTimeSpan } from '../../src/commands/parse-time-span.ts';

describe('parseTimeSpan', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['8w', 4_838_400_000],
    ['0s', 0],
  ])('reads %s', (text, ms) => {
    expect(parseTimeSpan(text)).toBe(ms);
  });

  it.each(['', '7', 'd', '-7d', '1.5h', '7 d', '7D', '123456s', '1y'])('takes %j for none', (text) => {
    expect(parseTimeSpan(text)).toBeUndefined();
  });
});
