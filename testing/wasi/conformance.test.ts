import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import type { GuestName } from '../guests/index.ts';
import { CASES_BY_GUEST } from './all-cases.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { type ConformanceHost, startConformanceHost } from './conformance-host.ts';
import { fixtureSteps, makeCaseFolder } from './fixtures.ts';

const guests: readonly GuestName[] = ['wasi-steps', 'host-steps'];
let host: ConformanceHost;
let count = 0;

beforeAll(async () => {
  host = await startConformanceHost(guests);
});

afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

/** Runs a case in a folder of its own, and compares the outcome of each step. */
async function runCase(guest: string, { needs, steps, ends, holds }: ConformanceCase): Promise<void> {
  const name = `case-${count++}`;
  makeCaseFolder(host.mounted, name);
  const before = fixtureSteps(needs);
  const given = { name, authority: host.server.authority };
  const { result, failure } = await host.call(guest, { given, steps: [...before, ...steps] });
  if (ends !== undefined) {
    expect(failure).toContain(ends);
    return;
  }
  expect(failure).toBeUndefined();
  const outcomes = (result as { outcomes: unknown[] }).outcomes;
  for (const outcome of outcomes.slice(0, before.length)) expect(outcome).toHaveProperty('ok');
  const own = outcomes.slice(before.length);
  expect(own).toHaveLength(steps.length);
  for (const [index, step] of steps.entries()) {
    const what = JSON.stringify(step).slice(0, 300);
    if ('gives' in step) expect(own[index], what).toEqual(step.gives);
    else if (holds === undefined || 'drop' in step) expect(own[index], what).toHaveProperty('ok');
  }
  if (holds !== undefined) expect(holds(own), JSON.stringify(own)).toBe(true);
}

describe.each(Object.entries(CASES_BY_GUEST))('%s', (guest, cases) => {
  for (const conformanceCase of cases) {
    const { kind, covers, title } = conformanceCase;
    it(`${kind}: ${covers}: ${title}`, async () => runCase(guest, conformanceCase));
  }
});

/** What a guest wrote into a file, once it is there. */
function readAnswer(path: string): string | false {
  try {
    return readFileSync(path, 'utf8') || false;
  } catch {
    return false;
  }
}

describe('a call that its caller withdraws', () => {
  it('negative: kami:host/call cancelled: is true, and what waited has ended', async () => {
    makeCaseFolder(host.mounted, 'cancelled');
    const url = `http://${host.server.authority}/hold`;
    const request = { method: 'GET', url, headers: [], body: null, timeoutMs: null };
    const steps = [
      { call: 'kami:host/http start', args: [request], as: 'handle' },
      { call: 'kami:host/http wait', args: [['$handle'], 4000] },
      { call: 'kami:host/call cancelled', as: 'answer' },
      {
        call: 'kami:host/files write',
        args: ['/mnt/work/cancelled/answer', { $text: { $join: ['$answer'] } }, 'create-new'],
      },
    ];
    const withdrawn = host.call('host-steps', { steps }).then(() => 'answered');
    await host.server.holding;
    host.session.notify('notifications/cancelled', { requestId: host.session.newestId });
    const answer = await vi.waitUntil(() => readAnswer(join(host.mounted, 'cancelled', 'answer')), 5000);
    expect(answer).toBe('true');
    const next = host.call('host-steps', { steps: [] });
    expect(await Promise.race([withdrawn, next])).toEqual({ result: { outcomes: [] } });
  });
});
