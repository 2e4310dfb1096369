import type { Question } from '@kami/protocol';
import type { Asker } from '@kami/runtime';
import { ok } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createNamedAsker } from '../../src/asking/named-asker.ts';

const schema = { type: 'object', properties: {} };
const signal = new AbortController().signal;

describe('createNamedAsker', () => {
  it('says which tool asks, but where KAMI does, and passes on the rest', async () => {
    const asked: Question[] = [];
    const lacked: string[] = [];
    const inner: Asker = {
      features: ['form'],
      lack: (features) => void lacked.push(...features),
      ask: (questions, until) => {
        expect(until).toBe(signal);
        asked.push(...questions);
        return Promise.resolve(ok([]));
      },
    };
    const asker = createNamedAsker(inner, 'probe');
    const roots: Question = { name: 'roots', kind: 'roots' };
    const own: Question = { name: 'kami_permission', kind: 'form', message: 'KAMI denied', schema };
    await asker.ask(
      [
        { ...own, name: 'permission' },
        { name: 'page', kind: 'url', message: 'KAMI: sign in', url: 'https://example.com/' },
        roots,
        own,
      ],
      signal,
    );
    expect(asked).toEqual([
      { ...own, name: 'permission', message: 'The tool probe asks: KAMI denied' },
      {
        name: 'page',
        kind: 'url',
        message: 'The tool probe asks: KAMI: sign in',
        url: 'https://example.com/',
      },
      roots,
      own,
    ]);
    asker.lack(['roots']);
    expect([asker.features, lacked]).toEqual([['form'], ['roots']]);
  });
});
