import type { ComponentFacts } from '@kami/engine';
import { NO_PERMISSION } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { asksForNothing, decide, defineTools, type Examination } from '../../src/index.ts';
import { DIGEST, fakeTool } from '../support/fixtures.ts';

const base = fakeTool().manifest;
const typed: ComponentFacts = {
  convention: 'typed',
  imports: [],
  usedImports: [],
  features: [],
  docs: new Map([['add', 'Adds.']]),
  functions: [
    { name: 'add', params: [{ name: 'a', type: { kind: 's32' } }], result: { kind: 's32' } },
    { name: 'run', interfaceName: 'x:y/first@1.0.0', params: [] },
    { name: 'run', interfaceName: 'x:y/second@1.0.0', params: [] },
  ],
};
const described: ComponentFacts = { ...typed, convention: 'json-tool', functions: [] };
const definition = { name: 'main', description: '', inputSchema: { type: 'object' } };

describe('defineTools', () => {
  it('names typed functions, apart where they share a name', () => {
    const defined = defineTools(base, typed, []);
    expect(defined).toMatchObject({
      ok: true,
      value: {
        definitions: [{ name: 'add', description: 'Adds.' }, { name: 'first_run' }, { name: 'second_run' }],
        schemas: [],
      },
    });
  });

  it('lets the manifest name, describe and override', () => {
    const tools = [
      {
        arguments: [{ name: 'x', type: 'integer' as const, required: true }],
        description: 'from the manifest',
      },
    ];
    const defined = defineTools({ ...base, tools }, described, [definition]);
    expect(defined).toMatchObject({
      ok: true,
      value: {
        definitions: [
          {
            description: 'from the manifest',
            inputSchema: { properties: { x: { type: 'integer' } }, required: ['x'] },
          },
        ],
      },
    });
  });

  it('takes the description of the manifest where the component has none', () => {
    expect(defineTools({ ...base, description: 'whole' }, described, [definition])).toMatchObject({
      ok: true,
      value: { definitions: [{ description: 'whole' }] },
    });
  });

  it('refuses contradictions', () => {
    const unknown = { ...base, tools: [{ function: 'nothing' }] };
    expect(defineTools(unknown, typed, [])).toMatchObject({
      ok: false,
      error: { code: 'KAMI_MANIFEST_INVALID' },
    });
    expect(defineTools(unknown, described, [definition])).toMatchObject({
      ok: false,
      error: { code: 'KAMI_MANIFEST_INVALID' },
    });
    const argument = {
      ...base,
      tools: [{ function: 'add', arguments: [{ name: 'zzz', type: 'string' as const, required: true }] }],
    };
    expect(defineTools(argument, typed, [])).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('zzz') as string },
    });
    expect(defineTools(base, described, [definition, definition])).toMatchObject({ ok: false });
    const renamed = { ...base, tools: [{ name: 'other' }] };
    expect(defineTools(renamed, described, [definition])).toMatchObject({
      ok: false,
      error: { code: 'KAMI_MANIFEST_INVALID' },
    });
    expect(defineTools(base, described, [])).toMatchObject({
      ok: false,
      error: { code: 'KAMI_COMPONENT_INVALID' },
    });
  });
});

describe('decide', () => {
  const examination = (over: Partial<Examination> = {}): Examination => ({
    manifest: base,
    component: new Uint8Array(),
    facts: typed,
    definitions: [],
    digest: DIGEST,
    contractHash: DIGEST,
    preparedForm: new Uint8Array(),
    prepared: { key: 'k', digest: DIGEST },
    ...over,
  });
  const asking = { ...base, security: { ...base.security, fsAccess: 'sandbox' as const } };
  const permission = { net: [], mounts: [], privateFolder: true, env: [] };

  it('activates at once what asks for nothing, holds what asks', () => {
    expect(asksForNothing(base)).toBe(true);
    expect(asksForNothing(asking)).toBe(false);
    expect(decide(examination(), undefined, { approved: false }).state).toBe('active');
    expect(decide(examination({ manifest: asking }), undefined, { approved: false }).state).toBe('held');
    expect(decide(examination({ manifest: asking }), undefined, { approved: true, permission })).toEqual({
      state: 'active',
      permission,
    });
  });

  it('carries the grant to a version in which nothing else changed, and holds any other', () => {
    const installed = fakeTool('probe', { permission });
    expect(decide(examination(), installed, { approved: false })).toEqual({ state: 'active', permission });
    const changed = examination({ contractHash: 'b'.repeat(64) as typeof DIGEST });
    expect(decide(changed, installed, { approved: false }).state).toBe('held');
  });

  it('holds another component that would inherit a grant, however alike it describes itself', () => {
    const other = examination({ digest: 'c'.repeat(64) as typeof DIGEST });
    expect(decide(other, fakeTool('probe', { permission }), { approved: false })).toEqual({
      state: 'held',
      permission: NO_PERMISSION,
    });
    expect(decide(other, fakeTool('probe'), { approved: false }).state).toBe('active');
    expect(decide(other, fakeTool('probe', { state: 'held' }), { approved: false }).state).toBe('held');
  });

  it('holds another component that lacks a signer of the one before, and not the same one', () => {
    const signed = (digit: string) => ({
      signature: {
        origin: '/x',
        signers: [{ kind: 'key' as const, fingerprint: digit.repeat(64) as typeof DIGEST }],
        problems: [],
      },
    });
    const installed = fakeTool('probe', signed('1'));
    const digest = 'c'.repeat(64) as typeof DIGEST;
    const stateOf = (over: Partial<Examination>) =>
      decide(examination(over), installed, { approved: false }).state;
    expect(stateOf({ digest, ...signed('1') })).toBe('active');
    expect(stateOf({ digest, ...signed('2') })).toBe('held');
    expect(stateOf({ digest })).toBe('held');
    expect(stateOf(signed('2'))).toBe('active');
  });
});
