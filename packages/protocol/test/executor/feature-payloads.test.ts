import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeFeaturesPayload,
  parseFeatureAnswer,
  parseFeaturesPayload,
  resourceTemplateProblem,
  type FeatureAction,
} from '../../src/index.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const nothing = { resources: [], templates: [], prompts: [] };

describe('parseFeaturesPayload', () => {
  it('reads what encodeFeaturesPayload wrote', () => {
    const features = {
      resources: [{ uri: 'a://b', name: 'b', title: 'B', mimeType: 'text/plain', size: 3 }],
      templates: [{ uriTemplate: 'a://{c}', name: 'c' }],
      prompts: [{ name: 'p', arguments: [{ name: 'x', required: true, description: 'X' }] }],
    };
    const encoded = encodeFeaturesPayload(features);
    expect(encoded.ok && parseFeaturesPayload(encoded.value)).toEqual({ ok: true, value: features });
  });

  it.each([
    [{ ...nothing, more: 1 }, 'unknown key'],
    [{ resources: [] }, 'missing'],
    [{ ...nothing, resources: [{ uri: 'kami:x', name: 'a' }] }, "KAMI's own"],
    [{ ...nothing, resources: [{ uri: 'a:é', name: 'a' }] }, 'printable ASCII'],
    [{ ...nothing, resources: [{ uri: 'a:b', name: '' }] }, 'not empty'],
    [{ ...nothing, resources: [{ uri: 'a:b', name: 'a', size: -1 }] }, 'integer'],
    [{ ...nothing, prompts: [{ name: 'a', arguments: [], role: 'system' }] }, 'unknown key'],
  ])('refuses %j', (value, why) => {
    expect(parseFeaturesPayload(bytes(value))).toMatchObject({
      ok: false,
      error: expect.stringContaining(why) as string,
    });
  });
});

describe('resourceTemplateProblem', () => {
  it('says what is wrong of URI and of template', () => {
    expect(resourceTemplateProblem('a://{b}')).toBeUndefined();
    expect(resourceTemplateProblem('Kami://{b}')).toContain("KAMI's own");
    expect(resourceTemplateProblem('a://b')).toContain('expression');
  });
});

describe('parseFeatureAnswer', () => {
  const text = { role: 'user', content: { type: 'text', text: 'x' } };
  it.each([
    ['list-resources', { resources: [], next: 'x' }],
    ['read-resource', { contents: [{ uri: 'a:b', blob: 'QQ==' }] }],
    ['get-prompt', { messages: [text] }],
    ['complete', { values: ['a'], more: false, total: 1 }],
  ] as const)('reads %s', (action, value) => {
    expect(parseFeatureAnswer(action, bytes(value))).toEqual({ ok: true, value });
  });

  it.each([
    ['list-resources', { resources: [], next: '' }],
    ['list-resources', { resources: Array.from({ length: 1001 }, () => ({ uri: 'a:b', name: 'b' })) }],
    ['read-resource', { contents: [{ uri: 'a:b', text: 'x', blob: 'QQ==' }] }],
    ['read-resource', { contents: [{ uri: 'a:\u0007', text: 'x' }] }],
    ['read-resource', { contents: [{ uri: 'a:b', text: 'x', _meta: {} }] }],
    ['get-prompt', { messages: [{ ...text, role: 'system' }] }],
    ['get-prompt', { messages: [], _meta: {} }],
    ['complete', { values: Array.from({ length: 101 }, () => ''), more: false }],
  ] as const)('refuses %s %#', (action, value) => {
    expect(parseFeatureAnswer(action, bytes(value)).ok).toBe(false);
  });

  it('reads or refuses anything without a throw', () => {
    const actions = fc.constantFrom<FeatureAction[]>(
      'list-resources',
      'read-resource',
      'get-prompt',
      'complete',
    );
    fc.assert(
      fc.property(actions, fc.jsonValue(), (action, value) => {
        expect(typeof parseFeatureAnswer(action, bytes(value)).ok).toBe('boolean');
      }),
    );
  });
});
