import { describe, expect, it } from 'vitest';
import type { SecretVault } from '@kami/sandbox';
import { err, kamiError, ok, type RuntimeEvent } from '@kami/types';
import { removeSecret, setSecret, type SecretPorts } from '../../src/index.ts';
import { countingRandom, steppedClock } from '../support/fixtures.ts';

const VALUE = 'the value of the secret';

function setUp(over: Partial<SecretVault> = {}, isLogBroken = false) {
  const values = new Map<string, string>();
  const events: RuntimeEvent[] = [];
  /** What was in the vault when each event was committed. */
  const seen: number[] = [];
  const vault: SecretVault = {
    get: async (name) => Promise.resolve(ok(values.get(name))),
    find: async (name) =>
      Promise.resolve(ok(values.has(name) ? { name, kept: 'file', setAt: '2026' } : undefined)),
    list: async () => Promise.resolve(ok([])),
    place: async () => Promise.resolve(ok('file')),
    set: async (name, value) => Promise.resolve(ok((values.set(name, value), 'file'))),
    remove: async (name) => Promise.resolve(ok(values.delete(name))),
    ...over,
  };
  const ports: SecretPorts = {
    vault,
    decisions: {
      commit: async (batch) => {
        if (isLogBroken) return Promise.resolve(err(kamiError('KAMI_STORE_FAILED', 'The disk is full.')));
        events.push(...batch);
        seen.push(values.size);
        return Promise.resolve(ok(undefined));
      },
    },
    clock: steppedClock(),
    random: countingRandom(),
    actor: 'cli:7',
  };
  return { ports, values, events, seen };
}

describe('changing a secret', () => {
  it('is in the log before it is done, by name alone', async () => {
    const { ports, values, events, seen } = setUp();
    expect(await setSecret(ports, 'key', VALUE)).toEqual({ ok: true, value: 'file' });
    expect(values.get('key')).toBe(VALUE);
    expect(await removeSecret(ports, 'key')).toEqual({ ok: true, value: true });
    expect(events.map(({ type, data, actor, phase }) => ({ type, data, actor, phase }))).toEqual([
      { type: 'secret.set', data: { name: 'key', kept: 'file' }, actor: 'cli:7', phase: 'control_plane' },
      { type: 'secret.removed', data: { name: 'key' }, actor: 'cli:7', phase: 'control_plane' },
    ]);
    expect(seen).toEqual([0, 1]);
    expect(JSON.stringify(events)).not.toContain(VALUE);
  });

  it('is not done when it cannot be logged', async () => {
    const { ports, values } = setUp({}, true);
    expect((await setSecret(ports, 'key', VALUE)).ok).toBe(false);
    expect(values.size).toBe(0);
  });

  it('that fails after it was logged is logged as failed', async () => {
    const failure = err(kamiError('KAMI_SECRETS_UNUSABLE', 'It is locked.'));
    const { ports, events } = setUp({ set: async () => Promise.resolve(failure) });
    expect(await setSecret(ports, 'key', VALUE)).toEqual(failure);
    expect(events.map(({ type }) => type)).toEqual(['secret.set', 'secret.failed']);
    expect(events[1]).toMatchObject({
      causationId: events[0]?.eventId,
      data: { code: 'KAMI_SECRETS_UNUSABLE' },
    });
  });

  it('is no event where there is none to remove', async () => {
    const { ports, events } = setUp();
    expect(await removeSecret(ports, 'key')).toEqual({ ok: true, value: false });
    expect(events).toEqual([]);
  });

  it('removes one that is damaged', async () => {
    const damaged = err(kamiError('KAMI_STORE_CORRUPT', 'It is damaged.'));
    const removed = async () => Promise.resolve(ok(true));
    const { ports, events } = setUp({ find: async () => Promise.resolve(damaged), remove: removed });
    expect(await removeSecret(ports, 'key')).toEqual({ ok: true, value: true });
    expect(events.map(({ type }) => type)).toEqual(['secret.removed']);
  });
});
