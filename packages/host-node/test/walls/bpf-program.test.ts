import { describe, expect, it } from 'vitest';
import { assembleBpf } from '../../src/walls/bpf-program.ts';
import { runBpf } from './bpf-machine.ts';

describe('assembleBpf', () => {
  it('writes instructions of 8 bytes, in the numbers of linux/filter.h', () => {
    const program = assembleBpf([
      { load: 4 },
      { whenEqual: 0xc000_003e, to: 'end' },
      { whenAnyBit: 1, to: 'end' },
      { verdict: 0x8000_0000 },
      { label: 'end' },
      { verdict: 0x7fff_0000 },
    ]);
    expect(Buffer.from(program).toString('hex').match(/.{16}/gu)).toEqual([
      '2000000004000000',
      '150002003e0000c0',
      '4500010001000000',
      '0600000000000080',
      '060000000000ff7f',
    ]);
  });

  it('refuses a label that is missing, behind the jump, too far away, or there twice', () => {
    const far = Array.from({ length: 256 }, () => ({ load: 0 }));
    expect(() => assembleBpf([{ whenEqual: 1, to: 'a' }])).toThrow('the label a cannot be reached');
    expect(() => assembleBpf([{ label: 'a' }, { whenEqual: 1, to: 'a' }])).toThrow('cannot be reached');
    expect(() => assembleBpf([{ whenEqual: 1, to: 'a' }, ...far, { label: 'a' }])).toThrow(
      'cannot be reached',
    );
    expect(() => assembleBpf([{ label: 'a' }, { label: 'a' }])).toThrow('stands twice');
  });

  it('reaches a label that is as far away as can be', () => {
    const far = Array.from({ length: 255 }, () => ({ verdict: 1 }));
    const program = assembleBpf([{ whenEqual: 0, to: 'a' }, ...far, { label: 'a' }, { verdict: 2 }]);
    expect(runBpf(program, { number: 0, architecture: 0 })).toBe(2);
  });
});
