import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFaultHeader, parseResultHeader } from '../../src/index.ts';
import { expectStrictParser } from '../parse/strict-parser-laws.ts';

const message = fc.string({ unit: 'grapheme', maxLength: 50 });
const failed = fc.constantFrom('trapped', 'out-of-memory', 'output-too-large', 'result-invalid');
const resultHeader = fc.oneof(
  fc.record({ status: fc.constantFrom('delivered', 'described') }),
  fc.record({ status: failed, message }, { requiredKeys: ['status'] }),
  fc.record(
    { status: fc.constant('exited'), exitCode: fc.nat({ max: 255 }), message },
    { requiredKeys: ['status', 'exitCode'] },
  ),
  fc.record(
    {
      status: fc.constant('arguments-invalid'),
      problems: fc.array(fc.record({ path: message, message })),
      message,
    },
    { requiredKeys: ['status', 'problems'] },
  ),
);

describe('parseResultHeader', () => {
  it('is strict', () => expectStrictParser(parseResultHeader, resultHeader));

  it.each([
    ['a status that is none', { status: 'ok' }],
    ['a message on a success', { status: 'delivered', message: 'hello' }],
    ['an exit code on a trap', { status: 'trapped', exitCode: 1 }],
    ['problems on a success', { status: 'delivered', problems: [] }],
    ['an exit code over a byte', { status: 'exited', exitCode: 256 }],
    ['a message over 4 KiB', { status: 'trapped', message: 'a'.repeat(4097) }],
    [
      '33 problems',
      {
        status: 'arguments-invalid',
        problems: Array.from({ length: 33 }, () => ({ path: '', message: '' })),
      },
    ],
  ])('refuses %s', (_what, header) => {
    expect(parseResultHeader(header).ok).toBe(false);
  });
});

describe('parseFaultHeader', () => {
  it('is strict', () =>
    expectStrictParser(
      parseFaultHeader,
      fc.record({ stage: fc.constantFrom('self-test', 'load', 'make'), message }),
    ));

  it('refuses a stage that is none', () => {
    expect(parseFaultHeader({ stage: 'run', message: '' }).ok).toBe(false);
  });
});
