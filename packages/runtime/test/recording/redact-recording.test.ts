import { describe, expect, it } from 'vitest';
import { encodeRecording, parseRecording, type RecordedCall, type RecordedFrame } from '@kami/protocol';
import { createRedactor } from '@kami/sandbox';
import { NO_PERMISSION } from '@kami/types';
import { redactRecordings } from '../../src/recording/redact-recording.ts';
import type { Recorder } from '../../src/index.ts';
import { DIGEST, fakeTool } from '../support/fixtures.ts';

const SECRET = 'sk-"0123"-4567';
const MASK = '*'.repeat(SECRET.length);
const TIME = { wallMicros: 1, monotonicNanos: '2' };
const SEED = '0'.repeat(64);
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const host: Recorder['host'] = { engine: '1', executor: DIGEST, node: '26', architecture: 'x64' };

function recordingOf(frames: readonly RecordedFrame[], args: string, payload: string): RecordedCall {
  return {
    start: {
      host,
      component: DIGEST,
      prepared: DIGEST,
      permission: { ...NO_PERMISSION, secrets: [{ use: 'read', name: 'key' }] },
      limits: fakeTool().manifest.limits,
      load: { environment: [], configuration: [], preopens: [], maxMemoryPages: 16 },
      job: {
        action: 'call',
        tool: 'x',
        callId: 'x',
        traceparent: 'x',
        deadlineMs: 1,
        maxOutputBytes: 1,
        client: [],
        seed: SEED,
        time: TIME,
        structured: false,
      },
      args: bytes(args),
    },
    frames,
    end: { kind: 'result', header: { status: 'delivered' }, payload: bytes(payload), replayable: true },
  };
}

function redacted(recording: RecordedCall, secret = SECRET): RecordedCall | undefined {
  const kept: RecordedCall[] = [];
  const recorder = { host, keep: (one: RecordedCall) => void kept.push(one) };
  redactRecordings(recorder, createRedactor([secret])).keep(recording);
  return kept[0];
}

const output = (text: string): RecordedFrame => ({
  kind: 'oneway',
  call: { op: 'output', stream: 'stdout' },
  body: bytes(text),
});

describe('a recording without secrets', () => {
  it('has a mask of the same length in every part, also where two frames share it', () => {
    const secretCall: RecordedFrame = {
      kind: 'call',
      call: { op: 'secret', name: 'key' },
      body: bytes(''),
      reply: { ok: 'secret', value: SECRET, time: TIME },
      replyBody: bytes(''),
    };
    const whole = recordingOf(
      [secretCall, output('a sk-"01'), output('23"-4567 b')],
      `{"a":${JSON.stringify(SECRET)}}`,
      SECRET,
    );
    const kept = redacted(whole);
    if (kept === undefined) throw new Error('nothing was kept');
    expect(JSON.stringify(kept)).not.toContain('0123');
    const frames = kept.frames.map((frame) => Buffer.from(frame.body).toString());
    expect(frames).toEqual(['', `a ${MASK.slice(0, 6)}`, `${MASK.slice(6)} b`]);
    expect(kept.frames[0]).toMatchObject({ reply: { ok: 'secret', value: `${MASK}**` } });
    expect(kept.end).toMatchObject({ replayable: false });
    expect(Buffer.from(kept.start.args)).toHaveLength(whole.start.args.length);
    expect(parseRecording(encodeRecording(kept))).toMatchObject({ ok: true });
  });

  it('is what it was, and replayable, where there was none', () => {
    const whole = recordingOf([output('nothing of that')], '{}', 'an answer');
    expect(redacted(whole)).toEqual(whole);
  });

  it('is not kept where a mask would break its form', () => {
    expect(redacted(recordingOf([], '{}', ''), SEED)).toBeUndefined();
  });
});
