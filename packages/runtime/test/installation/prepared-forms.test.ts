import { preparedKey, type Preparer } from '@kami/engine';
import { contractHash, type InstalledTool } from '@kami/registry';
import { err, kamiError, ok } from '@kami/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { createPreparedForms, type PreparedFormPorts, type PreparedForms } from '../../src/index.ts';
import { createMemoryToolRepository } from '../../../registry/test/memory/memory-tool-repository.ts';
import { countingRandom, fakeTool, must, steppedClock } from '../support/fixtures.ts';
import { createMemoryComponentStore, sha256 } from '../support/memory-component-store.ts';

const NODE = '26.10.0';
const COMPONENT = Uint8Array.of(1, 2, 3);
const SIGNAL = new AbortController().signal;

/** A preparer whose forms count up: no two are the same. */
function countingPreparer(): Preparer & { made: number; fails: boolean } {
  const preparer = {
    made: 0,
    fails: false,
    prepare: async () => {
      preparer.made += 1;
      if (preparer.fails) return err(kamiError('KAMI_COMPONENT_INVALID', 'it is not accepted any more'));
      const facts = {
        convention: 'json-tool',
        imports: [],
        usedImports: [],
        features: [],
        functions: [],
        docs: new Map(),
      } as const;
      return ok({ facts, prepared: Uint8Array.of(preparer.made), key: preparedKey(64, NODE) });
    },
    finish: async (prepared: Uint8Array) => ok(Uint8Array.of(9, ...prepared)),
  };
  return preparer;
}

let clock: ReturnType<typeof steppedClock>;
let ports: PreparedFormPorts;
let tool: InstalledTool;
let remade: string[];
let warnings: string[];
const store = createMemoryComponentStore();
let preparer: ReturnType<typeof countingPreparer>;
let catalogue: ReturnType<typeof createMemoryToolRepository>;

beforeEach(async () => {
  store.files.clear();
  clock = steppedClock();
  preparer = countingPreparer();
  catalogue = createMemoryToolRepository();
  remade = [];
  warnings = [];
  const plain = fakeTool('probe', { digest: sha256(COMPONENT), source: '/home/someone/probe' });
  tool = {
    ...plain,
    contractHash: contractHash(plain.manifest, plain.definitions, sha256),
    prepared: { key: 'prepared-0-old.bin', digest: sha256(Uint8Array.of(7)) },
  };
  await store.putComponent(tool.digest, COMPONENT);
  await store.putPrepared(tool.digest, tool.prepared.key, Uint8Array.of(7));
  must(await catalogue.tools.install(tool, []));
  ports = {
    store,
    tools: catalogue.tools,
    preparer,
    clock,
    random: countingRandom(),
    sha256,
    nodeVersion: NODE,
    actor: 'cli:1',
    signal: SIGNAL,
    onRemake: (_tool, reason) => (remade.push(reason), { [Symbol.dispose]: () => remade.push('over') }),
    warn: (message) => warnings.push(message),
  };
});

const forms = (): PreparedForms => createPreparedForms(ports);
const installed = async (): Promise<InstalledTool | undefined> =>
  must(await catalogue.tools.find({ nameOrId: tool.id }));

describe('createPreparedForms', () => {
  it('makes a form anew, names it in the registry with an event, and deletes the former one', async () => {
    expect(must(await forms().read(tool))).toEqual(Uint8Array.of(9, 1));
    expect(remade).toEqual(['outdated', 'over']);
    const now = await installed();
    expect(now).toEqual({ ...tool, prepared: now?.prepared });
    expect([...store.files.keys()].toSorted()).toEqual(
      [`${tool.digest}/component`, `${tool.digest}/${now?.prepared.key}`].toSorted(),
    );
    expect(catalogue.events.map(({ type, data }) => [type, data])).toEqual([
      ['tool.prepared', { reason: 'outdated', prepared: now?.prepared.digest }],
    ]);
  });

  it('makes it once for callers that ask at once', async () => {
    const reader = forms();
    await Promise.all([reader.read(tool), reader.read(tool), reader.read(tool)]);
    expect(preparer.made).toBe(1);
  });

  it('takes what another process has made meanwhile', async () => {
    await forms().read(tool);
    expect(must(await forms().read(tool))).toEqual(Uint8Array.of(9, 1));
    expect(preparer.made).toBe(1);
  });

  it('leaves one form behind when processes make it at once', async () => {
    const answers = await Promise.all([forms().read(tool), forms().read(tool), forms().read(tool)]);
    expect(answers.every(({ ok: isOk }) => isOk)).toBe(true);
    expect(preparer.made).toBe(3);
    expect([...store.files.keys()].toSorted()).toEqual(
      [`${tool.digest}/component`, `${tool.digest}/${(await installed())?.prepared.key}`].toSorted(),
    );
    expect(warnings).toEqual([]);
  });

  it('answers from memory, with a warning, where the form cannot be stored', async () => {
    const full = err(kamiError('KAMI_STORE_FAILED', 'the disk is full'));
    ports = { ...ports, store: { ...store, putPrepared: () => Promise.resolve(full) } };
    expect((await forms().read(tool)).ok).toBe(true);
    expect(warnings).toEqual([expect.stringContaining('the disk is full')]);
    expect(await installed()).toEqual(tool);
  });

  it('does not try a component that cannot be prepared again and again', async () => {
    preparer.fails = true;
    const reader = forms();
    for (let call = 0; call < 3; call += 1)
      expect(await reader.read(tool)).toMatchObject({ ok: false, error: { code: 'KAMI_TOOL_BROKEN' } });
    expect(preparer.made).toBe(1);
    clock.advance(1000);
    preparer.fails = false;
    expect((await reader.read(tool)).ok).toBe(true);
  });

  it('refuses a form that would offer something else than was approved', async () => {
    tool = { ...tool, contractHash: sha256(Uint8Array.of(0)) };
    must(await catalogue.tools.install(tool, []));
    const refused = await forms().read(tool);
    expect(refused).toMatchObject({ ok: false, error: { code: 'KAMI_TOOL_BROKEN' } });
    expect(refused.ok ? '' : refused.error.message).toContain('other functions than those');
  });

  it('says that the component is damaged', async () => {
    store.files.set(`${tool.digest}/component`, Uint8Array.of(1, 2, 4));
    expect(await forms().read(tool)).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_CORRUPT' } });
    expect(preparer.made).toBe(0);
  });

  it.each(['a component that is damaged', 'one that cannot be prepared'])(
    'names no path of the host to a client for %s, and what shows it',
    async (what) => {
      preparer.fails = true;
      if (what.includes('damaged')) store.files.set(`${tool.digest}/component`, Uint8Array.of(0));
      const refused = await forms().read(tool);
      const said = refused.ok ? '' : `${refused.error.message} ${refused.error.hint ?? ''}`;
      expect(said).toContain('kami inspect probe');
      expect(said).not.toContain('/home/someone');
    },
  );
});
