import { NO_PERMISSION, parseNetRule, type Permission } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createMemoryToolRepository } from '../../../registry/test/memory/memory-tool-repository.ts';
import { commitInstallation, type Examination } from '../../src/index.ts';
import { countingRandom, DIGEST, fakeTool, must, steppedClock } from '../support/fixtures.ts';
import { createMemoryComponentStore } from '../support/memory-component-store.ts';

const net = [must(parseNetRule('a.example.com'))];
const granted: Permission = { net, mounts: [], privateFolder: false, env: [] };
const signal = new AbortController().signal;

async function setUp() {
  const installed = fakeTool('probe', { permission: granted });
  const catalogue = createMemoryToolRepository();
  must(await catalogue.tools.install(installed, []));
  const { manifest, definitions, digest, contractHash, prepared } = installed;
  const examination: Examination = {
    manifest,
    definitions,
    digest,
    contractHash,
    prepared,
    component: new Uint8Array(8),
    preparedForm: new Uint8Array(1),
    facts: {
      convention: 'json-tool',
      imports: [],
      usedImports: [],
      features: [],
      functions: [],
      docs: new Map(),
    },
  };
  const ports = {
    tools: catalogue.tools,
    store: createMemoryComponentStore(),
    clock: steppedClock(),
    random: countingRandom(),
    sha256: () => DIGEST,
    warn: () => undefined,
  };
  const install = () =>
    commitInstallation(
      ports,
      examination,
      { state: 'active', permission: installed.permission },
      { actor: 'cli:0', source: 'probe', basis: installed },
      signal,
    );
  const found = async () => must(await catalogue.tools.find({ nameOrId: installed.id }));
  return { catalogue, installed, install, found };
}

describe('commitInstallation', () => {
  it('stores what was decided, whatever happened to other tools meanwhile', async () => {
    const { catalogue, install, found } = await setUp();
    must(await catalogue.tools.install(fakeTool('other'), []));
    must(await install());
    expect((await found())?.permission).toEqual(granted);
    expect(catalogue.events.map(({ type }) => type)).toContain('tool.installed');
  });

  it('brings no grant back that was revoked while the tool was examined', async () => {
    const { catalogue, installed, install, found } = await setUp();
    const revision = must(await catalogue.tools.revision());
    must(await catalogue.grants.put(installed, NO_PERMISSION, 'active', [], revision));
    expect(await install()).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
    expect((await found())?.permission).toEqual(NO_PERMISSION);
  });

  it('installs nothing in the place of a tool that was removed meanwhile', async () => {
    const { catalogue, installed, install, found } = await setUp();
    must(await catalogue.tools.remove(installed.id, []));
    expect(await install()).toMatchObject({ ok: false, error: { code: 'KAMI_CONFLICT' } });
    expect(await found()).toBeUndefined();
  });
});
