import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatToolCursor,
  grantedCapabilities,
  MAX_SEARCH_TEXT,
  parseSearchWords,
  parseToolCursor,
  parseToolQuery,
  toolPosition,
  toolSearchText,
} from '@kami/registry';
import { NO_PERMISSION } from '@kami/types';
import { sampleTool } from './sample-tool.ts';

const order = fc.constantFrom('name', 'installed', 'size');

describe('parseToolCursor', () => {
  it('reads what formatToolCursor gives, in its own order only', () => {
    fc.assert(
      fc.property(
        order,
        order,
        fc.maxSafeNat(),
        fc.stringMatching(/^[a-z][a-z0-9-]{0,47}$/u),
        (a, b, size, name) => {
          const tool = { ...sampleTool({ name }), size: size % 1e15 };
          const read = parseToolCursor(formatToolCursor(a, tool), b);
          if (a === b) expect(read).toEqual({ ok: true, value: toolPosition(a, tool) });
          else expect(read).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
        },
      ),
    );
  });

  it('answers every text', () => {
    fc.assert(
      fc.property(
        order,
        fc.oneof(
          fc.string(),
          fc.string().map((end) => `after:size:${end}`),
        ),
        (sort, cursor) => {
          const read = parseToolCursor(cursor, sort);
          if (!read.ok) expect(read.error.code).toBe('KAMI_USAGE');
        },
      ),
    );
  });

  it('says of which order a cursor is', () => {
    expect(parseToolCursor('after:notes', 'size')).toMatchObject({
      ok: false,
      error: { message: 'The cursor belongs to a list sorted by name, and this one is sorted by size.' },
    });
  });
});

describe('parseToolQuery', () => {
  it('answers every text of a search, and gives no word that is empty or there twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const read = parseToolQuery({ text, limit: 1 });
        if (!read.ok) return expect(text.length).toBeGreaterThan(MAX_SEARCH_TEXT);
        const { words } = read.value;
        expect(new Set(words).size).toBe(words.length);
        for (const word of words) expect(word).toMatch(/^[^\s\0]+$/u);
      }),
    );
  });

  it('sorts by name and starts with the first unless it is told', () => {
    expect(parseToolQuery({ limit: 5, state: 'held', source: 'x' })).toEqual({
      ok: true,
      value: { state: 'held', source: 'x', words: [], sort: 'name', limit: 5, after: undefined },
    });
  });
});

describe('parseSearchWords', () => {
  it('gives words that stand in the text they were taken from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (description) => {
        const words = parseSearchWords(description);
        if (!words.ok) throw new Error('a short search was refused');
        const text = toolSearchText(sampleTool({ description }));
        for (const word of words.value) expect(text).toContain(word);
      }),
    );
  });
});

describe('grantedCapabilities', () => {
  it('names each kind that a permission holds something of', () => {
    expect(grantedCapabilities(NO_PERMISSION)).toEqual([]);
    expect(grantedCapabilities({ ...NO_PERMISSION, env: ['A'], privateFolder: true })).toEqual([
      'files',
      'environment',
    ]);
    expect(
      grantedCapabilities({ ...NO_PERMISSION, secrets: [{ use: 'read', name: 'key' }], mounts: [], net: [] }),
    ).toEqual(['secrets']);
  });
});
