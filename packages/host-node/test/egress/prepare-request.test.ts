import type { EgressRequest } from '@kami/sandbox';
import { parseNetRule, type NetRule } from '@kami/types';
import { describe, expect, it } from 'vitest';
import { requestRefusal } from '../../src/index.ts';

const REQUEST: EgressRequest = { method: 'GET', url: 'https://a.test/x', headers: [], body: 'none' };

function rules(text: string): readonly NetRule[] {
  const rule = parseNetRule(text);
  if (!rule.ok) throw new Error(rule.error);
  return [rule.value];
}

describe('requestRefusal', () => {
  it('lets through what would be sent, and refuses what would not', () => {
    const allowed = rules('GET a.test');
    expect(requestRefusal(allowed, REQUEST)).toBeUndefined();
    expect(requestRefusal([], REQUEST)).toMatchObject({ refusal: 'no-rule', target: 'a.test' });
    expect(requestRefusal(allowed, { ...REQUEST, method: 'POST' })).toMatchObject({ refusal: 'no-rule' });
    expect(requestRefusal(allowed, { ...REQUEST, method: 'TRACE' })).toMatchObject({
      code: 'HTTP-request-method-invalid',
    });
    expect(requestRefusal(allowed, { ...REQUEST, headers: [['connection', 'close']] })).toMatchObject({
      refusal: 'forbidden-header',
    });
  });
});
