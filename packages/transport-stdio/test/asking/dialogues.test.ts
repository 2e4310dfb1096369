import type { Question } from '@kami/protocol';
import type { Server, ServerContext } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import type { ClientLine } from '../../src/asking/client-line.ts';
import { createDialogues } from '../../src/asking/dialogues.ts';

const never = new AbortController().signal;
const server = { getClientCapabilities: () => ({ elicitation: { form: {} } }) } as unknown as Server;
const question: Question = {
  name: 'who',
  kind: 'form',
  message: 'Who?',
  schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
};

/** A request of the revision without requests of the server's own, as far as dialogues look at it. */
function request(requestState?: string): ServerContext {
  const inputResponses =
    requestState === undefined ? {} : { who: { action: 'accept', content: { name: 'A' } } };
  const mcpReq = { signal: never, envelope: {}, requestState: () => requestState, inputResponses };
  return { mcpReq } as unknown as ServerContext;
}

const asking = async ({ asker, signal }: ClientLine): Promise<object> => {
  const answers = await asker.ask([question], signal);
  return { answers: answers.ok ? answers.value : answers.error };
};

/** Work that ends when it is withdrawn. */
const waiting = ({ signal }: ClientLine): Promise<object> =>
  new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve({ withdrawn: true }), { once: true }),
  );

function stateOf(answer: object): string {
  if ('requestState' in answer && typeof answer.requestState === 'string') return answer.requestState;
  throw new Error(`no question: ${JSON.stringify(answer)}`);
}

describe('createDialogues', () => {
  it('goes on with what asked, once, for the same parameters alone', async () => {
    using dialogues = createDialogues('me', 'tools/call');
    const handle = stateOf(await dialogues.hold(server, request(), { a: 1 }, asking));
    const invalid = { data: { reason: 'invalid_request_state' } };
    await expect(dialogues.hold(server, request(handle), { a: 2 }, asking)).rejects.toMatchObject(invalid);
    await expect(dialogues.hold(server, request('x'), { a: 1 }, asking)).rejects.toMatchObject(invalid);
    const answers = [{ action: 'accepted', content: { name: 'A' } }];
    expect(await dialogues.hold(server, request(handle), { a: 1 }, asking)).toEqual({ answers });
    await expect(dialogues.hold(server, request(handle), { a: 1 }, asking)).rejects.toMatchObject(invalid);
  });

  it('tells dialogues from each other', async () => {
    using dialogues = createDialogues('me', 'tools/call');
    const handles = [1, 2].map(async (at) =>
      stateOf(await dialogues.hold(server, request(), {}, async (line) => ({ at, ...(await asking(line)) }))),
    );
    const [first, second] = await Promise.all(handles);
    expect(await dialogues.hold(server, request(second), {}, asking)).toMatchObject({ at: 2 });
    expect(await dialogues.hold(server, request(first), {}, asking)).toMatchObject({ at: 1 });
  });

  it('ends, when disposed, what runs without having asked anything', async () => {
    const dialogues = createDialogues('me', 'tools/call');
    const held = dialogues.hold(server, request(), {}, waiting);
    dialogues[Symbol.dispose]();
    expect(await held).toEqual({ withdrawn: true });
  });

  it('ends, when disposed, what waits for answers', async () => {
    const dialogues = createDialogues('me', 'tools/call');
    const { promise, resolve } = Promise.withResolvers<boolean>();
    await dialogues.hold(server, request(), {}, async (line) => {
      line.signal.addEventListener('abort', () => resolve(true), { once: true });
      return asking(line);
    });
    dialogues[Symbol.dispose]();
    expect(await promise).toBe(true);
  });
});
