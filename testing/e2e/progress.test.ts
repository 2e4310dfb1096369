import { rmSync } from 'node:fs';
import { execPath } from 'node:process';

import { afterAll, describe, expect, it } from 'vitest';

import { examplePath, kamiProgram, makeTestHome } from './kami.ts';
import { storedTool } from './prepared-store.ts';
import { runOnTerminal } from './terminal.ts';

const home = makeTestHome();

afterAll(() => {
  home[Symbol.dispose]();
});

describe.skipIf(process.platform !== 'linux')('what takes long', () => {
  const command = [execPath, kamiProgram];
  const run = ['run', 'json-query', 'expression=a', 'data:={"a":1}'];

  it('is shown on a terminal while a tool is installed', async () => {
    const shown = await runOnTerminal([...command, 'install', examplePath('json-query')], home.env);
    const steps = [
      'reading the manifest',
      'checking and transpiling the component',
      'making a first instance',
    ];
    const places = steps.map((step) => shown.indexOf(step));
    expect(places, shown).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThanOrEqual(0);
    // The line is cleared before what stays is written.
    expect(shown.lastIndexOf('\u001b[2K')).toBeLessThan(shown.indexOf('is installed and active'));
  }, 60_000);

  it('is shown on a terminal while a tool is prepared anew', async () => {
    rmSync(storedTool(home, 'json-query').prepared);
    const shown = await runOnTerminal([...command, ...run], home.env);
    expect(shown).toContain('preparing json-query anew: its prepared form is missing or damaged');
  }, 60_000);

  it('is not shown elsewhere', async () => {
    rmSync(storedTool(home, 'json-query').prepared);
    const { stderr } = await home.must(run);
    expect(stderr).toBe('');
  }, 60_000);
});
