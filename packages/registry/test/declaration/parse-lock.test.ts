import { describe, expect, it } from 'vitest';
import { formatLock, LOCK_FORM, parseLock } from '@kami/registry';
import { sampleLock } from './sample-lock.ts';

const parse = (text: string) => parseLock({ file: 'kami.lock', text });
const whole = formatLock([sampleLock('notes')]);

describe('parseLock', () => {
  it('reads what was written', () => {
    expect(parse(whole)).toEqual({ ok: true, value: [sampleLock('notes')] });
  });

  it.each([
    ['', 'form', 'is missing'],
    [`form = ${LOCK_FORM + 1}`, 'form', 'expected an integer from 1 to 1'],
    [whole.replace(/^digest.*$/mu, ''), 'tools[0].digest', 'is missing'],
    [whole.replace(/^contract = "sha256:c/mu, 'contract = "sha256:C'), 'tools[0].contract', 'lower-case hex'],
    [whole.replace(/^id = .*$/mu, 'id = "notes"'), 'tools[0].id', 'a tool id'],
    [`${whole}trust = true`, 'tools[0].trust', 'is unknown'],
    [`<<<<<<< HEAD\n${whole}`, '', 'not valid TOML'],
    [`${whole}${whole.slice(whole.indexOf('[['))}`, 'tools[1].name', 'there twice'],
    [
      `${whole}${whole.slice(whole.indexOf('[[')).replace('name = "notes"', 'name = "other"')}`,
      'tools[1].id',
      'there twice',
    ],
  ])('refuses %j', (text, field, words) => {
    const read = parse(text);
    if (read.ok) throw new Error('it was taken');
    expect(read.error).toMatchObject({ code: 'KAMI_MANIFEST_INVALID', data: { field } });
    expect(read.error.message).toMatch(/^kami\.lock:\d+:\d+: /u);
    expect(read.error.message).toContain(words);
  });
});
