import { encodeQuestions, parseAnswers, type Answer, type AskFailure, type Question } from '@kami/protocol';
import { createRedactor } from '@kami/sandbox';
import { err, ok, type Result } from '@kami/types';
import { describe, expect, it, vi } from 'vitest';
import { createPerson, MAX_ROUNDS, type PersonParts } from '../../src/asking/ask-person.ts';
import { createParking, type Asker } from '../../src/index.ts';

const question: Question = {
  name: 'who',
  kind: 'form',
  message: 'Is it hunter22?',
  schema: { type: 'object', properties: { name: { type: 'string' } } },
};
const yes: Answer = { action: 'accepted', content: { name: 'A' } };

function prepare(
  over: Partial<PersonParts> & { readonly reply?: Result<readonly Answer[], AskFailure> } = {},
) {
  const noted: unknown[] = [];
  const seen: Question[] = [];
  let millis = 0;
  let parked = 0;
  const asker: Asker = {
    features: ['form'],
    lack: (features) => void noted.push(['lack', ...features]),
    ask(questions) {
      seen.push(...questions);
      millis += 40_000;
      return Promise.resolve(over.reply ?? ok([yes]));
    },
  };
  const person = createPerson({
    asker,
    parking: createParking({ maxParked: 2, waitMs: 100_000 }),
    principal: 'stdio',
    place: {
      park() {
        parked += 1;
        return { [Symbol.dispose]: () => void (parked -= 1) };
      },
      [Symbol.dispose]: () => undefined,
    },
    events: { enter: (state, data) => void noted.push([state, data]), note: () => undefined },
    clock: { now: () => ({ wallMicros: 0, monotonicNanos: BigInt(millis) * 1_000_000n }) },
    redactor: undefined,
    signal: new AbortController().signal,
    ...over,
  });
  return { person, noted, seen, parked: () => parked };
}

describe('createPerson', () => {
  it('parks the call while it asks, and gives the answers', async () => {
    const { person, noted, parked } = prepare();
    const { reply, body = new Uint8Array(0) } = await person(encodeQuestions([question]));
    expect([reply, parseAnswers(body), parked()]).toEqual([{ ok: 'asked' }, ok([yes]), 0]);
    expect(noted).toMatchObject([
      ['parked', { asked: ['form'] }],
      ['running', { parkedMs: 40_000 }],
    ]);
  });

  it('asks for nothing that the client does not offer, and says so', async () => {
    const { person, noted, seen } = prepare();
    const { reply } = await person(encodeQuestions([question, { name: 'roots', kind: 'roots' }]));
    expect(reply).toEqual({ askError: 'unsupported', features: ['roots'] });
    expect([noted, seen]).toEqual([[['lack', 'roots']], []]);
  });

  it('takes secrets out of questions', async () => {
    const { person, seen } = prepare({ redactor: createRedactor(['hunter22']) });
    await person(encodeQuestions([question]));
    expect(seen).toMatchObject([{ name: 'who', message: 'Is it [secret]?' }]);
  });

  it('refuses what is no question', async () => {
    const { person } = prepare();
    expect((await person(new Uint8Array([1]))).reply).toMatchObject({ askError: 'refused' });
  });

  it('has a bound of time for all questions of a call together', async () => {
    const { person } = prepare();
    const replies = [];
    for (let round = 0; round < 4; round += 1)
      replies.push((await person(encodeQuestions([question]))).reply);
    expect(replies).toEqual([{ ok: 'asked' }, { ok: 'asked' }, { ok: 'asked' }, { askError: 'timed-out' }]);
  });

  it('gives up waiting after that time, or when the call is withdrawn', async () => {
    vi.useFakeTimers();
    const silent: Asker = {
      features: ['form'],
      lack: () => undefined,
      ask: () => new Promise(() => undefined),
    };
    const waiting = prepare({ asker: silent }).person(encodeQuestions([question]));
    await vi.advanceTimersByTimeAsync(100_000);
    expect((await waiting).reply).toEqual({ askError: 'timed-out' });
    const ending = new AbortController();
    const withdrawn = prepare({ asker: silent, signal: ending.signal }).person(encodeQuestions([question]));
    ending.abort();
    expect((await withdrawn).reply).toEqual({ askError: 'cancelled' });
    vi.useRealTimers();
  });

  it('has a bound of rounds, and of calls that wait', async () => {
    const still = { now: () => ({ wallMicros: 0, monotonicNanos: 0n }) };
    const { person } = prepare({ clock: still });
    for (let round = 0; round < MAX_ROUNDS; round += 1) await person(encodeQuestions([question]));
    expect((await person(encodeQuestions([question]))).reply).toMatchObject({ askError: 'refused' });
    const full = createParking({ maxParked: 2, waitMs: 1000 });
    full.enter('stdio');
    const { reply } = await prepare({ parking: full }).person(encodeQuestions([question]));
    expect(reply).toMatchObject({
      askError: 'refused',
      message: 'too many calls wait for answers; try again later',
    });
  });

  it('passes on why there is no answer', async () => {
    const { person, noted } = prepare({ reply: err({ askError: 'refused', message: 'no' }) });
    expect((await person(encodeQuestions([question]))).reply).toEqual({ askError: 'refused', message: 'no' });
    expect(noted.at(-1)).toMatchObject(['running', { failed: 'refused' }]);
  });
});
