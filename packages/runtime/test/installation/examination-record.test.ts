import type { ComponentFacts } from '@kami/engine';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  decodeExaminationRecord,
  encodeExaminationRecord,
  finishDigest,
  type ExaminationRecord,
} from '../../src/installation/examination-record.ts';
import { DIGEST } from '../support/fixtures.ts';
import { sha256 } from '../support/memory-component-store.ts';

const facts: ComponentFacts = {
  convention: 'json-tool',
  imports: ['a:b/c@1.0.0'],
  usedImports: [],
  features: [],
  functions: [],
  docs: new Map([['run', 'Runs.']]),
};
const record: ExaminationRecord = {
  facts,
  description: {
    definitions: [{ name: 'run', description: 'Runs.', inputSchema: { type: 'object' } }],
    features: { resources: [], templates: [], prompts: [] },
  },
  finish: DIGEST,
  form: Uint8Array.of(7, 8, 9),
};

describe('the record of an examination', () => {
  it('is read back as it was written', () => {
    expect(decodeExaminationRecord(encodeExaminationRecord(record))).toEqual(record);
    const typed = { ...record, facts: { ...facts, convention: 'typed' as const } };
    const none = { ...typed, description: { ...record.description, definitions: [] } };
    expect(decodeExaminationRecord(encodeExaminationRecord(none))).toEqual(none);
  });

  it('is none where it is cut, of another form, or says what no component may', () => {
    const bytes = encodeExaminationRecord(record);
    for (const length of [0, 8, 12, 40, bytes.length - 3])
      expect(decodeExaminationRecord(bytes.subarray(0, length))).toBeUndefined();
    expect(
      decodeExaminationRecord(Uint8Array.from(bytes, (byte, i) => (i === 0 ? 0 : byte))),
    ).toBeUndefined();
    const named = { name: 'x y', description: '', inputSchema: { type: 'object' } };
    const bad = { ...record, description: { ...record.description, definitions: [named] } };
    expect(decodeExaminationRecord(encodeExaminationRecord(bad))).toBeUndefined();
  });

  it('is read without a throw, whatever the bytes', () => {
    const whole = encodeExaminationRecord(record);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = byte;
        decodeExaminationRecord(bytes);
      }),
    );
  });
});

describe('finishDigest', () => {
  it('differs by tools and by schemas, and by nothing else', () => {
    const schema = { tool: 'run', input: { type: 'object' } };
    const of = (tool: string, schemas: readonly (typeof schema)[]) =>
      finishDigest({ prepared: [{ tool }], schemas }, sha256);
    expect(of('run', [schema])).toBe(of('run', [{ ...schema }]));
    expect(new Set([of('run', [schema]), of('go', [schema]), of('run', [])]).size).toBe(3);
  });
});
