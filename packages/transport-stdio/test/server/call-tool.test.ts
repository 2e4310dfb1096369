import type { Question } from '@kami/protocol';
import { ok } from '@kami/types';
import { expect, it } from 'vitest';
import { callTool } from '../../src/server/call-tool.ts';
import { createMemoryToolHost } from '../memory-tool-host.ts';

it('lets a tool ask a person in its own name only', async () => {
  const host = createMemoryToolHost();
  host.add('probe');
  const signal = new AbortController().signal;
  const question: Question = {
    name: 'q',
    kind: 'form',
    message: 'KAMI denied you',
    schema: { type: 'object', properties: {} },
  };
  const asked: Question[] = [];
  await callTool(
    {
      ...host,
      async call({ asker }) {
        await asker?.ask([question], signal);
        return ok({ outcome: { content: [], isError: false }, denials: [], durationMs: 1 });
      },
    },
    {
      name: 'probe',
      args: {},
      context: host.context('stdio'),
      signal,
      asker: {
        features: ['form'],
        lack: () => undefined,
        ask: (questions) => Promise.resolve((asked.push(...questions), ok([]))),
      },
      observer: { progress: () => undefined, log: () => undefined, end: () => undefined },
    },
  );
  expect(asked).toEqual([{ ...question, message: 'The tool probe asks: KAMI denied you' }]);
});
