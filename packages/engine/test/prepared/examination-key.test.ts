import { describe, expect, it } from 'vitest';

import { examinationKey, isCurrentKey, preparedKey } from '@kami/engine';

describe('examinationKey', () => {
  it('is a name of its own for each memory limit and each Node, and none of a prepared form', () => {
    const keys = [examinationKey(64, '26.0.0'), examinationKey(65, '26.0.0'), examinationKey(64, '26.0.1')];
    expect(new Set([...keys, preparedKey(64, '26.0.0')]).size).toBe(4);
    expect(keys.some((key) => isCurrentKey(key, '26.0.0'))).toBe(false);
  });
});
