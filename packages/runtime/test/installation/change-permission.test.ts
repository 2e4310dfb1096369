import { err, kamiError, ok, parseNetRule, type Permission } from '@kami/types';
import { addCapability, removeCapability } from '@kami/sandbox';
import type { InstalledTool } from '@kami/registry';
import { describe, expect, it } from 'vitest';
import { createMemoryToolRepository } from '../../../registry/test/memory/memory-tool-repository.ts';
import { changePermission, removeTool, type PermissionChange } from '../../src/index.ts';
import { countingRandom, fakeTool, must, steppedClock } from '../support/fixtures.ts';
import { createMemoryComponentStore } from '../support/memory-component-store.ts';

const rules = ['a.example.com', 'b.example.com'].map((text) => must(parseNetRule(text)));
const [first, second] = rules.map((rule) => ({ kind: 'net', rule }) as const);
if (first === undefined || second === undefined) throw new Error('two rules are expected');

async function setUp(permission: Permission) {
  const plain = fakeTool('probe', { permission });
  const security = { ...plain.manifest.security, net: rules };
  const tool: InstalledTool = { ...plain, manifest: { ...plain.manifest, security } };
  const catalogue = createMemoryToolRepository();
  must(await catalogue.tools.install(tool, []));
  const store = createMemoryComponentStore();
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  const ports = { ...catalogue, store, clock: steppedClock(), random: countingRandom(), warn };
  const find = async () => must(await catalogue.tools.find({ nameOrId: tool.id }))?.permission.net;
  return { tool, catalogue, ports, find, warnings };
}

const change = (decide: PermissionChange['decide']): PermissionChange => ({
  actor: 'cli:0',
  type: 'tool.granted',
  decide,
  data: {},
});
const grant = (tool: InstalledTool) => ok({ ...tool, permission: addCapability(tool.permission, second) });
const revoke = (tool: InstalledTool) => ok({ ...tool, permission: removeCapability(tool.permission, first) });
const granted: Permission = { net: rules.slice(0, 1), mounts: [], privateFolder: false, env: [] };

describe('changePermission', () => {
  it('writes what was decided, with its event', async () => {
    const { tool, ports, catalogue, find } = await setUp(granted);
    const decision = must(
      await changePermission(
        ports,
        tool,
        change(async (found) => grant(found)),
      ),
    );
    expect(decision.permission.net).toEqual(rules);
    expect(await find()).toEqual(rules);
    expect(catalogue.events.map(({ type }) => type)).toEqual(['tool.granted']);
  });

  it('brings nothing back that was revoked while it was decided', async () => {
    const { tool, ports, find } = await setUp(granted);
    let decided = 0;
    const racing = change(async (found) => {
      decided += 1;
      if (decided === 1)
        must(
          await changePermission(
            ports,
            tool,
            change(async (seen) => revoke(seen)),
          ),
        );
      return grant(found);
    });
    must(await changePermission(ports, tool, racing));
    expect(decided).toBe(2);
    expect(await find()).toEqual(rules.slice(1));
  });

  it('has removed a tool whose prepared form cannot be deleted, and says so', async () => {
    const { tool, ports, catalogue, warnings } = await setUp(granted);
    const full = err(kamiError('KAMI_STORE_FAILED', 'the disk failed'));
    const store = { ...ports.store, removePrepared: () => Promise.resolve(full) };
    expect(await removeTool({ ...ports, store }, tool, 'cli:0')).toEqual(ok(undefined));
    expect(must(await catalogue.tools.find({ nameOrId: tool.id }))).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('the disk failed')]);
  });

  it('gives up when the catalogue changes each time', async () => {
    const { tool, ports, find } = await setUp(granted);
    const restless = change(async (found) => {
      must(
        await changePermission(
          ports,
          tool,
          change(async (seen) => ok(seen)),
        ),
      );
      return grant(found);
    });
    expect(await changePermission(ports, tool, restless)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_CONFLICT' },
    });
    expect(await find()).toEqual(granted.net);
  });

  it('refuses what is above the manifest, and a version that is gone', async () => {
    const { tool, ports } = await setUp(granted);
    const rule = must(parseNetRule('c.example.com'));
    const above = change(async (found) =>
      ok({ ...found, permission: addCapability(found.permission, { kind: 'net', rule }) }),
    );
    expect(await changePermission(ports, tool, above)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_DENIED' },
    });
    must(await removeTool(ports, tool, 'cli:0'));
    expect(
      await changePermission(
        ports,
        tool,
        change(async (found) => grant(found)),
      ),
    ).toMatchObject({
      ok: false,
      error: { code: 'KAMI_TOOL_UNKNOWN' },
    });
  });
});
