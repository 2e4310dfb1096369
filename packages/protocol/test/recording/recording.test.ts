import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeRecording,
  FS_ERROR_CODES,
  HTTP_ERROR_CODES,
  parseRecording,
  type RecordedCall,
  type RecordedEnd,
  type RecordedFrame,
  type ReplyHeader,
  type StartFrame,
  type WireTime,
} from '../../src/index.ts';
import { DEFAULT_LIMITS, parseDigest, type Digest } from '@kami/types';
import { hostCall, onewayCall } from '../host-call/arbitrary-host-call.ts';

const DIGEST = ((): Digest => {
  const digest = parseDigest('0a'.repeat(32));
  if (!digest.ok) throw new Error(digest.error.message);
  return digest.value;
})();
const bytes = fc.uint8Array({ maxLength: 40 });
const time: fc.Arbitrary<WireTime> = fc.record({
  wallMicros: fc.maxSafeNat(),
  monotonicNanos: fc.bigInt(0n, 2n ** 64n - 1n).map(String),
});
const nanos = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n).map(String);
const stat = fc.record({
  type: fc.constantFrom('regular-file' as const, 'directory' as const),
  size: fc.maxSafeNat(),
  linkCount: fc.nat(),
  accessedNanos: nanos,
  modifiedNanos: nanos,
  changedNanos: nanos,
  identity: fc.stringMatching(/^[0-9a-f]{1,16}$/),
});
const headers = fc.array(fc.tuple(fc.stringMatching(/^[a-z-]{1,9}$/), fc.stringMatching(/^[ -~]{0,9}$/)));
const reply: fc.Arbitrary<ReplyHeader> = fc
  .tuple(
    fc.oneof(
      fc.record({ ok: fc.constant('open' as const), handle: fc.nat(), stat }),
      fc.record({ ok: fc.constant('read' as const), end: fc.boolean() }),
      fc.record({ ok: fc.constant('written' as const), count: fc.nat() }),
      fc.record({ ok: fc.constant('stat' as const), stat }),
      fc.record({ ok: fc.constantFrom('list' as const, 'done' as const) }),
      fc.record({ ok: fc.constant('sent' as const), room: fc.boolean() }),
      fc.record({ ok: fc.constant('link' as const), target: fc.string() }),
      fc.record({ ok: fc.constant('started' as const), handle: fc.nat() }),
      fc.record({ ok: fc.constant('head' as const), status: fc.constant(200), headers, end: fc.boolean() }),
      fc.record(
        { ok: fc.constant('bytes' as const), end: fc.boolean(), trailers: headers },
        { requiredKeys: ['ok', 'end'] },
      ),
      fc.record(
        { ok: fc.constant('ready' as const), handles: fc.array(fc.nat()), writable: fc.array(fc.nat()) },
        { requiredKeys: ['ok', 'handles'] },
      ),
      fc.record({ ok: fc.constant('cancelled' as const), value: fc.boolean() }),
      fc.record({ ok: fc.constant('denied' as const), message: fc.string() }),
      fc.record({ fsError: fc.constantFrom(...FS_ERROR_CODES) }),
      fc.record(
        {
          httpError: fc.constantFrom(...HTTP_ERROR_CODES),
          message: fc.string(),
          detail: fc.record(
            { size: fc.nat(), rcode: fc.string(), alert: fc.nat({ max: 255 }) },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['httpError'] },
      ),
      fc.record({ secretError: fc.constantFrom('not-granted' as const, 'not-set' as const) }),
    ),
    time,
  )
  .map(([header, at]) => ({ ...header, time: at }));
const frame: fc.Arbitrary<RecordedFrame> = fc.oneof(
  fc.record({
    kind: fc.constant('call' as const),
    call: hostCall,
    body: bytes,
    reply,
    replyBody: bytes,
  }),
  fc.record({ kind: fc.constant('oneway' as const), call: onewayCall, body: bytes }),
);
const make = fc.record({ seed: fc.stringMatching(/^[0-9a-f]{64}$/), time });
const start: fc.Arbitrary<StartFrame> = fc.tuple(make, fc.option(make), bytes).map(([job, made, args]) => ({
  host: { engine: '1', executor: DIGEST, node: '26.10.0', architecture: 'x64' },
  component: DIGEST,
  prepared: DIGEST,
  permission: {
    net: [{ methods: ['GET'], scheme: 'https', host: 'a.test', subdomains: false, port: 443 }],
    mounts: [{ name: 'data', hostPath: '/srv', mode: 'ro' }],
    privateFolder: true,
    env: ['LANG'],
  },
  limits: DEFAULT_LIMITS,
  load: {
    environment: [['LANG', 'C']],
    configuration: [],
    preopens: [{ guestPath: '/data', handle: 1, writable: true }],
    maxMemoryPages: 1024,
  },
  ...(made === null ? {} : { make: made }),
  job: {
    action: 'call',
    tool: 'a',
    callId: 'b',
    traceparent: 'c',
    deadlineMs: 5000,
    maxOutputBytes: 1024,
    client: ['form'],
    structured: true,
    ...job,
  },
  args,
}));
const end: fc.Arbitrary<RecordedEnd> = fc.oneof(
  fc.record({
    kind: fc.constant('result' as const),
    header: fc.constant({ status: 'delivered' as const }),
    payload: bytes,
    replayable: fc.boolean(),
  }),
  fc.constant({ kind: 'ended' as const, code: 'KAMI_DEADLINE_EXCEEDED', replayable: false as const }),
);
const recording: fc.Arbitrary<RecordedCall> = fc.record({
  start,
  frames: fc.array(frame, { maxLength: 6 }),
  end,
});
const [sample] = fc.sample(recording, 1);
const text = (file: Uint8Array): string => new TextDecoder().decode(file);
const file = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('recordings', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(recording, (given) => {
        expect(parseRecording(encodeRecording(given))).toEqual({ ok: true, value: given });
      }),
    );
  });

  it('are refused, not misread, when cut off anywhere', () => {
    fc.assert(
      fc.property(recording, fc.nat(), (given, at) => {
        const whole = encodeRecording(given);
        const length = at % whole.length;
        return !parseRecording(whole.subarray(0, length)).ok;
      }),
    );
  });

  it('never throw when bytes are changed, and hold only what has the form', () => {
    fc.assert(
      fc.property(recording, fc.nat(), fc.nat(255), (given, at, byte) => {
        const whole = encodeRecording(given);
        whole[at % whole.length] = byte;
        const read = parseRecording(whole);
        return !read.ok || parseRecording(encodeRecording(read.value)).ok;
      }),
    );
  });

  it.each([
    [
      'another version',
      (lines: string) => lines.replace('"recording":1', '"recording":2'),
      'line 1: this is no recording of version 1',
    ],
    [
      'an unknown key',
      (lines: string) => lines.replace('{"recording"', '{"more":1,"recording"'),
      'line 1: unknown key "more"',
    ],
    ['no JSON', (lines: string) => `${lines.split('\n')[0]}\n{\n{"ended":"x"}\n`, 'line 2: not JSON'],
    [
      'a frame that is none',
      (lines: string) => `${lines.split('\n')[0]}\n{"call":{"op":"x"}}\n{"ended":"x"}\n`,
      'line 2: unknown op',
    ],
    ['an end that is none', (lines: string) => `${lines.split('\n')[0]}\n{}\n`, 'line 2: '],
    ['nothing', () => '', 'cut off'],
  ])('are refused with %s', (_what, change, message) => {
    if (sample === undefined) throw new Error('no sample');
    const read = parseRecording(file(change(text(encodeRecording(sample)))));
    expect(read.ok ? 'accepted' : read.error).toContain(message);
  });

  it('are refused with bytes that are no UTF-8', () => {
    if (sample === undefined) throw new Error('no sample');
    const whole = encodeRecording(sample);
    whole[text(whole).indexOf('26.10.0')] = 0xff;
    expect(parseRecording(whole)).toEqual({ ok: false, error: 'the recording is not UTF-8' });
  });
});
