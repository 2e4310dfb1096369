import { describe, expect, it } from 'vitest';
import { outcomeText } from '../../src/output/outcome-text.ts';

describe('outcomeText', () => {
  it('prints text as it is, and says what other blocks are', () => {
    const content = [
      { type: 'text', text: 'one' },
      { type: 'image', mimeType: 'image/png', data: 'AAAA' },
      { type: 'resource_link', name: 'two', uri: 'a:b' },
      { type: 'resource', resource: { uri: 'a:c', text: 'three' } },
      { type: 'resource', resource: { uri: 'a:d', blob: '' } },
    ] as const;
    expect(outcomeText({ content, isError: false }).split('\n')).toEqual([
      'one',
      '[image image/png, 3 bytes: use --json for the data]',
      '[link two: a:b]',
      'three',
      '[resource a:d: use --json for the data]',
    ]);
  });

  it('prints the structured part where there is no block, and only there', () => {
    const structured = { result: 'long' };
    expect(outcomeText({ content: [], structured, isError: false })).toBe('{"result":"long"}');
    expect(outcomeText({ content: [], isError: false })).toBe('');
    expect(outcomeText({ content: [{ type: 'text', text: 'said' }], structured, isError: false })).toBe(
      'said',
    );
  });
});
