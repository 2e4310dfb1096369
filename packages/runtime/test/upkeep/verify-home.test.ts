import { describe, expect, it } from 'vitest';
import { verifyHome, type HomeFile, type VerifyPorts } from '@kami/runtime';
import { ok } from '@kami/types';
import { sampleTool } from '../../../registry/test/sample-tool.ts';
import { createMemoryComponentStore, sha256 } from '../support/memory-component-store.ts';
import { must } from '../support/fixtures.ts';

const component = Uint8Array.of(1, 2, 3);
const form = Uint8Array.of(4, 5);
const tool = {
  ...sampleTool(),
  digest: sha256(component),
  size: component.length,
  prepared: { key: 'form.bin', digest: sha256(form) },
  source: './my tools/notes',
};
const stored = (name: string, kind: HomeFile['kind'] = 'component'): HomeFile => ({
  kind,
  path: name,
  name,
  bytes: 1,
  changedAt: 0,
  inUse: false,
});

async function verifyAfter(
  change: (files: Map<string, Uint8Array>) => void,
  ports: Partial<VerifyPorts> = {},
): Promise<readonly string[]> {
  const store = createMemoryComponentStore();
  await store.putComponent(tool.digest, component);
  await store.putPrepared(tool.digest, tool.prepared.key, form);
  change(store.files);
  const { findings } = must(
    await verifyHome({
      checkRows: async () => ok({ findings: [], tools: [tool], records: [], events: 7 }),
      store,
      files: { list: async () => ok([stored(tool.digest)]), collect: async () => ok(false) },
      onStep: () => undefined,
      ...ports,
    }),
  );
  return findings.map(({ what, remedy }) => `${what} → ${remedy}`);
}

describe('verifyHome', () => {
  it('finds nothing in a home that is as it was stored', async () => {
    expect(await verifyAfter(() => undefined)).toEqual([]);
  });

  it('names a damaged component and form, with the command that mends each', async () => {
    const install = "kami install './my tools/notes'";
    expect(await verifyAfter((files) => files.set(`${tool.digest}/component`, form))).toEqual([
      `the component of notes 1.0.0 → ${install}`,
    ]);
    expect(await verifyAfter((files) => files.delete(`${tool.digest}/form.bin`))).toEqual([
      'the prepared form of notes 1.0.0 → kami run notes   (its next call makes the form anew)',
    ]);
    expect(await verifyAfter((files) => files.clear())).toEqual([
      `the component of notes 1.0.0 → ${install}`,
      `the prepared form of notes 1.0.0 → ${install}`,
    ]);
  });

  it('names a row that is not of its component, and rows that were changed', async () => {
    const row = { ...tool, size: 99 };
    expect(
      await verifyAfter(() => undefined, {
        checkRows: async () =>
          ok({
            findings: [
              { what: 'event 7', problem: 'was changed' },
              { what: 'the tool notes 1.0.0', problem: 'is not what was approved', tool: row },
            ],
            tools: [row],
            records: [],
            events: 7,
          }),
      }),
    ).toEqual([
      'event 7 → kami restore FILE',
      "the tool notes 1.0.0 → kami remove notes && kami install './my tools/notes'",
      'the tool notes 1.0.0 → kami restore FILE',
    ]);
  });

  it('names a damaged component that no tool has', async () => {
    const other = sha256(form);
    const files = { list: async () => ok([stored(other)]), collect: async () => ok(false) };
    expect(await verifyAfter((kept) => kept.set(`${other}/component`, component), { files })).toEqual([
      `the component ${other}, which no tool has → kami gc`,
    ]);
  });
});
