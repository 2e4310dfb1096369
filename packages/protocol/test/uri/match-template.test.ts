import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesTemplate, templateExpressions, templateProblem } from '../../src/index.ts';

describe('templateProblem', () => {
  it.each(['a://{b}', 'a:{b}/c/{d}', 'a://x/{b}.json'])('takes %s', (template) => {
    expect(templateProblem(template)).toBeUndefined();
  });

  it.each([
    ['a://b', 'an expression'],
    ['a://{+b}', 'level 1'],
    ['a://{b', 'level 1'],
    ['a://{b,c}', 'level 1'],
    ['a://{b}{c}', 'between two expressions'],
    ['a://{b}/{b}', 'twice'],
    ['{a}://b', 'scheme'],
    [`a:${'/{b'.repeat(1)}}${Array.from({ length: 8 }, (_, i) => `/{c${i}}`).join('')}`, 'over 8'],
  ])('refuses %s', (template, why) => {
    expect(templateProblem(template)).toContain(why);
  });
});

describe('templateExpressions', () => {
  it('gives the names in order', () => {
    expect(templateExpressions('a://{b}/{c_1}')).toEqual(['b', 'c_1']);
  });
});

describe('matchesTemplate', () => {
  it.each([
    ['a://{b}', 'a://x', true],
    ['a://{b}', 'a://', false],
    ['a://{b}', 'a://x/y', false],
    ['a://{b}', 'a://x%2Fy', true],
    ['a://{b}', 'a://x%2', false],
    ['a://{b}/data', 'a://1/data', true],
    ['a://{b}/data', 'a:///data', false],
    ['a://{b}-{c}', 'a://1-2-3', true],
    ['a://{b}-{c}', 'a://-1', false],
    ['a://{b}/{c}', 'a://x/y', true],
    ['a://{b}', 'A://x', false],
    ['a://{b}x', 'a://x', false],
  ])('%s and %s: %s', (template, uri, expected) => {
    expect(matchesTemplate(template, uri)).toBe(expected);
  });

  it('says the same as a search over every way to part the URI', () => {
    const part = fc.stringMatching(/^[ab/-]{1,2}$/);
    const value = fc.stringMatching(/^[ab/-]{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 2 }),
        fc.constantFrom('', 'a', '/'),
        fc.array(value),
        (parts, end, values) => {
          const template = `t:${['{v0}', ...parts.map((text, index) => `${text}{v${index + 1}}`)].join('')}${end}`;
          const uri = `t:${values.map((text, index) => text + (parts[index] ?? '')).join('')}${end}`;
          const escaped = (text: string): string => text.replaceAll(/[/-]/g, String.raw`\$&`);
          const search = new RegExp(
            `^t:${['', ...parts].map((text) => `${escaped(text)}[A-Za-z0-9._~-]+`).join('')}${escaped(end)}$`,
          );
          expect(matchesTemplate(template, uri)).toBe(search.test(uri));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes no longer than the URI is long', () => {
    const template = `a://${Array.from({ length: 8 }, (_, index) => `{v${index}}`).join('a')}!`;
    expect(matchesTemplate(template, `a://${'a'.repeat(1_000_000)}`)).toBe(false);
  });
});
