import { describe, expect, it } from 'vitest';
import { createEventHistory } from '../../src/session/event-history.ts';

const message = (text: string) =>
  ({ jsonrpc: '2.0', method: 'notifications/message', params: { text } }) as const;

const replay = async (
  history: ReturnType<typeof createEventHistory>,
  after: string,
): Promise<readonly string[]> => {
  const sent: string[] = [];
  await history.replayEventsAfter(after, {
    send: async (id, event) => void sent.push(`${id} ${JSON.stringify(event)}`),
  });
  return sent;
};

describe('a history', () => {
  it('gives what came on the same stream after an event, in order', async () => {
    const history = createEventHistory();
    const first = await history.storeEvent('a', message('1'));
    await history.storeEvent('b', message('2'));
    const third = await history.storeEvent('a', message('3'));
    expect(await history.getStreamIdForEventId?.(first)).toBe('a');
    expect(await replay(history, first)).toEqual([`${third} ${JSON.stringify(message('3'))}`]);
    expect(await replay(history, third)).toEqual([]);
  });

  it('keeps the newest messages only, by number', async () => {
    const history = createEventHistory();
    const ids: string[] = [];
    for (let count = 0; count < 300; count += 1) ids.push(await history.storeEvent('a', message('x')));
    expect(await history.getStreamIdForEventId?.(ids[43] ?? '')).toBeUndefined();
    expect(await replay(history, ids[44] ?? '')).toHaveLength(255);
    await expect(replay(history, ids[0] ?? '')).rejects.toThrow('not kept');
  });

  it('keeps older messages in less room than the newest may have', async () => {
    const history = createEventHistory();
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1)
      ids.push(await history.storeEvent('a', message('x'.repeat(80_000))));
    expect(await history.getStreamIdForEventId?.(ids[0] ?? '')).toBeUndefined();
    expect(await history.getStreamIdForEventId?.(ids[1] ?? '')).toBe('a');
    const large = await history.storeEvent('a', message('x'.repeat(900_000)));
    expect(await history.getStreamIdForEventId?.(ids[3] ?? '')).toBeUndefined();
    expect(await history.getStreamIdForEventId?.(large)).toBe('a');
  });

  it('keeps the newest messages only, by size, and lives on when one is over it by itself', async () => {
    const history = createEventHistory();
    const first = await history.storeEvent('a', message('x'.repeat(700_000)));
    const second = await history.storeEvent('a', message('x'.repeat(700_000)));
    expect(await history.getStreamIdForEventId?.(first)).toBeUndefined();
    expect(await history.getStreamIdForEventId?.(second)).toBe('a');
    const huge = await history.storeEvent('a', message('x'.repeat(2_000_000)));
    expect(await history.getStreamIdForEventId?.(huge)).toBeUndefined();
    const next = await history.storeEvent('a', message('y'));
    expect(await history.getStreamIdForEventId?.(next)).toBe('a');
  });
});
