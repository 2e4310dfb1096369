import { describe, expect, it } from 'vitest';

import { createChance } from '../fuzz/chance.ts';
import { commandsUnderTest } from './commands-under-test.ts';
import { makeGoldenHome } from './golden-home.ts';
import { killCommands } from './kill-commands.ts';

describe('a command that changes a home', () => {
  it(
    'when it is killed leaves no bad row, loses no grant, and works again',
    { timeout: 300_000 },
    async () => {
      using golden = await makeGoldenHome();
      const chance = createChance(Date.now());
      const kills = commandsUnderTest.length;
      const report = await killCommands(golden, kills, () => chance.below(2 ** 20) / 2 ** 20);
      expect(report.bad).toEqual([]);
      expect(Object.keys(report.killed).length).toBeGreaterThan(0);
    },
  );
});
