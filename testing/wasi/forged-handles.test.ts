import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeTestHome } from '../e2e/kami.ts';
import { type McpSession, openSession } from '../e2e/mcp-session.ts';
import { guestPath } from '../guests/index.ts';
import { callTool } from '../e2e/tool-answer.ts';
import { everyImport, forgeable } from './forged-handles.ts';

/** No instance has had so many resources. */
const NEVER_ISSUED = 77_777;
const home = makeTestHome();
let session: McpSession;

beforeAll(async () => {
  await home.must(['install', guestPath('every-import'), '--yes']);
  session = await openSession(home);
});

afterAll(async () => {
  await session[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

describe('a guest in C that imports everything', () => {
  it('imports exactly the functions that the reader finds in the WIT files', async () => {
    const { structured } = await callTool(session, 'every-import', {});
    expect(new Set((structured as { functions: string[] }).functions)).toEqual(new Set(everyImport()));
  });

  it.each(forgeable())(
    '%s: %s: traps for a handle that was never issued, and the next call runs',
    async (_kind, name) => {
      const { text: failure } = await callTool(session, 'every-import', {
        function: name,
        first: NEVER_ISSUED,
      });
      expect(failure).toContain('KAMI_TOOL_TRAP');
      expect(failure).not.toMatch(/\bat \w|\.[cm]?[jt]s\b|\//u);
      const next = await callTool(session, 'every-import', {
        function: 'wasi:random/random get-random-u64',
      });
      expect(next.structured).toEqual({ returned: true });
    },
  );
});
