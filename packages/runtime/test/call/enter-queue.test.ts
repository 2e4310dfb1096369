import { describe, expect, it } from 'vitest';
import { createScheduler, type CallRequest } from '../../src/index.ts';
import { enterQueue } from '../../src/call/enter-queue.ts';
import { newContext } from '../../src/call/new-context.ts';
import { NO_PERMISSION } from '@kami/types';
import { countingRandom, fakeTool, memoryFolders, steppedClock, SETTINGS } from '../support/fixtures.ts';

function setUp(privateFolder: boolean) {
  const clock = steppedClock();
  const folders = memoryFolders();
  const waits: number[] = [];
  const ports = {
    scheduler: createScheduler({ running: 8, waiting: 8, waitMs: 1000 }),
    privateFolders: {
      ...folders,
      take: (wait: Parameters<typeof folders.take>[0]) => (waits.push(wait.waitMs), folders.take(wait)),
    },
    clock,
    settings: { ...SETTINGS, maxWaitMs: 1000 },
    executorsPerTool: 4,
  };
  const request: CallRequest = {
    tool: fakeTool('probe', { permission: { ...NO_PERMISSION, privateFolder } }),
    definition: 'main',
    args: {},
    context: newContext(clock, countingRandom(), 'home', 'cli:0'),
    signal: new AbortController().signal,
  };
  const entered: string[] = [];
  const events = { enter: (state: string) => void entered.push(state), note: () => undefined };
  return { ports, request, events, entered, taken: folders.taken, waits };
}

describe('enterQueue', () => {
  it('takes the private folder of a tool that has one, and gives it back with the rest', async () => {
    const { ports, request, events, entered, taken, waits } = setUp(true);
    const held = new DisposableStack();
    expect((await enterQueue(ports, request, events, held)).ok).toBe(true);
    expect([...taken]).toEqual([request.tool.id]);
    expect(entered).toEqual([]);
    expect(waits[0]).toBeGreaterThan(900);
    held.dispose();
    expect(taken.size).toBe(0);
  });

  it('lets one call at a time at a private folder, whatever the manifest says', async () => {
    const { ports, request, events } = setUp(true);
    using held = new DisposableStack();
    await enterQueue(ports, request, events, held);
    expect(ports.scheduler.hasPlace({ tool: request.tool.id, perTool: 1 })).toBe(false);
    expect(ports.scheduler.hasPlace({ tool: request.tool.id, perTool: 2 })).toBe(true);
  });

  it('holds no place for a folder that a parked call keeps', async () => {
    const { ports, request, events, waits } = setUp(true);
    using held = new DisposableStack();
    const place = await enterQueue(ports, request, events, held);
    using _parked = place.ok ? place.value.park() : undefined;
    const leaving = new AbortController();
    using none = new DisposableStack();
    const second = enterQueue(ports, { ...request, signal: leaving.signal }, events, none);
    expect(ports.scheduler.hasPlace({ tool: request.tool.id, perTool: 1 })).toBe(false);
    leaving.abort();
    expect(await second).toMatchObject({ ok: false, error: { code: 'KAMI_CANCELLED' } });
    expect(waits.length).toBe(1);
  });

  it('waits as queued for a folder that is in use, and keeps nothing when it does not get it', async () => {
    const { ports, request, events, entered, taken } = setUp(true);
    taken.add(request.tool.id);
    {
      using held = new DisposableStack();
      const refused = await enterQueue(ports, request, events, held);
      expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_QUEUE_FULL' } });
      expect(entered).toEqual(['queued']);
    }
    expect(ports.scheduler.hasPlace({ tool: request.tool.id, perTool: 1 })).toBe(true);
  });

  it('takes no folder for a tool without one', async () => {
    const { ports, request, events, taken } = setUp(false);
    using held = new DisposableStack();
    expect((await enterQueue(ports, request, events, held)).ok).toBe(true);
    expect(taken.size).toBe(0);
  });
});
