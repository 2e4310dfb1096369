import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { startAttack } from './attack.ts';
import { type FileGround, openFileGround } from './file-ground.ts';

let ground: FileGround;

beforeAll(async () => {
  ground = await openFileGround();
});

afterEach(() => {
  ground.expectOutsideUntouched();
});

afterAll(async () => ground[Symbol.asyncDispose]());

/** `pnpm test:adversarial` makes the number of the catalogue, 10^5; among all tests a fifth of it is raced. */
const opens = Number(process.env['KAMI_OPENED_FILES'] ?? 20_000);
/** What the opens may take on a machine that does other things as well, in milliseconds. */
const timeout = 600_000;

/** What became of the opens of one race. */
interface Tally {
  readonly inside: number;
  readonly outside: number;
  readonly refused: number;
  readonly missing: number;
  readonly changed: number;
  readonly other: number;
}

/** Lets the guest open while the attacker swaps; gives what the guest counted. */
async function race(name: string, target: string, args: object): Promise<Tally> {
  using attack = await startAttack(ground.work, name, target);
  const answer = await ground.probe({ size: opens, ...args });
  expect(await attack.stop()).toBeGreaterThan(opens / 20);
  return answer as unknown as Tally;
}

describe('races', () => {
  it(
    'case 10: a directory that is swapped for a link while it is opened leaks nothing',
    { timeout },
    async () => {
      mkdirSync(join(ground.work, 'raced'));
      writeFileSync(join(ground.work, 'raced', 'file'), 'i file');
      const tally = await race('raced', '../outside', {
        op: 'race-open',
        path: 'raced/file',
        to: 'raced/made',
      });
      expect(tally).toMatchObject({ outside: 0, other: 0 });
      expect(tally.inside).toBeGreaterThan(opens / 100);
      expect(tally.refused).toBeGreaterThan(opens / 100);
      const all = tally.inside + tally.refused + tally.missing + tally.changed;
      expect(all).toBeGreaterThanOrEqual(opens);
      expect(await ground.denials()).toContainEqual({
        what: 'to open /mnt/work/raced/file',
        rule: 'fs.inside-only',
      });
    },
  );

  it('case 11: a file that is swapped for a link while it is opened leaks nothing', { timeout }, async () => {
    writeFileSync(join(ground.work, 'raced-file'), 'i file');
    const tally = await race('raced-file', '../outside/file', { op: 'race-open', path: 'raced-file' });
    expect(tally).toMatchObject({ outside: 0, other: 0 });
    expect(tally.inside).toBeGreaterThan(opens / 100);
    expect(tally.refused).toBeGreaterThan(opens / 100);
    expect(tally.inside + tally.refused + tally.missing + tally.changed).toBe(opens);
  });

  it(
    'case 12: a directory handle leads nowhere else when its name is replaced by a link',
    { timeout },
    async () => {
      mkdirSync(join(ground.work, 'held', 'folder'), { recursive: true });
      writeFileSync(join(ground.work, 'held', 'file'), 'i file');
      const args = { op: 'race-handle', path: 'held', to: 'file' };
      const tally = await race('held', '../outside', args);
      expect(tally).toMatchObject({ outside: 0, other: 0, inside: opens });
      expect(tally.refused).toBeGreaterThan(100);
    },
  );
});
