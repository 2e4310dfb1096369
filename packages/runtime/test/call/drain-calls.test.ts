import { describe, expect, it } from 'vitest';
import { createMemoryToolRepository } from '../../../registry/test/memory/memory-tool-repository.ts';
import { drainCalls } from '../../src/call/drain-calls.ts';
import { createRunningCalls } from '../../src/listing/running-calls.ts';
import { createScheduler } from '../../src/index.ts';
import { fakeTool, soon } from '../support/fixtures.ts';

const never = new AbortController().signal;
const uninstalled = fakeTool('probe', { installedAt: '' });

function setUp() {
  const scheduler = createScheduler({ running: 1, waiting: 1, waitMs: 60_000 });
  const running = createRunningCalls(createMemoryToolRepository().tools, soon);
  return { scheduler, running };
}

describe('drainCalls', () => {
  it('refuses what comes, and waits for what runs', async () => {
    const { scheduler, running } = setUp();
    const call = running.add(uninstalled, never);
    let drained = false;
    const draining = drainCalls(scheduler, running, { withinMs: 60_000, urgent: never }).then(
      () => (drained = true),
    );
    const turn = { tool: 'a', perTool: 1, principal: 'stdio', priority: 'P1' } as const;
    expect(await scheduler.enter(turn, never)).toMatchObject({ ok: false, error: { code: 'KAMI_STOPPING' } });
    expect({ drained, aborted: call.signal.aborted }).toEqual({ drained: false, aborted: false });
    call[Symbol.dispose]();
    await draining;
    expect(call.ended).toBeUndefined();
  });

  it('ends what takes too long, and waits for its end', async () => {
    const { scheduler, running } = setUp();
    const call = running.add(uninstalled, never);
    call.signal.addEventListener('abort', () => setImmediate(() => call[Symbol.dispose]()));
    await drainCalls(scheduler, running, { withinMs: 1, urgent: never });
    expect(call.ended).toMatchObject({
      code: 'KAMI_STOPPING',
      data: { setting: 'serve.drain_ms', limit: 1 },
    });
    await running.settled();
  });

  it('waits for nothing once it is urgent', async () => {
    const { scheduler, running } = setUp();
    using call = running.add(uninstalled, never);
    const urgent = new AbortController();
    const draining = drainCalls(scheduler, running, { withinMs: 60_000, urgent: urgent.signal });
    urgent.abort();
    await draining;
    expect(call.signal.aborted).toBe(true);
  });
});
