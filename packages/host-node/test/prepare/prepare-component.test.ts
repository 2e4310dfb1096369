import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodePreparedForm, encodePreparedForm, NO_CODE } from '@kami/engine';

import { finishPrepared } from '../../src/prepare/finish-prepared.ts';
import { parseJob } from '../../src/prepare/job.ts';
import { encodeMessage, MAX_BODY_BYTES, MessageReader } from '../../src/prepare/message.ts';
import { prepareComponent } from '../../src/prepare/prepare-component.ts';
import { buildAdder } from './wat-components.ts';

const ADDER = await buildAdder('1', '(table 1 funcref)');
const CODES = ['KAMI_COMPONENT_INVALID', 'KAMI_IMPORT_UNKNOWN', 'KAMI_TYPE_UNSUPPORTED', 'KAMI_INTERNAL'];

describe('prepareComponent', () => {
  it('prepares', async () => {
    const preparation = await prepareComponent(ADDER, { maxMemoryMb: 64 });
    const form = preparation.ok ? decodePreparedForm(preparation.value.prepared) : preparation;
    expect(form).toMatchObject({ ok: true, value: { convention: 'typed', tools: [], validators: '' } });
  });

  it('never throws on truncated or changed components', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(ADDER.length),
        fc.array(fc.tuple(fc.nat(ADDER.length - 1), fc.nat(255)), { maxLength: 3 }),
        async (end, flips) => {
          const bytes = ADDER.slice(0, flips.length === 0 ? end : ADDER.length);
          for (const [at, value] of flips) bytes[at] = value;
          const preparation = await prepareComponent(bytes, { maxMemoryMb: 64 });
          expect(preparation.ok || CODES.includes(preparation.error.code)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('finishPrepared', () => {
  it('refuses what is no prepared form', () => {
    expect(finishPrepared(Uint8Array.of(1, 2, 3), [], [])).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
  });

  it('changes only tools and validators', () => {
    const form = {
      engine: 'e',
      convention: 'json-tool' as const,
      tools: [],
      modules: [{ name: 'm', bytes: ADDER }],
      script: 's',
      validators: '',
      restorable: false,
      code: NO_CODE,
    };
    const finished = finishPrepared(encodePreparedForm(form), [{ tool: 't' }], []);
    const read = finished.ok ? decodePreparedForm(finished.value) : finished;
    expect(read).toMatchObject({
      ok: true,
      value: { engine: 'e', convention: 'json-tool', tools: [{ tool: 't' }], script: 's' },
    });
  });
});

describe('MessageReader', () => {
  it('reads what encodeMessage wrote, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.string()),
        fc.uint8Array(),
        fc.integer({ min: 1, max: 9 }),
        (header, body, step) => {
          const whole = Buffer.concat(encodeMessage(header, body));
          const reader = new MessageReader();
          for (let at = 0; at < whole.length; at += step) reader.push(whole.subarray(at, at + step));
          const message = reader.finish();
          expect(message.ok && message.value.header).toEqual(JSON.parse(JSON.stringify(header)));
          expect(message.ok && new Uint8Array(message.value.body)).toEqual(body);
        },
      ),
    );
  });

  it('never throws, and refuses what is no message', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const reader = new MessageReader();
        reader.push(bytes);
        const message = reader.finish();
        return !message.ok || bytes.length >= 8;
      }),
    );
    const reader = new MessageReader();
    for (const part of encodeMessage({}, new Uint8Array())) reader.push(part);
    expect(reader.push(new Uint8Array(MAX_BODY_BYTES)).ok).toBe(true);
    expect(reader.push(new Uint8Array(MAX_BODY_BYTES)).ok).toBe(false);
  });
});

describe('parseJob', () => {
  it('reads both jobs', () => {
    const prepare = { job: 'prepare', options: { maxMemoryMb: 64 } };
    const signature = { name: 'f', params: [], result: { kind: 'u8' } };
    const finish = {
      job: 'finish',
      tools: [{ tool: 'f', signature }, { tool: 'g' }],
      schemas: [
        { tool: 'f', input: {} },
        { tool: 'g', input: {}, output: {} },
      ],
    };
    expect(parseJob(prepare)).toEqual(prepare);
    expect(parseJob(finish)).toEqual(finish);
  });

  it.each([
    null,
    { job: 'other' },
    { job: 'prepare', options: {} },
    { job: 'finish', tools: [], schemas: [{ tool: 'f' }] },
    { job: 'finish', tools: [{ tool: 'f', signature: {} }], schemas: [] },
    { job: 'finish', tools: {}, schemas: [] },
  ])('gives nothing for %j', (value) => {
    expect(parseJob(value)).toBeUndefined();
  });
});
