import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { terminalText } from '../../src/output/terminal-text.ts';

describe('terminalText', () => {
  it('shows control sequences instead of obeying them', () => {
    expect(terminalText('\u001b]0;title\u0007\u001b[2Jx\r')).toBe('\\u{1b}]0;title\\u{7}\\u{1b}[2Jx\\u{d}');
    expect(terminalText('\u009b31m')).toBe('\\u{9b}31m');
  });

  it('shows hidden and reordering characters', () => {
    expect(terminalText('a\u202eb\u{e0041}c\u200bd')).toBe('a\\u{202e}b\\u{e0041}c\\u{200b}d');
  });

  it('leaves text, newlines and tabs alone', () => {
    expect(terminalText('Grüße, 世界 🎉\n\tx')).toBe('Grüße, 世界 🎉\n\tx');
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0x2ff }).map((code) => String.fromCodePoint(code)) }),
        (text) => {
          const shown = Array.from(terminalText(text), (char) => char.codePointAt(0) ?? 0);
          expect(
            shown.every((code) => code === 9 || code === 10 || (code >= 32 && (code < 127 || code > 159))),
          ).toBe(true);
        },
      ),
    );
  });
});
