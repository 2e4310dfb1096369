import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackWalls, executorCommand, openTargets, testWalls } from '@kami/host-node/process';
import { ATTEMPT_NAMES, ATTEMPTS, parseSuccesses, parseTargets } from '../../src/walls/probe/attempts.ts';

const folder = mkdtempSync(join(tmpdir(), 'kami-probe-'));
const probe = pathToFileURL(join(folder, 'wall-probe.cjs'));
const { walls } = executorCommand({ entry: probe });
const sandboxed = walls.includes('seccomp');

beforeAll(async () => {
  await build({
    input: { 'wall-probe': fileURLToPath(new URL('../../src/walls/probe/main.ts', import.meta.url)) },
    platform: 'node',
    logLevel: 'warn',
    output: { dir: folder, format: 'cjs', entryFileNames: '[name].cjs' },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the test of the walls', () => {
  it('finds that each wall of this system holds', async () => {
    const tests = await testWalls(probe, walls);
    expect(tests.map(({ wall }) => wall)).toEqual(
      sandboxed ? ['node-permission', 'bubblewrap', 'seccomp'] : ['node-permission'],
    );
    for (const { broken, failure, held } of tests) {
      expect({ broken, failure }).toEqual({ broken: [], failure: undefined });
      expect(held.length).toBeGreaterThan(4);
    }
  });

  it('finds what is open where there is no wall: everything', async () => {
    await using watched = await openTargets();
    expect(await attackWalls(probe, [], watched)).toEqual({ state: 'attacked', succeeded: ATTEMPT_NAMES });
    expect(await watched.hits()).toEqual([]);
  });

  it('believes its targets more than the attacker', async () => {
    const liar = join(folder, 'liar.cjs');
    writeFileSync(
      liar,
      `const fs = require('fs'); const bytes = Buffer.alloc(4096);
      const { port } = JSON.parse(bytes.toString('utf8', 0, fs.readSync(3, bytes)));
      require('net').connect(port, '127.0.0.1').on('close', () => { fs.writeSync(3, '[]'); process.exit(0); }).resume();`,
    );
    await using watched = await openTargets();
    expect(await attackWalls(pathToFileURL(liar), [], watched)).toEqual({
      state: 'attacked',
      succeeded: ['connect'],
    });
  });

  it('says why walls could not be put up', async () => {
    await using watched = await openTargets();
    const gone = pathToFileURL(join(folder, 'no-such-program.cjs'));
    const plain = await attackWalls(gone, ['process'], watched);
    expect(plain).toMatchObject({ state: 'not-started' });
    const [test] = await testWalls(gone, ['process']);
    expect(test?.failure?.length).toBeGreaterThan(5);
  });
});

describe('what an attack and its host tell each other', () => {
  it('is parsed strictly', () => {
    expect(parseSuccesses('["read","spawn"]')).toEqual(['read', 'spawn']);
    for (const wrong of ['', '{}', '["read","fly"]', '["read","read"]', '[1]'])
      expect(parseSuccesses(wrong)).toBeUndefined();
    const targets = { file: '/f', folder: '/d', port: 1, pid: 2 };
    expect(parseTargets(JSON.stringify(targets))).toEqual(targets);
    expect(() => parseTargets('{"file":1}')).toThrow(TypeError);
    expect(ATTEMPT_NAMES).toEqual(Object.keys(ATTEMPTS));
  });
});
