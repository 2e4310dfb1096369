import { describe, expect, it } from 'vitest';

import { selectedPatterns } from '../../src/commands/tool-selection.ts';

const source = 'config.toml:3';
const profiles = new Map([
  ['work', { tools: ['git-*', 'notes'], source }],
  ['odd', { tools: ['a b'], source }],
]);

describe('selectedPatterns', () => {
  it('is nothing where nothing is selected', () => {
    expect(selectedPatterns(profiles, { tools: [] })).toEqual({ ok: true, value: [] });
  });

  it('puts the patterns and those of the profile together', () => {
    expect(selectedPatterns(profiles, { tools: ['x'], profile: 'work' })).toEqual({
      ok: true,
      value: ['x', 'git-*', 'notes'],
    });
  });

  it.each([
    [{ tools: ['ok', 'not ok'] }, 'KAMI_USAGE', '"not ok" is no pattern of tool names.'],
    [{ tools: [], profile: 'wrok' }, 'KAMI_USAGE', 'There is no profile "wrok".'],
    [{ tools: [], profile: 'odd' }, 'KAMI_CONFIG_INVALID', 'config.toml:3: "a b" is no pattern'],
  ])('refuses %j', (selection, code, message) => {
    expect(selectedPatterns(profiles, selection)).toMatchObject({
      ok: false,
      error: { code, message: expect.stringContaining(message) as string },
    });
  });

  it('names the nearest profile', () => {
    const refused = selectedPatterns(profiles, { tools: [], profile: 'wrok' });
    expect(refused).toMatchObject({ error: { hint: 'Did you mean work?' } });
  });
});
