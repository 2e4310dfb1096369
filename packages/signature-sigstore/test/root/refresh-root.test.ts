import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { err, kamiError, ok } from '@kami/types';

import { makeLocalSigstore } from '../../../../testing/sigstore/local-sigstore.ts';
import { makeTufRepository, type TufFlaw } from '../../../../testing/sigstore/tuf-repository.ts';
import { checkRoot, refreshRoot, type RefreshOptions } from '../../src/index.ts';

const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const containing = (text: string): unknown => expect.stringContaining(text);

const { trustedRoot } = await makeLocalSigstore();
const repository = makeTufRepository();
let folder = '';
const asked: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kami-tuf-'));
  writeFileSync(join(folder, 'first.json'), repository.root);
  asked.length = 0;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const serving =
  (files: ReadonlyMap<string, string>): RefreshOptions['fetchFile'] =>
  async (address) => {
    asked.push(address);
    const text = files.get(new URL(address).pathname);
    return ok(text === undefined ? { status: 404 } : { bytes: Buffer.from(text) });
  };
const refresh = async (fetchFile: RefreshOptions['fetchFile']) =>
  refreshRoot({
    address: 'https://tuf.example.test/',
    firstRoot: join(folder, 'first.json'),
    folder: join(folder, 'seen'),
    fetchFile,
  });
const refreshFrom = async (flaw?: TufFlaw, target = trustedRoot) =>
  refresh(serving(repository.files(target, flaw)));

describe('refreshRoot', () => {
  it('gives the target of a repository that the first root vouches for', async () => {
    const bytes = await refreshFrom();
    expect(bytes.ok && new TextDecoder().decode(bytes.value)).toBe(trustedRoot);
    expect(asked[0]).toBe('https://tuf.example.test/2.root.json');
    expect((await refreshFrom()).ok).toBe(true);
  });

  it.each<[string, TufFlaw, RegExp]>([
    ['another target than was signed', { target: trustedRoot.replace('0.1', '0.2') }, /not refreshed/],
    ['a timestamp by a stranger', { wrongKey: true }, /not refreshed/],
    ['a timestamp that has expired', { expires: new Date(Date.now() - 1000) }, /not refreshed.*expired/i],
  ])('refuses %s', async (_what, flaw, message) => {
    const bytes = await refreshFrom(flaw);
    expect(bytes).toMatchObject({
      ok: false,
      error: { code: 'KAMI_NETWORK_FAILED', message: matching(message) },
    });
  });

  it('refuses an older state than it has seen', async () => {
    expect((await refreshFrom({ version: 5 })).ok).toBe(true);
    expect(await refreshFrom({ version: 4 })).toMatchObject({
      ok: false,
      error: { code: 'KAMI_NETWORK_FAILED' },
    });
  });

  it('refuses a target that is signed and no trusted root', async () => {
    expect(await refreshFrom({}, '{"mediaType":"text/plain"}')).toMatchObject({
      ok: false,
      error: { message: containing('no trusted root') },
    });
  });

  it('says what the network said', async () => {
    const failure = kamiError('KAMI_NETWORK_FAILED', 'The host cannot be reached.');
    expect(await refresh(async () => err(failure))).toEqual({ ok: false, error: failure });
    expect(await refresh(async () => ok({ status: 500 }))).toMatchObject({
      ok: false,
      error: { code: 'KAMI_NETWORK_FAILED', message: containing('500') },
    });
  });
});

describe('checkRoot', () => {
  it('takes a trusted root and nothing else', () => {
    expect(checkRoot(Buffer.from(trustedRoot), 'x')).toEqual({ ok: true, value: undefined });
    for (const text of [
      '',
      '{}',
      '[]',
      '{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}',
    ])
      expect(checkRoot(Buffer.from(text), 'x')).toMatchObject({ ok: false, error: { code: 'KAMI_USAGE' } });
  });
});
