import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

import { expect, vi } from 'vitest';

import type { LoggedEvent } from '../e2e/dispatched-call.ts';
import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { openSession } from '../e2e/mcp-session.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { snapshotTree, type TreeSnapshot } from './tree-snapshot.ts';

/** What a guest did with one call. */
export interface Attempt {
  /** Its answer; absent when it failed. */
  readonly answer: Record<string, unknown> | undefined;
  /** Everything that the client was told, as JSON. */
  readonly told: string;
}

/** A denial as the event log holds it. */
export interface LoggedDenial {
  readonly what: string;
  readonly rule: string;
  /** The command that lifts it, where one can. */
  readonly grant?: string;
}

/** `kami serve` with the tool fs-probe, two lent folders, and folders outside them that nothing may touch. */
export interface FileGround extends AsyncDisposable {
  readonly home: TestHome;
  /** The process of `kami serve`. */
  readonly serverPid: number;
  /** Lent for writing as `/mnt/work`; its files begin with `i`. */
  readonly work: string;
  /** Lent for reading as `/mnt/look`. */
  readonly look: string;
  /** Beside them, not lent; its files begin with `o`. */
  readonly outside: string;
  /** Calls fs-probe. Fails when the client is told a path of the host, its name, or a stack. */
  attempt(args: object): Promise<Attempt>;
  /** Calls fs-probe and gives its answer, which must be no failure. */
  probe(args: object): Promise<Record<string, unknown>>;
  /** The denials that the log holds of the calls since the last look; each names the tool. */
  denials(): Promise<readonly LoggedDenial[]>;
  /** Fails when anything outside has changed: names, types, contents, modes, times. */
  expectOutsideUntouched(): void;
}

const ENDS = new Set([
  'artifact.delivered',
  'call.failed',
  'call.denied',
  'call.timed-out',
  'call.cancelled',
]);
const LIMITS = ['max_execution_ms = 600000', 'max_storage_mb = 1', 'fs_access = "sandbox"'];
const STACK = /\bat \S+ \(|\.[cm]?[jt]s:\d+/u;

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
  let calls = 0;
  let seen = 0;

  const attempt: FileGround['attempt'] = async (args) => {
    const params = { name: 'fs-probe', arguments: { root: '/mnt/work', ...args } };
    const { result, error } = await session.request('tools/call', params);
    const told = JSON.stringify({ result, error });
    expect(told).not.toContain(folder);
    expect(told).not.toContain(hostname());
    expect(told).not.toMatch(STACK);
    calls += 1;
    const answer = result?.['isError'] === true ? undefined : result?.['structuredContent'];
    return { answer: answer as Record<string, unknown> | undefined, told };
  };

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
    async denials() {
      const events = await vi.waitUntil(
        async () => {
          const all = await readWholeLog(home);
          return all.filter(({ type }) => ENDS.has(type)).length >= calls && all;
        },
        { timeout: 20_000, interval: 20 },
      );
      const denials = events.filter(({ type }) => type === 'capability.denied');
      const fresh = denials.slice(seen);
      seen = denials.length;
      for (const event of fresh) {
        expect(event.artifact?.toolId).toBe('test.guests.fs-probe');
        expect(JSON.stringify(event.data)).not.toContain(folder);
      }
      return fresh.map(({ data }) => data as unknown as LoggedDenial);
    },
    expectOutsideUntouched: () => {
      expect(snapshotTree(outside)).toEqual(before);
    },
    async [Symbol.asyncDispose]() {
      await session.close();
      home[Symbol.dispose]();
    },
  };
}

async function readWholeLog(
  home: TestHome,
): Promise<readonly (LoggedEvent & { readonly artifact?: { readonly toolId: string } })[]> {
  const { stdout } = await home.must(['log', '--tool', 'fs-probe', '--json', '--limit', '10000']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LoggedEvent);
}
