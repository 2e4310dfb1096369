import { describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { createConsole } from '../../src/output/console.ts';
import { reportSync, type SyncOutcome } from '../../src/sync/report-sync.ts';
import { sampleTool } from '../../../registry/test/sample-tool.ts';

const change = { kind: 'install', target: sampleTool(), installed: undefined } as const;
const outcome: SyncOutcome = {
  files: {
    paths: { declaration: '/team/kami.toml', lock: '/team/kami.lock', folder: '/team' },
    declaration: { file: 'kami.toml', text: '', tools: [], declaresTools: true },
    lock: undefined,
  },
  changes: [],
  lockText: undefined,
  renews: [],
  frozen: false,
  prunes: false,
  applies: true,
  checks: false,
};

function reported(given: Partial<SyncOutcome>): { readonly code: number; readonly text: string } {
  let text = '';
  const stream = { write: (part: string) => Boolean((text += part)) };
  const console = createConsole({ stdout: stream, stderr: stream, env: {} });
  const app: Pick<App, 'console' | 'json'> = { console, json: false };
  return { code: reportSync(app, { ...outcome, ...given }), text };
}

describe('reportSync', () => {
  it.each([
    [{}, 0, 'kami.toml: the home matches\n'],
    [{ changes: [change] }, 0, 'kami.toml: 1 change made\n'],
    [{ changes: [change, change], lockText: 'x' }, 0, 'kami.toml: 2 changes made; kami.lock is written\n'],
    [{ changes: [change], applies: false }, 0, 'kami.toml: 1 change to make\n'],
    [{ applies: false, checks: true }, 0, 'kami.toml: the home matches\n'],
  ])('says of %j that the code is %j', (given, code, text) => {
    expect(reported(given)).toEqual({ code, text });
  });

  it.each([{ changes: [change] }, { lockText: 'x' }])('fails a check for %j', (given) => {
    const { code, text } = reported({ ...given, applies: false, checks: true });
    expect(code).toBe(3);
    expect(text).toContain('kami sync /team/kami.toml');
  });
});
