import { NO_FEATURES, type ToolFeatures } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { contractText, deriveManifest } from '../../src/index.ts';

const derived = deriveManifest('a');
const text = (features?: ToolFeatures): string => {
  if (!derived.ok) throw new Error(derived.error.message);
  return contractText(derived.value, [], features);
};
const FEATURES: ToolFeatures = {
  exports: ['resources', 'prompts'],
  resources: [
    { uri: 'a:b', name: 'b', size: 3 },
    { uri: 'a:a', name: 'a', body: { text: 'A' } },
  ],
  templates: [{ uriTemplate: 'a:{x}', name: 'x' }],
  prompts: [{ name: 'p', arguments: [], messages: [{ role: 'user', text: 'Hello' }] }],
};

describe('the contract of a tool with features', () => {
  it('is that of a tool without where it has none', () => {
    expect(text(NO_FEATURES)).toBe(text());
    expect(text()).not.toContain('features');
  });

  it('is the same in another order and with other sizes', () => {
    const { resources } = FEATURES;
    const other = { ...FEATURES, resources: resources.toReversed().map((one) => ({ ...one, size: 9 })) };
    expect(text(other)).toBe(text(FEATURES));
  });

  it('changes with every text that a client or a model reads', () => {
    const [first] = FEATURES.prompts;
    const others: ToolFeatures[] = [
      { ...FEATURES, exports: [] },
      { ...FEATURES, resources: [] },
      { ...FEATURES, resources: [{ uri: 'a:a', name: 'a', body: { text: 'B' } }] },
      { ...FEATURES, templates: [{ uriTemplate: 'a:{x}', name: 'x', description: 'new' }] },
      {
        ...FEATURES,
        prompts: first === undefined ? [] : [{ ...first, messages: [{ role: 'user', text: 'Bye' }] }],
      },
      { ...FEATURES, icon: { src: 'data:image/png;base64,', mimeType: 'image/png' } },
    ];
    const texts = [FEATURES, ...others].map(text);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
