import { examplePath, type TestHome } from '../e2e/kami.ts';
import type { McpSession } from '../e2e/mcp-session.ts';
import { callTool, mustAnswer } from '../e2e/tool-answer.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { guestPath } from '../guests/index.ts';

const deadlineMs = 50;
/** Calls of every kind of work, in turns: text, JavaScript, clocks and waits, resources left open, output. */
const turns: readonly (readonly [tool: string, args: object])[] = [
  ['echo', { a: [1, 2, 3] }],
  ['json-query', { expression: 'a', data: { a: 1 } }],
  ['clock-random', { 'wait-ms': 1, bytes: 1000 }],
  ['hoard', { what: 'pollables', count: 100 }],
  ['flood', { bytes: 8192 }],
];

/** Processes of a server: one for each tool, so that none has to make room for another, and a spare one. */
const maxProcesses = 8;

/** Installs the tools of the calls, and sets what a server of this home needs for them. */
export async function prepareHome(home: TestHome): Promise<void> {
  home.env['KAMI_POOL_MAX_PROCESSES'] = String(maxProcesses);
  for (const guest of ['echo', 'clock-random', 'hoard', 'flood'] as const)
    await home.must(['install', guestPath(guest), '--yes']);
  await home.must(['install', examplePath('json-query'), '--yes']);
  await home.must(['install', makeToolFolder(home, 'spin', [`max_execution_ms = ${deadlineMs}`])]);
}

/**
 * Makes calls, one after the other; each `killEvery`th is killed at its deadline. `after` hears of each, by its number
 * from 1.
 */
export async function makeCalls(
  session: McpSession,
  calls: number,
  killEvery: number,
  after: (call: number) => void,
): Promise<void> {
  for (let call = 1; call <= calls; call += 1) {
    const [tool, args] = turns[call % turns.length] ?? ['echo', {}];
    if (call % killEvery !== 0) await mustAnswer(session, tool, args);
    else if (!(await callTool(session, 'spin')).text.includes('KAMI_DEADLINE_EXCEEDED'))
      throw new Error('A call that never ends was not killed.');
    after(call);
  }
}
