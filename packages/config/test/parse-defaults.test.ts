import { readFileSync } from 'node:fs';
import { parseDefaults, readDefaults, SETTING_KEYS } from '@kami/config';
import { describe, expect, it } from 'vitest';

const parsed = parseDefaults(readFileSync(new URL('../../../config/default.toml', import.meta.url), 'utf8'));
const defaults = parsed.ok ? parsed.value : {};

describe('parseDefaults', () => {
  it('gives every setting of the file, and says where the file is wrong', () => {
    expect(Object.keys(defaults)).toEqual(SETTING_KEYS);
    expect(defaults['pool.recycle_calls']).toBe(10_000);
    const wrong = parseDefaults('[log]\nlevel =');
    expect(!wrong.ok && wrong.error.message).toMatch(/^default\.toml:2:/u);
  });
});

describe('readDefaults', () => {
  it('reads what was written, and nothing that is no setting', () => {
    expect(readDefaults(JSON.stringify(defaults))).toEqual(defaults);
    expect(readDefaults('{"log.level":"info","x":1,"log.format":null}')).toEqual({ 'log.level': 'info' });
    expect(() => readDefaults('[')).toThrow(SyntaxError);
    expect(() => readDefaults('[]')).toThrow(TypeError);
  });
});
