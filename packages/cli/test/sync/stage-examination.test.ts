import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileComponentStore, sha256 } from '@kami/host-node/component-store';
import type { Examination } from '@kami/runtime';
import { sampleTool, valueOf } from '../../../registry/test/sample-tool.ts';
import { stageExamination, unstageExamination } from '../../src/sync/stage-examination.ts';

const component = new TextEncoder().encode('component');
const preparedForm = new TextEncoder().encode('form');
const { manifest, definitions, contractHash } = sampleTool();
const examination: Examination = {
  manifest,
  definitions,
  contractHash,
  component,
  preparedForm,
  facts: {
    convention: 'json-tool',
    imports: [],
    usedImports: [],
    functions: [],
    features: [],
    docs: new Map(),
  },
  digest: sha256(component),
  prepared: { key: 'v1-64.bin', digest: sha256(preparedForm) },
};

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kami-stage-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('stageExamination', () => {
  it('keeps the bytes in the store and not in what it gives', async () => {
    const store = createFileComponentStore(folder);
    const staged = valueOf(await stageExamination(store, examination));
    expect(Object.keys(staged)).not.toContain('component');
    expect(Object.keys(staged)).not.toContain('preparedForm');
    const whole = valueOf(await unstageExamination(store, staged));
    expect({ ...whole, component: [...whole.component], preparedForm: [...whole.preparedForm] }).toEqual({
      ...examination,
      component: [...component],
      preparedForm: [...preparedForm],
    });
  });

  it('writes nothing where there is no store', async () => {
    const staged = valueOf(await stageExamination(undefined, examination));
    expect(await unstageExamination(createFileComponentStore(folder), staged)).toMatchObject({ ok: false });
  });
});

describe('unstageExamination', () => {
  it('refuses bytes that were changed in between', async () => {
    const store = createFileComponentStore(folder);
    const staged = valueOf(await stageExamination(store, examination));
    writeFileSync(join(folder, 'sha256', examination.digest, 'component.wasm'), 'other');
    expect(await unstageExamination(store, staged)).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT' },
    });
  });
});
