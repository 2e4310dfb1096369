import { behaviours, numbers, same, throws, type Behaviour } from './behaviour.ts';

const decoding = behaviours('Encoding 7.1 TextDecoder', {
  'decodes UTF-8': () => same(new TextDecoder().decode(new Uint8Array([0xc3, 0xa9])), 'é'),
  'decodes nothing': () => same(new TextDecoder().decode(), ''),
  'decodes a buffer': () => same(new TextDecoder().decode(new Uint8Array([97]).buffer), 'a'),
  'puts U+FFFD where bytes are wrong': () =>
    same(new TextDecoder().decode(new Uint8Array([97, 255, 98])), 'a\ufffdb'),
  'fails where it must not guess': () =>
    throws('TypeError', () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255]))),
  'refuses surrogates': () =>
    throws('TypeError', () =>
      new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xed, 0xa0, 0x80])),
    ),
  'refuses overlong forms': () =>
    throws('TypeError', () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xc0, 0x80]))),
  'leaves a byte order mark out': () =>
    same(new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 97])), 'a'),
  'keeps it where one asks for it': () =>
    same(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array([0xef, 0xbb, 0xbf])), '\ufeff'),
  'waits for the rest of a character': () => {
    const decoder = new TextDecoder();
    same(
      [decoder.decode(new Uint8Array([0xc3]), { stream: true }), decoder.decode(new Uint8Array([0xa9]))],
      ['', 'é'],
    );
  },
  'decodes UTF-16': () => same(new TextDecoder('utf-16le').decode(new Uint8Array([97, 0])), 'a'),
  'knows labels in any letter case': () => same(new TextDecoder(' UTF8 ').encoding, 'utf-8'),
  'refuses a label that it does not know': () => throws('RangeError', () => new TextDecoder('nonsense')),
});

const encoding = behaviours('Encoding 7.3 TextEncoder', {
  'encodes UTF-8': () => same(numbers(new TextEncoder().encode('é😀')), [0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80]),
  'encodes nothing': () => same(numbers(new TextEncoder().encode()), []),
  'puts U+FFFD for half a pair': () => same(numbers(new TextEncoder().encode('\ud800')), [0xef, 0xbf, 0xbd]),
  'encodes into an array, whole characters only': () => {
    const into = new Uint8Array(3);
    const { read, written } = new TextEncoder().encodeInto('aéé', into);
    same([read, written, numbers(into)], [2, 3, [97, 0xc3, 0xa9]]);
  },
  'is UTF-8': () => same(new TextEncoder().encoding, 'utf-8'),
});

const base64 = behaviours('HTML 8.3 atob, btoa', {
  'encodes bytes': () => same([btoa('abc'), btoa('ÿ'), btoa('')], ['YWJj', '/w==', '']),
  'refuses what is no byte': () => throws('InvalidCharacterError', () => btoa('Ā')),
  'decodes, also without padding and with spaces': () =>
    same([atob('YWJj'), atob(' YQ '), atob('/w==')], ['abc', 'a', 'ÿ']),
  'refuses what is no Base64': () => throws('InvalidCharacterError', () => atob('a')),
});

/** Texts and bytes. */
export const encodings: readonly Behaviour[] = [...decoding, ...encoding, ...base64];
