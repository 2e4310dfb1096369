import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COLLECTION_GRACE_MS,
  collectGarbage,
  isGarbage,
  KEPT_COPY_AGE_MS,
  type CollectPorts,
  type HomeFile,
  type HomeFileKind,
} from '@kami/runtime';
import { ok } from '@kami/types';
import { must } from '../support/fixtures.ts';

const NOW = 1_000_000_000_000;
const file = (kind: HomeFileKind, name: string, change: Partial<HomeFile> = {}): HomeFile => ({
  kind,
  path: name,
  name,
  bytes: 10,
  changedAt: NOW - COLLECTION_GRACE_MS - 1,
  inUse: false,
  ...change,
});

/** Ports over a list, which also say in which order they were asked. */
function portsOver(files: readonly HomeFile[], named: readonly string[] = [], tools: readonly string[] = []) {
  const asked: string[] = [];
  const ports: CollectPorts = {
    files: {
      list: async () => (asked.push('list'), ok(files)),
      collect: async ({ name }) => (asked.push(`collect ${name}`), ok(name !== 'taken')),
    },
    readNames: async () => (asked.push('names'), ok({ files: new Set(named), tools: new Set(tools) })),
    removePrivateFolder: async (id) => (asked.push(`purge ${id}`), ok(undefined)),
    now: () => NOW,
  };
  return { ports, asked };
}

describe('collectGarbage', () => {
  it('lists files before it reads the rows, so that what is installed in between is named', async () => {
    const { ports, asked } = portsOver([file('component', 'a'), file('component', 'b')], ['b']);
    const { collected } = must(await collectGarbage(ports, { dryRun: false, purge: false }));
    expect(asked).toEqual(['list', 'names', 'collect a']);
    expect(collected.map(({ name }) => name)).toEqual(['a']);
  });

  it('deletes nothing on a dry run, and tells only what went', async () => {
    const files = [file('component', 'a'), file('component', 'taken')];
    const dry = portsOver(files);
    const planned = must(await collectGarbage(dry.ports, { dryRun: true, purge: true }));
    expect(dry.asked).toEqual(['list', 'names']);
    expect(planned.collected).toHaveLength(2);
    const done = must(await collectGarbage(portsOver(files).ports, { dryRun: false, purge: false }));
    expect(done.collected.map(({ name }) => name)).toEqual(['a']);
  });

  it('keeps private folders of removed tools unless they are to be purged, and those of installed ones always', async () => {
    const files = [file('private-folder', 'dev.gone'), file('private-folder', 'dev.here')];
    const kept = portsOver(files, [], ['dev.here']);
    const result = must(await collectGarbage(kept.ports, { dryRun: false, purge: false }));
    expect(result.kept.map(({ name }) => name)).toEqual(['dev.gone']);
    expect(kept.asked).toEqual(['list', 'names']);
    const purged = portsOver(files, [], ['dev.here']);
    await collectGarbage(purged.ports, { dryRun: false, purge: true });
    expect(purged.asked).toEqual(['list', 'names', 'purge dev.gone']);
  });

  it('keeps the newest copy of the database, however old', async () => {
    const old = NOW - 3 * KEPT_COPY_AGE_MS;
    const files = [
      file('kept-copy', 'older', { changedAt: old }),
      file('kept-copy', 'newest', { changedAt: old + 1 }),
    ];
    const { collected } = must(await collectGarbage(portsOver(files).ports, { dryRun: false, purge: false }));
    expect(collected.map(({ name }) => name)).toEqual(['older']);
  });
});

describe('isGarbage', () => {
  const kinds: readonly HomeFileKind[] = [
    'component',
    'prepared',
    'unfinished',
    'temporary',
    'kept-copy',
    'private-folder',
  ];

  it('is nothing that is named, in use, private or younger than the grace', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: -KEPT_COPY_AGE_MS, max: 2 * KEPT_COPY_AGE_MS }),
        fc.boolean(),
        fc.boolean(),
        (kind, age, inUse, isNamed) => {
          const given = file(kind, 'x', { changedAt: NOW - age, inUse });
          const garbage = isGarbage(given, new Set(isNamed ? ['x'] : []), NOW);
          const isStored = kind === 'component' || kind === 'prepared';
          if (age <= COLLECTION_GRACE_MS || kind === 'private-folder') expect(garbage).toBe(false);
          else if (isStored) expect(garbage).toBe(!isNamed);
          else if (kind === 'kept-copy') expect(garbage).toBe(age > KEPT_COPY_AGE_MS);
          else expect(garbage).toBe(!inUse);
        },
      ),
    );
  });
});
