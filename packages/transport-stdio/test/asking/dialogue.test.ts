import type { Question } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import type { ServerContext } from '@modelcontextprotocol/server';
import type { ClientLine } from '../../src/asking/client-line.ts';
import { startDialogue } from '../../src/asking/dialogue.ts';

const never = new AbortController().signal;
const ask = (...names: string[]): Question[] =>
  names.map((name) => ({
    name,
    kind: 'form',
    message: 'Who?',
    schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  }));
const accept = (name: unknown) => ({ action: 'accept', content: { name } });

/** A request of the client, as far as a dialogue looks at it. */
function request(inputResponses?: Record<string, unknown>, signal: AbortSignal = never): ServerContext {
  return { mcpReq: { signal, inputResponses } } as unknown as ServerContext;
}

function start(work: (line: ClientLine) => Promise<unknown>) {
  let ended = 0;
  const dialogue = startDialogue(
    work,
    () => ['form'],
    () => void (ended += 1),
  );
  return { dialogue, ended: () => ended };
}

const asking = async ({ asker }: ClientLine): Promise<unknown> => {
  const answers = await asker.ask(ask('first', 'second'), never);
  return answers.ok ? answers.value : answers.error;
};

describe('startDialogue', () => {
  it('asks, asks again for what is missing or does not fit, and ends with what the work gives', async () => {
    const { dialogue, ended } = start(asking);
    expect(await dialogue.take(request())).toMatchObject({ kind: 'asked', round: 1 });
    expect(dialogue.round).toBe(1);
    const again = await dialogue.take(request({ first: accept('A'), second: accept(5), third: accept('C') }));
    expect(again).toMatchObject({ kind: 'asked', round: 2, questions: [{ name: 'second' }] });
    const end = await dialogue.take(request({ first: accept('other'), second: { action: 'decline' } }));
    expect(end).toEqual({
      kind: 'done',
      value: [{ action: 'accepted', content: { name: 'A' } }, { action: 'declined' }],
    });
    expect(ended()).toBe(1);
  });

  it('takes answers that come with the first request, and each for one question', async () => {
    const { dialogue } = start(async (line) => [await asking(line), await asking(line)]);
    const turn = await dialogue.take(request({ first: accept('A'), second: accept('B') }));
    expect(turn).toMatchObject({
      kind: 'asked',
      round: 1,
      questions: [{ name: 'first' }, { name: 'second' }],
    });
  });

  it('has no round while the work goes on, so that a handle counts once', async () => {
    const { dialogue } = start(async (line) => {
      await asking(line);
      return new Promise(() => undefined);
    });
    await dialogue.take(request());
    expect(dialogue.round).toBe(1);
    const turn = dialogue.take(request({ first: accept('A'), second: accept('B') }));
    expect(dialogue.round).toBe(0);
    await Promise.race([turn, Promise.resolve()]);
  });

  it('withdraws when the request that waits is withdrawn, and when nobody answers in time', async () => {
    const leaving = new AbortController();
    const withdrawn = start(
      ({ signal }) =>
        new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve('withdrawn'), { once: true }),
        ),
    );
    const turn = withdrawn.dialogue.take(request(undefined, leaving.signal));
    leaving.abort();
    expect(await turn).toEqual({ kind: 'done', value: 'withdrawn' });

    const late = new AbortController();
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const { dialogue } = start(async ({ asker, signal }) => {
      signal.addEventListener('abort', () => resolve(true), { once: true });
      return asker.ask(ask('first'), late.signal);
    });
    await dialogue.take(request());
    late.abort();
    expect(await promise).toBe(true);
  });

  it('says what the client lacks, and offers nothing while no request waits', async () => {
    const seen: (readonly string[])[] = [];
    const { dialogue } = start(async ({ asker }) => {
      seen.push(asker.features);
      asker.lack(['sampling']);
      const waiting = asker.ask(ask('first'), never);
      seen.push(asker.features);
      return waiting;
    });
    await dialogue.take(request());
    expect([seen, [...dialogue.lacked]]).toEqual([[['form'], []], ['sampling']]);
  });

  it('gives on what the work throws', async () => {
    const error = new Error('no');
    const { dialogue, ended } = start(() => Promise.reject(error));
    expect([await dialogue.take(request()), ended()]).toEqual([{ kind: 'failed', error }, 1]);
  });
});
