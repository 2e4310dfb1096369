import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '@kami/registry';
import { manifestText } from './manifest-text.ts';

const codeUnits = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((units) => String.fromCharCode(...units));

describe('parseManifest as a total function', () => {
  it('answers every text without throwing', () => {
    const pieces = fc.constantFrom(
      '[tool]',
      '[[mcp.arguments]]',
      'id = ',
      '"',
      "'''",
      '\n',
      '{',
      '}',
      '[',
      ']',
      '=',
      '.',
      '#',
      '\\',
      'a',
      '\0',
      '1',
      '__proto__',
    );
    const text = fc.oneof(
      codeUnits,
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (noise) => {
        for (const whole of [noise, manifestText({ security: noise }), manifestText({ mcp: noise })]) {
          const read = parseManifest(whole);
          if (!read.ok) expect(read.error.code).toBe('KAMI_MANIFEST_INVALID');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('accepts exactly the integers of a limit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.integer({ min: -5, max: 5000 })), (value) => {
        expect(parseManifest(manifestText({ security: `max_memory_mb = ${value}` })).ok).toBe(
          value >= 1 && value <= 4096,
        );
      }),
    );
  });

  it('names the line of a fault wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', '# x = "', "# '''", '\t', 'env = ["A"]#]'), { maxLength: 20 }),
        (lines) => {
          const before = lines.filter(
            (line, index) => !line.startsWith('env') || lines.indexOf(line) === index,
          );
          const read = parseManifest(manifestText({ security: [...before, 'max_output_kb = 0'].join('\n') }));
          expect(!read.ok && read.error.data?.['line']).toBe(10 + before.length);
        },
      ),
    );
  });
});
