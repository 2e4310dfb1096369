import { describe, expect, it } from 'vitest';
import { strictText } from '../../src/prepared/strict-text.ts';

describe('strictText', () => {
  it('makes every decoder refuse what is no text, and keep a byte order mark', () => {
    const strict = strictText("const a = new TextDecoder(); const b = new TextDecoder('utf-16'); [a, b]");
    expect(strict).toEqual({
      ok: true,
      value:
        "const a = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); const b = new TextDecoder('utf-16', { fatal: true, ignoreBOM: true }); [a, b]",
    });
  });

  it.each(["new TextDecoder('latin1')", 'const D = TextDecoder; new D()', "new TextDecoder('utf-8', {})"])(
    'refuses a decoder that it does not know: %s',
    (script) => {
      expect(strictText(script).ok).toBe(false);
    },
  );
});
