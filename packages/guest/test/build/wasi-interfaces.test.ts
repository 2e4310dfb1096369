import { describe, expect, it } from 'vitest';
import {
  OFFERED_INTERFACES,
  restoreWasiNames,
  toBuildName,
  toRealName,
  WASI_WIT,
} from '../../src/build/wasi-interfaces.ts';

describe('the names of WASI while building', () => {
  it('are as long as the real ones and can be turned back', () => {
    for (const name of OFFERED_INTERFACES) {
      expect(toBuildName(name)).toHaveLength(name.length);
      expect(toRealName(toBuildName(name))).toBe(name);
    }
    expect(toBuildName('kami:host/log@0.1.0')).toBe('kami:host/log@0.1.0');
    expect(WASI_WIT).not.toContain('wasi:');
  });

  it('are set right wherever they stand in the bytes', () => {
    const names = 'wasi:a/b\0kami:c\0wasi:d';
    const bytes = Buffer.from(names.replaceAll('wasi:', toBuildName('wasi:')));
    restoreWasiNames(bytes);
    expect(bytes.toString()).toBe(names);
  });
});
