import { encodeAnswers, type HostCall, type HostReply } from '@kami/protocol';
import { describe, expect, it } from 'vitest';
import { askInterface, type GuestAnswer, type GuestAskFailure } from '../../../src/executor/host/ask.ts';
import type { GuestQuestion } from '../../../src/executor/host/guest-question.ts';
import type { WitResult } from '../../../src/executor/wasi/wit-result.ts';
import { createTestGuest } from '../test-guest.ts';

const schema = '{"type":"object","properties":{"name":{"type":"string"}}}';
const form: GuestQuestion = { name: 'who', about: { tag: 'form', val: { message: 'Who?', schema } } };
const answers = encodeAnswers([{ action: 'accepted', content: { name: 'A' } }]) ?? new Uint8Array(0);

function askWith(
  reply: HostReply | readonly [HostReply, Uint8Array],
  questions: readonly GuestQuestion[],
  inCall = true,
): {
  readonly result: WitResult<readonly GuestAnswer[], GuestAskFailure>;
  readonly calls: readonly HostCall[];
} {
  const { guest, calls } = createTestGuest(() => reply, inCall);
  if (inCall)
    guest.call = {
      job: {
        action: 'call',
        tool: 't',
        callId: 'c',
        traceparent: '',
        deadlineMs: 5,
        maxOutputBytes: 1,
        client: ['form'],
        seed: '',
        structured: false,
        time: { wallMicros: 0, monotonicNanos: '0' },
      },
      deadlineNanos: 5_000_000n,
    };
  const imported = askInterface(guest) as {
    ask(given: readonly GuestQuestion[]): WitResult<readonly GuestAnswer[], GuestAskFailure>;
  };
  const result = imported.ask(questions);
  if (inCall && calls.length > 0) expect(guest.call?.deadlineNanos).toBeGreaterThan(5_000_000n);
  return { result, calls };
}

describe('kami:host/ask', () => {
  it('gives the answers in order, and the time of waiting back to the deadline', () => {
    const { result, calls } = askWith([{ ok: 'asked' }, answers], [form]);
    expect(result).toEqual({ tag: 'ok', val: [{ tag: 'accepted', val: '{"name":"A"}' }] });
    expect(calls).toEqual([{ op: 'ask' }]);
  });

  it.each([
    [
      { askError: 'unsupported', features: ['roots'] },
      { tag: 'unsupported', val: { roots: true, form: false } },
    ],
    [
      { askError: 'refused', message: 'no' },
      { tag: 'refused', val: 'no' },
    ],
    [{ askError: 'timed-out' }, { tag: 'timed-out' }],
    [{ askError: 'cancelled' }, { tag: 'cancelled' }],
  ] as const)('passes on %j', (reply, failure) => {
    expect(askWith(reply, [form]).result).toMatchObject({ tag: 'err', val: failure });
  });

  it.each([
    ['no question', []],
    ['a schema that is no JSON', [{ name: 'a', about: { tag: 'form', val: { message: 'm', schema: '{' } } }]],
    [
      'a schema that is no object',
      [{ name: 'a', about: { tag: 'form', val: { message: 'm', schema: '1' } } }],
    ],
    ['parameters that are none', [{ name: 'a', about: { tag: 'sample', val: '{}' } }]],
    ['a page that is none', [{ name: 'a', about: { tag: 'url', val: { message: 'm', url: 'file:///a' } } }]],
    ['a name that is none', [{ name: 'A', about: { tag: 'roots' } }]],
  ] as const)('refuses %s without asking the host', (_what, questions) => {
    const { result, calls } = askWith({ askError: 'timed-out' }, questions);
    expect([result.tag, calls]).toEqual(['err', []]);
    expect(result).toMatchObject({ val: { tag: 'refused' } });
  });

  it('asks nobody outside a call', () => {
    expect(askWith({ askError: 'timed-out' }, [form], false)).toMatchObject({
      result: { tag: 'err', val: { tag: 'refused' } },
      calls: [],
    });
  });
});
