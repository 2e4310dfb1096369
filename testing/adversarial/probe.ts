import { hostname } from 'node:os';

import { expect, vi } from 'vitest';

import type { LoggedEvent } from '../e2e/dispatched-call.ts';
import type { TestHome } from '../e2e/kami.ts';
import type { McpSession } from '../e2e/mcp-session.ts';

/** What a guest did with one call. */
export interface Attempt {
  /** Its structured answer; absent when it failed or has none. */
  readonly answer: Record<string, unknown> | undefined;
  readonly isError: boolean;
  /** Its first block of text. */
  readonly text: string;
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

/** A tool that an attacker wrote, in a session with `kami serve`, and what the log says of it. */
export interface Probe {
  /** Calls it. Fails when the client is told one of the secrets, the host's name, or a stack. */
  attempt(args: object): Promise<Attempt>;
  /** The denials that the log holds of the calls since the last look; each names the tool. */
  denials(): Promise<readonly LoggedDenial[]>;
}

type ToolEvent = LoggedEvent & { readonly artifact?: { readonly toolId: string } };

const ENDS = new Set([
  'artifact.delivered',
  'call.failed',
  'call.denied',
  'call.timed-out',
  'call.cancelled',
]);
const STACK = /\bat \S+ \(|\.[cm]?[jt]s:\d+/u;

/** Makes the probe of a tool that is installed. `secrets` are texts that neither client nor log may learn. */
export function createProbe(
  home: TestHome,
  session: McpSession,
  tool: string,
  secrets: readonly string[],
): Probe {
  let calls = 0;
  let seen = 0;
  return {
    async attempt(args) {
      const { result, error } = await session.request('tools/call', { name: tool, arguments: args });
      const told = JSON.stringify({ result, error });
      for (const secret of [...secrets, hostname()]) expect(told).not.toContain(secret);
      expect(told).not.toMatch(STACK);
      calls += 1;
      const isError = result?.['isError'] === true;
      const answer = isError ? undefined : result?.['structuredContent'];
      const [block] = (result?.['content'] ?? []) as readonly { readonly text?: string }[];
      return { answer: answer as Attempt['answer'], isError, text: block?.text ?? '', told };
    },
    async denials() {
      const events = await vi.waitUntil(
        async () => {
          const all = await readWholeLog(home, tool);
          return all.filter(({ type }) => ENDS.has(type)).length >= calls && all;
        },
        { timeout: 20_000, interval: 20 },
      );
      const denials = events.filter(({ type }) => type === 'capability.denied');
      const fresh = denials.slice(seen);
      seen = denials.length;
      for (const event of fresh) {
        expect(event.artifact?.toolId).toBe(`test.guests.${tool}`);
        for (const secret of secrets) expect(JSON.stringify(event.data)).not.toContain(secret);
      }
      return fresh.map(({ data }) => {
        const { what, rule, grant } = data as unknown as LoggedDenial;
        return { what, rule, ...(grant === undefined ? {} : { grant }) };
      });
    },
  };
}

async function readWholeLog(home: TestHome, tool: string): Promise<readonly ToolEvent[]> {
  const { stdout } = await home.must(['log', '--tool', tool, '--json', '--limit', '10000']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ToolEvent);
}
