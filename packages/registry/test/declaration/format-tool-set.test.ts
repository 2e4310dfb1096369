import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatLock, formatToolSet, parseLock, parseToolSet, type DeclaredTool } from '@kami/registry';
import { sampleTool } from '../sample-tool.ts';
import { sampleLock } from './sample-lock.ts';

const awkward = fc.constantFrom(
  '"',
  '\\',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u001b',
  '\u007f',
  '\u0085',
  '\u2028',
  '#',
  "'''",
);
const texts = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
  .map((parts) => `x${parts.join('').toWellFormed()}`);
const sources = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 });

describe('formatToolSet', () => {
  it('writes what the parser reads as the same', () => {
    const { name, version, digest } = sampleTool();
    const optional = fc.record(
      { version: fc.constant(version), digest: fc.constant(digest) },
      { requiredKeys: [] },
    );
    const declared = fc.record({
      source: sources,
      grants: fc.uniqueArray(texts, { maxLength: 4 }),
      optional,
    });
    fc.assert(
      fc.property(declared, ({ source, grants, optional: said }) => {
        const tools: readonly DeclaredTool[] = [{ name, source, grants, ...said }];
        const read = parseToolSet({ file: 'kami.toml', text: formatToolSet(tools) }, () => undefined);
        expect(read).toEqual({ ok: true, value: { tools, declaresTools: true } });
      }),
    );
  });

  it('says of no tools that none are wanted', () => {
    const read = parseToolSet({ file: 'kami.toml', text: formatToolSet([]) }, () => undefined);
    expect(read).toMatchObject({ value: { tools: [], declaresTools: true } });
  });
});

describe('formatLock', () => {
  it('is one text for the same tools in any order, and is read as them', () => {
    const [a, b] = [
      sampleLock('a', 'b'),
      sampleLock('b', 'a', {
        resolved: 'oci://a.example/b:1@sha256:0',
        signers: ['release@example.com', 'x'],
      }),
    ];
    expect(formatLock([b, a])).toBe(formatLock([a, b]));
    expect(parseLock({ file: 'kami.lock', text: formatLock([b, a]) })).toEqual({ ok: true, value: [a, b] });
  });
});
