import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { encodeRecording, type RecordedCall } from '../../packages/protocol/src/index.ts';
import type { App } from '../../packages/cli/src/app.ts';
import { makeTestHome } from '../e2e/kami.ts';
import { serveSecrets, type SecretServer } from '../e2e/secret-server.ts';
import { makeToolFolder } from '../e2e/tool-folder.ts';
import { openApp, recordCalls } from './record-calls.ts';

const SECRETS = { 'api-key': 'sk-0123-put-by-the-host', token: 'tok-4567-read-by-the-tool' };
const home = makeTestHome();
const stopping = new AbortController();
let server: SecretServer;
let app: App;

beforeAll(async () => {
  server = await serveSecrets((request, response) => {
    response.end(`you sent ${request.headers.authorization ?? 'nothing'}`);
  });
  const net = `net_allow_list = ["http://localhost:${server.port}"]`;
  const security = [net, 'secrets = ["api-key"]', 'secrets_read = ["token"]', 'max_execution_ms = 60000'];
  await home.must(['install', makeToolFolder(home, 'tell-secrets', security), '--yes']);
  for (const [name, value] of Object.entries(SECRETS)) await home.run(['secret', 'set', name], value);
  const header = `secret=api-key@http://localhost:${server.port}`;
  await home.must(['grant', 'tell-secrets', header, 'secret-read=token']);
  app = await openApp(home, stopping.signal);
}, 120_000);

afterAll(async () => {
  await app.close();
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

async function record(args: { readonly get?: string[]; readonly read?: string[]; readonly ways?: string[] }) {
  const call = { tool: 'tell-secrets', definition: 'tell-secrets', args, asks: [] };
  const [recording] = await recordCalls(app, [call], 1);
  if (recording === undefined) throw new Error('nothing was recorded');
  return recording;
}

/** Everything in a recording as text, its bytes decoded. */
function everything({ start, frames, end }: RecordedCall): string {
  const bodies = frames.flatMap((frame) =>
    frame.kind === 'call' ? [frame.body, frame.replyBody] : [frame.body],
  );
  const payload = end.kind === 'result' ? [end.payload] : [];
  const bytes = [start.args, ...bodies, ...payload, encodeRecording({ start, frames, end })];
  return bytes.map((part) => Buffer.from(part).toString('latin1')).join('\n');
}

describe('a recorded call', { timeout: 120_000 }, () => {
  it('of a tool whose secret the host sends holds all that entered the executor, and the secret did not', async () => {
    const recording = await record({ get: [`http://localhost:${server.port}/`] });
    expect(server.received.at(-1)?.authorization).toBe(`Bearer ${SECRETS['api-key']}`);
    expect(everything(recording)).toContain('you sent Bearer ****');
    expect(everything(recording)).not.toContain(SECRETS['api-key']);
    // Nothing had to be masked in the recording itself: it is what crossed the pipe.
    expect(recording.end).toMatchObject({ kind: 'result', replayable: true });
  });

  it('in which a secret was read has a mask in its place, and says that it is not replayable', async () => {
    const recording = await record({ read: ['token'], ways: ['log', 'print', 'progress'] });
    const text = everything(recording);
    expect(recording.frames.map(({ call }) => call.op)).toContain('secret');
    expect(text).not.toContain(SECRETS.token);
    expect(text).not.toContain(Buffer.from(SECRETS.token).toString('base64').slice(0, 20));
    expect(text).toContain('*'.repeat(SECRETS.token.length));
    expect(recording.end).toMatchObject({ kind: 'result', replayable: false });
  });
});
