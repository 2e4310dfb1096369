import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect } from 'vitest';

import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { openSession } from '../e2e/mcp-session.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { createProbe, type Probe } from './probe.ts';
import { snapshotTree, type TreeSnapshot } from './tree-snapshot.ts';

/** `kami serve` with the tool fs-probe, two lent folders, and folders outside them that nothing may touch. */
export interface FileGround extends Probe, AsyncDisposable {
  readonly home: TestHome;
  /** The process of `kami serve`. */
  readonly serverPid: number;
  /** Lent for writing as `/mnt/work`; its files begin with `i`. */
  readonly work: string;
  /** Lent for reading as `/mnt/look`. */
  readonly look: string;
  /** Beside them, not lent; its files begin with `o`. */
  readonly outside: string;
  /** Calls fs-probe and gives its answer, which must be no failure. */
  probe(args: object): Promise<Record<string, unknown>>;
  /** Fails when anything outside has changed: names, types, contents, modes, times. */
  expectOutsideUntouched(): void;
}

const LIMITS = ['max_execution_ms = 600000', 'max_storage_mb = 1', 'fs_access = "sandbox"'];

/** Makes the ground. `security` replaces lines of the tool's `[security]` table. */
export async function openFileGround(security: readonly string[] = LIMITS): Promise<FileGround> {
  const home = makeTestHome();
  const folder = dirname(home.path);
  const [work, look, outside] = ['work', 'look', 'outside'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const [path, letter] of [
    [work, 'i'],
    [look, 'i'],
    [outside, 'o'],
  ] as const) {
    mkdirSync(join(path, 'folder'), { recursive: true });
    writeFileSync(join(path, 'file'), `${letter} file`);
    writeFileSync(join(path, 'folder', 'file'), `${letter} file`);
  }
  const tool = makeToolFolder(home, 'fs-probe', security);
  await home.must(['install', tool, '--yes', '--grant', `fs=work=${work}:rw`, '--grant', `fs=look=${look}`]);
  const session = await openSession(home);
  const before: TreeSnapshot = snapshotTree(outside);
  const probe = createProbe(home, session, 'fs-probe', [folder]);
  const attempt: Probe['attempt'] = async (args) => probe.attempt({ root: '/mnt/work', ...args });

  return {
    home,
    serverPid: session.server.pid,
    work,
    look,
    outside,
    attempt,
    async probe(args) {
      const { answer, told } = await attempt(args);
      if (answer === undefined) throw new Error(told);
      return answer;
    },
    denials: async () => probe.denials(),
    expectOutsideUntouched: () => {
      expect(snapshotTree(outside)).toEqual(before);
    },
    async [Symbol.asyncDispose]() {
      await session.close();
      home[Symbol.dispose]();
    },
  };
}
