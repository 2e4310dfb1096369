import { describe, expect, it } from 'vitest';
import { transferText } from '../../src/output/transfer-text.ts';

describe('transferText', () => {
  it('says how far a transfer has come, and of how much where it is known', () => {
    expect(transferText({ direction: 'download', done: 1024, total: 2048 })).toBe(
      'downloading 1.00 KiB of 2.00 KiB',
    );
    expect(transferText({ direction: 'upload', done: 1024 })).toBe('uploading 1.00 KiB');
  });
});
