import type { ComponentFacts, Preparer } from '@kami/engine';
import { ok, parseToolVersion, type KamiError, type Result, type ToolManifest } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { createMemoryExaminationRepository } from '../../../registry/test/memory/memory-examination-repository.ts';
import { examine, knownExamination, type Examination, type ExaminePorts } from '../../src/index.ts';
import { keepExamination } from '../../src/installation/known-examination.ts';
import { countingRandom, fakeTool, must, scriptedExecutor, steppedClock } from '../support/fixtures.ts';
import { createMemoryComponentStore, sha256 } from '../support/memory-component-store.ts';

const component = Uint8Array.of(1, 2, 3);
const { manifest } = fakeTool('probe');
const facts: ComponentFacts = {
  convention: 'json-tool',
  imports: ['wasi:http/outgoing-handler@0.2.3'],
  usedImports: ['wasi:http/outgoing-handler@0.2.3'],
  features: ['resources'],
  functions: [],
  docs: new Map([['main', 'Does it.']]),
};
const definitions = [
  { name: 'main', description: 'Does it.', inputSchema: { type: 'object', properties: { b: {}, a: {} } } },
];
const features = { resources: [{ uri: 'a:1', name: 'one' }], templates: [], prompts: [] };
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** What examines, with a count of the processes that it starts. */
function setUp() {
  const store = createMemoryComponentStore();
  const examinations = createMemoryExaminationRepository();
  const started = { prepare: 0, finish: 0 };
  const preparer: Preparer = {
    async prepare() {
      started.prepare += 1;
      return ok({ facts, prepared: bytesOf('unfinished'), key: 'prepared.bin' });
    },
    async finish(_form, tools, schemas) {
      started.finish += 1;
      return ok(bytesOf({ tools, schemas, time: started.finish }));
    },
  };
  const executor = scriptedExecutor(async (job) => {
    const payload = bytesOf(job.action === 'describe' ? { definitions } : features);
    return ok({ header: { status: 'described' }, payload });
  });
  const ports: ExaminePorts = {
    preparer,
    executor,
    clock: steppedClock(),
    random: countingRandom(),
    sha256,
    nodeVersion: '26.0.0',
    known: (digest, key) => knownExamination({ store, examinations }, digest, key),
    startupDeadlineMs: 1000,
  };
  const look = async (
    of: ToolManifest = manifest,
    change: Partial<ExaminePorts> = {},
  ): Promise<Result<Examination, KamiError>> =>
    examine({ ...ports, ...change }, { manifest: of, component }, new AbortController().signal, () => {});
  const keep = async ({ digest, record }: Examination): Promise<void> => {
    if (record === undefined) throw new Error('there is nothing to keep');
    must(await keepExamination({ store, examinations, sha256 }, digest, record));
  };
  const processes = () => ({ ...started, executors: executor.started.length });
  return { store, look, keep, processes };
}

const ONCE = { prepare: 1, finish: 1, executors: 1 };

describe('examine', () => {
  it('finds the same in a component that is known, without any process', async () => {
    const { look, keep, processes } = setUp();
    const first = must(await look());
    expect(first.definitions).toEqual(definitions);
    await keep(first);
    const { record: _kept, ...found } = first;
    expect(must(await look())).toEqual(found);
    expect(processes()).toEqual(ONCE);
  });

  it('keeps the order of a schema, which people and models read', async () => {
    const { look, keep } = setUp();
    await keep(must(await look()));
    const [definition] = must(await look()).definitions;
    expect(JSON.stringify(definition?.inputSchema)).toBe(JSON.stringify(definitions[0]?.inputSchema));
  });

  it('needs no process for another version and other requests of a known component', async () => {
    const { look, keep, processes } = setUp();
    await keep(must(await look()));
    const version = must(parseToolVersion('2.0.0'));
    const other = must(
      await look({ ...manifest, version, security: { ...manifest.security, env: ['LANG'] } }),
    );
    expect(other.record).toBeUndefined();
    expect(other.manifest.version).toBe('2.0.0');
    expect(processes()).toEqual(ONCE);
  });

  it('finishes the form anew for other schemas, without an executor', async () => {
    const { look, keep, processes } = setUp();
    await keep(must(await look()));
    const tools = [{ arguments: [{ name: 'a', type: 'string' as const, required: true }] }];
    const other = must(await look({ ...manifest, tools }));
    expect(other.record).toBeDefined();
    expect(processes()).toEqual({ prepare: 1, finish: 2, executors: 1 });
  });

  it.each([
    ['another memory limit', { ...manifest, limits: { ...manifest.limits, maxMemoryMb: 128 } }, {}],
    ['another Node', manifest, { nodeVersion: '26.0.1' }],
  ])('examines anew under %s', async (_what, of, change) => {
    const { look, keep, processes } = setUp();
    await keep(must(await look()));
    must(await look(of, change));
    expect(processes()).toEqual({ prepare: 2, finish: 2, executors: 2 });
  });

  it('believes no record whose bytes are not those that the registry names', async () => {
    const { store, look, keep, processes } = setUp();
    const first = must(await look());
    await keep(first);
    const path = `${first.digest}/${first.record?.key}`;
    const bytes = Uint8Array.from(store.files.get(path) ?? []);
    bytes[bytes.length - 1] = 0;
    store.files.set(path, bytes);
    expect(must(await look()).record).toBeDefined();
    expect(processes()).toEqual({ prepare: 2, finish: 2, executors: 2 });
  });
});
