import { systemClock, systemRandom } from '@kami/host-node/system';
import { newContext, type ToolHost } from '@kami/runtime';
import { err, kamiError, ok } from '@kami/types';
import { describe, expect, it } from 'vitest';

import { createLateToolHost } from '../../src/compose/late-tool-host.ts';
import { toolWith } from '../learning/sample-tool.ts';

const fail = (): never => {
  throw new Error('not asked for');
};

/** A host with no tools that says when its list changes. */
function openedHost() {
  const listeners = new Set<() => void>();
  const signalListeners = new Set<Parameters<ToolHost['onSignal']>[0]>();
  const host: ToolHost = {
    list: async () => Promise.resolve(ok([])),
    find: async () => Promise.resolve(ok(undefined)),
    call: fail,
    ask: async () => Promise.resolve(err(kamiError('KAMI_RESOURCE_UNKNOWN', 'There is none.'))),
    prompts: () => [],
    drain: async () => Promise.resolve(),
    context: fail,
    onListChanged(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    onSignal(listener) {
      signalListeners.add(listener);
      return { [Symbol.dispose]: () => void signalListeners.delete(listener) };
    },
    [Symbol.asyncDispose]: async () => Promise.resolve(),
  };
  return { host, listeners, signalListeners };
}

function late() {
  const { host, listeners, signalListeners } = openedHost();
  const state = { there: false, opened: 0, broken: false };
  const open = async () => {
    state.opened += 1;
    return Promise.resolve(state.broken ? err(kamiError('KAMI_HOME_UNUSABLE', 'It is broken.')) : ok(host));
  };
  return {
    state,
    listeners,
    signalListeners,
    late: createLateToolHost({ isThere: () => state.there, open, context: fail, pollMs: 5 }),
  };
}

describe('createLateToolHost', () => {
  it('has no tools and opens nothing while there is no home', async () => {
    const { state, late: host } = late();
    expect(await host.list('stdio')).toEqual({ ok: true, value: [] });
    expect(await host.find('stdio', 'echo')).toEqual({ ok: true, value: undefined });
    await host[Symbol.asyncDispose]();
    expect(state.opened).toBe(0);
  });

  it('opens the home once when it is there, however many ask at once', async () => {
    const { state, late: host } = late();
    state.there = true;
    await Promise.all([host.list('stdio'), host.find('stdio', 'echo'), host.list('stdio')]);
    expect(state.opened).toBe(1);
  });

  it('tells who listens when the home appears, and hands its changes on', async () => {
    const { state, listeners, late: host } = late();
    let told = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    using _listening = host.onListChanged(() => {
      told += 1;
      resolve();
    });
    state.there = true;
    await promise;
    for (const listener of listeners) listener();
    expect([told, state.opened]).toEqual([2, 1]);
  });

  it('ends a listening that was handed on', async () => {
    const { state, listeners, late: host } = late();
    const listening = host.onListChanged(() => undefined);
    state.there = true;
    await host.list('stdio');
    expect(listeners.size).toBe(1);
    listening[Symbol.dispose]();
    expect(listeners.size).toBe(0);
  });

  it('passes on what components tell once the home is there, and tells nothing of its own', async () => {
    const { state, listeners, signalListeners, late: host } = late();
    let told = 0;
    const listening = host.onSignal(() => (told += 1));
    state.there = true;
    await host.list('stdio');
    expect([signalListeners.size, listeners.size, told]).toEqual([1, 0, 0]);
    listening[Symbol.dispose]();
    expect(signalListeners.size).toBe(0);
  });

  it('has no prompts and asks no tool while there is no home, and asks the host after', async () => {
    const { state, late: host } = late();
    expect(host.prompts([])).toEqual([]);
    const request = {
      tool: toolWith(''),
      action: 'read-resource',
      question: { uri: 'x:y' },
      context: newContext(systemClock(), systemRandom(), 'home', 'stdio'),
      signal: new AbortController().signal,
    } as const;
    expect(await host.ask(request)).toMatchObject({ error: { code: 'KAMI_TOOL_UNKNOWN' } });
    state.there = true;
    expect(await host.ask(request)).toMatchObject({ error: { code: 'KAMI_RESOURCE_UNKNOWN' } });
  });

  it('says that a home cannot be opened, and tries again', async () => {
    const { state, late: host } = late();
    state.there = true;
    state.broken = true;
    expect(await host.list('stdio')).toMatchObject({ error: { code: 'KAMI_HOME_UNUSABLE' } });
    state.broken = false;
    expect(await host.list('stdio')).toMatchObject({ ok: true });
  });
});
