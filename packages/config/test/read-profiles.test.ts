import { describe, expect, it } from 'vitest';

import { readProfiles } from '../src/read-profiles.ts';
import { parseTomlSettings } from '../src/toml-settings.ts';

const read = (text: string) => {
  const settings = parseTomlSettings(text, 'c.toml', (line) => ({
    kind: 'file',
    path: 'c.toml',
    ...(line === undefined ? {} : { line }),
  }));
  if (!settings.ok) throw new Error(settings.error.message);
  return readProfiles(settings.value);
};

describe('readProfiles', () => {
  it('reads every profile with where it stands, and passes other settings over', () => {
    const found = read(
      '[log]\nlevel = "info"\n[profiles.work]\ntools = ["git-*"]\n[profiles.x-2]\ntools = ["a", "b"]',
    );
    expect(found.ok && [...found.value]).toEqual([
      ['work', { tools: ['git-*'], source: { kind: 'file', path: 'c.toml', line: 3 } }],
      ['x-2', { tools: ['a', 'b'], source: { kind: 'file', path: 'c.toml', line: 5 } }],
    ]);
  });

  it.each([
    '[profiles.Work]\ntools = ["a"]',
    '[profiles.work]\ntools = []',
    '[profiles.work]\ntools = "a"',
    '[profiles.work]\ntools = [1]',
    '[profiles.work]\ntool = ["a"]',
    '[profiles.work]\ntools = ["a"]\nmore = 1',
    '[profiles]\nwork = 1',
    'profiles = 1',
  ])('refuses %j', (text) => {
    const refused = read(text);
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_CONFIG_INVALID' } });
    expect(!refused.ok && refused.error.message).toMatch(/c\.toml:\d+: profiles/u);
  });
});
